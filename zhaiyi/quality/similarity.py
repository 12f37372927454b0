"""The target against its own source and against the sentences around it: swaps and merges show."""

from __future__ import annotations

from collections.abc import Iterable

from zhaiyi.core.document import Finding
from zhaiyi.quality.base import SegmentPair

MARGIN = 0.1
"""How much nearer a neighbour must be. On human references of news (window of five sentences to
each side) 0.3 % are nearer than this to a neighbour, half of them truly misplaced; of references
swapped with the next one 97 % are."""
FLOOR = 0.2
"""Below this similarity lie 0.2 % of human references, and nine in ten random pairs."""


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A warning when the target is clearly more like a neighbouring sentence than like its source,
    or hardly like its source at all. Silent where no vectors were given."""
    similarity = segment.similarity
    if similarity is None:
        return
    if similarity.best_neighbour - similarity.own > MARGIN:
        message = "The English is closer to another sentence nearby than to this one."
        yield Finding("similarity", "warning", message)
    elif similarity.own < FLOOR:
        message = "The English may not say what the source says: the two have little in common."
        yield Finding("similarity", "warning", message)
