"""English of dates and times of day."""

from __future__ import annotations

import re
from fractions import Fraction

from zhaiyi.quantities.chinese.eras import is_school_year
from zhaiyi.quantities.english.numerals import ORDINALS
from zhaiyi.quantities.quantity import HALF_DAY, LAST_HOUR, Quantity, When
from zhaiyi.text.calendar import MONTHS

NEXT_DAY = re.compile("次日|翌日|第二天|次晨|明晨|隔[天日]")
"""What makes the second of two times one of the next day."""
_MONTHS_OF_YEAR = 12
PERIODS = (
    ("年底", "the end of"), ("月底", "the end of"), ("年初", "early"), ("月初", "early"),
    ("上旬", "early"), ("中旬", "mid-"), ("下旬", "late"), ("月末", "the end of"),
    ("年末", "the end of"),
)  # fmt: skip
"""Endings of dates that say which part of the time is meant, and their English."""


def ordinal(value: Fraction) -> str:
    """21st."""
    number = int(value)
    suffix = (
        "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number:,}{suffix}"


def date(q: Quantity) -> str:
    """June 26, 2015; the end of June."""
    when, until = q.when, q.until
    if when is None:
        return ""
    if when.lunar:
        return _lunar(when, leap="闰" in q.text)
    if is_school_year(q):
        return f"the {_years(when, until)} academic year"
    text = _point(when)
    if until is not None:
        same_month = until.day is not None and until.month is None and when.month is not None
        return f"{text} to {until.day if same_month else _point(until)}"
    for ending, words in PERIODS:
        if q.text.endswith(ending):
            return words + text if words.endswith("-") else f"{words} {text}"
    return text


def _years(when: When, until: When | None) -> str:
    return f"{when.year}" if until is None else f"{when.year}-{until.year}"


def _lunar(when: When, leap: bool) -> str:
    """The fifth day of the fifth lunar month, or of the leap sixth one that may follow a sixth."""
    month = f"{'leap ' if leap else ''}{_WORDS[when.month or 0]} lunar month"
    if when.day is None:
        return f"the {month}"
    day = _WORDS[when.day] if when.day < len(_WORDS) else ordinal(Fraction(when.day))
    return f"the {day} day of the {month}"


_WORDS = ("", *(word for word, number in ORDINALS.items() if number <= _MONTHS_OF_YEAR))


def times(q: Quantity) -> str:
    """10 p.m. to 6:30 a.m. the next day; 24:00 and the hours of a whole day as they are."""
    points = [w for w in (q.when, q.until) if w is not None]
    whole = any(w.hour == LAST_HOUR for w in points)
    words = " to ".join(_military(w) if whole else _clock(w) for w in points)
    return words + (" the next day" if q.until is not None and NEXT_DAY.search(q.text) else "")


def _military(when: When) -> str:
    return f"{when.hour or 0:02d}:{when.minute or 0:02d}"


def _clock(when: When) -> str:
    hour, minute = when.hour or 0, when.minute or 0
    if not minute and hour % HALF_DAY == 0:
        return "noon" if hour else "midnight"
    spoken = f"{hour % HALF_DAY or HALF_DAY}" + (f":{minute:02d}" if minute else "")
    return f"{spoken} {'a.m.' if hour < HALF_DAY else 'p.m.'}"


def _point(when: When) -> str:
    if when.year is not None and when.span > 1:
        return (
            f"the {when.year}s"
            if when.span == 10
            else f"the {ordinal(Fraction(when.year // 100 + 1))} century"
        )
    month = MONTHS[when.month - 1] if when.month else ""
    if when.day is not None:
        day = f"{month} {when.day}" if month else f"the {ordinal(Fraction(when.day))}"
        return f"{day}, {when.year}" if when.year is not None else day
    return " ".join(
        part for part in (month, str(when.year) if when.year is not None else "") if part
    )
