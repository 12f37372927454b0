"""Doubts about single word pieces as parts of a text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from zhaiyi.core.document import Span

MOST = 3
"""No more parts are named than a reader can look at."""


def doubtful_parts(
    text: str, pieces: Sequence[tuple[int, int]], logits: Sequence[float], least: float
) -> tuple[Span, ...]:
    """Runs of pieces with a logit of `least` or more, widened to whole words, the worst first."""
    found: list[tuple[float, Span]] = []
    for span, logit in zip(pieces, logits, strict=True):
        if logit >= least and (part := _word(text, *span)) is not None:
            _join(found, part, logit, text)
    found.sort(key=lambda pair: -pair[0])
    return tuple(span for _, span in found[:MOST])


def _join(found: list[tuple[float, Span]], part: Span, logit: float, text: str) -> None:
    """Adds a part, or widens the last one where only white space lies between."""
    if found and not text[found[-1][1].end : part.start].strip():
        worst, last = found.pop()
        part = Span(min(last.start, part.start), max(last.end, part.end))
        logit = max(worst, logit)
    found.append((logit, part))


def _word(text: str, start: int, end: int) -> Span | None:
    """The Latin word or the number round a piece; other scripts and signs are not widened."""
    while start < end and text[start].isspace():
        start += 1
    if start >= end:
        return None
    while start > 0 and _joins(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _joins(text[end - 1], text[end]):
        end += 1
    return Span(start, end)


def _joins(left: str, right: str) -> bool:
    return all(c.isascii() and (c.isalnum() or c in "'-") for c in (left, right))
