"""What stands around a scale: 3个万亿级产业 has a count and a size, 破20亿 周深 a gap."""

from __future__ import annotations

import re
from fractions import Fraction

from zhaiyi.quantities.numerals import HAN, LARGE, SIZED

_COUNTED = re.compile(rf"[0-9几数{HAN}]个$")
_LEVEL = re.compile("级|元(?:以上|级)?")
_SIZED = re.compile(SIZED)
_SCALES = "万亿"


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
