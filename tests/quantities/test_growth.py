"""Growth that is said in multiples: what comes on top, and English of two readings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.numbers import check
from zhaiyi.quantities import hints, mend, misread, read_zh

_VERBS = ("增长", "增加了", "提高近", "上涨了", "高出", "增长超过")
_WHOLES = ("是去年的", "增长到", "达到原来的", "相当于", "增至")


@given(st.sampled_from(_VERBS), st.integers(min_value=1, max_value=99))
def test_behind_a_verb_of_growth_a_multiple_comes_on_top(verb: str, times: int) -> None:
    (q,) = read_zh(f"产量比去年{verb}{times}倍。")
    assert (q.low, q.added) == (times, True)


@given(st.sampled_from(_WHOLES), st.integers(min_value=1, max_value=99))
def test_behind_to_and_is_it_is_the_whole(verb: str, times: int) -> None:
    (q,) = read_zh(f"产量{verb}{times}倍。")
    assert (q.low, q.added) == (times, False)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("订单增长了两倍。", ("增长了两倍", "tripled")),
        ("出口增长近三倍。", ("增长近三倍", "nearly quadrupled")),
        ("销量同比增长4.5倍。", ("增长4.5倍", "rose by 450 percent")),
        ("销量增长两三倍。", ("增长两三倍", "rose by 200 to 300 percent")),
        ("产值翻了一番。", ("翻了一番", "doubled")),
        ("产值翻了两番。", ("翻了两番", "quadrupled")),
    ],
)
def test_the_model_is_told_the_verb(text: str, pair: tuple[str, str]) -> None:
    assert hints(text) == (pair,)


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("订单增长了两倍。", "Orders have doubled.", "Orders have tripled."),
        ("订单增长了两倍。", "Orders increased by a factor of three.", "Orders tripled."),
        ("利润翻了一番。", "It is a two-fold increase in profit.", "It is a doubling of profit."),
        ("利润翻番。", "Profit rose by two times.", "Profit doubled."),
        ("产值翻了两番。", "Output increased two-fold.", "Output quadrupled."),
    ],
)
def test_it_is_put_right(source: str, target: str, mended: str) -> None:
    assert mend(source, target) == mended
    assert not list(misread(source, mended))


def test_a_growth_of_two_readings_is_flagged() -> None:
    (finding,) = check(
        SegmentPair("海外收入翻了一番。", "Overseas revenue saw a two-fold increase.")
    )
    assert finding.message == (
        "source says 翻了一番 = doubled, translation says a two-fold increase"
    )


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("订单增长了两倍。", "Orders tripled."),
        ("订单是去年的两倍。", "Orders increased two-fold, to twice those of last year."),
        ("规模扩大到三倍。", "It is three times as large."),
    ],
)
def test_what_is_clear_stays(source: str, target: str) -> None:
    assert mend(source, target) == target
    assert not list(misread(source, target))
