"""Ministries and courts of other countries, behind their country."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("印度国防部26日发表声明。", "印度国防部", "Indian Defense Ministry"),
        ("肯尼亚卫生部通报疫情。", "肯尼亚卫生部", "Kenyan Health Ministry"),
        ("韓國國防部26日發表聲明。", "韓國國防部", "South Korean Defense Ministry"),
        ("泰国宪法法院作出裁决。", "泰国宪法法院", "Thai Constitutional Court"),
        ("阿根廷央行宣布加息。", "阿根廷央行", "Argentine central bank"),
        ("英国内政部公布数据。", "英国内政部", "British Home Office"),
        ("美国司法部提起诉讼。", "美国司法部", "US Justice Department"),
        ("法国外交部召见大使。", "法国外交部", "French Foreign Ministry"),
        ("俄罗斯科学院的院士来访。", "俄罗斯科学院", "Russian Academy of Sciences"),
        ("越南国防大学代表团到访。", "越南国防大学", "Vietnamese National Defense University"),
    ],
)
def test_a_body_that_nearly_every_country_has(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


def test_chinas_own_and_ministers_are_no_such_bodies() -> None:
    assert "中国国防部" not in targets("中国国防部举行记者会。")
    assert "印度国防部" not in targets("印度国防部长抵达北京。")
