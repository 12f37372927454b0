"""How English may write a name otherwise than its term does, and how Chinese reads it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.lexicon import Lexicon, Name
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.lexicon.glosses import suffix_of
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.terminology.english.target_use import plain

FEATURES = {"河": "River", "江": "River", "湖": "Lake", "山": "Mountain", "岛": "Island"}
"""What the last character of a place's name says that it is."""
_LOCAL = frozenset({"县", "区", "镇", "乡", "旗", "盟"})
_GENERIC = re.compile(r" (?:River|Lake|Ocean|Sea|Mountains?|Islands?|Strait|Desert|National .*)$")


def tone_marks(word: str, lexicon: Lexicon) -> str:
    """The pinyin of a word, one syllable a character."""
    return " ".join(mark for _, mark in lexicon.pinyin(word) if mark)


def person_spellings(target: str) -> tuple[str, ...]:
    """Other spellings of a person's name in pinyin: Lyu as Lu, Lv or Lü, Piao as Pu."""
    others = (_with_vowel(target, vowel) for vowel in ("u", "v", "ü"))
    spellings = tuple(dict.fromkeys(other for other in others if other != target))
    if target.startswith("Piao "):
        spellings += (f"Pu {target[5:]}",)  # 朴树 is Pu Shu
    return spellings


def _with_vowel(target: str, vowel: str) -> str:
    return re.sub(r"(?<=[LlNn])yu(?=e?\b|[^a-z]|$|[a-z])", vowel, target)


def place_spellings(word: str, name: Name) -> Iterator[str]:
    """Other spellings of a place: by pinyin (Taihu, Taihu Lake), without its generic word."""
    if name.kind not in ("place", "other"):
        return
    if bare := _GENERIC.sub("", name.target):
        yield bare
    parts = romanise.syllables(word)
    unit = suffix_of(word)
    if unit in _LOCAL and 2 <= len(word) - len(unit) <= 4:
        yield romanise.join(parts[: -len(unit)])  # 曲麻莱县 is Qumarlêb, and often Qumalai
    if is_sound(word) or not 2 <= len(word) <= 4 or not parts:
        return
    if not any(w.casefold().startswith(parts[0]) for w in plain(name.target).split()):
        return  # a foreign place: nobody calls Paris Bali
    yield romanise.join(parts)
    if feature := FEATURES.get(word[-1]):
        yield f"{romanise.join(parts)} {feature}"
        yield f"{romanise.join(parts[:-1])} {feature}"
