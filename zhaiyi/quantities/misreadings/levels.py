"""Levels of an index: 收复3900点 wins the 3,900-point mark back, and no 3,900 points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhaiyi.quantities.comparing.bounds import one_value
from zhaiyi.quantities.quantity import Quantity, plain

_PASSED = re.compile(
    "(?:收复|收復|失守|站上|站稳|站穩|重返|重回|重上|跌破|跌穿|升破|升穿|突破|攻破|冲上|衝上|逼近)[^，。；、0-9]{0,6}$"
)
_POINTS = re.compile("[点點](?![0-9钟鐘半])(?:(?:整数|整數)?(?:大?关口?|關口))?")
_LEAST = 100
_REACH, _REACH_EN = 12, 40
_CHANGED = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|drop\w*|declin\w*|r[io]s(?:e|es|en|ing)|rose|gain\w*|recover\w*"
    r"|climb\w*|jump\w*|surg\w*|soar\w*|plung\w*|slid\w*|slump\w*|los(?:t|es?|ing)|up|down)"
    r" (?:(?:by|about|around|nearly|over|some|more than|almost) ){0,2}$",
    re.IGNORECASE,
)
_BY_POINTS = re.compile(r"[ -]points?\b(?![ -](?:mark|level|threshold|line|barrier))")


class Passed(NamedTuple):
    """A level that the English takes for a change by so many points at ``target[start:end]``."""

    source: Quantity
    text: str
    meaning: str
    start: int
    end: int


def levels(text: str, quantities: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, str, str]]:
    """Levels that an index passes, each with its Chinese and its English."""
    for q in quantities:
        points = _POINTS.match(text, q.end)
        if points is None or q.kind != "number" or q.low != q.high or q.low < _LEAST:
            continue
        if _PASSED.search(text, max(0, q.start - _REACH), q.start):
            whole, dot, rest = plain(q.low).partition(".")
            yield q, text[q.start : points.end()], f"the {int(whole):,}{dot}{rest}-point mark"


def taken_for_changes(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[Passed]:
    """Levels that the target tells as gains or losses: 失守3800点 as "fell 3,800 points"."""
    for q, text, meaning in levels(source, zh):
        likes = [e for e in en if one_value(q, e)]
        if len(likes) != 1:
            continue
        (e,) = likes
        points = _BY_POINTS.match(target, e.end)
        if points and _CHANGED.search(target, max(0, e.start - _REACH_EN), e.start):
            yield Passed(q, text, meaning, e.start, points.end())
