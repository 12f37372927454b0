"""Places that bear the name of a better known one: 美国圣地亚哥 is San Diego. Pure.

`data/namesakes.tsv` has them with the country or region that stands before them then. They hold in
an article that names one so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import aliases, rows

_BETWEEN = (
    "(?:[东西南北中]{1,2}部|沿海|港口?|首都|首府|省会|最大|第[二三]大|旅游|城市"
    "|[州省市县郡府道的·])"
)


def namesakes(texts: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """Those that an article names, written as in `texts`; `plain` are these in Simplified
    characters."""
    written, whole = "\n".join(texts), "\n".join(plain)
    for word, pattern, target, others in _places():
        if word in whole and (found := pattern.search(whole)):
            source = written[found.end() - len(word) : found.end()]
            yield Term(source, target, "dictionary", "place", "", others)


@cache
def _places() -> tuple[tuple[str, re.Pattern[str], str, tuple[str, ...]], ...]:
    return tuple(
        (word, _behind(cues.split(";"), word), target, aliases(rest, 0))
        for cues, word, target, *rest in rows("namesakes")
    )


def _behind(cues: Sequence[str], word: str) -> re.Pattern[str]:
    led = "|".join(map(re.escape, cues))
    return re.compile(f"(?:{led}){_BETWEEN}{{0,4}}{re.escape(word)}(?!总统|总理|政府|外长)")
