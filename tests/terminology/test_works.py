"""Titles between 《 and 》 are works of the dictionary, by their own English titles."""

from __future__ import annotations

import pytest

from zhaiyi.lexicon import Lexicon
from zhaiyi.terminology.works import works

LEXICON = Lexicon()


def titles(text: str) -> dict[str, str]:
    return {term.source: term.target for term, _, _ in works(text, LEXICON)}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("红楼梦", "A Dream of Red Mansions"),
        ("紅樓夢", "A Dream of Red Mansions"),
        ("三国演义", "Romance of the Three Kingdoms"),
        ("西游记", "Journey to the West"),
        ("资本论", "Das Kapital"),
        ("民法典", "Civil Code"),
        ("独立宣言", "Declaration of Independence"),
        ("流浪地球", "The Wandering Earth"),
        ("花樣年華", "In the Mood for Love"),
    ],
)
def test_a_work_of_the_dictionary(source: str, target: str) -> None:
    assert titles(f"他读过《{source}》。") == {source: target}


@pytest.mark.parametrize("source", ["石榴花", "夜话", "江城夜话录", "人民日报"])
def test_what_the_dictionary_does_not_know_as_a_work(source: str) -> None:
    assert titles(f"他说起《{source}》。") == {}


def test_without_the_marks_it_is_no_work() -> None:
    assert titles("民法典今天生效。") == {}


def test_the_place_is_the_title_s() -> None:
    text = "《红楼梦》与《资本论》"
    assert [text[start:end] for _, start, end in works(text, LEXICON)] == ["红楼梦", "资本论"]
