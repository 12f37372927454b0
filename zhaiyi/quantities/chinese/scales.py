"""What stands around a scale: 3个万亿级产业 has a count and a size, 破20亿 周深 a gap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from zhaiyi.quantities.chinese.numerals import HAN, LARGE, SIZED
from zhaiyi.quantities.quantity import Quantity

_COUNTED = re.compile(rf"[0-9几数{HAN}]个$")
_LEVEL = re.compile("级|元(?:以上|级)?")
_SIZED = re.compile(SIZED)
_SCALES = "万亿"

_PRICE_ZH = re.compile(rf"(?<![0-9几数{HAN}])(?:[百千]万|亿)(?=[元级豪组名住公洋别房车])")
_PRICED_EN = re.compile(r"(?P<count>\S+)[ -](?:million|billion)-[a-z]+")
_THINGS_EN = re.compile(r" (?:[\w-]+ ){0,2}[A-Za-z-]+s\b")


def is_size(text: str, start: int, end: int, value: Fraction) -> bool:
    """Whether a bare scale of this place is the size of things that are counted before it."""
    counted = value >= LARGE["亿"] and _COUNTED.search(text, max(0, start - 2), start)
    return bool(counted and _SIZED.match(text, end))


def sized(text: str, start: int, end: int, value: Fraction, words: str) -> tuple[str, str] | None:
    """The size with its 级 and its English, as a model is told it: 万亿级 is "1 trillion each"."""
    number = end - text[start:end].endswith("元")
    if not is_size(text, start, number, value):
        return None
    level = _LEVEL.match(text, number)
    more = "more than " if level and "以上" in level[0] else ""
    return text[start : level.end() if level else end], f"{more}{words} each"


def joint(text: str, at: int) -> int:
    """Length of the space that may stand between a numeral ended at `at` and its unit. Behind a
    scale it parts two lines of a headline: 票房破20亿 周深开唱."""
    spaced = text[at : at + 1] == " " and text[at - 1 : at] not in set(_SCALES)
    return int(spaced)


def of_price(
    source: str, zh: Sequence[Quantity], target: str, en: tuple[Quantity, ...]
) -> tuple[Quantity, ...]:
    """`en` with 480 for "480 million-dollar" of flats, where the source counts as many things of
    such a price (480个百万组屋)."""
    counts = {q.low for q in zh if q.kind == "number" and q.low == q.high}
    if not _PRICE_ZH.search(source) or not counts:
        return en
    return tuple(_count_of_price(q, target, counts) for q in en)


def _count_of_price(q: Quantity, target: str, counts: set[Fraction]) -> Quantity:
    priced = _PRICED_EN.fullmatch(q.text) if q.kind == "money" else None
    if priced is None or not _THINGS_EN.match(target, q.end):
        return q
    count = q.low / (LARGE["亿"] * 10 if "billion" in q.text else LARGE["万"] * 100)
    if count not in counts:
        return q
    end = q.start + priced.end("count")
    text = priced["count"]
    return replace(q, text=text, end=end, kind="number", unit="", low=count, high=count)
