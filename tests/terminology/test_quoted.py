"""Names of the lists with quotation marks around a part or the whole of them."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("“十一”假期，古镇游人如织。", "“十一”假期", "National Day holiday"),
        ("‘十一’期间铁路加开列车。", "‘十一’期间", "National Day holiday"),
        ("「十一」黃金週出遊人數創新高。", "「十一」黃金週", "National Day Golden Week"),
        ("企业加快‘走出去’的步伐。", "‘走出去’", "going global"),
        ("坚持“引进来”和“走出去”相结合。", "“引进来”", "bringing in"),
        ("“一带一路”沿线", "一带一路", "Belt and Road"),
        ("“十一”当天，景区爆满。", "“十一”", "National Day"),
        ("今年要加快“走出去”步伐。", "“走出去”", "going global"),
    ],
)
def test_a_name_is_told_whatever_its_marks(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize(
    "sentence", ["他从屋里走出去了。", "他说了“中国”人民很行。", "“中国”移动支付很方便。"]
)
def test_nor_is_a_name_made_of_words(sentence: str) -> None:
    assert not {"走出去", "“中国”人民", "“中国”移动"} & targets(sentence).keys()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("老人终于敢‘走出去’散步了。", "‘走出去’"),
        ("迷路的驴友“走出去”报了警。", "“走出去”"),
        ("“十一”中学今天开学。", "“十一”"),
        ("‘十一’届三中全会召开。", "‘十一’"),
    ],
)
def test_nor_one_that_its_surroundings_rule_out(sentence: str, name: str) -> None:
    assert name not in targets(sentence)
