"""Outputs of an earlier version and of a later one, read blind: how many need a look.

`tests/data/read-blind.tsv` and `read-blind-second.tsv` hold the verdicts; the README
beside them says how they came about.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
BLIND, SECOND = _DATA / "read-blind.tsv", _DATA / "read-blind-second.tsv"
BEFORE, NOW = "before", "now"
_SAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader found of one output."""

    needs_look: bool
    major: bool


Pair = tuple[Verdict, Verdict]
"""Before and now, of one sentence."""


@dataclass(frozen=True, slots=True)
class Fewer:
    """How many outputs have a fault before and now, and the share that went, with the ends of its
    95 % interval (bootstrap over sentences)."""

    before: int
    now: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return 1 - self.now / self.before


def read_blind(path: Path = BLIND) -> dict[str, Pair]:
    """The verdicts, by the id of the sentence."""
    with path.open(encoding="utf-8", newline="") as stream:
        found: dict[str, dict[str, Verdict]] = {}
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["id"], {})[row["system"]] = _verdict(row)
    return {id: (both[BEFORE], both[NOW]) for id, both in found.items()}


def _verdict(row: Mapping[str, str]) -> Verdict:
    return Verdict(row["needs_look"] == "yes", row["weight"] == "major")


def fewer(pairs: Sequence[Pair], fault: Callable[[Verdict], bool], seed: int = 12345) -> Fewer:
    """Counts of `fault`, and how far they can be trusted."""

    def counts(some: Sequence[Pair]) -> tuple[int, int]:
        return sum(fault(before) for before, _ in some), sum(fault(now) for _, now in some)

    chance, shares = random.Random(seed), []
    for _ in range(_SAMPLES):
        before, now = counts(chance.choices(pairs, k=len(pairs)))
        shares.append(1 - now / max(before, 1))
    shares.sort()
    edge = _SAMPLES // 40
    return Fewer(*counts(pairs), shares[edge], shares[-edge - 1])
