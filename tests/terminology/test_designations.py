"""Types of aircraft and missiles, and numbered spacecraft."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("卡-52M将拥有更先进的系统。", "卡-52M", "Ka-52M"),
        ("运-20和歼-20参加了飞行表演。", "运-20", "Y-20"),
        ("武直-10掠过上空。", "武直-10", "Z-10"),
        ("东风－41导弹亮相。", "东风－41", "DF-41"),
        ("神舟十三号载人飞船返回地球。", "神舟十三号", "Shenzhou-13"),
        ("神舟１３号载人飞船返回地球。", "神舟１３号", "Shenzhou-13"),
        ("长征五号火箭点火升空。", "长征五号", "Long March 5"),
        ("长征二号丁火箭发射成功。", "长征二号丁", "Long March 2D"),
        ("嫦娥五号带回月壤。", "嫦娥五号", "Chang'e-5"),
        ("神舟20号升空。", "神舟20号", "Shenzhou-20"),
        ("神舟二十号升空。", "神舟二十号", "Shenzhou-20"),
        ("神舟二十一号升空。", "神舟二十一号", "Shenzhou-21"),
        ("俄軍的蘇-35戰機掠過上空。", "蘇-35", "Su-35"),
    ],
)
def test_types_and_numbers_have_their_english(sentence: str, source: str, target: str) -> None:
    assert targets(sentence)[source] == target


@pytest.mark.parametrize("sentence", ["见图-12所示。", "气温为零下安-3度。", "资料见表运-20%。"])
def test_what_only_looks_like_one_is_none(sentence: str) -> None:
    assert not [source for source in targets(sentence) if "-" in source]
