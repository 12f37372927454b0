"""How much of a sentence the dictionary finds again on the other side.

Each content word of the source is looked up; it is covered when the target has a word of one of its
glosses (by stems). Each common word of the target is explained when a gloss of the source has it.
Good translations paraphrase, so a share says little; a clause of which nothing is found again says
a clause was dropped or made up. This is the coverage feature of quality estimation (Specia et al.
2009, "Estimating the Sentence-Level Quality of Machine Translation Systems") on a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.tables import words

_ENGLISH = re.compile(r"[A-Za-z][a-z]+")
_BREAK_ZH = re.compile(r"[，,；;：:。！？!?]")
_BREAK_EN = re.compile(r"(?<=[,;:.])\s|\s[-–—]\s")
_ASIDE = re.compile(r"[(\[].*?[)\]]")
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "ly")
_STEM = 5
_CONTENT = "nvaijlsbz"
"""First letters of the tags of content words."""
_OTHERS = 0.6
"""What each word that is found again weighs against those that are not."""
_NO_MEANING = ("surname", "variant", "old variant", "CL:", "see ")


class Coverage(NamedTuple):
    """`lost`: share of the source's content words not found again; `lost_clause`: how far such
    words outweigh the others in one clause, at most; `lost_whole`: words of the largest clause of
    which nothing is found again. `strange…` likewise for the words of the target."""

    lost: float
    lost_clause: float
    lost_whole: float
    strange: float
    strange_clause: float
    strange_whole: float


def coverage(source: str, target: str, lexicon: Lexicon) -> Coverage:
    """What a Chinese source and its English target have in common by the dictionary."""

    def meant_by(word: str) -> frozenset[str]:
        return meanings(word, lexicon)

    tokens = lexicon.tokens(lexicon.simplified(source))
    found = frozenset(stem(word) for word in _ENGLISH.findall(target))
    meant = frozenset(stem for token in tokens for stem in meant_by(token.text))
    ours = [[bool(meant_by(t.text) & found) for t in part] for part in _clauses(tokens, lexicon)]
    theirs = [
        [stem(word) in meant for word in _common_words(part)] for part in _BREAK_EN.split(target)
    ]
    return Coverage(*_figures(ours), *_figures(theirs))


def content_words(source: str, lexicon: Lexicon) -> Iterator[str]:
    """The words of a source, simplified, that say something and that the dictionary knows."""
    tokens = lexicon.tokens(lexicon.simplified(source))
    return (token.text for token in tokens if _is_content(token, lexicon))


def missed_words(source: str, targets: Iterable[str], lexicon: Lexicon) -> Iterator[str]:
    """Those of its content words of which no meaning stands in any target."""
    found = {stem(word) for target in targets for word in _ENGLISH.findall(target)}
    words = content_words(source, lexicon)
    return (word for word in words if found.isdisjoint(meanings(word, lexicon)))


def _figures(clauses: Iterable[list[bool]]) -> tuple[float, float, float]:
    """Share missing, worst clause, largest clause that is missing as a whole."""
    parts = [(part.count(False), part.count(True)) for part in clauses]
    missing, there = (sum(column) for column in zip(*parts, strict=True)) if parts else (0, 0)
    return (
        missing / max(missing + there, 1),
        max((lost - _OTHERS * kept for lost, kept in parts), default=0.0),
        max((lost for lost, kept in parts if not kept), default=0),
    )


def _clauses(tokens: Iterable[Token], lexicon: Lexicon) -> Iterator[list[Token]]:
    """The content words of each clause that have a meaning in the dictionary."""
    part: list[Token] = []
    for token in tokens:
        if _BREAK_ZH.match(token.text):
            yield part
            part = []
        elif _is_content(token, lexicon):
            part.append(token)
    yield part


def _is_content(token: Token, lexicon: Lexicon) -> bool:
    word = token.text
    full = len(word) > 1 and word not in words("emptywords", "zh")
    return full and token.tag[:1] in _CONTENT and bool(meanings(word, lexicon))


def _common_words(text: str) -> Iterator[str]:
    """Lower-case words that say something; names have their own check."""
    for word in _ENGLISH.findall(text):
        if len(word) > 3 and word[0].islower() and word not in words("emptywords", "en"):
            yield word


def stems_meant_by(source: str, lexicon: Lexicon) -> frozenset[str]:
    """Stems of the English words in the glosses of all words of `source`."""
    tokens = lexicon.tokens(lexicon.simplified(source))
    return frozenset(found for token in tokens for found in meanings(token.text, lexicon))


@lru_cache(maxsize=20_000)
def meanings(word: str, lexicon: Lexicon) -> frozenset[str]:
    """Stems of the English words in the glosses of `word` (simplified) and of the words in it."""
    found = set(_glosses(word, lexicon))
    for size in (3, 2):
        if size < len(word):
            for start in range(len(word) - size + 1):
                found |= _glosses(word[start : start + size], lexicon)
    if not found or len(word) < 3:
        for character in word:
            found |= _glosses(character, lexicon)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _glosses(word: str, lexicon: Lexicon) -> frozenset[str]:
    entry = lexicon.lookup(word)
    texts = (g for g in entry.glosses if not g.startswith(_NO_MEANING)) if entry else ()
    return frozenset(
        stem(english)
        for text in texts
        for english in _ENGLISH.findall(_ASIDE.sub("", text))
        if len(english) > 2 and english.lower() not in words("emptywords", "en")
    )


def stem(word: str) -> str:
    """The first letters, without an ending: enough to find *signed* for *sign*."""
    word = word.lower()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:_STEM]
