"""Typhoons by their names: 台风“狮子山” is Lionrock, and no country. Pure.

Most of the names are words or read like persons and places. `data/typhoons.tsv` has them; they hold
in an article that calls one of them a typhoon's, or that tells of the weather and what it did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import mapping

_OPEN, _CLOSE = '“‘「『《"', '”’」』》"'
_STORM = "(?:台风|热带风暴|热带低压)"
_WEATHER = re.compile("台风|风球|暴雨|风暴|气旋|狂风|大风|海水倒灌|天文台|气象|停课|阵风")
_STRUCK = "(?:吹袭|来袭|袭港|登陆|逼近|肆虐|过境(?![^。]*(?:鸟|迁徙|湿地))|影响(?:期间|下|[，、]))"
"""What a typhoon does; 山竹影响血糖 is told of the fruit, 天鹅过境 of the birds."""
_QUOTED_REACH = 12
"""Characters between two quoted names of one row: 台风“韦帕”和“范斯高”."""


def typhoons(texts: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """The typhoons that an article names, written as in `texts`; `plain` are these in Simplified
    characters."""
    stormy = any(map(_WEATHER.search, plain))
    for text, simple in zip(texts, plain, strict=True):
        for found in _named().finditer(simple):
            for group in ("after", "row", "before", *(("struck",) if stormy else ())):
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
        f"|{opened}?(?P<struck>{names}){closed}?{_STRUCK}"
    )
