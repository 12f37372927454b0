"""Text for a terminal: widths of East Asian characters and lines that fit. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NOT_FIRST = frozenset(",.;:!?%)]}，。、；：！？％）】》〉」』”’…—·")
"""Characters that never begin a line."""
_NOT_LAST = frozenset("([{（【《〈「『“‘")
"""Characters that never end one."""
_TOKEN = re.compile(
    r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+|.", re.S
)


def width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, columns: int = 80, first: str = "", rest: str | None = None) -> str:
    """`text` in lines of at most `columns`; `first` and `rest` (spaces as wide as `first` by
    default) are put before its first and further lines. Chinese breaks between characters, but
    not before closing nor after opening punctuation."""
    rest = " " * width(first) if rest is None else rest
    lines: list[str] = []
    line, room = "", columns - width(first)
    for unit in _units(text, max(8, columns - max(width(first), width(rest)))):
        if line.strip() and width(line) + width(unit.rstrip()) > room:
            lines.append(line.rstrip())
            line, room = "", columns - width(rest)
        line += unit if line else unit.lstrip()
    lines.append(line.rstrip())
    return "\n".join((first if i == 0 else rest) + line for i, line in enumerate(lines))


def _units(text: str, room: int) -> Iterator[str]:
    """Stretches that must not be broken; one that is wider than `room` is cut."""
    unit = ""
    for token in _TOKEN.findall(text):
        if unit and not _sticks(unit, token):
            yield from _cut(unit, room)
            unit = ""
        unit += token
    yield from _cut(unit, room)


def _sticks(unit: str, token: str) -> bool:
    """True where no line may break between `unit` and `token`."""
    return token.isspace() or token[0] in _NOT_FIRST or unit[-1] in _NOT_LAST


def _cut(unit: str, room: int) -> Iterator[str]:
    while width(unit) > room + 1:
        end = next(i for i in range(1, len(unit) + 1) if width(unit[:i]) >= room - 1)
        yield unit[:end]
        unit = unit[end:]
    if unit:
        yield unit
