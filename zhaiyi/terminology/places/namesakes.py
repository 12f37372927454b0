"""Places that bear the name of a better known one: 美国圣地亚哥 is San Diego. Pure.

`data/namesakes.tsv` has them with the country or region that stands before them then. They hold in
an article that names one so; some also in one that has the country anywhere (印尼巨港、泗水).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import aliases, rows

_BETWEEN = (
    "(?:[东西南北中]{1,2}部|沿海|港口?|首都|首府|省会|最大|第[二三]大|旅游|城市"
    "|[州省市县郡府道的·])"
)

_NO_OFFICE = "(?!总统|总理|政府|外长)"


def namesakes(texts: Sequence[str], plain: Sequence[str]) -> Iterator[Term]:
    """Those that an article names, written as in `texts`; `plain` are these in Simplified
    characters."""
    written, whole = "\n".join(texts), "\n".join(plain)
    for place in _places():
        if at := place.meant_at(whole):
            source = written[at.end() - len(place.word) : at.end()]
            yield Term(source, place.target, "dictionary", "place", "", place.others)


class _Place(NamedTuple):
    """`word` is `target` behind a cue; where a pattern of what tells of the better known place is
    given, also with a cue anywhere in an article that has nothing of that."""

    word: str
    behind: re.Pattern[str]
    cue: re.Pattern[str]
    other: re.Pattern[str] | None
    target: str
    others: tuple[str, ...]

    def meant_at(self, whole: str) -> re.Match[str] | None:
        """A place of a text that ends with the word, where it is meant; None where it is not."""
        if self.word not in whole:
            return None
        if found := self.behind.search(whole):
            return found
        away = self.other is not None and not self.other.search(whole)
        return re.search(re.escape(self.word), whole) if away and self.cue.search(whole) else None


@cache
def _places() -> tuple[_Place, ...]:
    return tuple(_place(*row) for row in rows("namesakes"))


def _place(cues: str, word: str, target: str, *rest: str) -> _Place:
    led = "|".join(map(re.escape, cues.split(";")))
    behind = re.compile(f"(?:{led}){_BETWEEN}{{0,4}}{re.escape(word)}{_NO_OFFICE}")
    other = re.compile(rest[1]) if rest[1:] else None
    return _Place(word, behind, re.compile(led), other, target, aliases(rest, 0))
