"""Bodies: the hand-written table of ministries, agencies, firms, universities, and local ones.

The bodies of a place are composed: 汕头市水利局 is the place, its unit, what the body is for and
what it is. `zhaiyi/data/local_bodies.tsv` holds the last two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from zhaiyi.lexicon import packed
from zhaiyi.lexicon.glosses import Name
from zhaiyi.lexicon.tables import rows

_LEVELS = {
    "省": "Provincial",
    "自治区": "Regional",
    "特区": "SAR",
    "地区": "Prefecture",
    "州": "Prefecture",
    "盟": "League",
    "旗": "Banner",
    "市": "Municipal",
    "县": "County",
    "区": "District",
}
"""Units of places, a longer one before its end, and what they make of a body."""
_WRITTEN = frozenset({"特区", "地区", "州", "盟", "旗"})
"""Units that the English of the place says itself: 加利福尼亚州 is no prefecture."""
_CITY = "市"
_PARTY = "中共"
"""What stands before a committee of the Party, and makes it the CPC's in English."""
_NUMBER = re.compile("(?:第([一二三四五六七八九])|([一二三四五])(?=中院))(.+)")
_CONGRESS = re.compile("(?:中国共产党|中共)(.+)第([一二三四五六七八九十]{1,2})届(委员会)")
"""A committee of the Party as its own documents call it, with the congress that elected it."""
_ONES = "一二三四五六七八九"
_CONGRESSES = (*_ONES, "十", *(f"十{one}" for one in _ONES))
_BEFORE = re.compile(r"^(?:\{place\} )?(?:\{level\} )?")
"""What of a form stands before the number of a body."""
_FULL_PREFECTURE = re.compile(r"^(\S+) .+ Autonomous Prefecture$")
_LONGEST = 12
"""Characters of a body behind its place, at most."""

_SAID = (
    "Region", "County", "District", "Banner", "League", "Prefecture", "New Area", "SAR", "Krai",
    "Oblast",
)  # fmt: skip
"""Places that have said their level."""

Lookup = Callable[[str, str], str]
"""The English of a Chinese place, given without its unit and the unit (汕头, 市: Shantou; the unit
may be left out), an empty string for what is none."""


@cache
def named() -> dict[str, Name]:
    """Bodies by their Chinese names and abbreviations."""
    found: dict[str, Name] = {}
    for full, short, target, others, *_ in rows("bodies"):
        name = Name(target, tuple(filter(None, others.split(";"))), "organisation")
        for word in filter(None, (full, *short.split(";"))):
            found.setdefault(word, name)
    return found


@cache
def targets() -> frozenset[str]:
    """English names of all bodies of the table."""
    return frozenset(name.target for name in named().values())


@cache
def english() -> frozenset[str]:
    """All English names of the bodies of the table, in two words at least."""
    names = (n for name in named().values() for n in (name.target, *name.aliases))
    return frozenset(name for name in names if " " in name)


@cache
def chinese(english_name: str) -> tuple[str, ...]:
    """The Chinese names of the bodies of the table that are called so in English."""
    return tuple(
        word
        for word, name in named().items()
        if english_name == name.target or english_name in name.aliases
    )


@cache
def _table(group: str) -> dict[str, tuple[str, ...]]:
    """A group of the table of local bodies: Chinese and English forms, the first one preferred."""
    return {row[1]: tuple(row[2].split(";")) for row in rows("local_bodies") if row[0] == group}


def composed(word: str, place: Lookup) -> Name | None:
    """The body of a place by rule, 汕头市外事侨务局 → Shantou Foreign and Overseas Chinese Affairs
    Bureau; None where `word` is no such body. Aliases hold the usual other orders of words."""
    if not word.endswith(_endings()):
        return None
    if match := _CONGRESS.fullmatch(word):
        return _elected(composed(f"{_PARTY}{match[1]}{match[3]}", place), match[2])
    party = word.startswith(_PARTY)
    for base, unit, body in _split(word.removeprefix(_PARTY)):
        forms = (_table("party").get(body) if party else None) or _forms(body)
        if not unit and forms and "{level}" in forms[0]:
            continue  # 北京政府 is China's
        if body in _table("china") and not _in_china(base + unit):
            continue  # 纽约市法院 is no People's Court
        if forms and (where := _where(base, unit, place)):
            level = "" if where[0].endswith(_SAID) else _LEVELS.get(unit, "")
            names = dict.fromkeys(n for w in where for f in forms for n in _placed(f, w, level))
            target, *others = names
            return Name(target, tuple(others), "organisation")
    return None


