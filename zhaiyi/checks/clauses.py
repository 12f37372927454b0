"""A clause lost or made up, by proportion: weak evidence, used with a high threshold.

Two logistic models look at what is left of a sentence when a clause goes: length against length,
commas against commas, similarity of meaning (a dropped clause takes its part of the vector along).
They were fitted on 4,994 pairs (NTREX-128, FLORES-101 dev, 2,000 machine translations of news)
against the same pairs with an English clause dropped, with the second half cut off, or with a
clause of another sentence put in. On newstest2021 (other references, longer than those) they find
35 % of the dropped clauses, 72 % of the cut sentences and 12 % of the invented clauses, and flag
0.7 % of the clean ones (`benchmarks/checks.py`); short clauses they cannot see. Missing numbers and
names are found by their own checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from zhaiyi.checks.base import Segment
from zhaiyi.checks.text import clauses, size
from zhaiyi.document import Finding

TYPICAL_SIMILARITY = 0.68
"""Stands in where no vectors were given: the median of good pairs."""
SMALLEST = 12.0
"""A source below this size has no clause to lose."""


class Model(NamedTuple):
    """Weights of the features; above `threshold` the model speaks."""

    constant: float
    ratio: float
    size: float
    clauses: float
    similarity: float
    threshold: float

    def score(self, features: tuple[float, float, float, float]) -> float:
        weights = (self.ratio, self.size, self.clauses, self.similarity)
        return self.constant + sum(w * x for w, x in zip(weights, features, strict=True))


DROPPED = Model(8.41, -6.63, 1.26, -1.11, -9.07, threshold=2.2)
ADDED = Model(-11.45, 7.74, 2.32, 0.0, -12.91, threshold=6.0)

_BREAK_EN = re.compile(r"[,;:.](?:\s|$)|\s[-–—]\s")


def check(segment: Segment) -> Iterable[Finding]:
    """A warning when a clause seems to be missing (translations only) or added."""
    if size(segment.source) < SMALLEST or not segment.target.strip():
        return
    features = _features(segment)
    if segment.role == "translation" and DROPPED.score(features) > DROPPED.threshold:
        message = "A part of the source seems to be missing: the English is short and differs."
        yield Finding("clauses", "warning", message)
    elif ADDED.score(features) > ADDED.threshold:
        message = "The English seems to say more than the source: it is long and differs."
        yield Finding("clauses", "warning", message)


def _features(segment: Segment) -> tuple[float, float, float, float]:
    """Logarithms of length ratio, source size and clause ratio; similarity with the source."""
    chinese = size(segment.source) + 1
    english = len(segment.target) + 4
    breaks = 1 + len(_BREAK_EN.findall(segment.target))
    parts = len(clauses(segment.source)) or 1
    own = segment.similarity.own if segment.similarity else TYPICAL_SIMILARITY
    return log(english / chinese), log(chinese), log(breaks / parts), own
