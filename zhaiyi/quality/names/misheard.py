"""Foreign names written by ear: Gausslin for 高斯林, which is Gosling.

The lists know how the parts of a foreign name are usually spelt, and whether anybody is called like
a word of the English. Told is a name of the English that sounds like the Chinese one, none of its
known spellings, and nobody's (Gausslin), or that does not sound like it as well as those do
(Simeon for 西米诺夫, Siminoff); and a name that the source gives in Latin letters and the English
in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.lexicon import foreign
from zhaiyi.lexicon.hearing import alike
from zhaiyi.lexicon.places import known_places
from zhaiyi.lexicon.sounds import NAME_SOUNDS, is_sound
from zhaiyi.lexicon.tables import words
from zhaiyi.quality.base import SegmentPair
from zhaiyi.terminology import find_term, in_text, uses
from zhaiyi.terminology.english.target_use import plain

_SOUNDS = "".join(sorted(NAME_SOUNDS))
_RUN = re.compile(f"[{_SOUNDS}]{{3,}}|(?<![{_SOUNDS}])[{_SOUNDS}]{{2}}(?=·)")
_WORD = re.compile(r"(?<![\w'’])[A-ZÀ-Ž][^\W\d_]+(?:['’][^\W\d_]+)*")
_ANY_RUN = re.compile(f"[{_SOUNDS}]{{2,}}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{3,}")
_SHORTEST, _LONGEST = 3, 8
_HEARD, _OPENS, _WELL, _BETTER = 0.6, 0.8, 0.88, 0.12
"""How well a word must sound like the Chinese to be meant for it, and one that opens a sentence;
from where on it sounds right; how much better a known spelling must sound."""
_NAME = r"[A-ZÀ-Ž][\w’'-]+(?: [A-ZÀ-Ž][\w’'-]+){0,2}"
_OPENING = re.compile(r"(?:^|[.!?:;\"“‘'(—–-]\s*)$")
_COUNTED, _OFTEN = 3, 20
"""Bearers from which on the lists' spelling is trusted, that of a name of two characters too."""
_HEADS = (
    ("州长|州長", "Governor"),
    ("总统|總統", "President"),
    ("总检察长|總檢察長", "Attorney General"),
    ("市长|市長", "Mayor"),
    ("总理|總理|首相", "Prime Minister|Premier|Chancellor"),
    ("发言人|發言人", "[Ss]pokes(?:man|woman|person)"),
    ("特使", "[Ee]nvoy"),
)
"""Titles that stand before a name in both languages."""
_NOT_HIM = 0.4
"""A name behind the title that sounds less like the Chinese is another person's."""
_BRACKET = re.compile(r"[（(]\s?([A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)+)\s?[)）]")


def misheard(segment: SegmentPair) -> Iterator[Finding]:
    """Names of the English that are nobody's, and that the lists spell otherwise."""
    found = list(_words(segment))
    given = _LATIN.findall(segment.source)
    for part in (*_listed(segment), *_told(segment)) if found else ():
        if part.agrees(segment.target) or any(part.agrees(word) for word, _, _ in found):
            continue
        if any(alike(part.source, word) >= _HEARD for word in given):
            continue  # the source says how it is spelt
        word, span, opens = max(found, key=lambda each: alike(part.source, each[0]))
        if _is_misheard(part, word, _OPENS if opens else _HEARD) and _is_meant(part, word, segment):
            start = segment.source.find(part.source)
            message = f"{part.source} is {part.best}, not {word}"
            place = Span(start, start + len(part.source))
            yield Finding("name", "warning", message, place, span)


def _is_misheard(part: foreign.Part, word: str, least: float) -> bool:
    heard = alike(part.source, word)
    if heard < least or word in known_places():
        return False
    if heard < _WELL:
        right = max(alike(part.source, spelling) for spelling, _ in part.spellings)
        return right >= heard + _BETTER
    if foreign.is_attested(word):
        return False
    counted = sum(count for _, count in part.spellings) >= _COUNTED
    return counted or _undoubled(part.best) == _undoubled(word)


def _undoubled(word: str) -> str:
    """Rosby, for Rossby too."""
    return re.sub(r"(.)\1", r"\1", word.casefold())


