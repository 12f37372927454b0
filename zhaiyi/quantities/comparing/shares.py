"""Shares that English says with two small numbers: seven in ten, three out of four."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import zip_longest

from zhaiyi.quantities.quantity import Quantity, made

_BETWEEN = re.compile(r"[ -](?:in|out of)[ -](?:every )?", re.IGNORECASE)
_BOTTOMS = frozenset({3, 4, 5, 10, 20, 100})


def joined(target: str, en: tuple[Quantity, ...], zh: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The target's quantities with two numbers joined to a share, unless the source counts both
    out itself (十人中有七人)."""
    counted = {q.low for q in zh if q.kind == "number"}
    return tuple(_joined(target, en, counted))


def _joined(target: str, en: tuple[Quantity, ...], counted: set[Fraction]) -> Iterator[Quantity]:
    taken = False
    for top, bottom in zip_longest(en, en[1:]):
        free = not taken and bottom is not None and bottom.low not in counted
        share = _share(target, top, bottom) if free else None
        if not taken:
            yield share or top
        taken = share is not None


def _share(target: str, top: Quantity, bottom: Quantity) -> Quantity | None:
    plain = (
        top.kind == bottom.kind == "number" and top.low == top.high and bottom.low == bottom.high
    )
    if not plain or bottom.low not in _BOTTOMS or not 0 < top.low < bottom.low:
        return None
    if not _BETWEEN.fullmatch(target, top.end, bottom.start):
        return None
    return made(target, top.start, bottom.end, "fraction", top.low / bottom.low)
