"""Typhoons by their names: 台风“狮子山” is Lionrock, and no country. Pure.

Most of the names are words or read like persons and places. `data/typhoons.tsv` has them; they hold
in an article that calls one of them a typhoon's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import mapping

_OPEN, _CLOSE = '“‘「『《"', '”’」』》"'
_STORM = "(?:台风|热带风暴|热带低压)"
_QUOTED_REACH = 12
"""Characters between two quoted names of one row: 台风“韦帕”和“范斯高”."""


def typhoons(texts: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """The typhoons that an article names, written as in `texts`; `plain` are these in Simplified
    characters."""
    for text, simple in zip(texts, plain, strict=True):
        for found in _named().finditer(simple):
            for group in ("after", "row", "before"):
                if found[group]:
                    start, end = found.span(group)
                    english = mapping("typhoons")[found[group]][0]
                    yield Term(text[start:end], english, "dictionary", "other")


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(mapping("typhoons"), key=lambda name: (-len(name), name)))
    opened, closed = f"[{_OPEN}]", f"[{_CLOSE}]"
    row = f"(?:[^。！？；]{{0,{_QUOTED_REACH}}}?{opened}(?P<row>{names}){closed})?"
    return re.compile(
        f"{_STORM}{opened}?(?P<after>{names}){closed}?{row}"
        f"|{opened}(?P<before>{names}){closed}{_STORM}"
    )
