"""A check: words in capitals, where the source has no Latin ones."""

import re
from collections.abc import Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.quality.base import SegmentPair

_SHOUT = re.compile(r"\b[A-Z]{2,}(?: [A-Z]{2,})+\b")


def check(segment: SegmentPair) -> Iterator[Finding]:
    for match in _SHOUT.finditer(segment.target):
        if match[0] not in segment.source:
            message = f"“{match[0]}” is shouted; nothing in the source is."
            yield Finding("shouting", "warning", message, None, Span(*match.span()))
