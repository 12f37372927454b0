"""Names as they are to be spelt, in an English text that has them nearly so. Pure.

A model drops accents (Ostby for Østby), changes capitals (RIVER Steward) and says a word of a name
twice (Binhai New New Area). Such slips are put right by rule; what differs by more is left to the
checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from zhaiyi.document import Term
from zhaiyi.terms.usage import find_name, plain

_EXACT = frozenset(("user", "article"))
"""Origins of targets that are right to the letter."""
_LONGEST = 6


def spelt(text: str, terms: Iterable[Term]) -> str:
    """`text` with the targets of `terms` in their own spelling, each word of them once."""
    for term in terms:
        text = _once(term.target, text)
        if term.origin in _EXACT:
            text = _exact(term.target, _turned(term.target, text))
    return text


def _turned(target: str, text: str) -> str:
    """A target that is given the other way round (Water Bureau, Linshui) where the text has the
    parts in their usual order (Linshui Water Bureau)."""
    parts = target.split(", ")
    if len(parts) != 2 or target in text:
        return text
    for span in reversed(list(find_name(f"{parts[1]} {parts[0]}", text))):
        text = f"{text[: span.start]}{target}{text[span.end :]}"
    return text


def _exact(target: str, text: str) -> str:
    for span in reversed(list(find_name(target, text))):
        found = text[span.start : span.end]
        if plain(found).casefold() == plain(target).casefold():
            text = f"{text[: span.start]}{_opened(target, found)}{text[span.end :]}"
    return text


def _opened(target: str, found: str) -> str:
    """The target; at the beginning of a sentence it keeps its capital."""
    return found[0] + target[1:] if found[0] == target[0].upper() else target


def _once(target: str, text: str) -> str:
    words = target.split()
    if not 1 < len(words) <= _LONGEST or not target[0].isupper():
        return text
    return _doubled(target).sub(lambda found: target, text)


@lru_cache(maxsize=1024)
def _doubled(target: str) -> re.Pattern[str]:
    """The target with one of its words said twice."""
    words = [re.escape(word) for word in target.split()]
    forms = [" ".join([*words[: n + 1], *words[n:]]) for n in range(len(words))]
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")
