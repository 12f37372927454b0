"""Persons whom a text presents as of the mainland: they write themselves in pinyin. Pure.

王磊 of Xinhua is Wang Lei though his dateline names Hong Kong, a player of China's team is read by
pinyin though the match is in Malaysia.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhaiyi.terminology.persons.people import Person
from zhaiyi.terminology.persons.surroundings import ELSEWHERE, OF_ELSEWHERE
from zhaiyi.text.script import HAN

_AGENCIES = "新华社|中新社|中新网|人民日报|央视|中国新闻网|环球时报|光明日报"
_OTHERS = (
    f"(?<![在赴])(?:{ELSEWHERE}|印度|朝鲜)(?!公开赛|大师赛|大奖赛|站)"
    f"|(?:{OF_ELSEWHERE}|特区|港队|战胜|击败|不敌|负于|对阵|迎战|对手|会见|会晤)"
)
"""Other places and their people, and words for those whom one plays against or meets."""
_APART = f"(?:(?!{_OTHERS})[^。！？；\\s”])"
"""Within a sentence, nobody of another place named between."""
_CLOSE = f"(?:(?!{_OTHERS})[^，。、！？；：\\s”])"
_DATELINE = re.compile(
    rf"(?:{_AGENCIES})[^。]{{0,16}}[电讯]?[（(](?:[^）)]{{0,12}})记者[^）)]{{0,16}}$"
)
_TEAM = (
    "中国(?!香港|澳门|台北|台湾|籍)"
    rf"(?:[男女][排篮足羽乒网曲水]|(?:(?!{_OTHERS})[{HAN}]){{0,5}}队|选手|名将|运动员|国手)"
)
_EXPLICIT = re.compile(
    rf"{_TEAM}{_APART}{{0,24}}$"
    "|(?:(?<!美国)国务院(?!发言|助理|高级)|中国(?:外交|商务|国防|财政)部|中联办|解放军)"
    rf"{_CLOSE}{{0,14}}$"
)
"""Teams and bodies that are meant to be China's, whatever other countries an article names."""
_HERE = re.compile(
    rf"(?<![{HAN}])(?:(?:外交|商务|国防|财政|教育|科技|公安)部|国手|内地){_CLOSE}{{0,10}}$"
    rf"|(?<![湾竹])(?:清华|北京|中国人民|复旦|浙江)大学{_CLOSE}{{0,10}}$"
)
"""Words that are said of China where no country with its own bodies of the name is told."""
_OWN_BODIES = frozenset({"TW", "SG", "MY", "KR"})
_OPENS_ON_TEAM = re.compile(_TEAM)
"""An article that opens with a team of China's is about its players, wherever it plays."""
_OF_OTHERS = re.compile(_OTHERS)
_REACH = 64
"""Characters before a person that hold the longest of these presentations."""


class Mainlanders(NamedTuple):
    """`sure` by words that are said of China; `likely`, all of them, by such as others may have."""

    sure: frozenset[str]
    likely: frozenset[str]


def mainlanders(
    texts: Sequence[str],
    people: Sequence[Sequence[Person]],
    within: Sequence[frozenset[str]],
) -> Mainlanders:
    """Those of the persons of each text (simplified) whom one of the texts presents so; `within`
    are the regions where each plays."""
    sure, likely = set(), set()
    ours = bool(texts) and _OPENS_ON_TEAM.match(texts[0]) is not None
    for text, persons, area in zip(texts, people, within, strict=True):
        ours_until = _first_of_others(text) if ours else 0
        here = area.isdisjoint(_OWN_BODIES)
        for person in persons:
            if _leads(_DATELINE, text, person) or _leads(_EXPLICIT, text, person):
                sure.add(person.name)
            elif person.start < ours_until or (here and _leads(_HERE, text, person)):
                likely.add(person.name)
    return Mainlanders(frozenset(sure), frozenset(sure | likely))


def _first_of_others(text: str) -> int:
    """Where the first word that tells of others ends; the end of the text for none."""
    found = _OF_OTHERS.search(text)
    return found.end() if found else len(text)


def _leads(presentation: re.Pattern[str], text: str, person: Person) -> bool:
    """Whether that stands before a person, up to where the name begins."""
    start = max(0, person.start - _REACH)
    return presentation.search(text, start, person.start) is not None
