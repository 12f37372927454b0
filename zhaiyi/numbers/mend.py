"""A quantity whose scale or bound alone went wrong is put right by rule: 86.3亿 as "86.3 billion".

Small models carry the digits of 万 and 亿 over and miss the scale, and drop the 多 of 500多种.
Where the digits agree, what the source says is known exactly, and no second attempt of the model is
needed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from zhaiyi.numbers.bounds import lost, one_value, turn_bound
from zhaiyi.numbers.compare import Comparison, compare
from zhaiyi.numbers.en import read_en
from zhaiyi.numbers.hints import hint
from zhaiyi.numbers.quantity import Quantity, plain
from zhaiyi.numbers.zh import read_zh

_BETWEEN = re.compile(r"\b(?:between|both)\s+$", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:more than|over|above|at least|nearly|almost|about|around|some|exceed\w*|approximately)"
    r"\s+$",
    re.IGNORECASE,
)


def mend(source: str, target: str, *, year: int | None = None, month: int | None = None) -> str:
    """`target` with the quantities put right whose digits are those of the source, but not their
    scale, and with "nearly" or "more than" where the source says so; `target` itself where there is
    none. Never one with more wrong quantities than before."""
    scaled = _scaled(source, target, year, month)
    bounded = _bounded(source, scaled, year)
    before, after = (compare(source, t, year=year, month=month) for t in (scaled, bounded))
    return bounded if _faults(after) <= _faults(before) else scaled


def _bounded(source: str, target: str, year: int | None) -> str:
    """`target` with the bounds that it has lost."""
    found = lost(source, read_zh(source, year=year), target, read_en(target))
    for q, words in sorted(found, key=lambda pair: -pair[0].start):
        before = target[: q.start].rstrip(" \"“”'(")
        opens = not before or before[-1] in ".!?"
        text = q.text[0].lower() + q.text[1:] if opens else q.text
        words = words.capitalize() if opens else words
        target = f"{target[: q.start]}{words} {text}{target[q.end :]}"
    return target


def _scaled(source: str, target: str, year: int | None, month: int | None) -> str:
    found = compare(source, target, year=year, month=month)
    mended = target
    for said, given in sorted(found.changed, key=lambda pair: -pair[1].start):
        before, after = mended[: given.start], mended[given.end :]
        if _scale_alone(said, given):
            mended = before + _words(said, given, before) + after
        elif one_value(said, given):
            mended = turn_bound(before) + given.text + after
    if mended == target:
        return target
    better = _faults(compare(source, mended, year=year, month=month)) < _faults(found)
    return mended if better else target


def _faults(found: Comparison) -> int:
    return len(found.missing) + len(found.invented) + len(found.changed)


def _scale_alone(said: Quantity, given: Quantity) -> bool:
    """Whether both are amounts of one unit (or the target's has none) with the same digits."""
    if said.when or given.when or "label" in (said.kind, given.kind) or said.vague or given.vague:
        return False
    same_digits = all(
        _digits(a) == _digits(b) for a, b in ((said.low, given.low), (said.high, given.high))
    )
    counted = {said.kind, given.kind} <= {"number", "money", "measure"}
    one_unit = said.unit == given.unit or not said.unit or not given.unit
    return same_digits and counted and one_unit and not one_value(said, given)


def _digits(value: Fraction) -> str:
    return plain(abs(value)).replace(".", "").strip("0")


def _words(said: Quantity, given: Quantity, before: str) -> str:
    """English of the source's quantity for the place where the wrong one stood."""
    words = hint(replace(said, unit=given.unit, kind=given.kind))
    if _SAID.search(before):
        words = words.removeprefix("more than ")
    return words.replace(" to ", " and ", 1) if _BETWEEN.search(before) else words
