"""To or by, up or down: 降到三分之一 is a fall to a third, 下降三分之一 one by a third."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from zhaiyi.quantities.comparing.bounds import one_value
from zhaiyi.quantities.quantity import Quantity

Way = Literal["to", "by"]

_VERBS = (
    "降低|下降|下调|下跌|下滑|骤降|压降|减少|锐减|缩短|缩小|压缩|收窄|回落|放缓|提高|提升|增加|增长|上升|上调|上涨|攀升"
    "|飙升|扩大|调整|缩减|降|减|跌|缩|增|升|涨|扩"
)
_ABOUT = "了|约|近|逾|超过?|大约|将近|接近|不足|不到"
_TO_ZH = re.compile(
    rf"(?:{_VERBS})(?:到|至|为|成)"
    rf"(?:{_ABOUT}|(?:原来|原先|此前|之前|去年|目前|上年|以前|过去)的?){{0,3}} ?$"
)
_BY_ZH = re.compile(rf"(?:{_VERBS})(?:{_ABOUT}){{0,2}} ?$")
_REACH, _REACH_EN = 14, 160
"""So many characters before a number say which way a change goes."""
_VERB_EN = (
    r"(?:f[ae]ll(?:s|en|ing)?|drop\w*|declin\w*|decreas\w*|reduc\w*|cut\w*|lower\w*|shr[aiu]nk\w*|slid\w*|slip\w*"
    r"|plung\w*|plummet\w*|r[io]s(?:e|es|en|ing)|grow\w*|grew|increas\w*|rais\w*|climb\w*|jump\w*|surg\w*|soar\w*"
    r"|hik\w*|expand\w*|shorten\w*|narrow\w*|up(?!\s+to\b)|down|slow\w*|eas(?:ed|es|ing))"
)
_BOUND_EN = (
    r"(?:(?:about|around|nearly|almost|over|more than|less than|just|only|roughly|approximately"
    r"|some|a|an|at least|under|close to)\s+){0,2}"
)
_WAY_EN = re.compile(
    rf"\b{_VERB_EN}\b(?:\s+(?!from\b|by\b|to\b)[\w-]+){{0,4}}?\s+(?P<way>(?<!\bup )to|by)\s+"
    rf"{_BOUND_EN}[$€£¥]?$",
    re.I,
)
"""A change with its preposition; "up to" bounds a value and says no way."""
_BARE_EN = re.compile(rf"\b{_VERB_EN}\s+(?P<way>){_BOUND_EN}[$€£¥]?$", re.I)
_KINDS = frozenset({"percent", "fraction", "number", "money", "measure"})


class Turned(NamedTuple):
    """A change that goes `way` in the source and another way in the target, where the preposition
    stands at ``target[start:end]`` (nothing in "fell 5%")."""

    source: Quantity
    target: Quantity
    way: Way
    start: int
    end: int


def turned_ways(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[Turned]:
    """Changes to a value that the target gives as changes by it, and the reverse. Only values that
    both sides have once."""
    for q in zh:
        way = way_zh(source, q)
        likes = [e for e in en if way and one_value(q, e)]
        alike = [o for o in zh if o is not q and one_value(o, q)]
        if way is None or len(likes) != 1 or alike:
            continue
        at = max(0, likes[0].start - _REACH_EN)
        before = target[at : likes[0].start]
        m = _WAY_EN.search(before) or (_BARE_EN.search(before) if way == "to" else None)
        if m is not None and m["way"].lower() != way:
            yield Turned(q, likes[0], way, at + m.start("way"), at + m.end("way"))


_BETWEEN_ZH = r"(?:了|约|近|逾|超过?|将近|接近|不足|不到){0,2} ?$"
_UP_ZH = re.compile(
    rf"(?:增长|上涨|上升|增加|提高|提升|攀升|飙升|上调|大增|猛增|[增涨升]){_BETWEEN_ZH}"
)
_DOWN_ZH = re.compile(
    rf"(?:下降|下跌|减少|下滑|回落|降低|下调|萎缩|缩减|锐减|[降跌减]){_BETWEEN_ZH}"
)
_NO_FIGURE_ZH = re.compile("[降跌涨增升减]幅|增速|收窄|放缓|加快|[未不没无免]")
"""Before a figure: the verb may be of another's speed, or denied."""
_BETWEEN_EN = rf"(?: by)? {_BOUND_EN}[$€£¥]?$"
_UP_EN = re.compile(
    r"\b(?:r[io]s(?:e|es|en|ing)|up|gr[eo]w\w*|increas\w+|climb\w+|jump\w+|surg\w+|soar\w*|gain\w*"
    rf"|add(?:ed|ing)|higher|expand\w+){_BETWEEN_EN}",
    re.I,
)
_DOWN_EN = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|down|drop\w*|declin\w+|decreas\w+|lost|slid\w*|slipp\w+|shed"
    rf"|shr[aiu]nk\w*|plung\w+|tumbl\w+|plummet\w*|lower){_BETWEEN_EN}",
    re.I,
)


def reversed_moves(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Rises by a percentage that the target gives as falls by it, and the reverse, with whether the
    source has a rise. Only values that both sides have once, right behind their verbs."""
    for q in zh:
        before = source[max(0, q.start - 8) : q.start]
        side = bool(_UP_ZH.search(before)) - bool(_DOWN_ZH.search(before))
        likes = [e for e in en if side and one_value(q, e)]
        once = sum(one_value(o, q) for o in zh) == len(likes) == 1
        if q.kind != "percent" or q.unit == "off" or not once or _NO_FIGURE_ZH.search(before):
            continue
        ahead = target[max(0, likes[0].start - 40) : likes[0].start]
        if side == bool(_DOWN_EN.search(ahead)) - bool(_UP_EN.search(ahead)):
            yield q, likes[0], side > 0


_BASE_ZH = re.compile("(?:(?P<year>同比|按年)|环比|按[月季])[^，。；、,;0-9]{0,8}$")
_BASE_EN = re.compile(
    r"%?(?: ?percent)?,? (?:(?P<year>(?:on the year|year[- ]o(?:n|ver)[- ]year|from a year)\b)"
    r"|(?:month[- ]o(?:n|ver)[- ]month|quarter[- ]o(?:n|ver)[- ]quarter"
    r"|from the previous (?:month|quarter))\b)",
    re.I,
)


def exchanged_bases(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity, bool]]:
    """Changes on the year (同比) that the target gives on the month or quarter (环比), and the
    reverse, with whether the source has the year. Only values that both sides have once."""
    for q in zh:
        base = _BASE_ZH.search(source, max(0, q.start - _REACH), q.start)
        likes = [e for e in en if base and one_value(q, e)]
        once = sum(one_value(o, q) for o in zh) == len(likes) == 1
        given = _BASE_EN.match(target, likes[0].end) if once and q.kind == "percent" else None
        if base and given and bool(base["year"]) != bool(given["year"]):
            yield q, likes[0], bool(base["year"])


def way_zh(text: str, q: Quantity) -> Way | None:
    """Whether a Chinese quantity is what a change leads to or its size; None for neither."""
    if q.kind not in _KINDS or q.unit == "off":
        return None
    before = text[max(0, q.start - _REACH) : q.start]
    if _TO_ZH.search(before):
        return "to"
    return "by" if _BY_ZH.search(before) else None


def put_right(target: str, wrong: Turned) -> str:
    """`target` with the preposition that the source means."""
    space = "" if wrong.end > wrong.start else " "
    return f"{target[: wrong.start]}{wrong.way}{space}{target[wrong.end :]}"
