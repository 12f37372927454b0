"""Whether a name in Latin letters can be what Chinese characters write by sound: 莱顿 and Layton.

Transliterations keep the consonants, roughly: r is written as l, a final r is lost, h comes and
goes, b and p, d and t, g and k are the same to a reader who hears them. So both names are brought
down to classes of consonants, and what it costs to make one of the other is counted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from zhaiyi.lexicon.pinyin import syllables

_PINYIN = (("zh", "S"), ("ch", "S"), ("sh", "S"))
_INITIALS = dict(zip("bpmfdtnlgkhjqxrzcsyw", "PPMFTTNLKKHJJSLSSSYF", strict=True))
_LATIN: tuple[tuple[str, str], ...] = (
    ("sch|tch|tsch|sh|ch|zh|cz|sz|ts|tz", "S"),
    ("ck|qu|q|kh|gh(?=[aeiou])", "K"),
    ("gh|h(?![aeiouy])", ""),
    ("ph", "F"),
    ("th", "T"),
    ("x", "KS"),
    ("c(?=[eiy])|s|z|ç", "S"),
    ("g(?=[eiy])|j", "J"),
    ("c|k|g", "K"),
    ("b|p", "P"),
    ("d|t", "T"),
    ("v|f|w", "F"),
    ("l|r", "L"),
    ("m", "M"),
    ("n(?:g(?![aeiou]))?", "N"),
    ("h", "H"),
    ("y(?=[aeiou])", "Y"),
)
_LATIN_SOUNDS = re.compile("|".join(f"(?P<g{n}>{p})" for n, (p, _) in enumerate(_LATIN)))
_DROPPED = {"H": 0.2, "Y": 0.1, "L": 0.4, "F": 0.6, "N": 0.5}
"""What it costs to leave a sound out; 1 for all others."""
_NEAR = {
    frozenset(pair): cost
    for pair, cost in (
        ("JS", 0.1), ("JY", 0.1), ("JK", 0.2), ("KS", 0.4), ("ST", 0.5), ("PF", 0.3), ("NM", 0.3),
        ("HK", 0.4), ("HF", 0.4), ("NL", 0.6), ("JT", 0.5), ("HS", 0.7),
    )
}  # fmt: skip


@lru_cache(maxsize=4096)
def of_chinese(name: str) -> str:
    """The classes of consonants of a name in Chinese characters, by its pinyin."""
    return "".join(_syllable(each) for each in syllables(name))


def _syllable(text: str) -> str:
    if text == "er":
        return "L"
    initial = next((sound for start, sound in _PINYIN if text.startswith(start)), "")
    initial = initial or _INITIALS.get(text[:1], "")
    return initial + ("N" if text.endswith(("n", "ng")) and len(text) > 1 else "")


@lru_cache(maxsize=4096)
def of_latin(name: str) -> str:
    """The classes of consonants of a name in Latin letters; doubled ones count once."""
    flat = unicodedata.normalize("NFKD", name.casefold())
    found = (_LATIN[int((m.lastgroup or "g0")[1:])][1] for m in _LATIN_SOUNDS.finditer(flat))
    return re.sub(r"(.)\1+", r"\1", "".join(found))


def alike(chinese: str, latin: str) -> float:
    """0..1, how well the sounds agree: 1 for 高斯林 and Gosling."""
    one, other = re.sub(r"(.)\1+", r"\1", of_chinese(chinese)), of_latin(latin)
    longest = max(len(one), len(other))
    return 1.0 - _distance(one, other) / longest if longest else 0.0


def _distance(one: str, other: str) -> float:
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _DROPPED.get(sound, 1.0))
    for first in one:
        last = row
        row = [last[0] + _DROPPED.get(first, 1.0)]
        for at, second in enumerate(other):
            same = 0.0 if first == second else _NEAR.get(frozenset((first, second)), 1.0)
            row.append(
                min(
                    last[at] + same,
                    last[at + 1] + _DROPPED.get(first, 1.0),
                    row[-1] + _DROPPED.get(second, 1.0),
                )
            )
    return row[-1]
