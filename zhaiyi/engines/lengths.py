"""Micro-batches of rows of like length, for engines that pad a batch to its longest row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from itertools import groupby

from zhaiyi.engines.base import Decoding, Request


def batches_by_length(
    requests: Sequence[Request],
    length: Callable[[Request], int],
    max_rows: int,
    max_tokens: int,
) -> Iterator[list[Request]]:
    """Every request in exactly one batch; the lowest priority number first, then short ones.

    A batch has at most `max_rows` rows (beams count as rows) and, padded, `max_tokens` tokens of
    input and output, but never less than one row. Different decoding never shares a batch.
    """
    ordered = sorted(requests, key=lambda r: (_class_of(r), length(r)))
    for _, group in groupby(ordered, key=_class_of):
        yield from _cut(list(group), length, max_rows, max_tokens)


def _class_of(request: Request) -> tuple[object, ...]:
    return (request.priority, *astuple(request.decoding))


def _cut(
    rows: list[Request], length: Callable[[Request], int], max_rows: int, max_tokens: int
) -> Iterator[list[Request]]:
    width = rows_of(rows[0].decoding)
    batch: list[Request] = []
    longest = 0
    for request in rows:
        grown = max(longest, length(request) + request.max_new_tokens)
        padded = (len(batch) + 1) * width
        if batch and (padded > max_rows or padded * grown > max_tokens):
            yield batch
            batch, grown = [], length(request) + request.max_new_tokens
        batch.append(request)
        longest = grown
    yield batch


def rows_of(decoding: Decoding) -> int:
    """Rows that one request takes in a batch."""
    return max(decoding.beam, decoding.candidates)
