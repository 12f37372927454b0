"""The line before the engine: who comes next, and how long that may take. Pure.

Jobs that have a turn share the engine by micro-batch. Who waits is ordered by the time its own
text will take less the time it has waited already: a short article overtakes a long one, and no
long one waits for ever. One place is kept free of long articles, so that a short one need never
wait for the end of several of them. Where those at work are so short that they leave room in the
engine's batch, more may begin than there are places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LONG = 4000
"""Characters above which a text is long: some two minutes of work."""
USUAL_RATE = 30.0
"""Characters a second, as long as nothing has been measured."""


@dataclass(frozen=True, slots=True)
class Place:
    """One job in line or at work: `left` characters to do, `waited` seconds in line."""

    left: float
    waited: float = 0.0


def order(line: Sequence[Place], rate: float | None = None) -> list[int]:
    """Indexes of the line in the order in which they will be served."""
    pace = rate or USUAL_RATE
    return sorted(range(len(line)), key=lambda i: line[i].left / pace - line[i].waited)


def is_full(running: Sequence[float], slots: int, room: float = 0.0) -> bool:
    """Whether those at work, by the characters they have left, take all `slots` and the `room`."""
    return len(running) >= slots and sum(running) >= room


def may_begin(left: float, running: Sequence[float], slots: int, room: float = 0.0) -> bool:
    """Whether a job with `left` characters may join those that are `running`."""
    if is_full(running, slots, room):
        return False
    others = sum(1 for each in running if each > LONG)
    return left <= LONG or slots == 1 or others < slots - 1


def soon(wait: float | None) -> str:
    """When to come back, in words; `wait` in seconds, None while it is unknown."""
    if wait is None:
        return "in a few minutes"
    minutes = math.ceil(wait / 60)
    return f"in {minutes} minutes" if minutes > 1 else "in a minute"


def expected_wait(
    running: Sequence[float], ahead: Sequence[float], slots: int, rate: float, room: float = 0.0
) -> float:
    """Seconds until a place is free for whoever stands behind `ahead`: those at work share `rate`
    characters a second evenly, and those ahead take the places that become free."""
    working, queue, clock = sorted(running), list(ahead), 0.0
    while True:
        while queue and not is_full(working, slots, room):
            working = sorted([*working, queue.pop(0)])
        if not is_full(working, slots, room):
            return clock
        first = working.pop(0)
        clock += first * (len(working) + 1) / rate
        working = [max(0.0, left - first) for left in working]
