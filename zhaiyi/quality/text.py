"""What several checks need to know of a text: its size, its words, its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhaiyi.text.script import count_han

_OTHER = re.compile(r"[^\W_]", re.ASCII)
_WORD = re.compile(r"[^\W_]+(?:[.'’\-&][^\W_]+)*")
_CLAUSE_ZH = re.compile(r"[，,；;：:。！？!?]+")
_LATIN_WEIGHT = 0.4


class Word(NamedTuple):
    """A word of a target in lower case, with its place."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Words and numbers of `text`, without punctuation."""
    return [Word(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]


def size(source: str) -> float:
    """How much a Chinese text says: its Chinese characters; digits and Latin letters, which pass
    into English as they are, count 0.4 of one."""
    return count_han(source) + _LATIN_WEIGHT * len(_OTHER.findall(source))


def says_something(text: str) -> bool:
    """Whether there is a letter, a digit or a Chinese character in `text`."""
    return _WORD.search(text) is not None


def clauses(source: str) -> list[str]:
    """The stretches of a Chinese sentence between its commas, colons and full stops. A comma in a
    number (1,500) cuts too: good enough for counting."""
    return [part for part in _CLAUSE_ZH.split(source) if size(part) >= 3]


def excerpt(text: str, limit: int = 40) -> str:
    """`text` for a message: on one line, shortened in the middle."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    half = (limit - 1) // 2
    return f"{line[:half].rstrip()}…{line[-half:].lstrip()}"


def runs(items: list[str], block: int) -> Iterator[tuple[int, int]]:
    """Where a block of `block` items follows itself: (first index, times), longest first found."""
    i = 0
    while i + 2 * block <= len(items):
        times = 1
        while items[i : i + block] == items[i + times * block : i + (times + 1) * block]:
            times += 1
        if times > 1:
            yield i, times
            i += times * block
        else:
            i += 1
