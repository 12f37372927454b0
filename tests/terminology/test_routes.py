"""Railways and roads whose ends stand in brackets."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets


@pytest.mark.parametrize(
    ("line", "route", "english"),
    [
        ("大（理）瑞（丽）铁路全线铺轨。", "大（理）瑞（丽）铁路", "Dali-Ruili Railway"),
        ("西（安）延（安）高铁通车。", "西（安）延（安）高铁", "Xi'an-Yan'an High-Speed Railway"),
    ],
)
def test_a_route_is_called_by_both_its_ends(line: str, route: str, english: str) -> None:
    assert targets(line)[route] == english


def test_none_is_made_of_other_brackets() -> None:
    assert not targets("红（色）蓝（色）铁路模型开售。")
