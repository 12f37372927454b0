"""Names of Chinese persons that a recogniser sees whole and that their surroundings bear out. Pure.

The characters of a name say little then: 前 stands in 何咏前, 莎 in 孙颖莎, 铁 is the surname of
铁凝. The rules for candidates that nobody vouches for (`people`) refuse such characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhaiyi.lexicon import Lexicon, Token, foreign
from zhaiyi.lexicon.pinyin import surname_length
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import words
from zhaiyi.terminology.persons.surroundings import (
    CLOSING,
    begins_word,
    cut_short,
    is_byline,
    is_sentenced,
    is_titled,
)
from zhaiyi.terminology.recogniser import SAID_PERSON, is_listed, may_be_foreign, persons

FOREIGN = frozenset("斯尔克特姆弗茨兹娅妮莎埃奥厄耶布洛")
"""Characters of transliteration that given names hardly have."""
_DOTS = frozenset("·•‧・")
_GLUED = "案"
"""What a recogniser joins to a person's name: 黎智英|案."""
_NAME_LIKE = ("n", "a", "f", "z")
"""Tags under which a recogniser leaves the last character of a name behind: 張亞|中/f."""
_BETWEEN = frozenset("、和与及")
_PREPOSITIONS = frozenset("于和向")


def read_persons(text: str, tokens: Sequence[Token], said: Sequence[Token]) -> tuple[Token, ...]:
    """The persons that a recogniser sees, their ends put right."""
    whole = {(t.start, t.end) for t in tokens if t.tag.startswith("nr")}
    behind = {t.start: after for t, after in pairwise(said)}
    found = []
    for person in persons(said):
        end = person.end + _shift(text, person, behind.get(person.start), whole)
        found.append(Token(text[person.start : end], person.start, end, SAID_PERSON))
    return tuple(found)


def _shift(text: str, person: Token, after: Token | None, whole: set[tuple[int, int]]) -> int:
    """How many characters the end of `person` has to move."""
    name = text[person.start : person.end]
    cut = surname_length(name)
    if len(name) > cut + 1 and (name.endswith(_GLUED) or begins_word(text, person.end - 1)):
        return -1
    alone = after is not None and len(after.text) == 1 and after.start == person.end
    if not alone or len(name) != cut + 1 or after is None or begins_word(text, person.end):
        return 0
    if not _goes_on(text, after) and not is_sentenced(text, person.end):
        return 0
    return int((person.start, after.end) in whole or cut_short(text, person.end))


def _goes_on(text: str, after: Token) -> bool:
    never, cues = words("person_cues", "never"), words("person_cues", "after")
    return text[after.start] not in never | cues | CLOSING and after.tag.startswith(_NAME_LIKE)


def vouched(text: str, said: Sequence[Token], abroad: bool, lexicon: Lexicon) -> Iterator[Token]:
    """Those of the persons `said` whose names need no test of their characters. A sentence
    that plays `abroad` has foreigners with such names."""
    for person in said:
        name = text[person.start : person.end]
        titled = is_titled(text[: person.start])
        cut = surname_length(name)
        if (not cut or name[0] in words("person_cues", "rare")) and titled and not abroad:
            cut = _rare(name)
        if not 1 <= len(name) - cut <= 2 or not cut or _is_other(text, person, cut, lexicon):
            continue
        shown = titled or is_byline(text, person.start, person.end) or _in_row(person, text, said)
        if _may_sound(name, cut, titled, shown, abroad) and (shown or _is_odd(name, cut)):
            yield person


def _rare(name: str) -> int:
    """1 if the name starts with a surname that is a word far more often."""
    return int(name[0] in words("person_cues", "rare") and not is_sound(name))


def _is_odd(name: str, cut: int) -> bool:
    """Whether a name that no title shows has a character of foreign names and else no doubtful
    one."""
    given = set(name[cut:])
    return not given.isdisjoint(FOREIGN) and given.isdisjoint(words("person_cues", "never"))


def _is_other(text: str, person: Token, cut: int, lexicon: Lexicon) -> bool:
    """Whether it is a word, a name of the dictionary, or has an end that no name has."""
    name = text[person.start : person.end]
    beside = {text[: person.start][-1:], text[person.end : person.end + 1]}
    short = len(name) == cut + 1 and cut_short(text, person.end)
    bound = name[-1] in _never() or name[cut:] in words("person_cues", "joined")
    known = lexicon.is_common(name) or lexicon.name(name) is not None
    known = known or stands_before_name(name, cut, lexicon)
    verb = name[cut:] in words("person_cues", "after")
    return short or bound or known or verb or not beside.isdisjoint(_DOTS)


def stands_before_name(name: str, cut: int, lexicon: Lexicon) -> bool:
    """于|普京, 于|长春: a preposition before a name of the dictionary."""
    rest = name[cut:]
    return name[0] in _PREPOSITIONS and len(rest) > 1 and lexicon.name(rest) is not None


def _never() -> frozenset[str]:
    """Characters that end no name, even where a recogniser says so."""
    return words("person_cues", "never") - words("person_cues", "borne")


def _in_row(person: Token, text: str, said: Sequence[Token]) -> bool:
    """Whether another Chinese name stands beside it: 薛其坤、张又侠."""
    for other in said:
        first, second = sorted((person, other), key=lambda t: t.start)
        linked = second.start == first.end + 1 and text[first.end] in _BETWEEN
        name = text[other.start : other.end]
        if linked and surname_length(name) and not is_sound(name):
            return True
    return False


def _may_sound(name: str, cut: int, titled: bool, shown: bool, abroad: bool) -> bool:
    """Whether a name may be a Chinese one by its sounds: 孙颖莎 with a character that foreign names
    have not; 金泽培 without one only at home."""
    if not is_sound(name) and FOREIGN.isdisjoint(name[cut:]):
        return not may_be_foreign(name)
    if cut == 1 and name[0] not in words("person_cues", "usual"):
        return False
    if is_listed(name) or may_be_foreign(name):
        return False
    if is_sound(name):
        return shown and not abroad and not any(p.spellings for p in foreign.parts(name))
    return titled or not abroad
