"""What stands right beside an offset. The segmenter's words are in order, without overlap. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from zhaiyi.lexicon import Token

_START, _END = attrgetter("start"), attrgetter("end")


def character_before(text: str, at: int) -> str:
    """Empty at the beginning."""
    return text[max(0, at - 1) : at]


def word_before(tokens: Sequence[Token], at: int) -> Token | None:
    """The word that ends at an offset."""
    found = bisect_left(tokens, at, key=_END)
    return tokens[found] if found < len(tokens) and tokens[found].end == at else None


def word_behind(tokens: Sequence[Token], at: int) -> Token | None:
    """The word that begins at an offset."""
    found = bisect_left(tokens, at, key=_START)
    return tokens[found] if found < len(tokens) and tokens[found].start == at else None
