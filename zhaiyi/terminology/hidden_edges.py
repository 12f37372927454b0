"""Names that the segmenter's cuts hide: 一级文物 in 国家一级|文物, 民进 in 长沙|市民|进. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from zhaiyi.lexicon import Lexicon, Token

_LISTED = 4
"""Characters from which on a listed name is rather meant than what the segmenter sees."""
PARTIES = frozenset({"民革", "民建", "民进", "民盟", "农工党"})
"""Parties that have a branch in each place: 长沙市民进."""
_NAMED = "|".join(sorted(PARTIES))
_BRANCH = re.compile(
    f"(?<=[市省县区])({_NAMED})"
    "(?=[市省县区]?委|[会党盟社成]员|副?主委|中央|总?支部|界|组织|机关"
    f"|[、和](?:{_NAMED}|致公党|九三学社|台盟))"
)
"""A party behind the unit of a place, with what a party has behind it."""


def hidden_edges(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[int]:
    """Edges of the listed names of `text` (simplified) that words of `tokens` run across, none of
    which the dictionary has, and of parties behind their place."""
    edges = {0, *(t.end for t in tokens)}
    certain = _inside(tokens, lexicon)
    for start in range(len(text) - _LISTED + 1):
        place = start, start + _LISTED
        if edges.issuperset(place) or not certain.isdisjoint(place):
            continue
        if lexicon.is_own(text[slice(*place)]):
            yield from place
    starts = [t.start for t in tokens]
    for found in _BRANCH.finditer(text):
        if lexicon.is_chinese(text[_begin(found.start(), starts) : found.start()]):
            yield from found.span(1)


def _inside(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[int]:
    """Offsets inside words of the dictionary."""
    known = (t for t in tokens if len(t.text) > 1 and lexicon.knows(t.text))
    return frozenset(at for t in known for at in range(t.start + 1, t.end))


def _begin(end: int, starts: Sequence[int]) -> int:
    """Which of `starts`, those of the words, is that of the word that ends at `end`, or of the one
    before a word that runs across it."""
    before = bisect_left(starts, end - 1)
    return starts[before - 1] if before else 0
