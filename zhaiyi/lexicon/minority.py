"""Names of Tibetans, Uyghurs, Kazakhs, Mongols and Yi by their parts: 洛桑次仁 is Lobsang Tsering.

They have no Chinese surname, or write themselves otherwise than pinyin does. A part is known or
not; nothing is guessed by sound. `zhaiyi/data/minority_names.tsv` holds the parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from zhaiyi.lexicon import pinyin
from zhaiyi.lexicon.glosses import Name
from zhaiyi.lexicon.tables import rows

TIBETAN, TURKIC, MONGOL, YI = "tibetan", "turkic", "mongol", "yi"
PEOPLES = (TIBETAN, TURKIC, MONGOL, YI)
_CUE, _SURE = "cue", "sure"
_APART = frozenset({TIBETAN})
"""Peoples whose names English writes as a word for each part."""
_SHORTEST = 2
_DOT = "·"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name, its English, the other form of it, and whether it is hardly a word."""

    source: str
    target: str
    other: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A name at ``text[start:end]`` as its parts, those between dots in one group."""

    people: str
    start: int
    end: int
    groups: tuple[tuple[Part, ...], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in a row."""
        return tuple(part for group in self.groups for part in group)


@cache
def _table(people: str) -> dict[str, Part]:
    return {
        row[1]: Part(row[1], row[2], "".join(row[3:4]), row[4:5] == (_SURE,))
        for row in rows("minority_names")
        if row[0] == people and row[1] != _CUE
    }


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """The peoples of each part."""
    found: dict[str, tuple[str, ...]] = {}
    for people in PEOPLES:
        for word in _table(people):
            found[word] = (*found.get(word, ()), people)
    return found


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the parts are that begin with a character."""
    found: dict[str, set[int]] = {}
    for word in _known():
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def cues(people: str) -> re.Pattern[str]:
    """What tells that a text plays where the people lives."""
    words = [row[2].split() for row in rows("minority_names") if row[:2] == (people, _CUE)]
    return re.compile("|".join(word for each in words for word in each))


def peoples_of(word: str) -> tuple[str, ...]:
    """The peoples that have `word` as a part of their names."""
    return _known().get(word, ())


def is_sure(word: str) -> bool:
    """Whether `word` is a part of some people's names and hardly anything else."""
    return any(_table(people)[word].sure for people in peoples_of(word))


def starts(text: str) -> Iterator[int]:
    """Where a part of two characters or more begins."""
    known, lengths = _known(), _lengths()
    for start, character in enumerate(text):
        for length in lengths.get(character, ()):
            if length >= _SHORTEST and text[start : start + length] in known:
                yield start
                break


def readings(text: str, start: int) -> Iterator[Reading]:
    """The longest row of parts from `start` on, for each people that has one."""
    for people in PEOPLES:
        if people == YI:
            continue
        groups: list[tuple[Part, ...]] = []
        end = start
        while group := _row(text, end, people):
            groups.append(group)
            end += sum(len(part.source) for part in group)
            if text[end : end + 1] != _DOT or not _row(text, end + 1, people):
                break
            end += 1
        if groups:
            yield Reading(people, start, end, tuple(groups))


def _row(text: str, start: int, people: str) -> tuple[Part, ...]:
    """The parts that cover most characters from `start` on, and of these the fewest."""
    best: tuple[Part, ...] = ()
    table = _table(people)
    for length in _lengths().get(text[start : start + 1], ()):
        if part := table.get(text[start : start + length]):
            row = (part, *_row(text, start + length, people))
            best = max(best, row, key=_covered)
    return best


def _covered(row: Sequence[Part]) -> tuple[int, int]:
    return sum(len(part.source) for part in row), -len(row)


def english(reading: Reading) -> Name:
    """The name in English, with its other forms: by the other system, in one word or apart, by
    pinyin."""
    first = _joined(reading, lambda part: part.target)
    others = (
        _joined(reading, lambda part: part.other or part.target),
        *(_spaced(reading) if reading.people not in _APART else ()),
        " ".join(pinyin.join(_syllables(group)) for group in reading.groups),
        " ".join(pinyin.join(pinyin.syllables(part.source)) for part in reading.parts),
    )
    return Name(first, tuple(o for o in dict.fromkeys(others) if o != first), "person")


def _joined(reading: Reading, form: Callable[[Part], str]) -> str:
    between = " " if reading.people in _APART else ""
    words = (between.join(form(part) for part in group) for group in reading.groups)
    return " ".join(word if between else word.capitalize() for word in words)


def _spaced(reading: Reading) -> tuple[str, ...]:
    apart = " ".join(part.target.capitalize() for part in reading.parts)
    return (apart,)


def _syllables(group: Sequence[Part]) -> list[str]:
    return pinyin.syllables("".join(part.source for part in group))


def clan_name(name: str) -> Name | None:
    """A Yi name of clan and given name, the latter by pinyin: 吉克阿优 is Jike Ayou."""
    clan = _table(YI).get(name[:_SHORTEST])
    given = name[_SHORTEST:]
    if clan is None or len(given) < _SHORTEST:
        return None
    target = f"{clan.target} {pinyin.join(pinyin.syllables(given))}"
    return Name(target, (pinyin.join(pinyin.syllables(name)),), "person")
