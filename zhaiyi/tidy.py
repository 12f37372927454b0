"""Makes a model's raw output one clean line of English, without touching what it says."""

from __future__ import annotations

import re

_WIDTH = str.maketrans(
    "，。！？；：（）【】「」『』《》〈〉、　％～＂＇０１２３４５６７８９",
    ',.!?;:()[]""\'\'"""", %~"\'0123456789',
)
_OPENING = re.compile(r"^(?:english translation|translation|english|translated)\s*[:：]\s*", re.I)
_SPACES = re.compile(r"\s+")
_BEFORE = re.compile(r"\s+([,;:!?%)\]]|\.(?!\d))")
_QUOTES = [("“", "”"), ('"', '"'), ("‘", "’"), ("「", "」"), ("『", "』")]


def tidy(text: str, source: str) -> str:
    """`text` on one line, with English punctuation, without a label or quotation marks that the
    model put around the whole and that `source` has not."""
    line = _SPACES.sub(" ", text.translate(_WIDTH)).strip()
    line = _OPENING.sub("", line)
    line = _BEFORE.sub(r"\1", line)
    line = re.sub(r"([,;])(?=[A-Za-z“])", r"\1 ", line)
    return _unquoted(line, source)


def _unquoted(line: str, source: str) -> str:
    if any(source.lstrip().startswith(mark) for mark in '“"‘「『《'):
        return line
    for opening, closing in _QUOTES:
        inner = line[1:-1]
        wrapped = len(line) > 2 and line.startswith(opening) and line.endswith(closing)
        if wrapped and opening not in inner and closing not in inner:
            return inner.strip()
    return line
