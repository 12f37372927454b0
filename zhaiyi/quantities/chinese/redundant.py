"""Counts that add nothing to what the text names beside them: 夫妻二人, A、B、C三人."""

from __future__ import annotations

import re
from fractions import Fraction

from zhaiyi.quantities.chinese.numerals import han_value
from zhaiyi.quantities.chinese.words import PAIRS

_PART_OF_SUM = re.compile(
    "(?P<n>(?<![0-9.])[0-9]{1,2}|(?<![百十])[一二两三四五六七八九])(?=[名位])"
)
_STOP = re.compile("[。；！？]")
_SUM_REACH = 40


def sums_up(text: str, at: int, count: int | Fraction) -> bool:
    """Whether `count` at ``text[at]`` is the sum of those just named: 两名男子和一名女子，三人."""
    named = _STOP.split(text[max(0, at - _SUM_REACH) : at])[-1]
    parts = [m["n"] for m in _PART_OF_SUM.finditer(named)] if named.endswith(("，", ",")) else []
    values = [Fraction(n) if n.isascii() else han_value(n) or Fraction(0) for n in parts]
    return len(values) > 1 and sum(values) == count


_DEFINITE = frozenset("们余这那该此其哪前后")


def known_from_text(text: str, at: int, count: int) -> bool:
    """这两位, 夫妻二人, A、B、C三人: the count adds nothing that the text does not say."""
    listed = text[max(0, at - 40) : at].count("、") == count - 1 > 0
    paired = count == 2 and text.endswith(PAIRS, 0, at)
    return listed or paired or text[at - 1 : at] in _DEFINITE or sums_up(text, at, count)
