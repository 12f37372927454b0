"""The term list of one article: names of the dictionary, persons, Latin originals, user terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from zhaiyi.core.document import Article, Term, TermOrigin
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.terminology.bodies.foreign_ministries import (
    foreign_ministries,
    ministries_without_country,
)
from zhaiyi.terminology.bodies.homeland import homeland
from zhaiyi.terminology.bodies.pairs import pairs
from zhaiyi.terminology.bodies.sides import sides
from zhaiyi.terminology.designations import designations
from zhaiyi.terminology.dictionary_names import dictionary_names
from zhaiyi.terminology.english.target_use import uses
from zhaiyi.terminology.matching import Occurrence, Words, in_text, in_words
from zhaiyi.terminology.other_spellings import person_spellings, tone_marks
from zhaiyi.terminology.passage import Passage, read_passages
from zhaiyi.terminology.persons.described import described
from zhaiyi.terminology.persons.far_east import Romanise, by_country, by_region
from zhaiyi.terminology.persons.fields import people_of_fields
from zhaiyi.terminology.persons.forms_of_address import addressed
from zhaiyi.terminology.persons.last_names import short_forms
from zhaiyi.terminology.persons.latin_originals import abbreviated, latin_originals, original_behind
from zhaiyi.terminology.persons.mainlanders import mainlanders
from zhaiyi.terminology.persons.officeholders import officeholders
from zhaiyi.terminology.persons.people import Person, people_abroad
from zhaiyi.terminology.places.areas import spelt_elsewhere
from zhaiyi.terminology.places.namesakes import namesakes
from zhaiyi.terminology.places.routes import routes
from zhaiyi.terminology.quoted import quoted
from zhaiyi.terminology.recogniser import UNREAD, Readings
from zhaiyi.terminology.typhoons import typhoons
from zhaiyi.terminology.works import works

_Placed = TypeVar("_Placed", Occurrence, Person)


def find_terms(
    article: Article, lexicon: Lexicon, user: Sequence[Term] = (), readings: Readings = UNREAD
) -> tuple[Term, ...]:
    """The terms that occur in `article`, user terms first, then in order of appearance.

    Each term has one clean target, its pinyin and the number of its occurrences in the sentences
    that are translated. What the dictionary is not sure of is left out: a wrong hint is worse than
    none.
    """
    texts = [s.text for s in article.sentences if not s.foreign and s.repeat_of is None]
    passages = read_passages(texts, readings, lexicon)
    terms = {t.source: t for t in _given(user, texts)}
    for term in (*_of_the_whole(passages, lexicon), *_of_passages(passages, lexicon)):
        terms.setdefault(term.source, term)
    for short in short_forms(tuple(terms.values()), texts):
        terms.setdefault(short.source, short)
    terms |= {t.source: t for t in ministries_without_country(tuple(terms.values()), texts)}
    kept = tuple(abbreviated(terms.values(), texts))
    counts = Counter(o.term.source for p in passages for o in _occurring(kept, p, lexicon))
    return tuple(replace(t, count=counts[t.source]) for t in kept if counts[t.source])


def _given(user: Sequence[Term], texts: Sequence[str]) -> Iterator[Term]:
    for term in user:
        if any(term.source in text for text in texts):
            yield replace(term, origin="user")


def _occurring(terms: Sequence[Term], passage: Passage, lexicon: Lexicon) -> tuple[Occurrence, ...]:
    return in_words(passage.text, Words(passage.tokens, passage.edges), terms, lexicon)


def _of_the_whole(passages: Sequence[Passage], lexicon: Lexicon) -> Iterator[Term]:
    """What is told by all sentences together and stands before what one sentence tells."""
    texts = [p.text for p in passages]
    simplified = [p.simplified for p in passages]
    for find in (typhoons, namesakes, officeholders, people_of_fields, homeland):
        yield from find(texts, simplified)
    for look_up in (pairs, sides, routes, foreign_ministries):
        yield from look_up(texts, simplified, lexicon)


def _of_passages(passages: Sequence[Passage], lexicon: Lexicon) -> Iterator[Term]:
    """What each sentence names, in order of appearance."""
    originals = latin_originals([p.text for p in passages])
    spelt = _spelt(passages)
    for passage in passages:
        yield from (term for term in originals if term.source in passage.text)
        persons = _persons(passage, spelt, lexicon)
        for found in _without_overlap(persons, _things(passage, lexicon)):
            yield found.term


@dataclass(frozen=True, slots=True)
class _Spelt:
    """How the persons of an article write themselves: those whose names are read otherwise than by
    pinyin, and those of whom pinyin is but a guess."""

    romanised_by: Mapping[str, Romanise]
    guessed: frozenset[str]


def _spelt(passages: Sequence[Passage]) -> _Spelt:
    texts = [p.simplified for p in passages]
    people = [p.persons for p in passages]
    areas = [p.area for p in passages]
    by_areas = by_region([p.text for p in passages], texts, people, areas)
    by_countries = by_country(texts, people, [p.abroad for p in passages])
    guessed = people_abroad(texts, people) | spelt_elsewhere(people, areas)
    ours = mainlanders(texts, people, areas)
    others = {n: read for n, read in {**by_areas, **by_countries}.items() if n not in ours.sure}
    return _Spelt(others, guessed - ours.likely)


def _persons(passage: Passage, spelt: _Spelt, lexicon: Lexicon) -> list[Occurrence]:
    """Persons of China's peoples, then those with Chinese names, then those called by surname and
    form of address; none overlaps one of a kind before."""
    of_peoples = [Occurrence(*found) for found in _of_peoples(passage)]
    chinese = [
        Occurrence(term, person.start, person.end)
        for person in _apart(passage.persons, of_peoples)
        if (term := _chinese(person, passage, spelt, lexicon))
    ]
    named = [*of_peoples, *chinese]
    called = addressed(passage.simplified, passage.tokens, passage.surname_at)
    return [*named, *_apart((Occurrence(*found) for found in called), named)]


def _of_peoples(passage: Passage) -> Iterable[tuple[Term, int, int]]:
    """Persons of China's peoples; none where it plays abroad and names none of the peoples."""
    if passage.abroad and not passage.peoples.lives_in(passage.simplified):
        return ()
    return passage.peoples.persons(passage.simplified, passage.text, passage.said)


