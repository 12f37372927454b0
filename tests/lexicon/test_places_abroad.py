"""The list of places outside China."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON, targets
from zhaiyi.lexicon.tables import mapping, rows


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("巴西马拉尼昂州州长辞职。", "马拉尼昂州", "Maranhão"),
        ("俄军占领谢利多沃。", "谢利多沃", "Selydove"),
        ("军队进入北基伍省。", "北基伍省", "North Kivu"),
        ("克朗-蒙塔纳的酒吧起火。", "克朗-蒙塔纳", "Crans-Montana"),
        ("游客在伊兹密尔被困。", "伊兹密尔", "Izmir"),
        ("人員進入蘇韋達。", "蘇韋達", "Sweida"),
    ],
)
def test_places_abroad_are_told_as_the_news_spells_them(
    sentence: str, name: str, english: str
) -> None:
    assert targets(sentence)[name] == english


def test_no_place_stands_there_twice() -> None:
    listed = [row[0] for row in rows("places_abroad")]
    assert len(listed) == len(set(listed))


def test_every_place_that_is_no_word_has_the_english_of_the_list() -> None:
    for word, (target, *_) in mapping("places_abroad").items():
        found = LEXICON.name(word)
        assert found is not None, word
        assert target in (found[0].target, *found[0].aliases), word


@pytest.mark.parametrize("sentence", ["他身边和善的人很多。", "当天边和平相处。"])
def test_words_that_touch_are_no_such_place(sentence: str) -> None:
    assert not targets(sentence)
