"""Which quantities of a sentence a small model has to be told. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from zhaiyi.quantities.chinese.eras import era_number, is_school_year
from zhaiyi.quantities.comparing.equal import is_growth
from zhaiyi.quantities.quantity import HALF_DAY, Quantity, When
from zhaiyi.quantities.telling.datehints import NEXT_DAY, PERIODS
from zhaiyi.quantities.units import METRIC

_SCALED = re.compile("[万亿兆萬億]|[0-9][百千]")
_RISKY_PARTS = re.compile("成|分之|番|半|倍|‰")
_PLAIN_PARTS = re.compile(
    "[二两三四五六七八九十]分之[一二两三四五六七八九]|[0-9.]+倍|[一二两三四五六七八九十]倍|一半|半.{0,3}"
    "|百分之[一二三四五六七八九十百零]+|[一二两三四五六七八九几上数]千[多余]?[^一二三四五六七八九万亿]{0,2}"
)
"""What small models read rightly without being told: 三分之一, 2.5倍, 半年, 两千."""
PAIR = re.compile("[一二两三四五六七八][二两三四五六七八九]")
"""六七十 becomes 67 in a small model."""
_LARGE = 1000
_SPOKEN = re.compile("[百千万亿][一二三四五六七八九]$")
"""三万五, 一百二: the last unit is left out."""
_FAMILIAR_MONEY = frozenset({"CNY", "USD", "EUR", "GBP", "JPY", "HKD", "KRW", "RUB"})
_ELIDED = re.compile("[块元斤米度吨][一二三四五六七八九0-9半]|半$")
NAMED_AGE = re.compile("[^0-9岁]$")


def needed(q: Quantity, month: int | None) -> bool:
    """Whether a small model gets `q` wrong where it is not told; `month` is the document's."""
    if q.when is not None:
        return _needed_date(q, q.when, month)
    if any(sign(q) for sign in _ALWAYS):
        return True
    if q.optional or (q.vague and q.high < _LARGE) or _PLAIN_PARTS.fullmatch(q.text):
        return False
    return any(sign(q) for sign in _RISKS)


_ALWAYS: tuple[Callable[[Quantity], object], ...] = (
    lambda q: is_growth(q) or q.added,
    lambda q: q.vague and PAIR.search(q.text),
    lambda q: q.low == q.high and _SPOKEN.search(q.text),
    lambda q: q.unit in {"bp", "off"},
    lambda q: q.kind == "age" and NAMED_AGE.search(q.text),
    lambda q: is_rare_money(q),
    lambda q: q.unit in METRIC and q.text.startswith("半"),
    lambda q: q.text.endswith("甲子"),
)
"""What a small model gets wrong however small it is: 增长两倍, 六七十, 三万五, 八折, 一甲子."""
_RISKS: tuple[Callable[[Quantity], object], ...] = (
    lambda q: _SCALED.search(q.text),
    lambda q: abs(q.high) >= _LARGE and not re.search("[0-9]", q.text),
    lambda q: "." not in q.text and q.low.denominator > 1 and _ELIDED.search(q.text),
    lambda q: _RISKY_PARTS.search(q.text),
    lambda q: q.unit in METRIC,
)
"""What it gets wrong in a number that must be kept and is none of the plain ones."""


def is_rare_money(q: Quantity) -> bool:
    """Whether `q` is a sum in a currency that small models seldom meet."""
    return q.kind == "money" and q.unit not in {"", *_FAMILIAR_MONEY}


def _needed_date(q: Quantity, when: When, month: int | None) -> bool:
    if when.hour is not None:
        spoken = not q.optional and not re.search("[0-9]", q.text)
        night = not when.hour % HALF_DAY and bool(re.search("[夜晚].*(?:12|十二)", q.text))
        return spoken or night or bool(NEXT_DAY.search(q.text))
    if when.lunar or era_number(q) is not None or is_school_year(q):
        return True
    days = q.until is not None and when.day is not None
    part = any(q.text.endswith(chinese) for chinese, _ in PERIODS)
    bare = days and when.month is None and (month is not None or _BARE_DAYS.match(q.text))
    return part or when.span > 1 or bool(bare)


_BARE_DAYS = re.compile("[0-9]{1,2} ?[至到~—–-]")
"""25至27日, whose first number has no word behind it."""