def _chinese(person: Person, passage: Passage, spelt: _Spelt, lexicon: Lexicon) -> Term | None:
    """None for one who has no Han name, and for a Korean or Vietnamese whose name cannot be read:
    pinyin would be wrong."""
    start, end = person.start, person.end
    if passage.peoples.refuses(passage.simplified, start, end, passage.said):
        return None
    name, simplified = passage.text[start:end], passage.simplified[start:end]
    if own := original_behind(passage.text, end):
        return Term(name, own, "article", "person")
    if person.name in spelt.romanised_by:
        read = spelt.romanised_by[person.name](simplified)
        return Term(name, read, "guessed", "person") if read else None
    origin: TermOrigin = "guessed" if person.name in spelt.guessed else "recognised"
    target = romanise.person(simplified)
    reading = tone_marks(name, lexicon)
    return Term(name, target, origin, "person", reading, person_spellings(target))


def _things(passage: Passage, lexicon: Lexicon) -> list[Occurrence]:
    """Works, designations, persons called by their age, names with quotation marks, and the names
    of the dictionary that are no part of them."""
    marked = quoted(passage.text, passage.simplified, passage.edges, lexicon)
    plain = (*designations(passage.text), *described(passage.text, passage.simplified))
    titled = [Occurrence(*each) for each in (*works(passage.text, lexicon), *plain, *marked)]
    return [*titled, *_apart(dictionary_names(passage, lexicon), titled)]


def _without_overlap(
    persons: Iterable[Occurrence], things: Sequence[Occurrence]
) -> list[Occurrence]:
    """Persons and things in order; where they overlap the longer one, or the person."""
    kept = [p for p in persons if not any(_is_longer(t, p) for t in things)]
    return sorted((*kept, *_apart(things, kept)), key=lambda found: found.start)


def _apart(found: Iterable[_Placed], taken: Sequence[Occurrence]) -> Iterator[_Placed]:
    """What does not overlap one that is taken."""
    return (each for each in found if not any(_overlap(each, other) for other in taken))


def _overlap(one: Occurrence | Person, other: Occurrence) -> bool:
    return one.start < other.end and other.start < one.end


def _is_longer(thing: Occurrence, person: Occurrence) -> bool:
    return _overlap(thing, person) and thing.end - thing.start >= person.end - person.start


def count(terms: Sequence[Term], pairs: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """`terms` with occurrences, hits and misses counted over (source, target) sentence pairs."""
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for source, target in pairs:
        found = in_text(source, terms)
        seen.update(o.term.source for o in found)
        for term in {o.term.source: o.term for o in found}.values():
            (hits if uses(term, target) else misses)[term.source] += 1
    return tuple(
        replace(t, count=seen[t.source], hits=hits[t.source], misses=misses[t.source])
        for t in terms
    )
