"""What a recogniser says of a sentence, for the rules to weigh. Pure.

A recogniser (`zhaiyi.recognition`) is no part of this package: its tokens come in as data. Its tags
are those of LAC: PER, LOC and ORG for names, nw for titles of works, nz for other proper nouns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from zhaiyi.lexicon import Lexicon, Token, foreign
from zhaiyi.lexicon.pinyin import surname_length
from zhaiyi.lexicon.sounds import NAME_SOUNDS, SOUNDS, TYPICAL
from zhaiyi.terminology.english.target_use import plain
from zhaiyi.text.script import has_han

Readings = Mapping[str, tuple[Token, ...]]
"""Tokens of a recogniser by the sentence that they cover."""
UNREAD: Readings = MappingProxyType({})

PERSON, PLACE, BODY = "PER", "LOC", "ORG"
SAID_PERSON, SAID_PLACE = "nr*", "ns*"
"""Tags of the segmenter, with a mark that the recogniser gave them."""
_TAGS = {PERSON: SAID_PERSON, PLACE: SAID_PLACE, BODY: "nt*"}
NAMED = frozenset({PERSON, PLACE, BODY, "nz", "nw"})
_NOT_PART = "家"
"""What a recogniser joins to a person's name: 傅昆宝|家."""
_UNITS = ("自治区", "省", "州", "市", "县", "郡", "镇")
_FUNCTION_TAGS = ("p", "c", "u", "d", "m", "q", "r", "f")
_WEAK = 0.2
_SHORTEST, _LONGEST = 3, 6
_OFTEN = 5
"""Bearers from which on a name of two characters is a foreign one."""
_FOREIGN_TOO = 4
"""Bearers from which on it may be one, whatever its characters: 梅根, 费根."""


def persons(tokens: Sequence[Token]) -> Iterator[Token]:
    """Persons of two to four characters."""
    for token in tokens:
        if token.tag == PERSON:
            end = token.end - (len(token.text) > 2 and token.text.endswith(_NOT_PART))
            if 2 <= end - token.start <= 4:
                yield Token(token.text[: end - token.start], token.start, end, SAID_PERSON)


def tags(tokens: Sequence[Token]) -> dict[tuple[int, int], str]:
    """The names of a recogniser with the tags of the segmenter, by their places."""
    named = (t for t in tokens if t.tag in _TAGS and len(t.text) > 1)
    return {(t.start, t.end): _TAGS[t.tag] for t in named}


def is_person(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the recogniser sees a person in that place."""
    return any(t.tag == PERSON and t.start < end and start < t.end for t in tokens)


def denial(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> float:
    """How much the recogniser speaks against a name in that place, 0..1: it sees words of the
    dictionary there, none of them a name. Where the surname stands alone it may have missed one
    (船员|许|金水)."""
    over = [t for t in tokens if t.start < end and start < t.end]
    if not over or any(t.tag in NAMED or not lexicon.knows(t.text) for t in over):
        return 0.0
    alone = over[0].start == start and len(over[0].text) == 1
    return _WEAK if alone and not over[0].tag.startswith(_FUNCTION_TAGS) else 1.0


def unknown_names(
    tokens: Sequence[Token], simplified: str, lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """Places of names that no dictionary has and that are not read by the rules of Chinese ones:
    foreign persons and places by their sounds, persons without a Chinese surname (次仁卓玛)."""
    for token in tokens:
        name = simplified[token.start : token.end]
        if token.tag == PLACE:
            name = stem(name)
        if token.tag in (PERSON, PLACE) and _is_unknown(name, token.tag, lexicon):
            yield token.start, token.start + len(name)


def stem(place: str) -> str:
    """瓦莱 in 瓦莱州: a place without its unit."""
    unit = next((u for u in _UNITS if place.endswith(u)), "")
    return place[: -len(unit)] if unit else place


def is_listed(name: str) -> bool:
    """Whether the lists of foreign names have it and it is hardly a Chinese one: 刘易斯 by its
    characters, 米勒 by its frequency."""
    count = sum(_bearers(name).values())
    if len(name) >= _SHORTEST:
        return count > 0 and any(c in TYPICAL for c in name)
    return count >= _OFTEN and all(c in SOUNDS for c in name)


def may_be_foreign(name: str) -> bool:
    """Whether a name of two characters with a Chinese surname is often that of a foreigner."""
    return len(name) < _SHORTEST and sum(_bearers(name).values()) >= _FOREIGN_TOO


def mostly_other(name: str, target: str) -> bool:
    """Whether bearers of `name` in the lists of foreign names mostly write themselves otherwise
    than `target`: 皮尔斯 is Pierce or Pearce, not the town of Puurs."""
    bearers = _bearers(name)
    total = sum(bearers.values())
    same = sum(count for spelling, count in bearers.items() if plain(spelling) == plain(target))
    return total >= _OFTEN and same < total / 3


def _bearers(name: str) -> dict[str, int]:
    """How many bearers of the first part of `name` write themselves in which way."""
    parts = foreign.parts(name)
    return dict(parts[0].spellings) if parts else {}


def _is_unknown(name: str, tag: str, lexicon: Lexicon) -> bool:
    if not has_han(name):
        return False
    if known := lexicon.name(name):
        town = known[0].kind == "place" and not lexicon.is_own(name)
        other = tag == PERSON and is_listed(name) and mostly_other(name, known[0].target)
        return town and other
    if lexicon.knows(name):
        return False
    if "·" in name:
        return tag == PERSON and all(name.split("·"))
    sounds = len(name) > 1 and all(c in NAME_SOUNDS for c in name)
    if tag == PLACE:
        return sounds
    if is_listed(name):
        return True
    if sounds and (len(name) >= _SHORTEST or not surname_length(name)):
        return True
    return _SHORTEST <= len(name) <= _LONGEST and not surname_length(name)
