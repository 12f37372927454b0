"""The checks by name, imported when first asked for."""

from __future__ import annotations

from functools import cache

from zhaiyi.core.document import Finding
from zhaiyi.core.plugins import Table, resolve, target_of
from zhaiyi.quality.base import Check, SegmentPair

CHECKS: Table[str] = Table(
    {
        "empty": "zhaiyi.quality.empty:check",
        "leftover": "zhaiyi.quality.leftover:check",
        "repetition": "zhaiyi.quality.repetition:check",
        "length": "zhaiyi.quality.length:check",
        "numbers": "zhaiyi.quality.numbers:check",
        "names": "zhaiyi.quality.names:check",
        "negation": "zhaiyi.quality.negation:check",
        "qualifiers": "zhaiyi.quality.qualifiers:check",
        "quotes": "zhaiyi.quality.quotes:check",
        "similarity": "zhaiyi.quality.similarity:check",
        "clauses": "zhaiyi.quality.clauses:check",
        "answered": "zhaiyi.quality.answered:check",
    },
    "zhaiyi.checks",
    target_of,
)
"""``module:function`` by name; others' from the entry points ``zhaiyi.checks``."""


@cache
def load_check(name: str) -> Check:
    """The function registered as `name`; KeyError for an unknown one. Raises `UsageError` for one
    of another package that cannot be imported."""
    check: Check = resolve(CHECKS[name], f"the check {name}")
    return check


def run_checks(segment: SegmentPair, only: tuple[str, ...] | None = None) -> tuple[Finding, ...]:
    """Findings of all checks on one segment, in registry order. An empty target is reported once:
    the other checks have nothing to look at."""
    names = tuple(CHECKS) if only is None else only
    if "empty" in names and (found := tuple(load_check("empty")(segment))):
        return found
    found = tuple(f for name in names if name != "empty" for f in load_check(name)(segment))
    return tuple(f for f in found if not _told_with_number(f, found))


def _told_with_number(finding: Finding, others: tuple[Finding, ...]) -> bool:
    """Whether a lost word (一半, 中旬) is part of a number or date that is told of already. What
    English says instead of the word is a fault of its own."""
    place = finding.source_span
    if finding.kind != "qualifier" or place is None or finding.target_span is not None:
        return False
    numbers = [f.source_span for f in others if f.kind == "number" and f.source_span]
    return any(n.start <= place.start and place.end <= n.end for n in numbers)
