"""Before and after: 2030年前 as "after 2030", 三年前 as "three years later"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhaiyi.core.document import Span
from zhaiyi.text.traditional import simplified

_POINT_ZH = r"(?:[0-9]+[年月日时点]|[年月周]底|年末|月末|正午|午夜|周[一二三四五六日])"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
_POINT_EN = (
    rf"(?:the end of|noon\b|midnight\b|(?:19|20)\d\d\b|{_MONTH} (?:\d|20)|\d+ {_MONTH}"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d+(?::\d\d)? ?[ap]\.?m)"
)
_SPAN_ZH = (
    r"(?:[0-9一二三四五六七八九十两几数多半][年月天周日]|个[多半]?(?:月|星期|小时)"
    r"|(?:分钟|星期))"
)
_SPAN_EN = r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?)"


class _Order(NamedTuple):
    """What the source says, what in it accounts for the other order, the English of the other
    order, and English that says the source's own or leaves it open."""

    zh: re.Pattern[str]
    besides: re.Pattern[str]
    other: re.Pattern[str]
    own: re.Pattern[str]


def _order(zh: str, besides: str, other: str, own: str) -> _Order:
    return _Order(
        re.compile(zh), re.compile(besides), re.compile(other, re.I), re.compile(own, re.I)
    )


_BEFORE = (
    r"\b(?:before|by|until|till|ahead|prior|no later|earlier|ago|pre-|previous\w*|not|never)\b"
    r"|n['’]t\b"
)
_AFTER = (
    r"\b(?:after|from|since|later|post|until|not|never|following|then|next|subsequent\w*)\b"
    r"|n['’]t\b"
)
_ORDERS = (
    _order(
        rf"{_POINT_ZH}(?:[之以])?前(?![往后夕来去景期几数0-9一二三四五六七八九十两半线身])",
        "后|逾期|从|自|起",
        rf"\bafter {_POINT_EN}",
        _BEFORE,
    ),
    _order(
        rf"{_POINT_ZH}(?:[之以])?后(?![期来面勤卫续])",
        "前|早|先|截至",
        rf"\bbefore {_POINT_EN}",
        _AFTER,
    ),
    _order(
        rf"{_SPAN_ZH}(?:[之以])?前(?![往后夕来去景期线身])",
        "后|[再又]|随即|来|过去|才",
        rf"\b{_SPAN_EN} later\b",
        rf"{_BEFORE}|\b(?:past|last|old)\b",
    ),
    _order(
        rf"{_SPAN_ZH}(?:[之以])?后(?![期面勤卫续])",
        "前|早|先|曾|过去|以来|内",
        rf"\b{_SPAN_EN} (?:ago|earlier)\b",
        _AFTER,
    ),
)


def turned(source: str, target: str) -> Iterator[tuple[Span, str, Span]]:
    """Points in time told from their other side: the place in the source, the English, its place.
    Only where neither side has a word of the other order."""
    plain = simplified(source)
    for order in _ORDERS:
        said = order.zh.search(plain)
        given = order.other.search(target) if said else None
        if said and given and not order.besides.search(plain) and not order.own.search(target):
            yield Span(*said.span()), given[0], Span(*given.span())
