"""Tells Chinese from other languages by its script alone."""

from __future__ import annotations

import re
from typing import Literal

from zhaiyi.article.characters import HAN

Language = Literal["zh", "ja", "ko", "other", "none"]

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(
    "[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d]"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORDS = re.compile(r"[^\W\d_\u2e80-\U0003ffff]{2,}")
_LEAST_KANA_SHARE = 0.15
_LEAST_HANGUL_SHARE = 0.3
_LEAST_HAN_SHARE = 0.5


def language_of(text: str) -> Language:
    """The language of a whole text; ``none`` if it has no letters at all.

    Japanese always writes a good part of its words in kana and Korean in hangul, so shares of the
    scripts decide. A Latin word counts as one, like a Han character: an article that quotes many
    Latin names is still Chinese.
    """
    han, kana, hangul = (len(script.findall(text)) for script in (_HAN, _KANA, _HANGUL))
    others = sum(1 for word in _WORD.finditer(text) if not _is_east_asian(word.group()[0]))
    if han + kana + hangul + others == 0:
        return "none"
    if kana > _LEAST_KANA_SHARE * (han + kana) and kana > others:
        return "ja"
    if hangul > _LEAST_HANGUL_SHARE * (han + hangul) and hangul > others:
        return "ko"
    return "zh" if han >= _LEAST_HAN_SHARE * (han + others) else "other"


def is_foreign(sentence: str) -> bool:
    """True for a sentence that is not Chinese: no Han, or Han only inside another language."""
    han = len(_HAN.findall(sentence))
    if han == 0:
        return True
    if len(_KANA.findall(sentence)) > max(1, 0.2 * han):
        return True
    if len(_HANGUL.findall(sentence)) > 0.5 * han:
        return True
    words = len(_LATIN_WORDS.findall(sentence))
    return words >= 8 and han < words / 3


def _is_east_asian(character: str) -> bool:
    return any(script.match(character) for script in (_HAN, _KANA, _HANGUL))
