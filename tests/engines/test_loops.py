"""A row that only repeats itself is seen; lists and refrains are not taken for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.engines.loops import LEAST, PERIOD, TIMES, loops

TOKENS = st.lists(st.integers(0, 5), max_size=40)


@given(TOKENS, st.lists(st.integers(0, 99), min_size=1, max_size=PERIOD))
def test_whatever_repeats_often_enough_is_a_loop(before: list[int], run: list[int]) -> None:
    times = max(TIMES, -(-LEAST // len(run)))
    assert loops([*before, *run * times])


@given(st.lists(st.integers(0, 10_000), unique=True, max_size=300))
def test_what_says_nothing_twice_is_none(ids: list[int]) -> None:
    assert not loops(ids)


def test_three_times_is_no_loop_yet() -> None:
    run = list(range(10))
    assert not loops([99, *run * (TIMES - 1)])
    assert loops([99, *run * TIMES])
    assert not loops([*run * TIMES, 77])


def test_a_short_stammer_is_none() -> None:
    assert not loops([1, 2, *[7] * (LEAST - 1)])
    assert loops([1, 2, *[7] * LEAST])
