"""Words that carry the claim (one of, first, suspected, may, deputy) lost, or turned round."""

from __future__ import annotations

from collections.abc import Iterable

from zhaiyi.core.document import Finding, Severity
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.qualifiers.words import lost


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A warning for each qualifier that a translation lacks. A summary may leave the clause out
    that it belongs to. English that is usual for the word is a note."""
    if segment.role != "translation":
        return
    for found in lost(segment.source, segment.target):
        name = found.qualifier.name
        instead = found.qualifier.instead(segment.target)
        says = f"says “{segment.target[instead.start : instead.end]}”" if instead else "does not"
        message = f"The source says “{name}” ({found.word}); the English {says}."
        severity: Severity = "info" if found.qualifier.is_usual(segment.target) else "warning"
        yield Finding("qualifier", severity, message, found.span, instead)
