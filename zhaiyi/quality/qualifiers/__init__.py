"""Words that carry the claim (one of, first, suspected, may, deputy) lost, or turned round."""

from __future__ import annotations

from collections.abc import Iterable

from zhaiyi.core.document import Finding
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.qualifiers.words import lost


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A warning for each qualifier that a translation lacks. A summary may leave the clause out
    that it belongs to."""
    if segment.role != "translation":
        return
    for found in lost(segment.source, segment.target):
        name = found.qualifier.name
        instead = found.qualifier.instead(segment.target)
        says = f"says “{segment.target[instead.start : instead.end]}”" if instead else "does not"
        message = f"The source says “{name}” ({found.word}); the English {says}."
        yield Finding("qualifier", "warning", message, found.span, instead)
