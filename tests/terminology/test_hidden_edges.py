"""Names of the lists that the segmenter's words run across."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON, targets
from zhaiyi.terminology.matching import word_edges


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("馆里有国家一级文物八件。", "一级文物", "first-grade cultural relic"),
        ("长沙市民进会员参加了义诊。", "民进", "China Association for Promoting Democracy"),
        (
            "杭州市民建会员捐了款。",
            "民建",
            "China National Democratic Construction Association",
        ),
    ],
)
def test_a_listed_name_is_found_across_the_cuts(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize("sentence", ["长沙市民进城看展。", "杭州市民建言献策。"])
def test_citizens_are_no_party(sentence: str) -> None:
    assert not {"民进", "民建"} & targets(sentence).keys()


def test_no_name_is_cut_out_of_a_word_of_the_dictionary() -> None:
    text = "他在美国国会山庄作证。"
    tokens = LEXICON.tokens(text)
    inside = {at for t in tokens if LEXICON.knows(t.text) for at in range(t.start + 1, t.end)}
    assert not inside & word_edges(tokens, LEXICON)
