"""Days of the week: 周三 is Wednesday, and neither the third day nor another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from zhaiyi.quantities.quantity import Quantity
from zhaiyi.text.calendar import WEEKDAYS

_BY_CHARACTER = dict(zip("一二三四五六日天", (*WEEKDAYS, "Sunday"), strict=True))
_ZH = re.compile(
    r"(?:(?<![一两兩二三四五六七八九十几幾半数數多0-9])[周週]|星期|[礼禮]拜)(?P<day>[一二三四五六日天])"
    r"(?![次个個天年岁歲家种種围圍轮輪回场場人名鸣鳴])"
)
_MORE = re.compile(
    r"[、和及至到—～-](?P<day>[一二三四五六日天])"
    r"(?![0-9一二三四五六七八九十百千万本次个個天年月岁歲家种種围圍轮輪回场場人名位级級期季项項大所座只支])"
)
"""A further day behind one: 每周一、三、五, 周一至五."""
_EN = re.compile(
    r"\b(?:(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?"
    r"|(?P<short>Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
)
_WHOLE = (
    (re.compile(r"\bweekends?\b", re.IGNORECASE), {"Saturday", "Sunday"}),
    (re.compile(r"\b(?:weekdays?|workdays?|working days?)\b", re.IGNORECASE), {"Monday", "Friday"}),
)


def weekdays_zh(text: str) -> Iterator[Quantity]:
    """Days of the week that a Chinese text names (周三, 星期日), as labels; not 一周三次."""
    for match in _ZH.finditer(text):
        yield _label(match)
        at = match.end()
        while more := _MORE.match(text, at):
            at = more.end()
            yield _label(more, "day")


def weekdays_en(text: str) -> Iterator[Quantity]:
    """Days of the week that an English text names."""
    for match in _EN.finditer(text):
        yield _label(match)


def weekday(text: str) -> str:
    """English name of the day that a label of either language names; empty for none."""
    if text in _BY_CHARACTER:
        return _BY_CHARACTER[text]
    if match := _ZH.fullmatch(text):
        return _BY_CHARACTER[match["day"]]
    if match := _EN.fullmatch(text):
        return match["day"] or next(day for day in WEEKDAYS if day.startswith(match["short"]))
    return ""


def names_day(day: str, english: str, days: frozenset[str]) -> bool:
    """Whether an English text names the day; of the `days` of the source, Saturday and Sunday
    together may be the weekend, Monday and Friday the working week."""
    if any(weekday(q.text) == day for q in weekdays_en(english)):
        return True
    whole = [w for w, ends in _WHOLE if ends <= days and day in ends]
    return any(pattern.search(english) for pattern in whole)


def _label(match: re.Match[str], part: str | int = 0) -> Quantity:
    return Quantity(match[part], *match.span(part), "label", Fraction(0), Fraction(0))
