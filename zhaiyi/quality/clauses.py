"""A clause lost or made up, by proportion: weak evidence, used with a high threshold.

Two logistic models look at what is left of a sentence when a clause goes: length against length,
commas against commas, similarity of meaning (a dropped clause takes its part of the vector along),
and the words of the worst clause that the dictionary does not find again on the other side. They
were fitted on 3,300 pairs (NTREX-128, FLORES-101 dev, machine translations of news) against the
same pairs with an English clause dropped, with the second half cut off, or with a clause of another
sentence put in. `benchmarks/checks.py` shows what they find; short clauses they cannot see. Missing
numbers and names are found by their own checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from zhaiyi.core.document import Finding
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.coverage import coverage
from zhaiyi.quality.text import clauses, size

TYPICAL_SIMILARITY = 0.68
"""Stands in where no vectors were given: the median of good pairs."""
SMALLEST = 12.0
"""A source below this size has no clause to lose."""


class Model(NamedTuple):
    """Weights of the features; above `threshold` the model speaks."""

    constant: float
    weights: tuple[float, ...]
    threshold: float

    def score(self, features: tuple[float, ...]) -> float:
        """Logit of "a clause is lost" (or "made up") for the features of `_features`."""
        return self.constant + sum(w * x for w, x in zip(self.weights, features, strict=True))


# Order of the weights: length ratio, size, clause ratio, similarity; the six of `Coverage`.
DROPPED = Model(
    9.56, (-6.08, 1.15, -1.03, -9.56, -1.33, 0.33, 0.19, -3.22, -0.04, 0.12), threshold=2.58
)
ADDED = Model(-13.8, (6.99, 1.85, 1.09, -8.28, 0.0, 0.0, 0.0, -0.94, 0.75, 0.91), threshold=6.6)

_BREAK_EN = re.compile(r"[,;:.](?:\s|$)|\s[-–—]\s")


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A warning when a clause seems to be missing (translations only) or added; nothing without a
    dictionary."""
    lexicon = segment.lexicon
    if lexicon is None or size(segment.source) < SMALLEST or not segment.target.strip():
        return
    features = _features(segment, lexicon)
    if segment.role == "translation" and DROPPED.score(features) > DROPPED.threshold:
        message = "A part of the source seems to be missing: the English is short and differs."
        yield Finding("clauses", "warning", message)
    elif ADDED.score(features) > ADDED.threshold:
        message = "The English seems to say more than the source: it is long and differs."
        yield Finding("clauses", "warning", message)


def _features(segment: SegmentPair, lexicon: Lexicon) -> tuple[float, ...]:
    """Logarithms of length ratio, source size and clause ratio; similarity with the source; what
    the dictionary finds again."""
    chinese = size(segment.source) + 1
    english = len(segment.target) + 4
    breaks = 1 + len(_BREAK_EN.findall(segment.target))
    parts = len(clauses(segment.source)) or 1
    own = segment.similarity.own if segment.similarity else TYPICAL_SIMILARITY
    shape = (log(english / chinese), log(chinese), log(breaks / parts), own)
    return (*shape, *coverage(segment.source, segment.target, lexicon))
