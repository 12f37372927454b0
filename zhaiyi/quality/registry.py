"""The checks by name, imported when first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from zhaiyi.checks.base import Check, Segment
from zhaiyi.document import Finding

CHECKS: dict[str, str] = {
    "empty": "zhaiyi.checks.empty",
    "leftover": "zhaiyi.checks.leftover",
    "repetition": "zhaiyi.checks.repetition",
    "length": "zhaiyi.checks.length",
    "numbers": "zhaiyi.checks.numbers",
    "names": "zhaiyi.checks.names",
    "negation": "zhaiyi.checks.negation",
    "qualifiers": "zhaiyi.checks.qualifiers",
    "quotes": "zhaiyi.checks.quotes",
    "similarity": "zhaiyi.checks.similarity",
    "clauses": "zhaiyi.checks.clauses",
    "answered": "zhaiyi.checks.answered",
}


@cache
def load_check(name: str) -> Check:
    """The function `check` of the module registered as `name`; KeyError for an unknown one."""
    check: Check = import_module(CHECKS[name]).check
    return check


def run_checks(segment: Segment, names: tuple[str, ...] = tuple(CHECKS)) -> tuple[Finding, ...]:
    """Findings of all checks on one segment, in registry order. An empty target is reported once:
    the other checks have nothing to look at."""
    if "empty" in names and (found := tuple(load_check("empty")(segment))):
        return found
    return tuple(f for name in names if name != "empty" for f in load_check(name)(segment))
