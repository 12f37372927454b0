"""A foreign name in the document's one spelling, where the English has it by ear. Pure.

The term says Corina Cretu; one sentence has Krina Krechu, another Karine Creuze. A name in the
English that no term explains, that sounds like the Chinese or is spelt much like the target, and
that is the only one of the kind, is put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from zhaiyi.core.document import Span, Term
from zhaiyi.lexicon.glosses import suffix_of
from zhaiyi.lexicon.pinyin import syllables
from zhaiyi.lexicon.places import known_places
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import words
from zhaiyi.terminology.english.target_use import find_term, plain, uses

_LIKE_TARGET, _LIKE_SOUND = 70.0, 65.0
"""Similarity (Indel ratio, 0..100) with the target, and with the pinyin of the Chinese, of a name
of one word."""
_LESS = 10.0
"""So much less is enough for a whole name of several words: that two in a row are like by chance is
next to impossible."""
_LONGEST = 4
_LETTERS = 6
"""Among shorter places, two that differ by a letter are both real too often."""
_WORD = re.compile(r"(?<![\w'’-])[A-ZÀ-Ž][^\W\d_]+(?:[-'’][A-ZÀ-Ž][^\W\d_]+)*")


def respelt(source: str, text: str, terms: Sequence[Term]) -> str:
    """`text` with the foreign names of `terms` as the document spells them."""
    for term in terms:
        if (_is_foreign(term) or _is_abroad(term)) and not uses(term, text):
            found = list(_candidates(term, source, text, terms))
            if len(found) == 1:
                text = f"{text[: found[0].start]}{term.target}{text[found[0].end :]}"
    return text


def _is_foreign(term: Term) -> bool:
    named = term.kind == "person" or (term.kind == "other" and term.origin != "dictionary")
    return named and (is_sound(term.source) or "·" in term.source)


def _is_abroad(term: Term) -> bool:
    bare = term.source.removesuffix(suffix_of(term.source))
    return term.kind == "place" and is_sound(bare) and len(term.target) >= _LETTERS


def _candidates(term: Term, source: str, text: str, terms: Sequence[Term]) -> Iterator[Span]:
    """Runs of as many unexplained names as the target has words that may be meant for it."""
    explained = [s for other in terms for s in find_term(other, text)]
    names = [m for m in _WORD.finditer(text) if _is_free(m, source, text, explained)]
    count = len(term.target.split())
    if not 1 <= count <= _LONGEST:
        return
    for first in range(len(names) - count + 1):
        run = names[first : first + count]
        start, end = run[0].start(), run[-1].end()
        if text[start:end].count(" ") == count - 1 and _alike(term, text[start:end]):
            yield Span(start, end)


def _is_free(found: re.Match[str], source: str, text: str, explained: Sequence[Span]) -> bool:
    """Whether the name is none of the terms', of a known place, or of the source's own letters, nor
    a common word with a capital."""
    word = found[0]
    if word in known_places() or word in words("english", "capital") or word in source:
        return False
    return not any(s.start < found.end() and found.start() < s.end for s in explained)


def _alike(term: Term, name: str) -> bool:
    """Whether the name is spelt like the target, or sounds like the Chinese. A place may differ by
    one letter alone, and not by its last: its people and its tongue are called much like it."""
    if term.kind == "place":
        ours, theirs = _flat(name), _flat(term.target)
        return ours[-2:] == theirs[-2:] and Levenshtein.distance(ours, theirs) == 1
    less = _LESS if " " in name else 0.0
    if fuzz.ratio(_flat(name), _flat(term.target)) >= _LIKE_TARGET - less:
        return True
    sound = "".join(syllables(term.source))
    return fuzz.ratio(_flat(name).replace("r", "l"), sound) >= _LIKE_SOUND - less


def _flat(text: str) -> str:
    return re.sub("[^a-z]", "", plain(text).casefold())
