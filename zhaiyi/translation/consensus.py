"""Which of several hypotheses the others agree with most: minimum Bayes risk over what the search
found (Eikema and Aziz 2020), each weighed alike, its gain measured by chrF (Popović 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF


def by_consensus(texts: Sequence[str]) -> list[int]:
    """Numbers of `texts`, the one nearest to all others first; equals keep their order. Two texts
    are each as near to the other: the first stays first."""
    if len(texts) < 3:
        return list(range(len(texts)))
    gains = [sum(_gain(text, other) for other in texts if other is not text) for text in texts]
    return sorted(range(len(texts)), key=lambda i: -gains[i])


def _gain(text: str, other: str) -> float:
    return float(_metric().sentence_score(text, [other]).score)


@cache
def _metric() -> CHRF:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()
