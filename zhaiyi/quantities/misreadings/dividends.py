"""Dividends as markets write them: 10派3元转4股 pays 3 yuan and 4 shares for each ten shares held.

The "10" reads like a number of its own, and a small model makes it 3 yuan per share: ten times as
much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhaiyi.quantities.chinese.numerals import normalise
from zhaiyi.quantities.quantity import Quantity

_CASH = "派发?(?:现金)?(?:红利|股[息利]|息)?"
_STOCK = "送红?|转增?"
_PART = re.compile(
    rf"(?P<deed>{_CASH}|{_STOCK}) ?(?P<n>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>[港美]?元|股)?"
)
_TEN = re.compile(
    r"(?<![0-9.])10(?P<shares> ?股)? ?"
    rf"(?P<parts>(?:(?:{_CASH}|{_STOCK}) ?[0-9]+(?:\.[0-9]+)? ?(?:[港美]?元|股)?)+)"
)
_CURRENCIES = {"港": "Hong Kong dollars", "美": "US dollars"}
_PER_SHARE = re.compile(
    r"(?: \w+){0,3}? (?:per|a|for (?:each|every)|on each) (?:\w+ )?share\b", re.IGNORECASE
)
_BY_ONE = "每股"


class PerShare(NamedTuple):
    """A sum for ten shares that the target gives for each of them, at ``target[start:end]``."""

    source: Quantity
    text: str
    meaning: str
    start: int
    end: int


def dividends(text: str) -> Iterator[tuple[str, str]]:
    """Pairs (Chinese, English) of the dividends of a text that leave 股 out: 10派3元."""
    for found in _TEN.finditer(normalise(text)):
        if not found["shares"]:
            yield text[found.start() : found.end()], _english(found["parts"])


def per_share(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[PerShare]:
    """The sums for ten shares that the target says for one."""
    if _BY_ONE in source:
        return
    for found in _TEN.finditer(normalise(source)):
        text = source[found.start() : found.end()]
        paid = [q for q in zh if found.start("parts") <= q.start < found.end()]
        for q, e in ((q, e) for q in paid for e in en if e.low == e.high == q.low):
            one = _PER_SHARE.match(target, e.end)
            if one is not None:
                yield PerShare(q, text, _english(found["parts"]), e.start, one.end())


def _english(parts: str) -> str:
    """3 yuan and 4 new shares per 10 shares."""
    said = " and ".join(_part(part) for part in _PART.finditer(parts))
    return f"{said} per 10 shares"


def _part(part: re.Match[str]) -> str:
    if part["deed"].startswith("派"):
        return f"{part['n']} {_CURRENCIES.get((part['unit'] or '')[:1], 'yuan')}"
    return f"{part['n']} {'bonus' if part['deed'].startswith('送') else 'new'} shares"
