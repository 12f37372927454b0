"""How much a text looks like natural Chinese: the score behind every decision on encodings.

The score is the mean log-probability of its characters under a unigram model with Zipf's law over
`frequency.RANKS` (p ∝ 1 / (rank + 3), Zipf 1935), one more level for the other characters of the
standard sets (GB 2312 level 1, Big5 level 1), and a low floor for the rest. Text that was decoded
wrongly consists of characters that are all about equally likely, most of them rare.
"""

from __future__ import annotations

import math
import re
import unicodedata

from zhaiyi.formats.frequency import RANKS
from zhaiyi.text.script import is_han

SAMPLE = 20_000
"""Characters looked at; more say nothing new."""
NATURAL = -9.0
"""Chinese news scores about -6.5, wrong decodings below -10."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_NORM = math.log(sum(1 / (rank + 3) for rank in range(1500)) * 1.1)
_LEVEL_ONE = math.log(1 / 1503) - _NORM - 2.0
_RARE = _LEVEL_ONE - 3.0
_NEVER = _RARE - 3.0
_PUNCTUATION = -5.0
_CHINESE_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』…—·～　％")


def telling(text: str) -> str:
    """`SAMPLE` characters from the first one beyond ASCII on: markup before it says nothing."""
    first = _BEYOND_ASCII.search(text)
    start = first.start() if first else 0
    return text[start : start + SAMPLE]


def score(text: str) -> float:
    """Mean log-probability of the characters outside ASCII, from about -6 (natural) to -20.

    A text in ASCII alone scores 0, nothing speaks against it.
    """
    sample = [c for c in telling(text) if c > "\x7f"]
    return sum(map(_likelihood, sample)) / len(sample) if sample else 0.0


def total(text: str) -> float:
    """Log-probability of the whole sample: compares two decodings of the same bytes."""
    return sum(_likelihood(c) if c > "\x7f" else _ascii(c) for c in telling(text))


def is_usual(character: str) -> bool:
    """True for a common Han character or a Chinese punctuation mark or full-width form."""
    if character in RANKS or character in _CHINESE_MARKS or "\uff01" <= character <= "\uff5e":
        return True
    return is_han(character) and _is_level_one(character)


def _ascii(character: str) -> float:
    return -4.0 if character.isprintable() or character in "\t\n\r" else _NEVER


def _likelihood(character: str) -> float:
    rank = RANKS.get(character)
    if rank is not None:
        return -math.log(rank + 3) - _NORM
    if is_han(character):
        return _LEVEL_ONE if _is_level_one(character) else _RARE
    if character in _CHINESE_MARKS:
        return _PUNCTUATION
    return _NEVER if unicodedata.category(character) in {"Co", "Cn", "Cc"} else _RARE


def _is_level_one(character: str) -> bool:
    """In the 3,755 commonest Simplified or 5,401 commonest Traditional characters."""
    return _within(character, "gb2312", b"\xb0\xa1", b"\xd7\xf9") or _within(
        character, "big5", b"\xa4\x40", b"\xc6\x7e"
    )


def _within(character: str, codec: str, low: bytes, high: bytes) -> bool:
    try:
        return low <= character.encode(codec) <= high
    except UnicodeEncodeError:
        return False
