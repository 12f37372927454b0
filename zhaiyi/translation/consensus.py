"""Which of several hypotheses the others agree with most: minimum Bayes risk over what the search
found (Eikema and Aziz 2020), each weighed alike, its gain the similarity of two texts by the
characters that would have to change."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel


def by_consensus(texts: Sequence[str]) -> list[int]:
    """Numbers of `texts`, the one nearest to all others first; equals keep their order. Two texts
    are each as near to the other: the first stays first."""
    gains = [sum(Indel.normalized_similarity(text, other) for other in texts) for text in texts]
    return sorted(range(len(texts)), key=lambda i: -gains[i])
