"""Rates that English gives for another amount of the thing: 每10股派3元 as "0.3 yuan per share"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from zhaiyi.quantities.chinese.numerals import normalise
from zhaiyi.quantities.quantity import Quantity

_TO_SUM = r"[^，。；、,;0-9]{0,10}$"
_RATES = tuple(
    (
        re.compile(f"(?P<whole>{zh}){_TO_SUM}"),
        re.compile(
            rf"(?: \w+){{0,2}}? (?:per|an?|for (?:each|every)|on each|each) (?:\w+ )?(?:{en})\b",
            re.IGNORECASE,
        ),
        Fraction(many),
    )
    for zh, en, many in (
        ("(?<![0-9.])10 ?股|每十股", "share", "10"),
        ("每(?:100|百) ?公里", "kilomet(?:er|re)|km", "100"),
        ("每[市]?斤", "kilogram|kilo|kg", "1/2"),
        ("每(?:公斤|千克)", "jin|catty", "2"),
    )
)
"""Words of the source before a sum, those of the target behind one, and how many of the target's
things the source's sum is for."""
_REACH = 24


def same_rates(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[tuple[Quantity, ...], tuple[Quantity, ...]]]:
    """Sums of the source with the amount they are for, and the sum of the target that is the same
    rate."""
    plain = normalise(source)
    for q in (q for q in zh if q.kind == "money" and q.low == q.high):
        for before, behind, many in _RATES:
            whole = before.search(plain, max(0, q.start - _REACH), q.start)
            rates = [e for e in en if e.kind == "money" and e.low * many == q.low == e.high * many]
            rates = [e for e in rates if behind.match(target, e.end)] if whole else []
            if whole and rates:
                held = [o for o in zh if whole.start("whole") <= o.start < whole.end("whole")]
                yield (*held, q), tuple(rates)
