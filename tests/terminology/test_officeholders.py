"""Foreign holders of office, known by their country and office."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets
from zhaiyi.lexicon.tables import aliases, rows
from zhaiyi.text.script import is_han


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("莫桑比克总统查波26日抵达北京。", "查波", "Chapo"),
        ("莫桑比克總統查波26日抵達北京。", "查波", "Chapo"),
        ("莫桑比克总统丹尼尔·查波26日抵达北京。", "丹尼尔·查波", "Daniel Chapo"),
        ("法国总统埃马纽埃尔•马克龙到访。", "埃马纽埃尔•马克龙", "Emmanuel Macron"),
        ("埃及前总统塞西同俄总统普京通话。", "塞西", "Sisi"),
        ("哥斯达黎加总统查韦斯表示欢迎。", "查韦斯", "Chaves"),
        ("委内瑞拉总统查韦斯表示欢迎。", "查韦斯", "Chavez"),
        ("世界银行行长彭安杰表示欢迎。", "彭安杰", "Banga"),
    ],
)
def test_a_holder_of_office_behind_the_country(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


def test_the_name_stands_for_the_same_person_in_the_whole_article() -> None:
    told = targets("英国外交大臣库珀到访。\n库珀将停留两天。")
    assert told["库珀"] == "Cooper"


def test_a_place_or_a_firm_of_the_same_name_in_the_article_keeps_it() -> None:
    told = targets("法国内政部长科隆辞职。", "德国城市科隆举行狂欢节。")
    assert told["科隆"] == "Cologne"
    assert targets("法国内政部长科隆辞职。")["科隆"] == "Collomb"
    assert targets("坦桑尼亚代表团访问了刚果（金）的基奎特。")["基奎特"] == "Kikwit"


def test_another_bearer_of_a_short_name_is_not_meant() -> None:
    assert targets("演员塞西住在伦敦。").get("塞西") != "Sisi"


def test_every_row_has_a_country_and_a_name_in_both_languages() -> None:
    known = [(aliases(row, 0), row[1], row[2]) for row in rows("officeholders")]
    assert len(set(known)) == len(known)
    for countries, short, english in known:
        assert countries
        assert len(short) > 1
        assert any(map(is_han, short))
        assert english.isprintable()
        assert english.strip() == english != ""


@pytest.mark.parametrize(
    ("sentences", "named", "english"),
    [
        (("法国内政部长科隆辞职。", "德国城市科隆举行狂欢节。"), "部长科隆", "Minister Collomb"),
        (("白宫的委员会主席米兰发言。", "展览将在米兰开幕。"), "主席米兰", "Chairman Miran"),
        (
            ("法国内政部长热拉尔·科隆辞职。", "德国城市科隆举行狂欢节。"),
            "热拉尔·科隆",
            "Gerard Collomb",
        ),
    ],
)
def test_beside_the_place_the_person_is_told_with_the_office(
    sentences: tuple[str, ...], named: str, english: str
) -> None:
    assert targets(*sentences)[named] == english


def test_a_deputy_is_no_minister_there() -> None:
    told = targets("美国国防部副部长科尔比讲话。", "学生到科尔比大学参观。")
    assert "部长科尔比" not in told


@pytest.mark.parametrize("sentence", ["喀麦隆92岁总统比亚就职。", "喀麦隆现年92岁的总统比亚就职。"])
def test_an_age_may_stand_between_country_and_office(sentence: str) -> None:
    assert targets(sentence)["比亚"] == "Biya"
