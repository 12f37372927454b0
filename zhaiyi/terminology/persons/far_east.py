"""Persons of the Far East: their characters are not read as Chinese ones, or not by pinyin.

Those of Korea and Vietnam have readings of their own, those of Taiwan another spelling. How a
person of Japan, Singapore, Malaysia or another country writes the same characters cannot be told:
there none is better than pinyin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from zhaiyi.lexicon import korean, taiwanese, vietnamese
from zhaiyi.terminology.persons.people import Person
from zhaiyi.terminology.persons.surroundings import is_byline
from zhaiyi.text.traditional import each_traditional

_NEAR = 24
_AROUND = 3
"""Sentences before one that say where it plays."""
_ON = r"[^，。；：？！、 \s)）中]*$"
_IN_SOUTH = (
    "韩国|南韩|首尔|釜山|仁川|大邱|青瓦台|国民力量党|共同民主党|祖国革新党|京畿道|江原道|济州岛"
    "|统一部(?!署|分|门|队)|特检|大法院|宪法裁判所|尹锡悦|李在明"
    "|(?:庆尚|全罗|忠清)[南北]道"
)
_IN_NORTH = "朝鲜(?!半岛|族)|平壤"
_IN_VIETNAM = "越南|河内|胡志明市"
_ELSEWHERE = (
    "日本|东京|大阪|京都|冲绳|新加坡|马来西亚|吉隆坡|槟城|柔佛|印尼|印度尼西亚|雅加达|泰国|曼谷"
    "|菲律宾|马尼拉|缅甸|老挝|柬埔寨|文莱"
)
_BYLINE = re.compile(r"(?:记者|编辑|通讯员|特派员|作者|撰文|编译)[：:\s]?$")

_TAIWAN = frozenset({"TW"})
_UNREADABLE = frozenset({"SG", "MY"})
_MAINLAND = re.compile("大陆|中国|中共|国台办|北京|解放军|新华社|陆方|香港")

Romanise = Callable[[str], str]
"""Reads a name (simplified characters); an empty string where it cannot."""


class _Country(NamedTuple):
    """What presents a person as of a country, what tells that a text plays there, and how whole
    names and surnames are read."""

    presents: re.Pattern[str]
    named: re.Pattern[str]
    person: Romanise
    surname: Romanise


def _unread(name: str) -> str:
    return ""


def _presenting(names: str, sides: str) -> re.Pattern[str]:
    """What presents a person right behind it as one of a country, given its names and what it is a
    side of (韩方)."""
    return re.compile(f"(?:(?<![驻在赴访抵对来到去往])(?:{names}){sides})" + _ON)


_COUNTRIES: tuple[_Country, ...] = (
    _Country(
        _presenting(_IN_SOUTH, "|韩[方籍媒军]"),
        re.compile(_IN_SOUTH),
        korean.person,
        korean.surname,
    ),
    _Country(
        _presenting(_IN_NORTH, "|朝[方媒]"),
        re.compile(_IN_NORTH),
        korean.northern,
        korean.northern_surname,
    ),
    _Country(
        _presenting(_IN_VIETNAM, "|越[方媒共]"),
        re.compile(_IN_VIETNAM),
        vietnamese.person,
        vietnamese.surname,
    ),
    _Country(_presenting(_ELSEWHERE, "|日[方籍媒]"), re.compile(_ELSEWHERE), _unread, _unread),
)


def by_country(
    texts: Sequence[str], people: Sequence[Sequence[Person]], away: Sequence[bool]
) -> Mapping[str, Romanise]:
    """How to read the names of those whom the text presents as of these countries, and of those
    of texts that play in one of them alone; bylines aside."""
    found: dict[str, Romanise] = {}
    likely: dict[str, Romanise] = {}
    elsewhere: set[str] = set()
    whole = _alone(texts)
    for at, (text, persons) in enumerate(zip(texts, people, strict=True)):
        around = _plays(texts[max(0, at - _AROUND) : at + 1]) if persons and away[at] else None
        for person in persons:
            before = text[max(0, person.start - _NEAR) : person.start]
            byline = _BYLINE.search(before) or is_byline(text, person.start, person.end)
            country = None if byline else _presented(before)
            if country and country.person is not _unread:
                found.setdefault(person.name, country.person)
            elif country:
                likely.setdefault(person.name, country.person)
            elif around and not byline and around.named.search(text, 0, person.start):
                likely.setdefault(person.name, around.person)
            elif whole and away[at] and not byline:
                likely.setdefault(person.name, whole.person)
            else:
                elsewhere.add(person.name)
    return {n: read for n, read in likely.items() if n not in elsewhere} | found


def by_region(
    written: Sequence[str],
    texts: Sequence[str],
    people: Sequence[Sequence[Person]],
    within: Sequence[frozenset[str]],
) -> Mapping[str, Romanise]:
    """How to read those who only stand in sentences that play in one of the regions and name nobody
    of the mainland, bylines aside: Taiwan's where traditional characters are written; those of
    Singapore and Malaysia cannot be read."""
    found: dict[str, Romanise] = {}
    elsewhere: set[str] = set()
    scripts = each_traditional(written)
    for traditional, text, persons, area in zip(scripts, texts, people, within, strict=True):
        taiwan = area == _TAIWAN and traditional
        there = (taiwan or (bool(area) and area <= _UNREADABLE)) and not _MAINLAND.search(text)
        for person in persons:
            if is_byline(text, person.start, person.end):
                continue
            if there:
                found[person.name] = taiwanese.person if taiwan else _unread
            else:
                elsewhere.add(person.name)
    return {name: read for name, read in found.items() if name not in elsewhere}


def _alone(texts: Sequence[str]) -> _Country | None:
    """The country where an article plays that names none of the others."""
    named = [row for row in _COUNTRIES if any(row.named.search(text) for text in texts)]
    return named[0] if len(named) == 1 else None


def _presented(before: str) -> _Country | None:
    return next((country for country in _COUNTRIES if country.presents.search(before)), None)


def surname_by_country(texts: Sequence[str], at: int, start: int, abroad: bool) -> Romanise | None:
    """How to read the surname at `start` of a text (some 金 of Korea is Kim); None for pinyin."""
    before = texts[at][max(0, start - _NEAR) : start]
    around = _plays(texts[max(0, at - _AROUND) : at + 1]) if abroad else None
    country = _presented(before) or around
    return country.surname if country else None


def _plays(texts: Sequence[str]) -> _Country | None:
    """The country where the last of these texts plays, by itself or by those before it; nobody's
    reading where it may be one of several."""
    for text in reversed(texts):
        named = [row for row in _COUNTRIES if row.named.search(text)]
        if named:
            return named[0] if len(named) == 1 else _COUNTRIES[-1]
    return None
