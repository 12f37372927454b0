"""What a model tells of its own words: log-probabilities, and the mark behind them. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from zhaiyi.core.document import Told

LEAST = -20.0
"""A token less probable than e to this tells no more."""
_PLACES = 4


def told_of(
    ids: Sequence[int],
    logprobs: Sequence[float],
    marks: tuple[int, int] | None,
    ends: Collection[int],
) -> Told | None:
    """What `ids` and the natural logarithms of their probabilities tell; None where there are no
    probabilities, or neither words nor a mark. `marks` are the tokens (sound, faulty), `ends` those
    that end an output."""
    if len(logprobs) != len(ids):
        return None
    words = [
        max(LEAST, logprob)
        for token, logprob in zip(ids, logprobs, strict=True)
        if token not in ends and not (marks and token in marks)
    ]
    doubt = _doubt(ids, logprobs, marks)
    if not words:
        return None if doubt is None else Told(0, 0.0, 0.0, doubt)
    worst = sorted(words)[: max(1, len(words) // 10)]
    mean, least = (round(sum(some) / len(some), _PLACES) for some in (words, worst))
    return Told(len(words), mean, least, doubt)


def without_mark(ids: Sequence[int], marks: tuple[int, int] | None) -> list[int]:
    """`ids` up to the mark."""
    places = [i for i, token in enumerate(ids) if marks and token in marks]
    return list(ids[: places[0]] if places else ids)


def joined(parts: Sequence[Told | None]) -> Told | None:
    """What is told of a text in several pieces; None where of one of them nothing is."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not known:
        return None
    tokens = sum(part.tokens for part in known)
    weight = max(1, tokens)
    doubts = [part.doubt for part in known if part.doubt is not None]
    return Told(
        tokens,
        round(sum(part.mean * part.tokens for part in known) / weight, _PLACES),
        min(part.worst for part in known),
        max(doubts) if len(doubts) == len(known) else None,
    )


def _doubt(
    ids: Sequence[int], logprobs: Sequence[float], marks: tuple[int, int] | None
) -> float | None:
    """The share of the mark `faulty`: the model tells the probability of the one that it set, and
    between the two it is nearly always sure that one of them comes."""
    if marks is None:
        return None
    for token, logprob in zip(reversed(ids), reversed(logprobs), strict=True):
        if token in marks:
            share = min(1.0, math.exp(logprob))
            return round(share if token == marks[1] else 1.0 - share, _PLACES)
    return None
