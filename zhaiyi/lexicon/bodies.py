"""Bodies: the hand-written table of ministries, agencies, firms, universities, and local ones.

The bodies of a place are composed: 汕头市水利局 is the place, its unit, what the body is for and
what it is. `zhaiyi/data/local_bodies.tsv` holds the last two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from zhaiyi.lexicon.glosses import Name
from zhaiyi.lexicon.tables import rows

_LEVELS = {
    "省": "Provincial",
    "自治区": "Regional",
    "市": "Municipal",
    "县": "County",
    "区": "District",
}
_LONGEST = 12
"""Characters of a body behind its place, at most."""

_SAID = ("Region", "County", "District", "Banner", "Prefecture", "New Area", "Krai", "Oblast")
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
    for base, unit, body in _split(word):
        forms = _forms(body)
        if not unit and forms and "{level}" in forms[0]:
            continue  # 北京政府 is China's
        where = place(base, unit) if forms else ""
        if where:
            level = "" if where.endswith(_SAID) else _LEVELS.get(unit, "")
            target, *others = dict.fromkeys(m for f in forms for m in _placed(f, where, level))
            return Name(target, tuple(others), "organisation")
    return None


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
    if whole := _table("whole").get(body):
        return whole
    for organ, english in _organs():
        if body.endswith(organ) and len(body) > len(organ):
            topics = _topics(body[: -len(organ)])
            if topics:
                return _joined(topics, english)
    return ()


@cache
def _organs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a body may be, the longest first."""
    return tuple(sorted(_table("organ").items(), key=lambda o: -len(o[0])))


@cache
def _endings() -> tuple[str, ...]:
    """What the body of a place ends in: most words are none, and are not taken apart."""
    return (*_table("whole"), *_table("organ"))


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
