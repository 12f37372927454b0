"""Persons whom a text presents as of the mainland: they write themselves in pinyin. Pure.

王磊 of Xinhua is Wang Lei though his dateline names Hong Kong, a player of China's team is read by
pinyin though the match is in Malaysia.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhaiyi.terminology.persons.people import Person
from zhaiyi.text.script import HAN

_AGENCIES = "新华社|中新社|中新网|人民日报|央视|中国新闻网|环球时报|光明日报"
_OTHERS = (
    "(?<![在赴])(?:香港|澳门|台湾|台北|新加坡|马来西亚|印尼|印度|菲律宾|泰国|越南|美国|加拿大|澳大利亚"
    "|英国|法国|德国|日本|韩国|朝鲜)(?!公开赛|大师赛|大奖赛|站)"
    "|(?:港府|特区|港队|华裔|华人|[旅海]外|战胜|击败|不敌|负于|对阵|迎战|对手|会见|会晤)"
)
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
"""Words that only China has."""
_HERE = re.compile(
    rf"(?<![{HAN}])(?:(?:外交|商务|国防|财政|教育|科技|公安)部|国手|内地){_CLOSE}{{0,10}}$"
    rf"|(?<![湾竹])(?:清华|北京|中国人民|复旦|浙江)大学{_CLOSE}{{0,10}}$"
)
"""Words that are said of China where no country with its own bodies of the name is told."""
_OWN_BODIES = frozenset({"TW", "SG", "MY", "KR"})


_TITLE = re.compile(_TEAM)
"""An article that opens with a team of China's is about its players, wherever it plays."""
_OF_OTHERS = re.compile(_OTHERS)


class Mainlanders(NamedTuple):
    """`sure` by words that only China has; `likely`, all of them, by such as others may have."""

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
    ours = bool(texts) and _TITLE.match(texts[0]) is not None
    for text, persons, area in zip(texts, people, within, strict=True):
        for person in persons:
            before = text[: person.start]
            if _DATELINE.search(before) or _EXPLICIT.search(before):
                sure.add(person.name)
            elif _is_likely(before, area) or (ours and not _OF_OTHERS.search(before)):
                likely.add(person.name)
    return Mainlanders(frozenset(sure), frozenset(sure | likely))


def _is_likely(before: str, area: frozenset[str]) -> bool:
    return area.isdisjoint(_OWN_BODIES) and _HERE.search(before) is not None
