"""Persons whom headlines of Hong Kong call by age or origin and one character."""

from __future__ import annotations

import pytest

from tests.terminology.test_recogniser import read
from tests.terminology.test_terms import LEXICON, article, targets
from zhaiyi.terminology import find_terms, foreign_candidates


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("六旬漢家中暈倒送院", "六旬漢", "man in his sixties"),
        ("五旬婦過馬路被撞", "五旬婦", "woman in her fifties"),
        ("七旬翁登高失蹤三日", "七旬翁", "man in his seventies"),
        ("八旬嫗遭騙走積蓄", "八旬嫗", "woman in her eighties"),
        ("35歲漢偷電單車落網", "35歲漢", "35-year-old man"),
        ("警方昨晚拘捕６０歲漢", "６０歲漢", "60-year-old man"),
        ("四十歲婦報警求助", "四十歲婦", "40-year-old woman"),
        ("南亞漢涉傷人被捕", "南亞漢", "South Asian man"),
        ("內地漢持假鈔過關", "內地漢", "mainland man"),
        ("獨居翁倒臥廚房", "獨居翁", "elderly man living alone"),
    ],
)
def test_they_are_men_and_women(sentence: str, source: str, target: str) -> None:
    assert targets(sentence)[source] == target


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("六旬妇女学会了游泳。", "六旬妇"),
        ("二十岁汉族青年参军。", "二十岁汉"),
        ("内地汉墓出土竹简。", "内地汉"),
        ("內地漢語教師抵港。", "內地漢"),
    ],
)
def test_no_other_word_is_cut(sentence: str, start: str) -> None:
    assert start not in targets(sentence)


def test_their_last_character_begins_no_name() -> None:
    text, tokens = read("七旬/m 漢登高/PER 失蹤/v")
    found = find_terms(article(text), LEXICON, (), {text: tokens})
    assert foreign_candidates(article(text), LEXICON, found, {text: tokens}) == ()
    assert [term.source for term in found] == ["七旬漢"]
