"""Micro-batches: which requests are computed together, and in which order.

CTranslate2 prefills a batch only up to its shortest prompt and feeds the rest of the longer ones
token by token, and a finished row leaves its batch while none can join. So a good batch has prompts
of like length and rows of like output length; both follow from the length of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby

from zhaiyi.engines.base import Decoding, Request


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request with its prompt as tokens."""

    request: Request
    tokens: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.tokens)


def micro_batches(
    prepared: Sequence[Prepared], max_rows: int, max_tokens: int
) -> Iterator[tuple[Prepared, ...]]:
    """Batches of at most `max_rows` rows and `max_tokens` padded tokens (prompt and output, beams
    counted as rows), lowest priority number first, then the longest prompts first, so that the
    long rows are not left to run alone at the end. Every request is in exactly one batch."""
    ordered = sorted(prepared, key=lambda p: (p.request.priority, _order(p), -p.length))
    for _, group in groupby(ordered, key=lambda p: (p.request.priority, _order(p))):
        yield from _even(list(group), max_rows, max_tokens)


def _order(item: Prepared) -> tuple[object, ...]:
    return astuple(item.request.decoding)


def _even(rows: list[Prepared], max_rows: int, max_tokens: int) -> Iterator[tuple[Prepared, ...]]:
    """Cuts sorted rows into as few batches as fit, of nearly equal size: 33 rows are 17 + 16, not
    32 + 1, because a small batch decodes far slower for each row."""
    while rows:
        width = _beams(rows[0].request.decoding)
        cost = (rows[0].length + rows[0].request.max_new_tokens) * width
        limit = max(1, min(max_rows // width or 1, max_tokens // cost))
        batches = -(-len(rows) // limit)
        size = -(-len(rows) // batches)
        yield tuple(rows[:size])
        rows = rows[size:]


def _beams(decoding: Decoding) -> int:
    return max(decoding.beam, decoding.candidates if decoding.temperature > 0 else 1)
