"""People by what an article says of them, ready to be told. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zhaiyi.core.document import Term
from zhaiyi.lexicon import foreign
from zhaiyi.lexicon.sounds import SOUNDS, TYPICAL, is_sound
from zhaiyi.lexicon.tables import aliases

_BEGIN = f"(?<![{''.join(sorted(TYPICAL))}])"
"""In front of a name (a pattern): 卡福 in 奥卡福."""
END = f"(?![{''.join(sorted(TYPICAL))}·]|[{''.join(sorted(SOUNDS))}]{{2}})"
"""Behind a name (a pattern): it goes on with such characters, as 克里 in 克里斯."""
_PLACE = (
    r"(?:[在市城州县镇省往赴抵从到驻自经]|位于|首都|文化|蔬菜){0}"
    r"|{0}(?:[市州省县港镇站区湾河江]|机场|公司|集团|大学)"
)
_MANY, _USUAL = 10, 3
"""Of many in the list, so many times as often as any other is a spelling that nearly all have."""
_ALONE, _FOREIGN = 4, 3
"""Few are called by a name of so many characters, of so many where all are of foreign sounds."""


class Known(NamedTuple):
    """A person: `short` and the `full` names in Chinese, `target` and `name` in English, `others`
    that are right too; `cues` are the words that say who is meant. The short name is `also_a_place`
    or a firm of another English: 科隆, 海尔."""

    cues: tuple[str, ...]
    short: str
    target: str
    full: tuple[str, ...]
    name: str
    others: tuple[str, ...]
    also_a_place: bool = False

    @property
    def is_rare(self) -> bool:
        """Whether few others are called so, and spell themselves otherwise."""
        if self.also_a_place:
            return False
        long = len(self.short) >= (_FOREIGN if is_sound(self.short) else _ALONE)
        return "·" in self.short or (long and self.is_usual)

    @property
    def is_usual(self) -> bool:
        """Whether nearly all who are called so spell themselves like this person."""
        found = foreign.parts(self.short)
        spellings = found[0].spellings if len(found) == 1 else ()
        others = (count for spelling, count in spellings if spelling != self.target)
        own = max((count for spelling, count in spellings if spelling == self.target), default=0)
        most = max(others, default=0)
        return most < _MANY or most * _USUAL < own

    def is_elsewhere(self, whole: str) -> bool:
        """Whether a text has the short name as a place or a firm too: 德国城市科隆, 海尔公司."""
        return self.also_a_place and re.search(_PLACE.format(self.short), whole) is not None

    def terms(self, written: str, whole: str) -> Iterator[Term]:
        """The names of this person that a text has, as it is `written`; `whole` is the same in
        Simplified characters."""
        for named in (*self.full, self.short):
            at = whole.find(named)
            if at >= 0:
                targets = dict.fromkeys((self.target, self.name, *self.others))
                target = self.target if named == self.short else self.name
                others = tuple(each for each in targets if each != target)
                source = written[at : at + len(named)]
                yield Term(source, target, "dictionary", "person", "", others)


def known_of(row: Sequence[str], cues: tuple[str, ...]) -> Known:
    """A row of a table: behind its first field the short name, target, full names (;), full target,
    other spellings (;), and ``near`` for one that is a place or a firm too."""
    short, target, *rest = row[1:]
    full, others = aliases(row, 3), aliases(row, 5)
    return Known(
        cues, short, target, full, "".join(rest[1:2]) or target, others, "near" in rest[3:]
    )


def by_short(people: Iterable[Known]) -> dict[str, list[Known]]:
    """Those who share a short name, by it."""
    found: dict[str, list[Known]] = defaultdict(list)
    for person in people:
        found[person.short].append(person)
    return dict(found)


def stands_alone(short: str, whole: str) -> bool:
    """Whether a text has the name somewhere as no part of a longer one."""
    return re.search(f"{_BEGIN}{re.escape(short)}{END}", whole) is not None
