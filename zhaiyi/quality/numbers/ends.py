"""The ends of a change turned round: 从51%降到34% as "from 34% to 51%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from zhaiyi.quantities import Quantity, one_value, read_en, read_zh

_FROM_ZH = re.compile(r"[从從由自](?:[^，。；、,;0-9]{0,8}的)?(?:约|近|逾)?$")
_TO_ZH = re.compile(r"[^，。；,;0-9]{0,8}[到至为成為](?:约|近|逾)?")
_BEGINS = re.compile(
    r"\b(?P<way>from|to) (?:about |around |nearly |more than |over |a |an )?[$€£¥]?$", re.I
)
_GOES_ON = re.compile(
    r"(?:,? (?:in|on|at|last|this|a|per|the|year|earlier|ago|percent|people)\b(?: \w+)?){0,2}"
    r",? (?P<way>to|from) (?:about |around |nearly |more than |over |a |an )?[$€£¥]?",
    re.I,
)
_TO = re.compile(r" to | ?[-–] ?")
_REACH = 30
_FROM_ANY = re.compile("[从從由自]")


class Turned(NamedTuple):
    """A change from `first` to `last` in the source; `given` is the target's place of it."""

    first: Quantity
    last: Quantity
    given: Quantity


def turned(source: str, target: str) -> Iterator[Turned]:
    """Changes between two values that the target gives the other way."""
    there = list(_ends_en(target)) if _FROM_ANY.search(source) else []
    for first, last in _ends_zh(source) if there else ():
        straight = any(_same(first, last, e) for e in there)
        reverse = next((e for e in there if _same(last, first, e)), None)
        if reverse and not straight:
            yield Turned(first, last, reverse.given)


def _same(first: Quantity, last: Quantity, en: Turned) -> bool:
    return first.low != last.low and one_value(first, en.first) and one_value(last, en.last)


def _ends_zh(source: str) -> Iterator[tuple[Quantity, Quantity]]:
    for a, b in pairwise(read_zh(source)):
        between = _TO_ZH.fullmatch(source, a.end, b.start)
        if (
            between
            and a.when is b.when is None
            and _FROM_ZH.search(source, max(0, a.start - _REACH), a.start)
        ):
            yield a, b


def _ends_en(target: str) -> Iterator[Turned]:
    """From a to b, and to b from a. A range (from 34% to 51%) is read again by its parts."""
    counted = [q for q in read_en(target) if q.when is None]
    for q in counted:
        begins = _BEGINS.search(target, max(0, q.start - _REACH), q.start)
        if begins and begins["way"].lower() == "from" and q.low < q.high and not q.vague:
            parts = [read_en(part) for part in _TO.split(q.text)]
            if [len(part) for part in parts] == [1, 1]:
                yield Turned(parts[0][0], parts[1][0], q)
    for a, b in pairwise(counted):
        begins = _BEGINS.search(target, max(0, a.start - _REACH), a.start)
        goes_on = _GOES_ON.fullmatch(target, a.end, b.start)
        if begins and goes_on and begins["way"].lower() != goes_on["way"].lower():
            ends = (a, b) if begins["way"].lower() == "from" else (b, a)
            yield Turned(*ends, b)
