"""Outputs that have begun to repeat themselves, seen while they are written."""

from __future__ import annotations

from collections.abc import Sequence

PERIOD = 32
"""Tokens of the longest run that is looked for."""
TIMES = 4
"""So often in a row is a loop: no sentence says the same words four times over."""
LEAST = 24
"""Tokens that all repetitions together have at least: "ha ha ha ha" is none."""


def loops(ids: Sequence[int]) -> bool:
    """Whether `ids` end in a run of at most `PERIOD` tokens that stands there `TIMES` times."""
    return any(_repeats(ids, period) for period in range(1, PERIOD + 1))


def _repeats(ids: Sequence[int], period: int) -> bool:
    size = max(TIMES * period, LEAST)
    return len(ids) >= size and ids[-size:-period] == ids[period - size :]
