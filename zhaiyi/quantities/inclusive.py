"""工信部等六部门 are six in all: "MIIT and five other departments", not "and other six"; counts
that sum up those just named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from zhaiyi.quantities.numerals import han_value
from zhaiyi.quantities.quantity import Quantity, made
from zhaiyi.quantities.zhwords import PAIRS

_NAMED = re.compile(
    r"(?P<list>[^，。；：！？,;:!?\s“”《》]{2,60})(?<![平对高二三一同优劣初中上下均相坐])等$"
)
_COUNTED = re.compile(
    "个?(?:多个)?(?:部[门委]|机构|单位|国|省|市|县|区|地|州|镇|乡|村|[名位]|人(?!民)|家|行政村|城市|企业|学?校)"
)
_LINK = re.compile("[和与及]")
_REACH = 61
_OTHER_BEFORE = re.compile(r"\b(?:other|another)\s+$", re.IGNORECASE)
_OTHER_BEHIND = re.compile(r"\s+other(?=s?\b)", re.IGNORECASE)


def inclusive(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> tuple[Quantity, ...]:
    """`en` with each number of *others* as the number of all, those that are named with them."""
    wholes = list(_wholes(source, zh))
    free = {q.low for q in zh} - {whole.low for whole, _ in wholes}
    free |= {q.low for q in zh for whole, _ in wholes if q is not whole and q.low == whole.low}
    return tuple(_of_all(q, target, wholes, free) for q in en) if wholes else en


def _wholes(source: str, zh: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, set[int]]]:
    """Numbers behind a list and 等, each with how many names the list may have."""
    for q in zh:
        named = _NAMED.search(source, max(0, q.start - _REACH), q.start)
        if named and q.kind == "number" and q.low == q.high and _COUNTED.match(source, q.end):
            least = named["list"].count("、") + 1
            yield q, {least + more for more in range(len(_LINK.findall(named["list"])) + 1)}


def _of_all(
    q: Quantity, target: str, wholes: list[tuple[Quantity, set[int]]], free: set[Fraction]
) -> Quantity:
    """The number of others at `q` as that of all; one that the source has elsewhere (`free`) may
    be of other things."""
    before = _OTHER_BEFORE.search(target, max(0, q.start - len("another  ")), q.start)
    behind = _OTHER_BEHIND.match(target, q.end)
    if q.kind != "number" or q.low != q.high or not (before or behind):
        return q
    for whole, named in wholes:
        count = whole.low - q.low
        if count in named or (count == 0 and q.low not in free):
            value = whole.low if count else whole.low + min(named)
            start = before.start() if before else q.start
            end = behind.end() if behind else q.end
            return made(target, start, end, q.kind, Fraction(value))
    return q


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
