"""Is a text Chinese? Decided by its scripts, line by line; no model, no word list but one.

A line is Japanese where kana is a good part of its characters, Korean where hangul is, Chinese
where it has Han characters otherwise. The text is Chinese when a fair share of its matter (a Han
character, kana or hangul counts one, a word of another script two) stands in Chinese lines: so
foreign passages, names and quotations do no harm, and a single Chinese name in an English text does
no good.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from zhaiyi.errors import NotChinese
from zhaiyi.reading.characters import is_han

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_QUOTED = re.compile("《[^《》]{0,99}》|“[^“”]{0,99}”|[（(][^（()）]{0,99}[）)]")
_WORD = re.compile(r"[^\W\d_]+")
_PARTICLE = "を"
"""Marks the object in Japanese, and stands in no word: headlines have little other kana."""
_JAPANESE_SHARE = 0.25
_KOREAN_SHARE = 0.3
_CHINESE_SHARE = 0.2
_SAMPLE = 100_000
_ENGLISH_WORDS = "the of and to in a is that for on was with as it by at from said has be"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SCRIPTS = {"CYRILLIC": "Cyrillic", "ARABIC": "Arabic", "GREEK": "Greek", "HEBREW": "Hebrew"}
_SCRIPTS |= {"THAI": "Thai", "DEVANAGARI": "Devanagari"}


def ensure_chinese(text: str, name: str = "the text") -> None:
    """Raise `NotChinese`, in one sentence, unless the text is Chinese in the main."""
    found = language_of(text)
    if found == "Chinese":
        return
    what = f"looks {found}" if found else "has no Chinese characters"
    raise NotChinese(f"{name} {what}; Zhaiyi translates from Chinese (--force goes on anyway)")


def language_of(text: str) -> str:
    """Name of the language or script of most of the text, empty where it has no letters."""
    matter: Counter[str] = Counter()
    for line in text[:_SAMPLE].split("\n"):
        matter.update(_line(line))
    total = matter.total()
    if not total:
        return ""
    if matter["Chinese"] >= _CHINESE_SHARE * total:
        return "Chinese"
    language, _ = max(matter.items(), key=lambda item: item[1])
    return _latin(text) if language == "Latin" else language


def _line(line: str) -> Counter[str]:
    """Matter of one line by language. Foreign titles and quotations in Chinese marks are left out
    (Japanese and Korean have marks of their own)."""
    line = _QUOTED.sub(_without_foreign, line)
    han, kana, hangul = sum(map(is_han, line)), len(_KANA.findall(line)), len(_HANGUL.findall(line))
    words = Counter(s for word in _WORD.findall(line) if (s := _script(word)))
    matter = Counter({script: 2 * count for script, count in words.items()})
    matter[_east_asian(han, kana, hangul, _PARTICLE in line)] += han + kana + hangul
    return matter


def _without_foreign(quoted: re.Match[str]) -> str:
    text = quoted.group()
    return " " if _KANA.search(text) or _HANGUL.search(text) else text


def _east_asian(han: int, kana: int, hangul: int, particle: bool) -> str:
    total = han + kana + hangul
    if kana >= hangul and (kana > _JAPANESE_SHARE * total or particle):
        return "Japanese"
    return "Korean" if hangul > _KOREAN_SHARE * total else "Chinese"


def _script(word: str) -> str:
    """Script of a word by its first letter; empty for the scripts that are counted by character."""
    name = unicodedata.name(word[0], "").split(" ")[0]
    if name in {"CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH", "HANGUL", "IDEOGRAPHIC", ""}:
        return ""
    return "Latin" if name in {"LATIN", "FULLWIDTH"} else _SCRIPTS.get(name, name.capitalize())


def _latin(text: str) -> str:
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    english = sum(w in _ENGLISH for w in words)
    return "English" if english >= 0.08 * len(words) else "Latin-script"
