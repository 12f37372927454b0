"""Names as they are to be spelt, in an English text that has them nearly so. Pure.

A model drops accents (Ostby for Østby), changes capitals (RIVER Steward), says a word of a name
twice (Binhai New New Area) and misreads surnames (Dan Xiufen for Shan Xiufen). Such slips are put
right by rule; what differs by more is left to the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from zhaiyi.core.document import Term
from zhaiyi.lexicon.pinyin import SYLLABLE
from zhaiyi.terminology.english.target_use import find_name, plain, uses

_EXACT = frozenset(("user", "article"))
"""Origins of targets that are right to the letter."""
_LONGEST = 6
_SHORTEST_GIVEN = 4
_LIKE_GIVEN = 70.0
"""Similarity (Indel ratio, 0..100) of a given name with the one that is meant."""
_UNITS = "Province|Municipality|Prefecture|City|County|District|Banner|Township|Town|Village"
_LABEL, _LABEL_ENGLISH = 12, 40
"""Characters that may stand before the name, in Chinese, and in an English label."""


def spelt(text: str, terms: Iterable[Term]) -> str:
    """`text` with the targets of `terms` in their own spelling, each word of them once."""
    for term in terms:
        text = _once(term.target, text)
        if term.kind == "person" and term.origin == "recognised":
            text = _with_given_name(term, _with_surname(term, text))
        if term.origin in _EXACT:
            text = _exact(term.target, _turned(term.target, text))
    return text


def labelled(source: str, text: str, terms: Iterable[Term]) -> str:
    """`text` with the name of who speaks, where `source` opens with it and a colon (总指挥何兰英：)
    and the English label lacks it (Commander: …)."""
    for term in terms:
        at = source.find(f"{term.source}：")
        if term.kind != "person" or not 0 <= at <= _LABEL or uses(term, text):
            continue
        label = re.match(rf"[A-Z][A-Za-z' -]{{1,{_LABEL_ENGLISH}}}(?=: )", text)
        if label:
            return f"{label[0]} {term.target}{text[label.end() :]}"
    return text


def _with_surname(term: Term, text: str) -> str:
    """The person's name where the text has the given name behind another surname, misread or taken
    apart (Dan Xiufen, Wu Qi Yanan), and the right one nowhere."""
    family, _, given = term.target.partition(" ")
    if len(given) < _SHORTEST_GIVEN or " " in given or uses(term, text):
        return text
    wrong = re.compile(rf"\b(?:(?:{SYLLABLE}) )?(?:{SYLLABLE}) {re.escape(given)}\b", re.IGNORECASE)
    found = [m for m in wrong.finditer(text) if all(w[:1].isupper() for w in m[0].split())]
    if len(found) != 1:
        return text
    return f"{text[: found[0].start()]}{family} {given}{text[found[0].end() :]}"


def _with_given_name(term: Term, text: str) -> str:
    """The person's name where the text has the surname with another given name that is spelt much
    like it (Lin Xiaozhe for Lin Xiaozhai), and the right one nowhere."""
    family, _, given = term.target.partition(" ")
    if len(given) < _SHORTEST_GIVEN or " " in given or uses(term, text):
        return text
    wrong = re.compile(rf"\b{re.escape(family)} ((?:{SYLLABLE}){{1,3}})\b(?!-)", re.IGNORECASE)
    found = [m for m in wrong.finditer(text) if m[0][0].isupper() and m[1][:1].isupper()]
    if len(found) != 1 or fuzz.ratio(found[0][1].casefold(), given.casefold()) < _LIKE_GIVEN:
        return text
    return f"{text[: found[0].start()]}{term.target}{text[found[0].end() :]}"


def _turned(target: str, text: str) -> str:
    """A target that is given the other way round (Water Bureau, Linshui) where the text has the
    parts in their usual order, the place with its unit or without (Linshui County Water Bureau,
    Water Bureau of Linshui)."""
    parts = target.split(", ")
    if len(parts) != 2 or target in text:
        return text
    name, place = map(re.escape, parts)
    unit = rf"(?: (?:{_UNITS}))?"
    usual = rf"\b(?:{place}(?:{unit}'s|{unit}) {name}|{name} of {place}{unit})(?![\w’'-])"
    return re.sub(usual, lambda found: target, text, flags=re.IGNORECASE)


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
