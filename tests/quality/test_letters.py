"""Latin names lost, agencies and persons from nowhere, places put into words."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names import check
from zhaiyi.translation.constraints import violations_in

LEXICON = Lexicon()


def messages(source: str, english: str, *terms: Term) -> list[str]:
    return [f.message for f in check(SegmentPair(source, english, terms=terms, lexicon=LEXICON))]


@pytest.mark.parametrize(
    ("source", "english", "told"),
    [
        ("一种名为ZMapp的药物", "A nameless drug", ["the name ZMapp is left out"]),
        ("一种名为ZMapp的药物", "A drug called Zmapp", []),
        ("华为Mate 60开售", "Huawei Mate60 goes on sale", []),
        ("开发APP的企业", "Companies that develop applications", []),
    ],
)
def test_a_latin_name_is_kept(source: str, english: str, told: list[str]) -> None:
    assert messages(source, english) == told


def test_an_agency_comes_from_the_source() -> None:
    told = ["CNN is not among the names of the source"]
    assert messages("本报昆明8月28日电", "KUNMING, Aug 28 (CNN)") == told
    cnn = Term("美国有线电视新闻网", "CNN", "dictionary", "media")
    assert not messages("美国有线电视新闻网报道", "CNN reports", cnn)
    assert not messages("据CNN报道", "CNN reports")


def test_a_word_is_no_person() -> None:
    source = "记者高峰时段在现场看到，车流缓慢。"
    told = ["Gao Feng is no person in the source: 高峰 is a word"]
    assert messages(source, "Reporter Gao Feng saw slow traffic.") == told
    assert not messages(source, "The reporter saw slow traffic at rush hour.")
    person = Term("高峰", "Gao Feng", "recognised", "person")
    assert not messages("记者高峰报道。", "Gao Feng reports.", person)
    assert not messages("高峰/任琛", "Gao Feng/Ren Chen")


def test_behind_a_title_and_before_a_verb_a_word_is_a_name() -> None:
    assert not messages(
        "高峰论坛开幕，发言人高峰说。", "Spokesperson Gao Feng said as the forum opened."
    )


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("陈大文、汪洋、林小凤出席会议。", "Chen Dawen, Wang Yang and Lin Xiaofeng attended."),
        ("高峰和陈大文签了合同。", "Gao Feng and Chen Dawen signed the contract."),
    ],
)
def test_in_a_row_of_persons_a_word_is_a_name(source: str, english: str) -> None:
    assert not messages(source, english)
    assert not violations_in(source, english, None, None, LEXICON).words


def test_the_next_try_is_told_what_the_word_means() -> None:
    source = "记者高峰时段在现场看到，车流缓慢。"
    missed = violations_in(source, "Reporter Gao Feng saw slow traffic.", None, None, LEXICON)
    assert missed.words == (("高峰时段", "peak time interval"),)
    assert not violations_in(source, "He saw slow traffic.", None, None, LEXICON).words


QINGSHI = Term("青石区", "Qingshi District", "recognised", "place")
BINHE = Term("滨河路", "Binhe Road", "recognised", "place")


@pytest.mark.parametrize(
    ("source", "english", "term", "flagged"),
    [
        ("青石区供水管理处", "Water Office of Qing Stone District", QINGSHI, True),
        ("青石区供水管理处", "Water Office of Qingshi District", QINGSHI, False),
        ("青石区供水管理处", "The district's water office", QINGSHI, True),
        ("滨河路以南的小区", "Houses south of the riverside", BINHE, True),
        ("滨河路以南的小区", "Houses south of Binhe", BINHE, False),
    ],
)
def test_a_place_in_pinyin_is_not_put_into_words(
    source: str, english: str, term: Term, flagged: bool
) -> None:
    assert bool(messages(source, english, term)) == flagged


def test_a_province_before_its_county_may_go() -> None:
    province = Term("青海省", "Qinghai", "gazetteer", "place")
    county = Term("曲麻莱县", "Qumarleb County", "dictionary", "place")
    assert not messages("青海省曲麻莱县", "In Qumarleb County", province, county)
    assert messages("青海省的湖泊", "The lakes", province)


def test_a_person_may_become_a_pronoun_at_the_beginning() -> None:
    person = Term("顾金成", "Gu Jincheng", "recognised", "person")
    assert not messages("顾金成说，很好。", "He says it is good.", person)
    assert messages("顾金成说，很好。", "He says to Wang Min it is good.", person)
    assert messages("顾金成说，很好。", "It is said to be good.", person)
