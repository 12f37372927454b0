"""People known in a field, told in an article that is about it."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets
from zhaiyi.lexicon.tables import rows


@pytest.mark.parametrize(
    ("lines", "name", "english"),
    [
        (("美网女单决赛开打。", "高芙直落两盘取胜。"), "高芙", "Gauff"),
        (("英超联赛昨晚战罢一轮。", "利物浦前锋萨拉赫攻入两球。"), "萨拉赫", "Salah"),
        (("NBA常规赛继续进行。", "湖人不敌掘金，约基奇得到三双。"), "约基奇", "Jokic"),
        (("世界田联钻石联赛举行。", "杜普兰蒂斯再破撑竿跳高世界纪录。"), "杜普兰蒂斯", "Duplantis"),
    ],
)
def test_somebody_of_the_field_is_told(lines: tuple[str, ...], name: str, english: str) -> None:
    assert targets(*lines)[name] == english


def test_in_a_field_whose_words_stand_everywhere_a_role_says_who_is_meant() -> None:
    assert targets("导演诺兰的新片票房大卖，这部电影下周上映。")["诺兰"] == "Nolan"
    assert "培根" not in targets("多名历史学者和哲学教授早餐爱吃培根。")
    assert "牛顿" not in targets("研究论文显示，推力达500牛顿，科学家很满意。")
    assert targets("韩江流域下暴雨，作家写小说。")["韩江"] == "Han River"


def test_elsewhere_nobody_is_meant() -> None:
    assert targets("高芙住在一座小镇上，每天去市场买菜。").get("高芙") != "Gauff"


def test_a_name_that_many_spell_otherwise_needs_the_full_one() -> None:
    match = "NBA常规赛继续进行，公牛队取胜，湖人不敌掘金。"
    assert targets(match, "罗斯得到20分。").get("罗斯") != "Rose"
    assert targets(match, "德里克·罗斯退役，罗斯曾得到最有价值球员。")["罗斯"] == "Rose"


def test_part_of_a_longer_name_is_nobody() -> None:
    match = ("英超联赛昨晚战罢一轮，曼城取胜。", "NBA篮球赛中奥卡福得到20分。")
    assert "卡福" not in targets(*match)


def test_every_person_is_of_a_field_that_words_show() -> None:
    table = list(rows("fields"))
    shown = {row[0] for row in table if row[1] in ("cue", "broad")}
    people = [row for row in table if row[1] not in ("cue", "broad")]
    assert {row[0] for row in people} <= shown
    assert len({row[:2] for row in people}) == len(people)
    assert all(len(row[1]) > 1 and row[2].isprintable() for row in people)
