"""Who holds an office: an invented given name, or another person in the holder's place.

Chinese news names a foreign holder of office by the surname alone (州长阿博特). A model adds a
given name of its own (Governor Rick Abbott), or writes whom it knows in that office (Foreign
Secretary Boris Johnson for 外交大臣库珀). A given name that any bearer of the surname in the lists
has, or that something in the Chinese may stand for, is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

from zhaiyi.core.document import Finding, Span, Term
from zhaiyi.lexicon import foreign
from zhaiyi.lexicon.hearing import alike
from zhaiyi.lexicon.pinyin import looks_like
from zhaiyi.lexicon.places import english_places, known_places
from zhaiyi.lexicon.sounds import NAME_SOUNDS
from zhaiyi.lexicon.tables import aliases, rows, words
from zhaiyi.quality.base import SegmentPair
from zhaiyi.terminology import Occurrence, find_term, in_text, uses
from zhaiyi.terminology.english.target_use import plain, variants
from zhaiyi.text.traditional import simplified

_RUN = re.compile(f"[{''.join(sorted(NAME_SOUNDS))}]{{2,}}")
_GIVEN = r"(?P<given>[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)*)(?: [A-Z]\.)?"
_ALONE = r"(?![\w&-]|['’](?!s\b)| [A-Z&]| (?:Jr|Sr)\b)"
"""Behind a surname that no other word of a name follows."""
_OFTEN = 10
"""So often a given name of the lists, a word is one although some have it for a surname: Martin."""
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
_KIN = re.compile(
    "[父母妻兄弟姐妹姊哥嫂孙孫侄婿媳]|夫[人妇婦]|丈夫|[儿兒]子|女[儿兒]|之[子女]|[长長次幼]子|[长長次]女"
    "|[家遗遺][族人孀]|一家|[两兩]代|同名|同姓"
)
"""Where a family is spoken of, a surname may stand for another of its members."""
_SMALL = frozenset("小老大")
_HEARD, _LIKE, _SPELT = 0.5, 60.0, 70.0
"""How well a name must sound like a part of the Chinese to be meant by it; similarity (Indel ratio,
0..100) from which two given names, and two surnames, may be forms of one."""
_LONGEST = 6


def without_invented(source: str, target: str, terms: Sequence[Term]) -> str:
    """`target` without the given names that it puts between an office and a surname that stand
    side by side in `source`: Governor Abbott for Governor Rick Abbott. Only what the lists know as
    a given name goes, and only before a holder of office that they know."""
    for place, english in _holders(source, terms):
        for found in reversed(list(_invented(place, english, target, source, terms))):
            if found["given"] in _given_names() and _is_listed(place.term):
                target = f"{target[: found.end('office')]} {target[found.start('surname') :]}"
    return target


def invented(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where a given name stands between an office and a surname that stand side by side
    in the source. Elsewhere translators add what given names they know (John Lewis)."""
    source, terms = segment.source, segment.terms
    holders = {place.term.source: (place, english) for place, english in _holders(source, terms)}
    for place, english in holders.values():
        for found in _invented(place, english, segment.target, source, terms):
            name = f"{place.term.source} is {found['surname']}"
            message = f"the given name {found['given']} is not in the source: {name}"
            span = Span(found.start("given"), found.end("surname"))
            yield Finding("name", "warning", message, Span(place.start, place.end), span)


def _invented(
    place: Occurrence, english: str, target: str, source: str, terms: Sequence[Term]
) -> Iterator[re.Match[str]]:
    """Where the English has a given name that nothing explains between office and surname."""
    surname = _surname(place.term)
    if not surname:
        return
    office = rf"(?P<office>\b(?i:{english}))"
    for found in re.finditer(
        rf"{office} {_GIVEN} (?P<surname>{re.escape(surname)}){_ALONE}", target
    ):
        given = found["given"]
        named = given in _given_names() or _may_be_given(given)
        if named and _is_invented(given, place.term, source, terms):
            yield found