def _elected(committee: Name | None, congress: str) -> Name | None:
    """A committee of the Party with the number of its congress: 12th CPC Hunan Provincial
    Committee."""
    if committee is None or congress not in _CONGRESSES:
        return None
    number = _CONGRESSES.index(congress) + 1
    nth = f"{number}{('st', 'nd', 'rd')[number - 1] if number <= 3 else 'th'}"
    names = (committee.target, *committee.aliases)
    target, *others = (f"{nth} {name}" for name in names)
    return Name(target, (*others, *names), "organisation")


def _where(base: str, unit: str, place: Lookup) -> tuple[str, ...]:
    """The English of a place, first with the city before it where the Chinese names that too
    (上海市浦东新区); empty for what is none."""
    if where := _known(base, unit, place):
        return (where,)
    city, _, rest = base.partition(_CITY)
    around = place(city, _CITY) if len(city) > 1 and unit else ""
    where = _known(rest, unit, place) if around else ""
    return (f"{around} {where}", where) if where else ()


def _known(base: str, unit: str, place: Lookup) -> str:
    """The English of a place, with its unit where English always says it: Kashgar Prefecture."""
    if not base or (unit == "区" and len(base) > 2 and base.endswith(_CITY)):
        return ""  # 北京市区 is no district
    where = place(base, unit)
    if unit not in _WRITTEN or not where:
        return where
    if where.endswith(_LEVELS[unit]):
        return _FULL_PREFECTURE.sub(r"\1 Prefecture", where) if unit == "州" else where
    home = unit != "特区" and _in_china(base) and place(base, "")
    return f"{home} {_LEVELS[unit]}" if home else ""


def _in_china(word: str) -> bool:
    """Whether a text ends in a division of China, its unit said or left out."""
    known = packed.table("divisions")
    ends = (word[at:] for at in range(len(word) - 1))
    return any(end + unit in known for end in ends for unit in ("", "市", "县"))


def _split(word: str) -> Iterator[tuple[str, str, str]]:
    """Ways to read `word` as place, unit and body, the longest body first."""
    for cut in range(max(2, len(word) - _LONGEST), len(word)):
        unit = next((u for u in _LEVELS if word[:cut].endswith(u) and cut - len(u) > 1), "")
        yield word[: cut - len(unit)], unit, word[cut:]


def _placed(form: str, where: str, level: str) -> Iterator[str]:
    """A form with its place, in front unless the form says where, with its level and without; and
    with the place behind."""
    form = form if "{place}" in form else f"{{place}} {form}"
    levelled = form if "{level}" in form else form.replace("{place}", "{place} {level}")
    preferred = (level, "") if "{level}" in form else ("", level)
    for each in preferred:
        yield " ".join(levelled.format(place=where, level=each).split())
    if form.startswith("{place}"):
        yield f"{' '.join(form.format(place='', level='').split())} of {where}"


def _forms(body: str) -> tuple[str, ...]:
    """English of a body without its place, the preferred one first."""
    if whole := _table("whole").get(body) or _table("china").get(body) or _numbered(body):
        return whole
    for organ, english in _organs():
        if body.endswith(organ) and len(body) > len(organ):
            topics = _topics(body[: -len(organ)])
            if topics:
                return _joined(topics, english)
    return ()


def _numbered(body: str) -> tuple[str, ...]:
    """第二中级人民法院 and 二中院: No. 2 Intermediate People's Court."""
    match = _NUMBER.fullmatch(body)
    if not match:
        return ()
    number = f"No. {'一二三四五六七八九'.index(match[1] or match[2]) + 1}"
    forms = _table("whole").get(match[3], ())
    return tuple(_BEFORE.sub(rf"\g<0>{number} ", form, count=1) for form in forms)


@cache
def _organs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a body may be, the longest first."""
    return tuple(sorted(_table("organ").items(), key=lambda o: -len(o[0])))


@cache
def _endings() -> tuple[str, ...]:
    """What the body of a place ends in: most words are none, and are not taken apart."""
    return tuple(end for group in ("whole", "china", "party", "organ") for end in _table(group))


def _topics(text: str) -> tuple[str, ...]:
    """What a body is for, in order; empty where any of it is not in the table."""
    if not text:
        return ()
    for cut in range(len(text), 1, -1):
        topic = _table("topic").get(text[:cut])
        if topic:
            rest = text[cut:].removeprefix("和")
            others = _topics(rest)
            if not rest or others:
                return (topic[0], *others)
    return ()


def _joined(topics: tuple[str, ...], organs: tuple[str, ...]) -> tuple[str, ...]:
    """Foreign Affairs + Overseas Chinese Affairs + Bureau: what both end in is said once."""
    for_what = _listed(topics)
    return tuple(organ.replace("{}", for_what) for organ in organs)


def _listed(topics: tuple[str, ...]) -> str:
    if len(topics) == 1:
        return topics[0]
    last = topics[-1].rpartition(" ")[2]
    first = [t.removesuffix(f" {last}") for t in topics[:-1]]
    return f"{', '.join(first)} and {topics[-1]}"
