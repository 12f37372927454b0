"""Persons of Korea and Vietnam: their characters are not read as Chinese ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from zhaiyi.lexicon import korean, vietnamese
from zhaiyi.terminology.people import Person

_NEAR = 24
_ON = r"[^，。；：？！、 \s)）中]*$"
_SOUTH = re.compile("(?:(?<![驻在赴访抵对])(?:韩国|首尔|釜山|仁川|大邱|青瓦台)|韩[方籍媒军])" + _ON)
_NORTH = re.compile("(?:(?<![驻在赴访抵对])(?:朝鲜(?!半岛)|平壤)|朝[方媒])" + _ON)
_VIETNAM = re.compile("(?:(?<![驻在赴访抵对])(?:越南|河内|胡志明市)|越[方媒共])" + _ON)

Reader = Callable[[str], str]
"""Reads a name (simplified characters); an empty string where it cannot."""
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (_SOUTH, korean.person),
    (_NORTH, korean.northern),
    (_VIETNAM, vietnamese.person),
)


def readers(texts: Sequence[str], people: Sequence[Sequence[Person]]) -> Mapping[str, Reader]:
    """How to read the names of those whom the text presents as Koreans or Vietnamese."""
    found: dict[str, Reader] = {}
    for text, persons in zip(texts, people, strict=True):
        for person in persons:
            before = text[max(0, person.start - _NEAR) : person.start]
            reader = next((read for pattern, read in _READERS if pattern.search(before)), None)
            if reader:
                found.setdefault(person.name, reader)
    return found