def _is_meant(part: foreign.Part, word: str, segment: SegmentPair) -> bool:
    """Whether no other name of the source sounds more like the word."""
    heard = alike(part.source, word)
    return all(alike(run, word) <= heard for run in _ANY_RUN.findall(segment.source))


def _words(segment: SegmentPair) -> Iterator[tuple[str, Span, bool]]:
    """Words with a capital that neither a term nor the source's own letters explain, and whether
    they open a sentence."""
    covered = [s for term in segment.terms for s in find_term(term, segment.target)]
    source, target = plain(segment.source).casefold(), plain(segment.target)
    for found in _WORD.finditer(target):
        word = re.sub(r"['’]s?$", "", found[0])
        if word in words("english", "capital") or word.casefold() in source:
            continue
        if not any(s.start < found.end() and found.start() < s.end for s in covered):
            opens = _OPENING.search(target, 0, found.start()) is not None
            yield word, Span(found.start(), found.start() + len(word)), opens


def _listed(segment: SegmentPair) -> Iterator[foreign.Part]:
    """Parts of foreign names in the source that the lists spell and no term has: whole runs of the
    characters that foreign names are written with."""
    covered = [(o.start, o.end) for o in in_text(segment.source, segment.terms)]
    for run in _RUN.finditer(segment.source):
        start, end = run.span()
        if end - start > _LONGEST or any(s < end and start < e for s, e in covered):
            continue
        part = foreign.parts(run[0])[0]
        if len(run[0]) < _SHORTEST and sum(count for _, count in part.spellings) < _OFTEN:
            continue
        if part.spellings and not (segment.lexicon and segment.lexicon.knows(run[0])):
            yield part


def _told(segment: SegmentPair) -> Iterator[foreign.Part]:
    """Foreign persons that the article spells, and of whom the English has no trace."""
    present = {o.term.source: o.term for o in in_text(segment.source, segment.terms)}
    for term in present.values():
        spelt = term.origin == "article" and is_sound(term.source) and " " not in term.target
        if spelt and not uses(term, segment.target):
            yield foreign.Part(term.source, ((term.target, _OFTEN),))


def someone_else(segment: SegmentPair) -> Iterator[Finding]:
    """A foreign name behind a title that no term has, and behind the title of the English a name
    that does not sound like it: Governor Pete Ricketts for 州长皮伦."""
    covered = [(o.start, o.end) for o in in_text(segment.source, segment.terms)]
    known = [s for term in segment.terms for s in find_term(term, segment.target)]
    for chinese, english in _HEADS:
        said = list(
            re.finditer(rf"(?:{chinese})([{_SOUNDS}]{{2,5}})(?![{_SOUNDS}·])", segment.source)
        )
        names = list(re.finditer(rf"\b(?:{english}) ({_NAME})", segment.target))
        if len(said) != 1 or len(names) != 1 or segment.source.count(said[0][0][:2]) > 1:
            continue
        here, there = said[0], names[0]
        told = any(s < here.end(1) and here.start(1) < e for s, e in covered)
        told = told or any(s.start < there.end(1) and there.start(1) < s.end for s in known)
        word = segment.lexicon is None or segment.lexicon.knows(here[1])
        spelt = plain(there[1])
        heard = max(alike(here[1], part) for part in (spelt, spelt.split()[-1]))
        if not told and not word and heard < _NOT_HIM:
            message = f"{here[1]} does not sound like {there[1]}"
            yield Finding("name", "warning", message, Span(*here.span(1)), Span(*there.span(1)))


def twice(segment: SegmentPair) -> Iterator[Finding]:
    """A name of the source's brackets that the English has in them and, spelt otherwise, before:
    Robin Ussap (Robin Uthappa)."""
    for given in {m[1] for m in _BRACKET.finditer(segment.source)}:
        count = len(given.split())
        words_before = rf"((?:[A-Z][\w'’-]+ ){{{count}}})\({re.escape(given)}\)"
        for found in re.finditer(words_before, segment.target):
            name = found[1].strip()
            first, other = name.split()[0], given.split()[0]
            if first == other and plain(name).casefold() != plain(given).casefold():
                message = f"the name {given} is written {name} as well"
                yield Finding("name", "warning", message, None, Span(*found.span(1)))
