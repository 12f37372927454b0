"""Sides of joint statements: a country by one character, never a person."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON, article, targets
from zhaiyi.terminology import find_terms, uses


@pytest.mark.parametrize(
    ("lines", "side", "target"),
    [
        (("吉尔吉斯斯坦外长来访。", "中方支持吉方主办会议。"), "吉方", "Kyrgyz side"),
        (("卢旺达总统说，卢方愿同中方扩大贸易。",), "卢方", "Rwandan side"),
        (("莫桑比克遭遇洪灾。", "据莫方通报，道路已经恢复。"), "莫方", "Mozambican side"),
        (("贝宁代表团到访，贝方高度赞赏中方的帮助。",), "贝方", "Beninese side"),
        (("韓國外長來訪，韓方表示歡迎。",), "韓方", "South Korean side"),
        (("俄军说，乌方袭击了一座桥。",), "乌方", "Ukrainian side"),
        (("上合组织峰会上，乌方提出新倡议。",), "乌方", "Uzbek side"),
        (("乌干达总统到访。", "乌方感谢中方援助。"), "乌方", "Ugandan side"),
    ],
)
def test_a_side_is_told_by_the_country_of_the_article(
    lines: tuple[str, ...], side: str, target: str
) -> None:
    assert targets(*lines)[side] == target


@pytest.mark.parametrize(
    "lines",
    [
        ("马来西亚和马里签署协议。", "马方重申支持一个中国原则。"),
        ("印度和印尼都参加了，印方表示满意。",),
        ("声明说，洪方重申恪守一个中国原则，中方赞赏。",),
        ("多米尼加外长来访，多方表示欢迎。",),
    ],
)
def test_nothing_is_told_where_two_countries_or_none_are_named(lines: tuple[str, ...]) -> None:
    assert not [source for source in targets(*lines) if source.endswith("方")]


def test_the_country_or_its_people_stand_for_its_side() -> None:
    terms = find_terms(article("莫桑比克总统表示，莫方感谢中方。"), LEXICON)
    (side,) = (t for t in terms if t.source == "莫方")
    assert uses(side, "Mozambique thanks China.")
    assert uses(side, "The Mozambican side is grateful.")
    assert not uses(side, "Mo Fang is grateful.")


def test_a_person_of_such_a_name_stays_one_elsewhere() -> None:
    assert targets("记者孟方报道了这场比赛。")["孟方"] == "Meng Fang"
