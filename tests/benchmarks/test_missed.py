"""Words that translations miss, found by the dictionary alone."""

from __future__ import annotations

from benchmarks.missed import counted
from zhaiyi.lexicon import Lexicon

ROWS = [
    {"zh": "他们在集市上买了大蒜。", "en": "They bought onions at the fair."},
    {"zh": "大蒜的产量增加了，大蒜便宜了。", "en": "The output of onions has increased."},
    {"zh": "大蒜的产量减少了。", "en": "The garlic output fell.", "second": "Less was produced."},
]


def test_a_word_is_missed_where_no_translation_has_a_meaning_of_it() -> None:
    counts = counted(ROWS, ("en", "second"), Lexicon())
    assert (counts.there["大蒜"], counts.missed["大蒜"]) == (3, 2)
    assert counts.words(least=2, share=0.6) == ["大蒜"]
    assert counts.words(least=2, share=0.7) == []
    assert counts.seen["大蒜"] == (ROWS[0]["zh"], ROWS[0]["en"])


def test_what_is_told_already_is_left_out() -> None:
    row = {"zh": "监管部门约谈了企业。", "en": "The regulator interviewed companies."}
    assert "约谈" not in counted([row], ("en",), Lexicon()).there


def test_a_row_without_a_translation_misses_nothing() -> None:
    assert not counted([{"zh": "大蒜很好吃。", "en": ""}], ("en",), Lexicon()).missed