def displaced(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where a holder of office is missing, and a name that nothing in the source
    explains stands behind the same office."""
    source = simplified(segment.source)
    for place, english in _holders(segment.source, segment.terms):
        term = place.term
        there = list(re.finditer(rf"\b(?i:{english})(?P<name> {_NAME})?", segment.target))
        if uses(term, segment.target) or len(there) != 1 or not there[0]["name"]:
            continue
        if sum(source.count(office) for office in _same_office(source[: place.start])) != 1:
            continue
        name = there[0]["name"].strip()
        span = Span(there[0].end() - len(name), there[0].end())
        spelt = re.sub(r"['’]s?$", "", plain(name))
        if not _is_known(span, segment) and not _may_be(spelt, term, segment):
            message = f"{term.source} is {term.target}, not {spelt}"
            yield Finding("name", "warning", message, Span(place.start, place.end), span)


def _is_known(span: Span, segment: SegmentPair) -> bool:
    """Whether terms explain a name of the English, or it is a title, or may be Chinese."""
    found = [other for term in segment.terms for other in find_term(term, segment.target)]
    parts = re.split("[ -]", plain(segment.target[span.start : span.end]))
    named = any(other.start < span.end and span.start < other.end for other in found)
    return named or all(looks_like(part, 2) for part in parts) or not _may_be_given(parts[0])


def _may_be(name: str, term: Term, segment: SegmentPair) -> bool:
    """Whether a name of the English may be meant for the term, or for another of the source, or is
    none that the lists have."""
    last, parts = name.split()[-1], re.split("[ -]", name)
    if last.casefold() not in _bearers() and not foreign.is_attested(last):
        return True
    spelt = foreign.parts(simplified(term.source))
    own = [plain(word) for form in variants(term) for word in (form, *form.split())]
    near = any(fuzz.ratio(part, form) >= _SPELT for part in (name, *parts) for form in own)
    if near or any(part.agrees(last) for part in spelt):
        return True
    others = {plain(w).casefold() for t in segment.terms for v in variants(t) for w in v.split()}
    runs = _runs(_without_terms(segment.source, segment.terms))
    heard = any(alike(piece, last) >= _HEARD for run in runs for piece in _pieces(run))
    return heard or last.casefold() in others or last.casefold() in plain(segment.source).casefold()


def _alone(source: str, terms: Sequence[Term]) -> Iterator[Occurrence]:
    """Where the source has a foreign person's surname and no given name."""
    if _KIN.search(source):
        return
    for place in in_text(source, terms):
        before, after = source[place.start - 1 : place.start], source[place.end : place.end + 1]
        beside = {before, after} & {"·", "•", "・", "-"} or before in _SMALL
        if _surname(place.term) and "·" not in place.term.source and not beside:
            yield place


def _surname(term: Term) -> str:
    """The one word of a term's target, or behind an office in it (Prime Minister Luxon), where an
    alias has a given name before it; else empty."""
    told = term.kind == "person" and term.confirmed and term.origin != "user"
    last = term.target.split()[-1] if term.target else ""
    if not told or (last != term.target and last not in term.aliases):
        return ""
    return last if any(_before(alias, last) for alias in term.aliases) else ""


def _is_listed(term: Term) -> bool:
    """Whether the list of holders of office has the person, whom only their country tells."""
    return (simplified(term.source), term.target) in _listed()


def _before(name: str, surname: str) -> tuple[str, ...]:
    """What stands before the surname in a full name, without accents and in small letters."""
    *given, last = plain(name).casefold().split() or [""]
    return tuple(given) if last == plain(surname).casefold() else ()


def _holders(source: str, terms: Sequence[Term]) -> Iterator[tuple[Occurrence, str]]:
    """The persons of the source right behind an office, with a pattern of its English."""
    text = simplified(source)
    for place in in_text(source, terms):
        term = place.term
        told = term.kind == "person" and term.confirmed and term.origin != "user"
        office = _same_office(text[: place.start]) or _opens_with(simplified(term.source))
        if not told or "·" in term.source:
            continue
        if office and source[place.end : place.end + 1] not in ("·", "•", "・"):
            yield place, _heads()[office]


def _same_office(before: str) -> tuple[str, ...]:
    """The Chinese forms of the office that ends a text; empty where none does."""
    return next((office for office in _heads() if before.endswith(office)), ())


def _opens_with(name: str) -> tuple[str, ...]:
    """Likewise of the office that a term begins with: 总理拉克森."""
    return next((office for office in _heads() if name.startswith(office)), ())


def _is_invented(given: str, term: Term, source: str, terms: Sequence[Term]) -> bool:
    """Whether nothing that the lists, the terms or the source have explains the given name."""
    if not any(place.term.source == term.source for place in _alone(source, terms)):
        return False
    folded = plain(given).casefold()
    own = {part for alias in term.aliases for part in _before(alias, _surname(term))}
    bearers = _bearers().get(plain(_surname(term)).casefold(), frozenset[str]())
    known = {w.casefold() for t in terms for v in variants(t) for w in re.split("[ -]", plain(v))}
    if folded in bearers | known or folded in plain(source).casefold():
        return False
    if any(folded[:2] == part[:2] or fuzz.ratio(folded, part) >= _LIKE for part in own):
        return False
    if any(frozenset((folded, part)) in _short_forms() for part in own | bearers):
        return False
    runs = _runs(_without_terms(source, terms))
    return all(alike(piece, given) < _HEARD for run in runs for piece in _pieces(run))


def _without_terms(source: str, terms: Sequence[Term]) -> str:
    """The source with a comma for each term."""
    places = sorted(in_text(source, terms), key=lambda place: place.start)
    for place in reversed(places):
        source = f"{source[: place.start]}，{source[place.end :]}"
    return source


def _runs(source: str) -> list[str]:
    return _RUN.findall(simplified(source))


def _pieces(run: str) -> Iterator[str]:
    """All parts of a run of characters that may be one name."""
    for start, end in combinations(range(len(run) + 1), 2):
        if 2 <= end - start <= _LONGEST:
            yield run[start:end]


def _may_be_given(word: str) -> bool:
    """Whether a word between an office and a surname can only be a given name."""
    return word not in _other_words() | known_places()


@cache
def _heads() -> dict[tuple[str, ...], str]:
    """Chinese forms of an office → pattern of its English; the longest Chinese first."""
    found = {
        aliases(row, 0): "|".join(re.escape(name) for name in aliases(row, 1))
        for row in rows("heads")
    }
    return dict(sorted(found.items(), key=lambda each: -max(map(len, each[0]))))


@cache
def _listed() -> frozenset[tuple[str, str]]:
    return frozenset((row[1], row[2]) for row in rows("officeholders"))


@cache
def _bearers() -> dict[str, frozenset[str]]:
    """The given names that the lists have before a surname, without accents, in small letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for surname, full in _full_names():
        found[plain(surname).casefold()].update(_before(full, surname))
    return {surname: frozenset(given) for surname, given in found.items()}


@cache
def _given_names() -> frozenset[str]:
    """First words of the full names of the lists that are nobody's surname and no title or
    country."""
    full = list(_full_names())
    first = {name.split()[0] for surname, name in full if _before(name, surname)}
    last = {surname for surname, _ in full}
    often = Counter(name.split()[0] for surname, name in full if _before(name, surname))
    surnames = {name for name in last if often[name] < _OFTEN}
    return frozenset(w for w in first - surnames - _other_words() if len(w) > 2)


@cache
def _other_words() -> frozenset[str]:
    """Words with a capital before a surname that are no given names."""
    titles = words("english", "beside") | words("english", "capital")
    return titles | words("nicknames", "none") | english_places()


def _full_names() -> Iterator[tuple[str, str]]:
    """Surnames with the full names that end in them."""
    for row in rows("officeholders"):
        if len(row) > 4:
            yield row[2], row[4]
    for row in rows("people"):
        yield from ((row[1], name) for name in aliases(row, 2))


@cache
def _short_forms() -> frozenset[frozenset[str]]:
    """Pairs of names that one person may bear: Bill and William."""
    return frozenset(
        frozenset((row[1], short))
        for row in rows("nicknames")
        if row[0] == "short"
        for short in row[2].split()
    )
