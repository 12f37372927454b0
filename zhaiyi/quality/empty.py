"""Nothing where something should be."""

from __future__ import annotations

from collections.abc import Iterable

from zhaiyi.core.document import Finding
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.text import says_something

_NAMES = {"translation": "translation", "summary": "summary sentence", "headline": "headline"}


def check(segment: SegmentPair) -> Iterable[Finding]:
    """An error when the target says nothing although the source does; a source of punctuation alone
    (a closing quotation mark on its own line) asks for nothing."""
    if says_something(segment.source) and not says_something(segment.target):
        yield Finding("empty", "error", f"There is no {_NAMES[segment.role]} of this text.")
