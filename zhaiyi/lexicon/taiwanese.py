"""Persons of Taiwan: they write themselves as Wade and Giles did (周春米 is Chou Chun-mi).

Marks and apostrophes are left out, as newspapers do. How a person writes the name is for that
person to say; the reading is a guess, and is marked as one.
"""

from __future__ import annotations

import re

from zhaiyi.lexicon import pinyin

_INITIALS = {
    "zh": "ch", "ch": "ch", "sh": "sh", "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch",
    "x": "hs", "r": "j", "z": "ts", "c": "ts",
}  # fmt: skip
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu",
    "si": "szu", "er": "erh", "yan": "yen", "ye": "yeh", "you": "yu", "yong": "yung",
    "yue": "yueh", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "gui": "kuei",
    "kui": "kuei", "lyu": "lu", "nyu": "nu", "ge": "ko", "ke": "ko", "he": "ho",
}  # fmt: skip
_FINALS = {"ong": "ung", "ie": "ieh", "ian": "ien", "iong": "iung", "uo": "o", "ue": "ueh"}
_PARTS = re.compile(r"([zcs]h|[bpmfdtnlgkhjqxrzcs])?([a-z]+)")


def person(name: str) -> str:
    """Surname and given name, ``Chou Chun-mi``; empty where one cannot be told from the other."""
    cut = pinyin.surname_length(name)
    if not cut or cut == len(name):
        return ""
    family = "-".join(_syllables(name[:cut], pinyin.surname(name[:cut])))
    given = _syllables(name[cut:], "")
    return f"{family.title()} {'-'.join(given).capitalize()}" if family and given else ""


def surname(name: str) -> str:
    """周 is Chou."""
    return "-".join(_syllables(name, pinyin.surname(name))).title()


def _syllables(text: str, read: str) -> list[str]:
    """The syllables of a text; a surname of one character is `read` otherwise than the word."""
    whole = [read] if read and len(text) == 1 else pinyin.syllables(text)
    return [syllable(each.casefold()) for each in whole]


def syllable(plain: str) -> str:
    """A syllable of pinyin without its tone as Wade and Giles write it."""
    sound = plain.replace("ü", "u").replace("v", "u")
    if sound in _WHOLE:
        return _WHOLE[sound]
    if not (match := _PARTS.fullmatch(sound)):
        return sound
    initial, final = match[1] or "", match[2]
    return _INITIALS.get(initial, initial) + (_FINALS.get(final, final) if initial else final)
