"""Chinese persons whose names are words: 主席汪洋 is Wang Yang, 高峰时段 are peak hours. Pure.

`data/person_cues.tsv` has such names. They hold behind a title, with a verb or a mark behind, and
in a row of persons, in an article that has the word in no other sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.pinyin import surname_length
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import words
from zhaiyi.terminology.matching import context_allows
from zhaiyi.terminology.persons.surroundings import CLOSING, is_titled, starts_with

_QUALITIES = frozenset("adv")
_VERBS = ("代表", "编辑", "指挥", "翻译", "导演", "裁判", "领唱")
"""Titles that are verbs too: 代表江河、湖泊."""
_JOINTS = frozenset("、和与")
_WHOLE = 3
"""Characters of a name that is no word."""


def word_names(
    texts: Sequence[str],
    said: Sequence[Sequence[Token]],
    persons: Sequence[Sequence[tuple[int, int]]],
) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """For each text (simplified) the words that are names of persons, with their places; `said` are
    a recogniser's tokens of each text, `persons` the places of others that are certain."""
    found = [[(m[0], *m.span()) for m in _pattern().finditer(text)] for text in texts]
    shown: set[str] = set()
    other: set[str] = set()
    for text, tokens, others, words_ in zip(texts, said, persons, found, strict=True):
        for word, start, end in words_:
            if is_in_row(text, start, end, others) and context_allows(text, start, end):
                shown.add(word)
            elif not _is_ended(text, end) or _is_quality(tokens, start, end):
                other.add(word)
            elif is_shown(text, start, end):
                shown.add(word)
    return tuple(tuple(w for w in words_ if w[0] in shown - other) for words_ in found)


def is_shown(text: str, start: int, end: int) -> bool:
    """Whether a title stands before ``text[start:end]`` and behind it what follows a name."""
    before = text[:start]
    return is_titled(before) and not before.endswith(_VERBS) and _is_ended(text, end)


def is_in_row(text: str, start: int, end: int, persons: Iterable[tuple[int, int]]) -> bool:
    """Whether a mark of rows or an *and* joins ``text[start:end]`` to one of the `persons`."""
    return any(
        (ends == start - 1 and text[ends] in _JOINTS)
        or (begins == end + 1 and text[end] in _JOINTS)
        for begins, ends in persons
    )


def known_persons(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Places of the Chinese persons whom the dictionary or a list has."""
    for token in tokens:
        name = lexicon.simplified(token.text)
        if token.tag.startswith("nr") and surname_length(name) and not is_sound(name):
            known = lexicon.name(name)
            if known and known[0].kind == "person" and len(name) >= _WHOLE:
                yield token.start, token.end


def _is_quality(said: Sequence[Token], start: int, end: int) -> bool:
    """Whether the recogniser sees an adjective, an adverb or a verb there."""
    return any((t.start, t.end) == (start, end) and t.tag[:1] in _QUALITIES for t in said)


def _is_ended(text: str, end: int) -> bool:
    behind = text[end:]
    return not behind or behind[0] in CLOSING or behind[0].isdecimal() or _follows(behind)


def _follows(behind: str) -> bool:
    return starts_with(behind, "after") or any(
        behind[:n] in words("person_cues", "behind") for n in (1, 2)
    )


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("person_cues", "word"))))
