"""Names of the dictionary, and what is put together from them, in one sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from zhaiyi.core.document import Term, TermOrigin
from zhaiyi.lexicon import Lexicon, Name
from zhaiyi.terminology.against_recogniser import as_person, as_told, is_titled_person
from zhaiyi.terminology.matching import LONG, Occurrence, context_allows
from zhaiyi.terminology.other_spellings import place_spellings, tone_marks
from zhaiyi.terminology.passage import Candidate, Passage
from zhaiyi.terminology.places.areas import edges as regional_edges
from zhaiyi.terminology.places.areas import name_in
from zhaiyi.terminology.places.composed import UNITS, city_abroad, composed, police_station, street
from zhaiyi.terminology.recogniser import SAID_PLACE
from zhaiyi.terminology.refusals import AS_A_PIECE, AS_LISTED, Refusal

_LONGEST = 16
_GENERAL = re.compile("[新老旧古东西南北中大小上下](?:[城区村镇山桥江湖河港口门院郊]|农村|城市)")
"""Names of places that mean just any such place: 新城 is a new town before it is Xincheng."""
_PROPER_TAGS = ("nr", "ns", "nt", "nz", "j", "x", "l", "i")


def dictionary_names(passage: Passage, lexicon: Lexicon) -> Iterator[Occurrence]:
    """Names of the dictionary, leftmost and longest first. Where the passage plays abroad nothing
    is read by pinyin; what the regions of its area call their places comes first."""
    edges, never = _edges(passage, lexicon), _never_ends(passage)
    position = 0
    for at, start in enumerate(edges):
        if start < position:
            continue
        near = reversed(edges[at + 1 : at + 1 + _LONGEST])
        ends = (e for e in near if start + 1 < e <= start + _LONGEST and e not in never)
        names = (_name_at(passage, start, end, lexicon) for end in ends)
        if found := next((name for name in names if name), None):
            yield _occurrence(passage, found, lexicon)
            position = found.end


def _edges(passage: Passage, lexicon: Lexicon) -> list[int]:
    """Where names may begin and end."""
    long = _long_names(passage.simplified, lexicon)
    regional = regional_edges(passage.text, passage.area, lexicon)
    return sorted(passage.edges.union(long, regional, *passage.told))


def _long_names(text: str, lexicon: Lexicon) -> frozenset[int]:
    """Edges of names so long that the segmenter's opinion does not matter, of persons of the
    hand-written lists (林芳|正在), and of cities abroad with their unit."""
    names, persons = lexicon.names, lexicon.own_persons
    return frozenset(
        edge
        for start in range(len(text))
        for end in range(start + 3, min(len(text), start + _LONGEST) + 1)
        for word in (text[start:end],)
        if word in (names if len(word) >= LONG else persons) or city_abroad(word, lexicon)
        for edge in (start, end)
    )


def _never_ends(passage: Passage) -> frozenset[int]:
    """Where no place ends, because its unit belongs to what follows: 新北|市长, 北京|市区."""
    text = passage.simplified
    shared = (t.start + 1 for t in passage.said if len(t.text) == 2 and t.text[0] in UNITS)
    alone = (t.start for t in passage.tokens if t.start > 2 and text[t.start - 1 : t.end] == "市长")
    return frozenset((*shared, *alone))


def _name_at(passage: Passage, start: int, end: int, lexicon: Lexicon) -> Candidate | None:
    """The name that is meant there, whatever refuses one considered."""
    if passage.area and (local := _regional(passage, start, end, lexicon)):
        return local
    found = _listed(passage, start, end, lexicon)
    if found is None or _refused(AS_LISTED, passage, found, lexicon):
        return None
    meant = _as_told(passage, found, lexicon)
    return None if meant is None or _refused(AS_A_PIECE, passage, meant, lexicon) else meant


def _refused(
    reasons: tuple[Refusal, ...], passage: Passage, found: Candidate, lexicon: Lexicon
) -> bool:
    return any(refuses(passage, found, lexicon) for refuses in reasons)


def _regional(passage: Passage, start: int, end: int, lexicon: Lexicon) -> Candidate | None:
    """What the regions of the passage call the place or the body."""
    name = name_in(passage.text, start, end, passage.area, passage.tokens, lexicon)
    if name is None or not context_allows(passage.simplified, start, end):
        return None
    return Candidate(passage.simplified[start:end], start, end, name, "dictionary")


def _listed(passage: Passage, start: int, end: int, lexicon: Lexicon) -> Candidate | None:
    """What the dictionary or the rules of places have there."""
    text = passage.simplified
    word, tag = text[start:end], passage.tags.get((start, end))
    found = _known(word, tag, lexicon) if context_allows(text, start, end) else None
    for rule in (street, police_station):
        found = found or rule(text, start, end, passage.tags, lexicon)
    return Candidate(word, start, end, *found) if found else None


def _known(word: str, tag: str | None, lexicon: Lexicon) -> tuple[Name, TermOrigin] | None:
    """What the lists have under `word`, or the rules of divisions, bodies and composed places."""
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


def _as_told(passage: Passage, found: Candidate, lexicon: Lexicon) -> Candidate | None:
    """`found` of the kind that a title in front or the recogniser gives it; None where it is
    rather somebody else's name."""
    listed, tag = (found.name, found.origin), passage.told.get((found.start, found.end))
    titled = is_titled_person(passage.simplified, found.start, found.end, listed, tag, lexicon)
    meant = as_person(found.word, listed) if titled else listed
    if meant and not lexicon.is_own(found.word):
        meant = as_told(found.word, meant, tag)
    return replace(found, name=meant[0], origin=meant[1]) if meant else None


def _occurrence(passage: Passage, found: Candidate, lexicon: Lexicon) -> Occurrence:
    source, name = passage.text[found.start : found.end], found.name
    spellings = dict.fromkeys((*name.aliases, *place_spellings(found.word, name)))
    aliases = tuple(each for each in spellings if each != name.target)
    reading = tone_marks(source, lexicon)
    term = Term(source, name.target, found.origin, name.kind, reading, aliases)
    return Occurrence(term, found.start, found.end)
