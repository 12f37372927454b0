"""Files of which one part is in UTF-8 and another in GB18030 or Big5: pieces of feeds, of pages, of
exports that a program has put together byte by byte.

Line by line, and within a line at one border: a line feed is never part of a character in any of
these encodings. Each part must be natural Chinese in its encoding, or the file is none of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.formats import naturalness
from zhaiyi.text.script import count_han

_LEAST = 4
"""Chinese characters in UTF-8 that make a part of it: less may be chance."""
_RUN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}")
_WELL_FORMED = re.compile(
    rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+\Z"
)
_OTHERS = ("gb18030", "big5hkscs")

Part = tuple[str, str]
"""Text, encoding; the encoding is empty for ASCII."""


def mixed(data: bytes) -> tuple[str, str] | None:
    """The text and a note on what is in which encoding; None where the file is not of this kind."""
    if b"\x00" in data or not _RUN.search(data):
        return None
    text: list[str] = []
    first: dict[str, int] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        parts = _line(line)
        if parts is None:
            return None
        text.append("".join(part for part, _ in parts))
        for _, encoding in parts:
            if encoding:
                first.setdefault(encoding, number)
    if "utf-8" not in first or len(first) != 2:
        return None
    return "\n".join(text), (
        "the file is in two encodings, each read in its own: "
        + ", ".join(f"{encoding} from line {number} on" for encoding, number in first.items())
    )


def _line(line: bytes) -> tuple[Part, ...] | None:
    if line.isascii():
        return ((line.decode("ascii"), ""),)
    whole = _natural_utf_8(line) or _other(line)
    return (whole,) if whole else next(_halves(line), None)


def _natural_utf_8(line: bytes) -> Part | None:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    han = count_han(text)
    return (text, "utf-8") if han >= min(_LEAST, len(text)) or _is_natural(text) else None


def _other(line: bytes) -> Part | None:
    """In the likelier of the other two, if it is likely at all."""
    found = []
    for encoding in _OTHERS:
        try:
            found.append((line.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    best = max(found, key=lambda part: naturalness.total(part[0]), default=None)
    return best if best and _is_natural(best[0]) else None


def _is_natural(text: str) -> bool:
    return naturalness.score(text) >= naturalness.NATURAL


def _halves(line: bytes) -> Iterator[tuple[Part, Part]]:
    """UTF-8 and then the other, or the other and then UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        for border in range(error.start, max(-1, error.start - 4), -1):
            yield from _both(_natural_utf_8(line[:border]), _other(line[border:]))
    if tail := _WELL_FORMED.search(line):
        for border in range(tail.start(), min(len(line), tail.start() + 4)):
            yield from _both(_other(line[:border]), _natural_utf_8(line[border:]))


def _both(one: Part | None, other: Part | None) -> Iterator[tuple[Part, Part]]:
    if one and other and one[0] and other[0]:
        yield one, other
