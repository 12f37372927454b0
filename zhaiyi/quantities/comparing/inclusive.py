"""工信部等六部门 are six in all: "MIIT and five other departments", not "and other six"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from zhaiyi.quantities.quantity import Quantity, made

_NAMED = re.compile(
    r"(?P<list>[^，。；：！？,;:!?\s“”《》]{2,60})(?<![平对高二三一同优劣初中上下均相坐])等$"
)
_COUNTED = re.compile(
    "[支项份种款座所个](?!月)|个?(?:多个)?(?:部[门委]|机构|单位|国|省|市|县|区|地|州|镇|乡|村|[名位]|人(?!民)|家|行政村|城市|企业|学?校)"
)
_BESIDES = re.compile("除[^。；]*外|其[他它余餘]|此外|另[有外]")
"""Where the number may well count others: 除甲之外，还有乙、丙等四种."""
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
        whole = named and q.kind == "number" and q.low == q.high and not q.approx
        whole = whole and not _BESIDES.search(source, 0, q.start)
        if named and whole and _COUNTED.match(source, q.end):
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
