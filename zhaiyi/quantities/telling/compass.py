"""Points of the compass, which small models misread: 南南西 and 西北偏西. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.text.traditional import simplified

_SIDES = {"东": "east", "南": "south", "西": "west", "北": "north"}
_HALVES = {
    "东北": "northeast", "北东": "northeast", "东南": "southeast", "南东": "southeast",
    "西北": "northwest", "北西": "northwest", "西南": "southwest", "南西": "southwest",
}  # fmt: skip
_POINT = re.compile(
    "(?P<half>东[南北]|西[南北]|[南北][东西])偏(?P<side>[东南西北])"
    "|(?P<first>[东南西北])(?P<rest>东[南北]|西[南北]|[南北][东西])(?=方|[0-9约移距]|向|侧)"
)
_MOVED = re.compile(
    "[向往朝](?P<to>东[南北]|西[南北])(?:偏[东南西北])?(?:方向?)?(?=移|推进|吹|漂|飞|行|[，。；]|缓|快)"
    "|(?P<at>东[南北]|西[南北])(?:偏[东南西北])?方?(?:向)?(?=约?[0-9.]+ ?(?:公里|海里|千米))"
)
_ENGLISH = re.compile(
    r"(?<![\w-])(?:(?:north|south)[- ]?(?:east|west)"
    r"|(?:north|south|east|west)-(?:north|south|east|west)(?:-?(?:east|west|north|south))?)(?:ward|wards|erly)?(?![\w])"
)


def points(text: str) -> Iterator[tuple[str, str]]:
    """Pairs (Chinese, English) of the points of the compass that have three parts."""
    plain = simplified(text)
    for found in _POINT.finditer(plain):
        if name := _named(found):
            yield text[found.start() : found.end()], name


def _named(found: re.Match[str]) -> str:
    """west-northwest for 西北偏西 and 西西北; empty for what is no point (东西北)."""
    half = _HALVES[found["half"] or found["rest"]]
    side = _SIDES[found["side"] or found["first"]]
    return f"{side}-{half}" if side in half else ""


def turned_points(source: str, target: str) -> Iterator[tuple[int, int, str, int, int]]:
    """Points of the compass that the English has as others: place in the source, English of what
    it says, place in the target. Only where each side names one."""
    plain = simplified(source)
    places = [(m.start(), m.end(), name) for m in _POINT.finditer(plain) if (name := _named(m))]
    if not places:
        places = [(m.start(), m.end(), _HALVES[m["to"] or m["at"]]) for m in _MOVED.finditer(plain)]
    given = list(_ENGLISH.finditer(target))
    if len(places) != 1 or len(given) != 1:
        return
    (start, end, name), (found,) = places[0], given
    if not _agree(name, found[0]):
        yield start, end, name, found.start(), found.end()


def _agree(name: str, said: str) -> bool:
    """Whether `said` is the point, or a coarser one within it (southwest for south-southwest)."""
    ours, theirs = _sides(name), _sides(said)
    return (
        ours == theirs
        or (len(theirs) == 2 and set(theirs) == set(ours))
        or (len(ours) == 2 and set(theirs) == set(ours))
    )


def _sides(point: str) -> tuple[str, ...]:
    return tuple(re.findall("north|south|east|west", point))
