"""The term list of one article: names of the dictionary, persons, Latin originals, user terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zhaiyi.core.document import Article, Term, TermOrigin
from zhaiyi.lexicon import Lexicon, Name, Token
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.lexicon.glosses import SUFFIXES, suffix_of
from zhaiyi.lexicon.pinyin import looks_like
from zhaiyi.lexicon.places import township
from zhaiyi.lexicon.sounds import is_sound, mostly_sounds
from zhaiyi.terminology import mentions, setting
from zhaiyi.terminology.addressed import addressed
from zhaiyi.terminology.designations import designations
from zhaiyi.terminology.latin import latin_originals, original_behind
from zhaiyi.terminology.matching import (
    LONG,
    context_allows,
    continues_foreign_name,
    in_text,
    part_of_foreign_name,
    word_edges,
)
from zhaiyi.terminology.mentions import SAID_PLACE, UNREAD, Readings
from zhaiyi.terminology.nations import readers
from zhaiyi.terminology.people import Person, find_people, people_abroad
from zhaiyi.terminology.short import foreign_bodies, short_forms
from zhaiyi.terminology.usage import plain, uses
from zhaiyi.terminology.weighing import as_told, is_certain, told_longer
from zhaiyi.terminology.works import works
from zhaiyi.text.script import HAN

_MAX_NAME = 16
_GENERAL = re.compile("[新老旧古东西南北中大小上下](?:[城区村镇山桥江湖河港口门院郊]|农村|城市)")
"""Names of places that mean just any such place: 新城 is a new town before it is Xincheng."""
_NOT_A_NAME = frozenset(
    "全该本各邻外某每数几多个贫大小老新原一二两三四五六七八九十百余这那整同跨属个座的和等及"
)
"""What stands before 县 without being its name: 全省县, 六个县."""
_ANY = frozenset("全该本各邻外某每数几多贫这那整同跨第")
_SO_MANY = frozenset("两二三四五六七八九十")
"""Before a unit they count what a row of names has named; towns that end in them are all listed."""
_STREETS = {
    "街道": "Subdistrict",
    "社区": "Community",
    "大道": "Avenue",
    "大街": "Street",
    "街": "Street",
    "路": "Road",
}
_CANTONESE = re.compile("香港|澳门|九龙|新界|港岛|氹仔|旺角|铜锣湾|尖沙咀|湾仔|屯门|元朗|沙田")
"""Where streets have English names of their own: 皇后大道 is Queen's Road."""
_TOWNS = ("镇", "乡")
_UNITS = frozenset("省市区县镇乡村州")
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
    for found in _found(texts, lexicon, [readings.get(text, ()) for text in texts]):
        terms.setdefault(found.term.source, found.term)
    for short in short_forms(tuple(terms.values()), texts):
        terms.setdefault(short.source, short)
    terms |= {t.source: t for t in foreign_bodies(tuple(terms.values()), texts)}
    kept = tuple(terms.values())
    counts = Counter(o.term.source for text in texts for o in in_text(text, kept, lexicon))
    return tuple(replace(t, count=counts[t.source]) for t in kept if counts[t.source])


def _found(
    texts: Sequence[str], lexicon: Lexicon, said: Sequence[Sequence[Token]]
) -> Iterator[_Found]:
    tokens = [lexicon.tokens(text) for text in texts]
    originals = latin_originals(texts)
    away = setting.abroad(texts, tokens, lexicon)
    plain_texts = [lexicon.simplified(text) for text in texts]
    people = find_people(plain_texts, tokens, lexicon, said, away)
    abroad = people_abroad(plain_texts, people)
    nations = readers(plain_texts, people)
    read = zip(texts, tokens, people, said, away, strict=True)
    for text, words, persons, names, outside in read:
        named = [
            _Found(term, p.start, p.end)
            for p in persons
            if (term := _person(p, text, abroad, nations, lexicon))
        ]
        called = (_Found(*found) for found in addressed(lexicon.simplified(text), words))
        named += [c for c in called if not any(_overlap(c, p) for p in named)]
        titled = [
            *(_Found(*found) for found in works(text, lexicon)),
            *(_Found(*found) for found in designations(text)),
        ]
        rest = _dictionary(text, words, names, outside, lexicon)
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
    nations: Mapping[str, Callable[[str], str]],
    lexicon: Lexicon,
) -> Term | None:
    """None for a Korean or Vietnamese whose name cannot be read: pinyin would be wrong."""
    name = text[person.start : person.end]
    if own := original_behind(text, person.end):
        return Term(name, own, "article", "person")
    if person.name in nations:
        read = nations[person.name](lexicon.simplified(name))
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
    text: str, tokens: Sequence[Token], said: Sequence[Token], abroad: bool, lexicon: Lexicon
) -> Iterator[_Found]:
    """Names of the dictionary in one sentence, leftmost and longest first. Where it plays `abroad`
    nothing is read by pinyin."""
    simplified = lexicon.simplified(text)
    told = mentions.tags(said)
    known = word_edges(tokens, lexicon) | _long_names(simplified, lexicon)
    edges = sorted(known.union(*told))
    tags = {(t.start, t.end): t.tag for t in tokens} | told
    position = 0
    for start in edges:
        if start < position:
            continue
        for end in reversed([e for e in edges if start + 1 < e <= start + _MAX_NAME]):
            name = _accepted(simplified, start, end, tags.get((start, end)), lexicon)
            name = name or _street(simplified, start, end, tags, lexicon)
            if name and abroad and _is_by_pinyin(simplified[start:end], name, lexicon):
                continue
            if name and told_longer(simplified, start, end, name[0], said, lexicon):
                continue
            if name and not lexicon.is_own(simplified[start:end]):
                name = as_told(simplified[start:end], name, told.get((start, end)))
            if name and not _piece(simplified, start, end, name[0], tokens, lexicon):
                yield _Found(_term(text[start:end], *name, lexicon), start, end)
                position = end
                break


