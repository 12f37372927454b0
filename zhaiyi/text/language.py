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

from zhaiyi.core.errors import NotChinese
from zhaiyi.text.script import HANGUL, JAPANESE_HAN, KANA, count_han

_KANA = re.compile(f"[{KANA}]")
_HANGUL = re.compile(f"[{HANGUL}]")
_JAPANESE = re.compile(f"[{JAPANESE_HAN}]")
_QUOTED = re.compile("《[^《》]{0,99}》|“[^“”]{0,99}”|[（(][^（()）]{0,99}[）)]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile(r"[^\W\d_\u2e80-\U0003ffff]{2,}")
_PARTICLE = "を"
"""Marks the object in Japanese, and stands in no word: headlines have little other kana."""
_JAPANESE_SHARE = 0.25
_JAPANESE_FORMS = 0.08
"""Share of the Han in forms of Japan alone that gives a headline away (two of them at least)."""
_KOREAN_SHARE = 0.3
_CHINESE_SHARE = 0.2
_SAMPLE = 100_000
_KANA_IN_SENTENCE = 0.2
_HANGUL_IN_SENTENCE = 0.5
_SEVERAL_WORDS = 8
_GLOSSED_WORDS = 3
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
    message = f"{name} {what}; Zhaiyi translates from Chinese"
    raise NotChinese(message, " (--force goes on anyway)")


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


def is_foreign(sentence: str) -> bool:
    """True for a sentence that is not Chinese: no Han, or Han only inside another language."""
    if count_han(sentence) == 0:
        return True
    sentence = _QUOTED.sub(_without_foreign, sentence)
    han = count_han(sentence)
    if len(_KANA.findall(sentence)) > max(1, _KANA_IN_SENTENCE * han):
        return True
    if len(_HANGUL.findall(sentence)) > _HANGUL_IN_SENTENCE * han:
        return True
    words = len(_LATIN_WORD.findall(sentence))
    return words >= _SEVERAL_WORDS and han < words / 3


def _line(line: str) -> Counter[str]:
    """Matter of one line by language. Foreign titles and quotations in Chinese marks are left out
    (Japanese and Korean have marks of their own)."""
    line = _QUOTED.sub(_without_foreign, line)
    if _is_glossed(line):
        line = _QUOTED.sub(" ", line)
    han, kana, hangul = count_han(line), len(_KANA.findall(line)), len(_HANGUL.findall(line))
    words = Counter(s for word in _WORD.findall(line) if (s := _script(word)))
    matter = Counter({script: 2 * count for script, count in words.items()})
    is_japanese = _PARTICLE in line or _has_japanese_forms(line, han, kana)
    matter[_east_asian(han, kana, hangul, is_japanese)] += han + kana + hangul
    return matter


def _is_glossed(line: str) -> bool:
    """A line of another script with Chinese in brackets alone: Xi Jinping (习近平) met …"""
    outside = _QUOTED.sub(" ", line)
    return count_han(outside) == 0 and len(_LATIN_WORD.findall(outside)) >= _GLOSSED_WORDS


def _has_japanese_forms(line: str, han: int, kana: int) -> bool:
    forms = len(_JAPANESE.findall(line))
    return forms > 0 and forms + kana >= max(2.0, _JAPANESE_FORMS * (han + kana))


def _without_foreign(quoted: re.Match[str]) -> str:
    text = quoted.group()
    return " " if _KANA.search(text) or _HANGUL.search(text) else text


def _east_asian(han: int, kana: int, hangul: int, is_japanese: bool) -> str:
    total = han + kana + hangul
    if kana >= hangul and (kana > _JAPANESE_SHARE * total or is_japanese):
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
