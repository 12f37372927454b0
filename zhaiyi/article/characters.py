"""Classes of characters that the structure of a text rests on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line: the set of ``str.splitlines``."""

_BLANK_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


@lru_cache(maxsize=4096)
def is_blank(character: str) -> bool:
    """True for white space and for what shows nothing: controls, zero-width, soft hyphen.

    Tag characters are format characters too, but they finish the emoji of a flag.
    """
    if "\U000e0020" <= character <= "\U000e007f":
        return False
    return character.isspace() or unicodedata.category(character) in _BLANK_CATEGORIES


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without blanks at its two ends; empty (start == end) if there is nothing else."""
    while start < end and is_blank(text[start]):
        start += 1
    while start < end and is_blank(text[end - 1]):
        end -= 1
    return start, end


def skip_blank(text: str, at: int, end: int) -> int:
    """The first position from `at` that is not blank, or `end`."""
    while at < end and is_blank(text[at]):
        at += 1
    return at


@lru_cache(maxsize=4096)
def width(character: str) -> int:
    """Columns that a character takes in a fixed-width font: 0, 1 or 2."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
