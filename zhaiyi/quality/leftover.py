"""Chinese that is still in the English: characters, kana, full-width punctuation. And U+FFFD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.text import excerpt
from zhaiyi.text.script import HAN

_KANA = r"\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_SCRIPT = f"[{HAN}{_KANA}\u3105-\u312f]"
_RUN = re.compile(
    rf"[《〈「『（【]*{_SCRIPT}+(?:[\s·•・“”‘’、，。《》〈〉「」『』（）()\-—\d]*{_SCRIPT}+)*"
    r"[》〉」』）】。，、！？：；]*"
)
_BROKEN = "\ufffd"
"""What stands for bytes that are no character: a model wrote a part of one."""
_WIDE = re.compile(r"[\u3000-\u3006\u3008-\u301f\uff01-\uff65\uffe0-\uffe6]+")


def check(segment: SegmentPair) -> Iterable[Finding]:
    """An error for each run of Chinese or Japanese characters, also where it stands in brackets
    behind its English; a warning for full-width punctuation that is no part of such a run.

    Only what the user's own glossary puts into the target may hold Chinese. A broken character is
    an error too, where the source has none.
    """
    start = segment.target.find(_BROKEN) if _BROKEN not in segment.source else -1
    if start >= 0:
        message = "A character of the English is broken"
        yield Finding("leftover", "error", message, target_span=Span(start, start + 1))
    runs = [m.span() for m in _RUN.finditer(segment.target)]
    allowed = [*_user_spans(segment)]
    for start, end in runs:
        if not _inside(start, end, allowed):
            yield _left(segment.target, Span(start, end))
    for match in _WIDE.finditer(segment.target):
        if not _inside(*match.span(), [*runs, *allowed]):
            message = f"Chinese punctuation is left in the English: {match.group()}"
            yield Finding("leftover", "warning", message, target_span=Span(*match.span()))


def _left(target: str, span: Span) -> Finding:
    text = excerpt(target[span.start : span.end])
    return Finding("leftover", "error", f"Chinese is left in the English: {text}", target_span=span)


def _user_spans(segment: SegmentPair) -> Iterator[tuple[int, int]]:
    for term in segment.terms:
        if term.origin == "user" and term.target:
            for match in re.finditer(re.escape(term.target), segment.target):
                yield match.span()


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(left <= start and end <= right for left, right in spans)
