"""The term list of one article: names of the dictionary, persons, Latin originals, user terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from zhaiyi.core.document import Article, Term, TermOrigin
from zhaiyi.lexicon import Lexicon, Name, Token, regional
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.lexicon.glosses import suffix_of
from zhaiyi.lexicon.pinyin import looks_like
from zhaiyi.lexicon.sounds import is_sound, mostly_sounds
from zhaiyi.terminology import recogniser
from zhaiyi.terminology.against_recogniser import (
    as_person,
    as_told,
    is_certain,
    is_titled_person,
    told_longer,
)
from zhaiyi.terminology.bodies.foreign_ministries import (
    foreign_ministries,
    ministries_without_country,
)
from zhaiyi.terminology.bodies.sides import sides
from zhaiyi.terminology.designations import designations
from zhaiyi.terminology.english.target_use import plain, uses
from zhaiyi.terminology.matching import (
    LONG,
    context_allows,
    continues_foreign_name,
    in_text,
    is_lengthened,
    part_of_foreign_name,
    word_edges,
)
from zhaiyi.terminology.persons.far_east import Romanise, by_country, by_region, surname_by_country
from zhaiyi.terminology.persons.fields import people_of_fields
from zhaiyi.terminology.persons.forms_of_address import addressed
from zhaiyi.terminology.persons.last_names import short_forms
from zhaiyi.terminology.persons.latin_originals import abbreviated, latin_originals, original_behind
from zhaiyi.terminology.persons.minorities import Peoples
from zhaiyi.terminology.persons.officeholders import officeholders
from zhaiyi.terminology.persons.people import Person, find_people, people_abroad
from zhaiyi.terminology.places.areas import areas, edges, name_in, spelt_elsewhere
from zhaiyi.terminology.places.composed import UNITS, city_abroad, composed, street
from zhaiyi.terminology.places.namesakes import namesakes
from zhaiyi.terminology.places.plays_abroad import plays_abroad
from zhaiyi.terminology.recogniser import SAID_PLACE, UNREAD, Readings
from zhaiyi.terminology.typhoons import typhoons
from zhaiyi.terminology.works import works
from zhaiyi.text.script import HAN

_MAX_NAME = 16
_GENERAL = re.compile("[新老旧古东西南北中大小上下](?:[城区村镇山桥江湖河港口门院郊]|农村|城市)")
"""Names of places that mean just any such place: 新城 is a new town before it is Xincheng."""
_SIDES = frozenset("东西南北前后上下大小")
_LONGEST_VILLAGE = 4
_PROPER_TAGS = ("nr", "ns", "nt", "nz", "j", "x", "l", "i")


@dataclass(frozen=True, slots=True)
class _Found:
    term: Term
    start: int
    end: int


def find_terms(
    article: Article, lexicon: Lexicon, user: Sequence[Term] = (), readings: Readings = UNREAD
) -> tuple[Term, ...]:
    """The terms that occur in `article`, user terms first, then in order of appearance.

    Each term has one clean target, its pinyin and the number of its occurrences in the sentences
    that are translated. What the dictionary is not sure of is left out: a wrong hint is worse than
    none.
    """
    texts = [s.text for s in article.sentences if not s.foreign and s.repeat_of is None]
    given = [replace(t, origin="user") for t in user]
    terms = {t.source: t for t in given if any(t.source in text for text in texts)}
    simplified = [lexicon.simplified(text) for text in texts]
    certain = (
        *(typhoons, namesakes, officeholders, people_of_fields),
        partial(sides, lexicon=lexicon),
    )
    for term in chain.from_iterable(find(texts, simplified) for find in certain):
        terms.setdefault(term.source, term)
    for term in foreign_ministries(texts, simplified, lexicon):
        terms.setdefault(term.source, term)
    for found in _found(texts, lexicon, [readings.get(text, ()) for text in texts]):
        terms.setdefault(found.term.source, found.term)
    for short in short_forms(tuple(terms.values()), texts):
        terms.setdefault(short.source, short)
    terms |= {t.source: t for t in ministries_without_country(tuple(terms.values()), texts)}
    kept = tuple(abbreviated(terms.values(), texts))
    counts = Counter(o.term.source for text in texts for o in in_text(text, kept, lexicon))
    return tuple(replace(t, count=counts[t.source]) for t in kept if counts[t.source])


def _found(
    texts: Sequence[str], lexicon: Lexicon, said: Sequence[Sequence[Token]]
) -> Iterator[_Found]:
    tokens = [lexicon.tokens(text) for text in texts]
    originals = latin_originals(texts)
    away = plays_abroad(texts, tokens, lexicon)
    plain_texts = [lexicon.simplified(text) for text in texts]
    within = areas(texts, plain_texts, tokens, lexicon)
    peoples = Peoples(plain_texts, lexicon)
    people = find_people(plain_texts, tokens, lexicon, said, away)
    abroad = people_abroad(plain_texts, people) | spelt_elsewhere(people, within)
    romanised_by = {
        **by_region(texts, plain_texts, people, within),
        **by_country(plain_texts, people, away),
    }
    read = zip(texts, plain_texts, tokens, people, said, away, within, strict=True)
    for at, (text, simple, words, persons, names, outside, area) in enumerate(read):
        home = not outside or peoples.lives_in(simple)
        taken = [_Found(*f) for f in peoples.persons(simple, text, names)] if home else []
        named = list(taken)
        named += [
            _Found(term, p.start, p.end)
            for p in persons
            if not peoples.refuses(simple, p.start, p.end, names)
            and (term := _person(p, text, abroad, romanised_by, lexicon))
            and not any(t.start < p.end and p.start < t.end for t in taken)
        ]
        surname = partial(surname_by_country, plain_texts, at, abroad=outside)
        called = (_Found(*found) for found in addressed(simple, words, surname))
        named += [c for c in called if not any(_overlap(c, p) for p in named)]
        titled = [
            *(_Found(*found) for found in works(text, lexicon)),
            *(_Found(*found) for found in designations(text)),
        ]
        rest = _dictionary(text, words, names, outside, area, peoples, lexicon)
        known = [*titled, *(r for r in rest if not any(_overlap(r, t) for t in titled))]
        yield from (f for f in _latin(text, originals))
        yield from _without_overlap(named, known)


def _without_overlap(people: Iterable[_Found], known: Sequence[_Found]) -> Iterator[_Found]:
    """Names of the dictionary and persons; where they overlap the longer one, or the person."""
    kept = [p for p in people if not any(_longer(k, p) for k in known)]
    rest = [k for k in known if not any(_overlap(k, p) for p in kept)]
    yield from sorted((*kept, *rest), key=lambda f: f.start)


def _overlap(one: _Found, other: _Found) -> bool:
    return one.start < other.end and other.start < one.end


def _longer(known: _Found, person: _Found) -> bool:
    return _overlap(known, person) and known.end - known.start >= person.end - person.start


def _person(
    person: Person,
    text: str,
    abroad: frozenset[str],
    romanised_by: Mapping[str, Romanise],
    lexicon: Lexicon,
) -> Term | None:
    """None for a Korean or Vietnamese whose name cannot be read: pinyin would be wrong."""
    name = text[person.start : person.end]
    if own := original_behind(text, person.end):
        return Term(name, own, "article", "person")
    if person.name in romanised_by:
        read = romanised_by[person.name](lexicon.simplified(name))
        return Term(name, read, "guessed", "person") if read else None
    origin: TermOrigin = "guessed" if person.name in abroad else "recognised"
    target = romanise.person(lexicon.simplified(name))
    spellings = tuple(dict.fromkeys(s for u in ("u", "v", "ü") if (s := _yu(target, u)) != target))
    if target.startswith("Piao "):
        spellings += (f"Pu {target[5:]}",)  # 朴树 is Pu Shu
    return Term(name, target, origin, "person", _reading(name, lexicon), spellings)


def _yu(target: str, vowel: str) -> str:
    """Lyu as Lu, Lv or Lü."""
    return re.sub(r"(?<=[LlNn])yu(?=e?\b|[^a-z]|$|[a-z])", vowel, target)


def _reading(word: str, lexicon: Lexicon) -> str:
    return " ".join(mark for _, mark in lexicon.pinyin(word) if mark)


def _latin(text: str, originals: Sequence[Term]) -> Iterator[_Found]:
    for term in originals:
        start = text.find(term.source)
        if start >= 0:
            yield _Found(term, start, start + len(term.source))


def _dictionary(
    text: str,
    tokens: Sequence[Token],
    said: Sequence[Token],
    abroad: bool,
    area: frozenset[str],
    peoples: Peoples,
    lexicon: Lexicon,
) -> Iterator[_Found]:
    """Names of the dictionary in one sentence, leftmost and longest first. Where it plays `abroad`
    nothing is read by pinyin; what the regions of `area` call their places comes first."""
    simplified = lexicon.simplified(text)
    told = recogniser.tags(said)
    known = word_edges(tokens, lexicon) | _long_names(simplified, lexicon)
    ends = sorted(known.union(edges(text, area, lexicon), *told))
    cantonese = regional.is_cantonese(area) and regional.is_cantonese(regional.regions(simplified))
    tags = {(t.start, t.end): t.tag for t in tokens} | told
    heads = _heads(simplified, tokens, said)
    position = 0
    for start in ends:
        if start < position:
            continue
        for end in reversed([e for e in ends if start + 1 < e <= start + _MAX_NAME]):
            if end in heads:  # 新北|市长
                continue
            local = name_in(text, start, end, area, tokens, lexicon) if area else None
            if local and context_allows(simplified, start, end):
                yield _Found(_term(text[start:end], local, "dictionary", lexicon), start, end)
                position = end
                break
            name = _accepted(simplified, start, end, tags.get((start, end)), lexicon)
            name = name or street(simplified, start, end, tags, lexicon)
            if name and abroad and _is_by_pinyin(simplified[start:end], name, lexicon):
                continue
            if name and cantonese and _is_read(simplified[start:end], name, lexicon):
                continue
            if name and peoples.claims(simplified, start, end, name[0], said):
                continue
            if name and told_longer(simplified, start, end, name[0], said, lexicon):
                continue
            tag = told.get((start, end))
            if name and is_titled_person(simplified, start, end, name, tag, lexicon):
                name = as_person(simplified[start:end], name)
            if name and not lexicon.is_own(simplified[start:end]):
                name = as_told(simplified[start:end], name, tag)
            if name and not _piece(simplified, start, end, name[0], tokens, lexicon):
                yield _Found(_term(text[start:end], *name, lexicon), start, end)
                position = end
                break


def _heads(text: str, tokens: Sequence[Token], said: Sequence[Token]) -> frozenset[int]:
    """Where no place ends, because its unit belongs to what follows: 新北|市长, 北京|市区."""
    shared = (t.start + 1 for t in said if len(t.text) == 2 and t.text[0] in UNITS)
    alone = (t.start for t in tokens if t.start > 2 and text[t.start - 1 : t.end] == "市长")
    return frozenset((*shared, *alone))


def _is_read(word: str, name: tuple[Name, TermOrigin], lexicon: Lexicon) -> bool:
    """大围村 by rule, but not 上海街 of Hong Kong, which is called after Shanghai."""
    place = name[1] == "recognised" and name[0].kind == "place"
    return place and looks_like(name[0].target.split()[0]) and not lexicon.is_chinese(word[:2])


def _is_by_pinyin(word: str, name: tuple[Name, TermOrigin], lexicon: Lexicon) -> bool:
    """红湖社区 by rule, or 巴东 and 萨迦, counties whose names could as well be foreign ones."""
    found, origin = name
    if found.kind != "place" or lexicon.is_own(word):
        return False
    if origin == "recognised":
        return looks_like(found.target.split()[0])
    return len(word) == 2 and mostly_sounds(word) and lexicon.is_chinese(word)


def _long_names(text: str, lexicon: Lexicon) -> frozenset[int]:
    """Edges of names so long that the segmenter's opinion does not matter, of persons of the
    hand-written lists (林芳|正在), and of cities abroad with their unit."""
    return frozenset(
        edge
        for start in range(len(text))
        for end in range(start + 3, min(len(text), start + _MAX_NAME) + 1)
        if text[start:end] in (lexicon.names if end - start >= LONG else lexicon.own_persons)
        or city_abroad(text[start:end], lexicon)
        for edge in (start, end)
    )


def _piece(
    text: str, start: int, end: int, name: Name, tokens: Sequence[Token], lexicon: Lexicon
) -> bool:
    word = text[start:end]
    if (
        text[end : end + 1] in ("省", "县", "州")
        and suffix_of(word) == ""
        and word[-1] in _FEATURES
    ):
        return True
    if _cut_off(text, start, end, tokens) or _ends_village(text, start, end, tokens):
        return True
    if name.kind == "person" and is_sound(word[-1]) and is_lengthened(end, tokens):
        return True
    if is_certain(word, name, lexicon):
        return continues_foreign_name(text, start, tokens)
    return part_of_foreign_name(text, start, end, tokens)


def _cut_off(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """南县 in 岷南县: a name of one character and its unit, with one more character, a word by
    itself, before it, is the end of a longer name that the segmenter does not know."""
    if end - start != 2 or text[end - 1] not in "省市县区镇乡村湖河江山岛":
        return False
    before = next((t for t in tokens if t.end == start), None)
    if before is None or not re.fullmatch(f"[{HAN}]", before.text) or before.text in UNITS:
        return False
    return before.tag[:1] in ("n", "x", "g", "j")


def _ends_village(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """老店村 in 西老店村, 周村 in 后周村: a side, a word by itself, begins names of villages."""
    if text[end - 1] not in "村庄屯" or end - start > _LONGEST_VILLAGE:
        return False
    before = next((t for t in tokens if t.end == start), None)
    return before is not None and before.text in _SIDES


def _term(source: str, name: Name, origin: TermOrigin, lexicon: Lexicon) -> Term:
    aliases = (*name.aliases, *_spellings(lexicon.simplified(source), name))
    aliases = tuple(a for a in dict.fromkeys(aliases) if a != name.target)
    return Term(source, name.target, origin, name.kind, _reading(source, lexicon), aliases)


_LOCAL = frozenset({"县", "区", "镇", "乡", "旗", "盟"})
_FEATURES = {"河": "River", "江": "River", "湖": "Lake", "山": "Mountain", "岛": "Island"}
_GENERIC = re.compile(r" (?:River|Lake|Ocean|Sea|Mountains?|Islands?|Strait|Desert|National .*)$")


def _spellings(word: str, name: Name) -> Iterator[str]:
    """Other spellings of a place: by pinyin (Taihu, Taihu Lake), without its generic word."""
    if name.kind not in ("place", "other"):
        return
    if bare := _GENERIC.sub("", name.target):
        yield bare
    parts = romanise.syllables(word)
    unit = suffix_of(word)
    if unit in _LOCAL and 2 <= len(word) - len(unit) <= 4:
        yield romanise.join(parts[: -len(unit)])  # 曲麻莱县 is Qumarlêb, and often Qumalai
    if is_sound(word) or not 2 <= len(word) <= 4 or not parts:
        return
    if not any(w.casefold().startswith(parts[0]) for w in plain(name.target).split()):
        return  # a foreign place: nobody calls Paris Bali
    yield romanise.join(parts)
    if feature := _FEATURES.get(word[-1]):
        yield f"{romanise.join(parts)} {feature}"
        yield f"{romanise.join(parts[:-1])} {feature}"


def _accepted(
    text: str, start: int, end: int, tag: str | None, lexicon: Lexicon
) -> tuple[Name, TermOrigin] | None:
    word = text[start:end]
    if not context_allows(text, start, end):
        return None
    if word in lexicon.names and (known := lexicon.name(word)):
        return known if lexicon.is_own(word) or _is_name(word, tag, lexicon) else None
    told = tag in ("ns", SAID_PLACE) and not lexicon.is_doubtful(word)
    if told and (division := lexicon.bare_division(word)):
        return division, "gazetteer"
    if body := lexicon.local_body(word):
        return body, "recognised"
    if city := city_abroad(word, lexicon):
        return city, "dictionary"
    return composed(word, tag, lexicon)


def _is_name(word: str, tag: str | None, lexicon: Lexicon) -> bool:
    """Whether the dictionary's name is meant, not a common word of the same characters."""
    if lexicon.is_doubtful(word) or _GENERAL.fullmatch(word):
        return False
    if lexicon.is_common(word):
        return tag is not None and tag[:2] in ("ns", "nt") and len(word) > 2
    if tag is None:
        name = lexicon.name(word)
        return len(word) > 2 or (name is not None and name[0].kind == "place")
    return tag.startswith(_PROPER_TAGS) or (len(word) > 3 and tag.startswith("n"))


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