def _is_by_pinyin(word: str, name: tuple[Name, TermOrigin], lexicon: Lexicon) -> bool:
    """红湖社区 by rule, or 巴东 and 萨迦, counties whose names could as well be foreign ones."""
    found, origin = name
    if found.kind != "place" or lexicon.is_own(word):
        return False
    if origin == "recognised":
        return looks_like(found.target.split()[0])
    return len(word) == 2 and mostly_sounds(word) and lexicon.is_chinese(word)


def _long_names(text: str, lexicon: Lexicon) -> frozenset[int]:
    """Edges of names so long that the segmenter's opinion does not matter."""
    return frozenset(
        edge
        for start in range(len(text))
        for end in range(start + LONG, min(len(text), start + _MAX_NAME) + 1)
        if text[start:end] in lexicon.names
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
    if _cut_off(text, start, end, tokens):
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
    if before is None or not re.fullmatch(f"[{HAN}]", before.text) or before.text in _UNITS:
        return False
    return before.tag[:1] in ("n", "x", "g", "j")


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
    return _composed(word, tag, lexicon)


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


def _composed(word: str, tag: str | None, lexicon: Lexicon) -> tuple[Name, TermOrigin] | None:
    """A place that the dictionary lacks but whose suffix says what it is: 石门镇 → Shimen Town."""
    suffix = suffix_of(word)
    base = word[: -len(suffix)]
    unsure = ("州", "地区") if tag == SAID_PLACE else ("州", "地区", "村")
    sure = tag in ("ns", SAID_PLACE) or (suffix == "县" and _is_two_character_name(base))
    if not suffix or not sure or suffix in unsure or lexicon.is_common(word):
        return None
    if set(base) <= _UNITS or base[0] in _ANY:  # 区市县: levels of government, no place
        return None
    if base[-1] in _SO_MANY or (len(base) == 2 and lexicon.is_chinese(word[1:])):
        return None  # 乐从、北滘和陈村|三镇, 在|丰县
    told = tag == SAID_PLACE
    if told and suffix in _TOWNS and len(base) > 2:
        own = township(base)
        full = f"{own} {SUFFIXES[suffix]}"
        return (Name(full, (own,), "place"), "recognised") if own else None
    known = lexicon.name(base)
    if told and suffix in _TOWNS and known and known[0].kind == "person" and not is_sound(base):
        known = None  # 中川乡 is not Mr. Nakagawa's
    if not known and suffix in ("省", "市"):
        return None  # all known; 文明城市 are cities
    if told and len(base) > 2:
        return None  # 干流沙市 is three words
    if known and known[0].kind != "place":
        return None  # 蒙哥马利市 is not Bernard Montgomery's
    if known:
        stem: str = known[0].target
    elif is_sound(base) or not 2 <= len(base) <= 3 or (lexicon.is_common(base) and not told):
        return None
    else:
        stem = romanise.join(romanise.place_syllables(base))
    full = f"{stem} {SUFFIXES[suffix]}"
    if known and suffix == "州":
        full = f"{stem} State"
    bare = suffix in ("省", "市") or (known is not None and suffix == "州")
    target, other = (stem, full) if bare else (full, stem)
    return Name(target, (other,), "place"), "recognised"


def _street(
    text: str, start: int, end: int, tags: Mapping[tuple[int, int], str], lexicon: Lexicon
) -> tuple[Name, TermOrigin] | None:
    """A street or neighbourhood by pinyin: 滨河路 → Binhe Road, 东关街道 → Dongguan Subdistrict."""
    word = text[start:end]
    suffix = next((s for s in _STREETS if word.endswith(s)), "")
    base = word[: -len(suffix)] if suffix else ""
    if not 2 <= len(base) <= 3 or lexicon.knows(word) or is_sound(base):
        return None
    if base[0] in _ANY or base[-1] in "之的" or (len(suffix) == 1 and lexicon.is_common(word[-2:])):
        return None  # 各街道, 大同之路, 大瑞铁路
    if base in _STREETS or (lexicon.is_common(base) and text[:start].endswith("的")):
        return None  # 街道社区, 走好当代人的长征路
    if suffix not in ("街道", "社区") and _CANTONESE.search(text):
        return None
    places = ("ns", SAID_PLACE)
    if tags.get((start, end)) not in places and tags.get((start, end - len(suffix))) not in places:
        return None
    if suffix in ("街道", "社区") and base in lexicon.names:
        return None  # 上海街道: the streets of Shanghai
    stem = romanise.join(romanise.place_syllables(base))
    return Name(f"{stem} {_STREETS[suffix]}", (stem,), "place"), "recognised"


def _is_two_character_name(base: str) -> bool:
    """岷南 in 岷南县, but not 六个 in 六个县."""
    return re.fullmatch(f"[{HAN}]{{2}}", base) is not None and _NOT_A_NAME.isdisjoint(base)


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
