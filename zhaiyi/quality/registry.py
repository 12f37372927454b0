"""The checks by name, imported when first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from zhaiyi.core.document import Finding
from zhaiyi.quality.base import Check, SegmentPair

CHECKS: dict[str, str] = {
    "empty": "zhaiyi.quality.empty",
    "leftover": "zhaiyi.quality.leftover",
    "repetition": "zhaiyi.quality.repetition",
    "length": "zhaiyi.quality.length",
    "numbers": "zhaiyi.quality.numbers",
    "names": "zhaiyi.quality.names",
    "negation": "zhaiyi.quality.negation",
    "qualifiers": "zhaiyi.quality.qualifiers",
    "quotes": "zhaiyi.quality.quotes",
    "similarity": "zhaiyi.quality.similarity",
    "clauses": "zhaiyi.quality.clauses",
    "answered": "zhaiyi.quality.answered",
}


@cache
def load_check(name: str) -> Check:
    """The function `check` of the module registered as `name`; KeyError for an unknown one."""
    check: Check = import_module(CHECKS[name]).check
    return check


def run_checks(segment: SegmentPair, names: tuple[str, ...] = tuple(CHECKS)) -> tuple[Finding, ...]:
    """Findings of all checks on one segment, in registry order. An empty target is reported once:
    the other checks have nothing to look at."""
    if "empty" in names and (found := tuple(load_check("empty")(segment))):
        return found
    return tuple(f for name in names if name != "empty" for f in load_check(name)(segment))
