"""Names by their letters: Latin ones that the English lost, agencies and persons from nowhere.

On the human references of newstest2021 (974 sentences) no Latin name of the source (ZMapp) is
missing, no foreign agency stands that the source has not, and no Chinese word is written as a
person (记者高峰时段: "reporter Gao Feng").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.quality.base import SegmentPair
from zhaiyi.terminology import find_term
from zhaiyi.terminology.english.target_use import plain
from zhaiyi.terminology.persons.word_names import is_in_row, is_shown

_LATIN = re.compile(
    r"(?<![A-Za-z0-9])(?![A-Z]{3}(?![A-Za-z0-9]))[A-Z][A-Za-z0-9]{2,}(?![A-Za-z0-9])"
)
"""Three capitals alone may be a word (APP, CEO)."""
_AGENCIES = re.compile(r"\b(?:CNN|BBC|AFP|Reuters|Bloomberg|TASS|NBC|CBS|NHK|CCTV)\b")
_PERSON = re.compile(r"\b(?=([A-Z][a-z]+ [A-Z][a-z]+)\b)")
"""Two words with capitals, also within more of them (Reporter Gao Feng)."""
_ASIDE = re.compile(r"\([^)]*\)")
_SIGNED = frozenset("/／")
_LONGEST = 3
"""Characters of a Chinese person's name."""


def lost_letters(segment: SegmentPair) -> Iterator[Finding]:
    """A name in Latin letters that the source has and the English lacks."""
    english = _flat(segment.target)
    for found in _LATIN.finditer(segment.source):
        if _flat(found[0]) not in english:
            message = f"the name {found[0]} is left out"
            yield Finding("name", "warning", message, Span(*found.span()))


def _flat(text: str) -> str:
    return re.sub(r"[\s.-]", "", plain(text).casefold())


def agencies(segment: SegmentPair) -> Iterator[Finding]:
    """A foreign agency or broadcaster that the source does not name."""
    for found in _AGENCIES.finditer(segment.target):
        if found[0] not in segment.source and not _explained(segment, Span(*found.span())):
            message = f"{found[0]} is not among the names of the source"
            yield Finding("name", "warning", message, None, Span(*found.span()))


def made_persons(segment: SegmentPair) -> Iterator[Finding]:
    """A person whose name is a common word of the source, where no term says that it is one."""
    if segment.lexicon is None:
        return
    spans = (Span(*m.span(1)) for m in _PERSON.finditer(segment.target))
    names = {segment.target[s.start : s.end]: s for s in spans if not _explained(segment, s)}
    for word in _words(segment.source, set(names), segment.lexicon):
        spelt = romanise.person(word)
        start = segment.source.find(word)
        message = f"{spelt} is no person in the source: {word} is a word"
        yield Finding("name", "warning", message, Span(start, start + len(word)), names[spelt])


def word_hints(source: str, target: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The words of `source` that `target` has as persons, with what the dictionary says of them
    and of the noun behind (高峰时段: peak time interval)."""
    for word in _words(source, set(_PERSON.findall(target)), lexicon):
        behind = source.partition(word)[2]
        noun = next((t for t in lexicon.tokens(behind)[:1] if t.tag == "n"), None)
        parts = (word, noun.text) if noun and _gloss(noun.text, lexicon) else (word,)
        if _gloss(word, lexicon):
            yield "".join(parts), " ".join(_gloss(part, lexicon) for part in parts)


def _gloss(word: str, lexicon: Lexicon) -> str:
    entry = lexicon.lookup(word)
    gloss = _ASIDE.sub("", entry.glosses[0]) if entry and entry.glosses else ""
    return gloss.partition(";")[0].strip()


def _words(source: str, names: set[str], lexicon: Lexicon) -> Iterator[str]:
    """The common words of `source` that read as one of `names` would in Chinese."""
    tokens = lexicon.tokens(source) if names else ()
    persons = [place for token in tokens if (place := _person(token, lexicon))]
    for token in tokens:
        word = lexicon.simplified(token.text)
        cut = romanise.surname_length(word)
        beside = {source[: token.start][-1:], source[token.end : token.end + 1]}
        if not beside.isdisjoint(_SIGNED):
            continue  # 安静/任琛
        if is_shown(source, token.start, token.end):
            continue  # 发言人高峰说
        if _is_listed(word, lexicon) or is_in_row(source, token.start, token.end, persons):
            continue  # 张高丽、汪洋、刘延东
        likely = 0 < cut < len(word) <= _LONGEST and lexicon.is_common(word)
        if likely and romanise.person(word) in names:
            yield word


def _person(token: Token, lexicon: Lexicon) -> tuple[int, int] | None:
    """The place of a word that is a Chinese person's name, and nothing else."""
    name = lexicon.simplified(token.text)
    named = token.tag.startswith("nr") and 0 < romanise.surname_length(name) < len(name)
    return (token.start, token.end) if named and not lexicon.is_common(name) else None


def _is_listed(word: str, lexicon: Lexicon) -> bool:
    known = lexicon.name(word) if lexicon.is_own(word) else None
    return known is not None and known[0].kind == "person"


def _explained(segment: SegmentPair, place: Span) -> bool:
    return any(
        span.start < place.end and place.start < span.end
        for term in segment.terms
        for span in find_term(term, segment.target)
    )
