"""Pinyin: tone marks for ruby, and names in Latin letters (GB/T 28039: surname first, given name
as one word, ``Lin Yimin``; ISO 7098: apostrophe before a, e, o inside a word, ``Xi'an``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from zhaiyi.lexicon.tables import mapping, words
from zhaiyi.text.script import HAN, han_runs, is_han, unify_han

_RUNS = re.compile(f"[{HAN}]+|[^{HAN}]+")
_AGAIN = "々"
"""Says the character before it once more."""
_DIGIT = re.compile(r"[1-5]")


def tone_marks(text: str) -> tuple[tuple[str, str], ...]:
    """(character, reading with tone mark) for every character; the reading is empty if not Han."""
    out: list[tuple[str, str]] = []
    for run in _RUNS.findall(text):
        out += zip(run, _readings(run, "TONE"), strict=True)
    return tuple(out)


def _readings(run: str, form: Literal["TONE", "NORMAL"]) -> list[str]:
    if not is_han(run[0]):
        return [""] * len(run)
    from pypinyin import Style, lazy_pinyin  # its tables of phrases take a quarter of a second

    style = Style.TONE if form == "TONE" else Style.NORMAL
    run = _spelt_out(unify_han(run))
    readings = lazy_pinyin(run, style=style)
    if len(readings) != len(run):  # pypinyin gives back unknown characters in one piece
        readings = [r for char in run for r in lazy_pinyin(char, style=style)]
    return [r if r != char else "" for r, char in zip(readings, run, strict=True)]


def _spelt_out(run: str) -> str:
    """The run with each 々 replaced by what it repeats."""
    for at, character in enumerate(run):
        if character == _AGAIN and at:
            run = f"{run[:at]}{run[at - 1]}{run[at + 1 :]}"
    return run


def syllables(text: str) -> list[str]:
    """Plain lower-case syllables, ``ü`` kept, one for each Han character (others dropped)."""
    run = "".join(han_runs(text))
    return [s for s in _readings(run, "NORMAL") if s] if run else []


_IN_NAMES = {
    "长": ("zhang", "chang"),
    "都": ("dou", "du"),
    "单": ("dan", "shan"),
    "解": ("jie", "xie"),
}
"""Characters that are read otherwise in names of places: everyday reading, that of the name."""
_IN_PLACES = {"朝": ("zhao", "chao"), "重": ("zhong", "chong"), "会": ("kuai", "hui")}


def place_syllables(text: str) -> list[str]:
    """`syllables` of a place: 长宁 is Changning, 朝阳 Chaoyang; at its end 长 is a chief."""
    return _as_name(text, _IN_NAMES | _IN_PLACES)


def _as_name(text: str, readings: Mapping[str, tuple[str, str]]) -> list[str]:
    run, found = "".join(han_runs(text)), syllables(text)
    for at, character in enumerate(run[:-1]):
        everyday, named = readings.get(character, ("", ""))
        if len(found) == len(run) and found[at] == everyday:
            found[at] = named
    return found


def join(parts: list[str]) -> str:
    """Syllables as one capitalised word: xi + an → Xi'an; ü is written yu after l and n (Lyu)."""
    lower = [p.lower() for p in parts]
    word = "".join(f"'{p}" if i and p[:1] in "aeo" else p for i, p in enumerate(lower))
    word = re.sub(r"(?<=[ln])(?:ü|v|u:)", "yu", word).replace("ü", "u").replace("u:", "u")
    return word[:1].upper() + word[1:]


SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ong|ing|ian|iao|uai|uan|ai|ei"
    r"|ao|ou|an|en|in|ia|ie|iu|ua|uo|ui|un|ue|er|a|o|e|i|u))"
)
"""A syllable of pinyin without its tone, as a regular expression."""
_PINYIN_WORD = re.compile(rf"{SYLLABLE}(?:['’-]?{SYLLABLE}){{0,3}}", re.IGNORECASE)


def looks_like(word: str, least: int = 4) -> bool:
    """True if `word` of at least `least` letters can be read as pinyin and is no English word."""
    bare = re.sub(r"['’]s$", "", word)
    if len(bare) < least or bare.casefold() in words("english", "pinyin"):
        return False
    return bool(_PINYIN_WORD.fullmatch(bare))


def from_cedict(pinyin: str) -> str:
    """``Shan4 tou2`` → ``Shantou``: all syllables of an entry as one word."""
    parts = [_DIGIT.sub("", p).lower() for p in pinyin.split() if p[:1].isalpha()]
    return join(parts)


def surname_length(name: str) -> int:
    """Characters of the surname that `name` starts with: 2 for a compound one, 0 for none."""
    surnames = mapping("surnames")
    if len(name) >= 3 and name[:2] in surnames:
        return 2
    return 1 if name[:1] in surnames else 0


def _given(name: str) -> list[str]:
    """Syllables of a person's name; in a given name 长 is long, not a chief: 任长霞 is Changxia."""
    return _as_name(name, {"长": _IN_NAMES["长"]})


def person(name: str) -> str:
    """A Chinese name in Latin letters, surname first: 林依民 → Lin Yimin, 欧阳修 → Ouyang Xiu."""
    cut = surname_length(name) or 1
    given = join(_given(name)[cut:])
    return f"{surname(name[:cut])} {given}".strip()


def surname(name: str) -> str:
    """A surname in Latin letters: 单 is Shan, 欧阳 Ouyang."""
    reading = mapping("surnames").get(name, ("",))[0]
    return join(reading.split()) if reading else join(syllables(name))
