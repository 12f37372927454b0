"""Spans of time that one side says in two units and the other in one: 三年六个月 as "three and a
half years", 1小时30分 as "90 minutes"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from zhaiyi.quantities.quantity import Quantity
from zhaiyi.quantities.units import DURATIONS, dimension, in_base

_GAP_ZH = re.compile(" ?[零又]? ?")
_GAP_EN = re.compile(r",? (?:and )?")
_Part = tuple[Quantity, str, int]
"""A part of a span, its unit and where it ends."""
_MINUTES = re.compile("分(?![之钟])")


class _Span(NamedTuple):
    parts: tuple[Quantity, ...]
    dimension: str
    total: Fraction


def same_spans(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[tuple[Quantity, ...], tuple[Quantity, ...]]]:
    """Parts of the spans of the source that are as long as one of the target, and its parts."""
    theirs = list(_spans(target, en, _GAP_EN))
    for ours in _spans(source, zh, _GAP_ZH):
        for other in theirs:
            if ours[1:] == other[1:] and len(ours.parts) != len(other.parts):
                yield ours.parts, other.parts


def _spans(text: str, found: tuple[Quantity, ...], gap: re.Pattern[str]) -> Iterator[_Span]:
    chain: list[_Part] = []
    for q in found:
        unit, end = _unit(text, q)
        if not unit:
            continue
        if chain and not _goes_on(text, chain[-1], (q, unit, end), gap):
            yield _span(chain)
            chain = []
        chain.append((q, unit, end))
    if chain:
        yield _span(chain)


def _unit(text: str, q: Quantity) -> tuple[str, int]:
    """Unit of a part and where it ends; 分 behind a plain number are minutes."""
    if q.when is not None or q.low != q.high or q.approx:
        return "", q.end
    if q.kind == "duration" and dimension(q.unit) in DURATIONS:
        return q.unit, q.end
    minutes = _MINUTES.match(text, q.end) if q.kind == "number" else None
    return ("minute", minutes.end()) if minutes else ("", q.end)


def _goes_on(text: str, last: _Part, part: _Part, gap: re.Pattern[str]) -> bool:
    """Whether a part in a smaller unit follows another at once."""
    one = Fraction(1)
    alike = dimension(part[1]) == dimension(last[1])
    smaller = alike and in_base(one, part[1]) < in_base(one, last[1])
    return smaller and gap.fullmatch(text, last[2], part[0].start) is not None


def _span(chain: list[_Part]) -> _Span:
    total = sum((in_base(q.low, unit) for q, unit, _ in chain), Fraction(0))
    return _Span(tuple(q for q, _, _ in chain), dimension(chain[0][1]), total)
