"""Right numbers in a wrong sentence: of other things, by for to, or open to two readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zhaiyi.quantities.chinese.read import read_zh
from zhaiyi.quantities.comparing.equal import is_growth, is_open
from zhaiyi.quantities.english.read import read_en
from zhaiyi.quantities.misreadings import levels, moves, things
from zhaiyi.quantities.misreadings.dividends import per_share
from zhaiyi.quantities.misreadings.growth import ambiguous
from zhaiyi.quantities.quantity import Quantity
from zhaiyi.quantities.telling.hints import hint, told


class Misread(NamedTuple):
    """A quantity of the source whose number the target has, and misuses at ``target[start:end]``.
    `text` is the Chinese and `meaning` its English, as a second try is told them."""

    source: Quantity
    text: str
    meaning: str
    start: int
    end: int


def misread(source: str, target: str, *, year: int | None = None) -> Iterator[Misread]:
    """The quantities of `source` that `target` gives with the right number and a wrong sense."""
    zh, en = read_zh(source, year=year), read_en(target)
    for wrong in things.mistaken(source, zh, target, en):
        meaning = f"{hint(wrong.source)} {things.ENGLISH[wrong.said]}"
        yield Misread(wrong.source, wrong.text, meaning, wrong.target.start, wrong.end)
    for turned in moves.turned_ways(source, zh, target, en):
        meaning = f"{turned.way} {hint(turned.source)}"
        yield Misread(turned.source, turned.source.text, meaning, turned.start, turned.target.end)
    for passed in levels.taken_for_changes(source, zh, target, en):
        yield Misread(*passed)
    for paid in per_share(source, zh, target, en):
        yield Misread(*paid)
    multiples = [q for q in zh if is_growth(q)]
    for growth, q in zip(ambiguous(target), multiples, strict=False):
        if not is_open(q):
            yield Misread(q, q.text, told(q), growth.start, growth.end)
