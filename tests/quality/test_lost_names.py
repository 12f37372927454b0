"""Names of which the English has no trace."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names import check

BURGAS = Term("布尔加斯", "Burgas", "dictionary", "place")
MERKEL = Term("默克尔", "Merkel", "dictionary", "person")


@pytest.mark.parametrize(
    ("source", "english", "term"),
    [
        ("代表团与布尔加斯市开展合作。", "The delegation cooperated with the city.", BURGAS),
        ("代表团与布尔加斯市开展合作。", "The delegation worked with Urgents.", BURGAS),
        ("默克尔在柏林发表讲话。", "A speech was made in Berlin.", MERKEL),
    ],
)
def test_a_name_without_a_trace_is_told(source: str, english: str, term: Term) -> None:
    (found,) = check(SegmentPair(source, english, terms=(term,)))
    assert found.message == f"the name {term.source} ({term.target}) is left out"
    assert found.source_span is not None
    assert source[found.source_span.start : found.source_span.end] == term.source


@pytest.mark.parametrize(
    ("source", "english", "term"),
    [
        ("与布尔加斯市合作。", "It works with Burgas.", BURGAS),
        ("与布尔加斯市合作。", "It works with Bourgas-on-Sea.", BURGAS),  # another spelling
        ("与布尔加斯市合作。", "It works with Buerjiasi.", BURGAS),  # by ear
        ("默克尔发表讲话。", "She made a speech.", MERKEL),
        ("（默克尔摄）会场。", "The venue.", MERKEL),
        ("《默克尔传》出版。", "The biography came out.", MERKEL),
        (
            "马蒂斯科发表讲话。",  # a longer name
            "Bork gave a talk.",
            Term("马蒂斯", "Mattis", "dictionary", "person"),
        ),
        (
            "法国发表声明。",
            "The country made a statement.",
            Term("法国", "France", "dictionary", "place"),
        ),
        (
            "西班牙发表声明。",
            "It made a statement.",
            Term("西班牙", "Spain", "dictionary", "place"),
        ),
    ],
)
def test_what_translators_leave_out_is_not_told(source: str, english: str, term: Term) -> None:
    assert not [
        f for f in check(SegmentPair(source, english, terms=(term,))) if "left out" in f.message
    ]


def test_the_word_of_another_name_is_no_trace() -> None:
    bulgaria = Term("保加利亚", "Bulgaria", "dictionary", "place")
    pair = SegmentPair(
        "代表团与保加利亚布尔加斯市开展合作。",
        "The delegation worked with Bulgaria’s city.",
        terms=(bulgaria, BURGAS),
    )
    assert [f.message for f in check(pair)] == ["the name 布尔加斯 (Burgas) is left out"]


HUBEI, ANHUI, HUNAN = (
    Term(chinese, english, "dictionary", "place")
    for chinese, english in (("湖北", "Hubei"), ("安徽", "Anhui"), ("湖南", "Hunan"))
)


@pytest.mark.parametrize(
    ("source", "english", "told"),
    [
        ("湖北、安徽和湖南连降大雨。", "It rained for days in Hubei and Hunan.", ["安徽"]),
        ("湖北与湖南连降大雨。", "It rained for days in Hunan.", ["湖北"]),
        ("湖北、安徽和湖南连降大雨。", "It rained in Hubei, Anhui and Hunan.", []),
        ("湖北、安徽和湖南连降大雨。", "It rained in the three provinces.", []),
        ("湖北连降大雨。", "It rained for days.", []),
        ("湖北的雨比湖南大。", "It rained harder there than in Hunan.", []),
    ],
)
def test_a_name_dropped_from_a_list_is_told(source: str, english: str, told: list[str]) -> None:
    found = check(SegmentPair(source, english, terms=(HUBEI, ANHUI, HUNAN)))
    assert [f.message.split()[2] for f in found if "left out" in f.message] == told


def test_a_country_before_an_office_is_no_name_of_the_list() -> None:
    premier = Term("梅洛尼", "Meloni", "dictionary", "person")
    poland = Term("波兰", "Poland", "dictionary", "place")
    text, english = "总理梅洛尼和波兰总理图斯克出席。", "Giorgia Meloni and Donald Tusk attended."
    assert not list(check(SegmentPair(text, english, terms=(premier, poland))))
