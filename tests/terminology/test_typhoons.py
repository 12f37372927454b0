"""Typhoons by their names, which are words or read like persons and places."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("台风“狮子山”昨晚在海南登陆。", "狮子山", "Lionrock"),
        ("受台风贝碧嘉影响，渡轮停航。", "贝碧嘉", "Bebinca"),
        ("今年第6号台风“韦帕”和“范斯高”同时活动。", "范斯高", "Francisco"),
        ("“摩羯”台风带来暴雨。", "摩羯", "Yagi"),
        ("热带风暴琵琶今晨生成。", "琵琶", "Peipah"),
        ("颱風「樺加沙」逼近。", "樺加沙", "Ragasa"),
        ("山竹来袭，全市中小学停课。", "山竹", "Mangkhut"),
        ("受“悟空”影响，沿海有暴雨。", "悟空", "Wukong"),
    ],
)
def test_a_typhoon_has_the_english_of_the_committee(
    sentence: str, source: str, target: str
) -> None:
    assert targets(sentence)[source] == target


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("狮子山政府表示欢迎。", "狮子山"),
        ("她演奏的琵琶很动听。", "琵琶"),
        ("金融风暴中，琵琶厂倒闭。", "琵琶"),
        ("新游戏悟空登陆主机平台。", "悟空"),
        ("大风中天鹅过境，湿地热闹起来。", "天鹅"),
        ("天文台的同事说，山竹影响血糖。", "山竹"),
    ],
)
def test_the_word_is_no_typhoon_elsewhere(sentence: str, source: str) -> None:
    assert targets(sentence).get(source) not in {"Lionrock", "Peipah", "Wukong", "Goni", "Mangkhut"}
