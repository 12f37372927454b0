"""The shapes of estimation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from zhaiyi.core.document import Finding, Level, Span, Told

Pair = tuple[str, str]
"""A source and its target."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of a pair. `major`, `minor` and `points` are its raw outputs: logits
    of a major and a minor fault, log(1 + penalty points); `worst` is the highest of a piece.

    `suspect` are parts of the target that look wrong, `left_out` parts of the source that seem to
    have no counterpart, each the most doubtful first.
    """

    major: float
    minor: float
    points: float
    worst: float
    suspect: tuple[Span, ...] = ()
    left_out: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What else is known of a target: the findings of the checks, and what the translator tells of
    it, where it does."""

    findings: tuple[Finding, ...] = ()
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """`confidence`: the chance, 0..1, that the target needs no correction."""

    confidence: float
    level: Level
    suspect: tuple[Span, ...] = ()
    left_out: tuple[Span, ...] = ()


class Reader(Protocol):
    """Reads pairs; `PairReader` on a model, a stand-in in tests."""

    signature: str

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """One reading for each pair, in order."""
        ...
