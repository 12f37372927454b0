"""A level that an index passes is no change by so many points."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import hints, misread


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("港股收复21500点。", ("21500点", "the 21,500-point mark")),
        ("港股失守21500点关口。", ("21500点关口", "the 21,500-point mark")),
    ],
)
def test_it_is_told_as_a_mark(source: str, told: tuple[str, str]) -> None:
    assert hints(source) == (told,)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("港股收复21500点。", "Hong Kong shares recovered 21,500 points."),
        ("港股失守21500点。", "Hong Kong shares fell by 21,500 points."),
        ("港股站上21500点。", "Hong Kong shares rose 21500 points."),
    ],
)
def test_one_that_became_a_change_is_seen(source: str, target: str) -> None:
    assert [wrong.meaning for wrong in misread(source, target)] == ["the 21,500-point mark"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("港股收复21500点。", "Hong Kong shares recovered the 21,500-point mark."),
        ("港股失守21500点。", "Hong Kong shares fell below 21,500 points."),
        ("港股突破21500点。", "Hong Kong shares broke through 21,500 points."),
        ("港股上涨300点。", "Hong Kong shares rose 300 points."),
    ],
)
def test_other_points_are_left_alone(source: str, target: str) -> None:
    assert not list(misread(source, target))
