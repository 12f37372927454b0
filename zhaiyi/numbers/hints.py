"""English of a quantity, and the short list of those that a small model needs to be told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from zhaiyi.numbers.quantity import Quantity, When, plain
from zhaiyi.numbers.units import UNITS, named
from zhaiyi.numbers.weekdays import weekday
from zhaiyi.numbers.zh import read_zh

_MONTHS = "January February March April May June July August September October November December"
MONTH_NAMES = tuple(_MONTHS.split())
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_SCALED = re.compile("[万亿]|[0-9][百千]")
_RISKY_PARTS = re.compile("成|分之|番|半|倍|‰")
_PLAIN_PARTS = re.compile(
    "[二两三四五六七八九十]分之[一二两三四五六七八九]|[0-9.]+倍|[一二两三四五六七八九十]倍|一半|半.{0,3}"
    "|百分之[一二三四五六七八九十百零]+|[一二两三四五六七八九几上数]千[多余]?.{0,2}"
)
"""What small models read rightly without being told: 三分之一, 2.5倍, 半年, 两千."""
_COUNT = re.compile("[^至到—~-]*(?:[万亿萬億]|[千百](?![瓦克米卡]))[多余餘来]?")
"""A scaled number without its unit, which models know."""
_MAGNITUDES = {10: "dozens", 100: "hundreds"} | {
    power * factor: words + large
    for factor, large in (
        (10**3, "thousands"), (10**6, "millions"), (10**9, "billions"), (10**12, "trillions"),
    )
    for power, words in ((1, ""), (10, "tens of "), (100, "hundreds of "))
}  # fmt: skip
_TENS = re.compile("[三四五六七八][三四五六七八九]十")
"""六七十 becomes 67 in a small model."""
_RISKY_UNITS = frozenset({"mu", "jin"})
_LARGE = 1000
_NUMERATORS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DENOMINATORS = {
    3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
    10: "tenth",
}  # fmt: skip
_PERIODS = (
    ("年底", "the end of"), ("月底", "late"), ("年初", "early"), ("月初", "early"),
    ("上旬", "early"), ("中旬", "mid-"), ("下旬", "late"), ("月末", "late"), ("年末", "the end of"),
)  # fmt: skip


def hint(q: Quantity) -> str:
    """`q` in short English: ``61,000``, ``1.4 billion``, ``30 percent``, ``the 12th``, ``late June
    2015``. ``read_en`` reads the value back; names of units are American."""
    if q.when is not None:
        return _date(q)
    if q.kind == "label":
        return weekday(q.text) or q.text
    if q.kind == "ordinal":
        return "the " + _span(q, _ordinal)
    words = _vague(q) if q.vague else _with_unit(q)
    more = q.approx and not q.vague
    return "more than " + words if more else words


def hints(
    text: str, year: int | None = None, month: int | None = None
) -> tuple[tuple[str, str], ...]:
    """Pairs (Chinese, English) of the quantities of a sentence that small models get wrong: 万 and
    亿, 成, 番, 亩, 六七十, 6月底, large Chinese numerals, decades, days without their
    month. `year` and `month` of the document resolve 上世纪 and give a range of days its month. In
    order, without repeats; each as short as it can be, for every token of a prompt costs time."""
    pairs: dict[str, str] = {}
    for q in read_zh(text, year=year):
        if _needed(q, month):
            pairs.setdefault(*_short(q) or (q.text, _placed(q, month, text)))
    return tuple(pairs.items())


def _short(q: Quantity) -> tuple[str, str] | None:
    """17.5亿立方米 as (17.5亿, 1.75 billion): units that models know go untold."""
    count = _COUNT.match(q.text)
    if count is None or q.when is not None or q.vague or q.low != q.high:
        return None
    if q.kind not in {"number", "money", "measure"} or q.unit in _RISKY_UNITS:
        return None
    return count[0], hint(replace(q, kind="number", unit=""))


def _needed(q: Quantity, month: int | None) -> bool:
    if q.when is not None:
        days = q.until is not None and q.when.day is not None
        part = any(q.text.endswith(chinese) for chinese, _ in _PERIODS)
        return part or q.when.span > 1 or (days and q.when.month is None and month is not None)
    if _TENS.match(q.text):
        return True
    if q.optional or (q.vague and q.high < _LARGE) or _PLAIN_PARTS.fullmatch(q.text):
        return False
    large_han = abs(q.high) >= _LARGE and not re.search("[0-9]", q.text)
    scaled = bool(_SCALED.search(q.text)) or large_han
    return scaled or bool(_RISKY_PARTS.search(q.text)) or q.unit in _RISKY_UNITS


def _placed(q: Quantity, month: int | None, text: str) -> str:
    """The hint; a range of days without a month gets the document's, unless another is meant."""
    known = q.when is not None and q.when.day is not None and q.when.month is None
    if not known or month is None or re.search("[上下次]个?月", text) or q.when is None:
        return hint(q)
    if q.until is not None and q.until.day is not None and (q.when.day or 0) > q.until.day:
        return hint(q)
    return hint(replace(q, when=q.when._replace(month=month)))


def _with_unit(q: Quantity) -> str:
    if q.kind == "percent":
        unit = "percentage points" if q.unit == "pp" and abs(q.high) != 1 else named(q.unit, q.high)
        return f"{_span(q, _small)} {unit or 'percent'}"
    if q.kind == "fraction":
        return _fraction(q)
    if q.kind == "multiple":
        return f"{_span(q, _amount)} times"
    if q.kind == "age":
        return f"{_span(q, _amount)} years old"
    if q.kind == "duration" and q.low == Fraction(1, 2):
        return f"half {'an' if q.unit == 'hour' else 'a'} {UNITS[q.unit].one}"
    name = named(q.unit, q.high)
    return f"{_span(q, _amount)} {name}" if name else _span(q, _amount)


def _span(q: Quantity, render: Callable[[Fraction], str]) -> str:
    low, high = render(q.low), render(q.high)
    if " " in high and " " not in low:
        high = _small(q.high)  # "1 to 100 million" would say 1 million
    return low if q.low == q.high else f"{low} to {high}"


def _vague(q: Quantity) -> str:
    """数十万 as "hundreds of thousands"; a pair of neighbours (三四十) keeps its two ends."""
    scale = 10 ** (len(str(int(q.low))) - 1)
    words = _MAGNITUDES.get(scale, "")
    if q.low not in {scale, scale * 2} or not words:
        return _with_unit(q)
    unit = named(q.unit, q.high)
    return f"{words} of {unit}" if unit else words


def _amount(value: Fraction) -> str:
    """61,000; 1.4 billion; 2.5."""
    size = abs(value)
    for scale, name in _SCALES:
        scaled = value / scale
        if size >= scale and len(plain(scaled)) <= 9 and "/" not in plain(scaled):
            return f"{_small(scaled)} {name}"
    return _small(value)


def _small(value: Fraction) -> str:
    text = plain(value)
    if "/" in text:
        return text
    whole, dot, rest = text.partition(".")
    return text if whole == "-0" else f"{int(whole):,}{dot}{rest}"


def _fraction(q: Quantity) -> str:
    if q.low == Fraction(1, 2):
        return "half"
    top, bottom = q.low.numerator, q.low.denominator
    if q.low == q.high and 0 < top < len(_NUMERATORS) and bottom in _DENOMINATORS:
        return f"{_NUMERATORS[top]}-{_DENOMINATORS[bottom]}{'s' if top > 1 else ''}"
    return f"{top}/{bottom}"


def _ordinal(value: Fraction) -> str:
    number = int(value)
    suffix = (
        "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number:,}{suffix}"


def _date(q: Quantity) -> str:
    when, until = q.when, q.until
    if when is None:
        return ""
    text = _point(when)
    if until is not None:
        same_month = until.day is not None and until.month is None and when.month is not None
        return f"{text} to {until.day if same_month else _point(until)}"
    for ending, words in _PERIODS:
        if q.text.endswith(ending):
            return words + text if words.endswith("-") else f"{words} {text}"
    return text


def _point(when: When) -> str:
    if when.hour is not None:
        return f"{when.hour:02d}:{when.minute or 0:02d}"
    if when.year is not None and when.span > 1:
        return (
            f"the {when.year}s"
            if when.span == 10
            else f"the {_ordinal(Fraction(when.year // 100 + 1))} century"
        )
    month = MONTH_NAMES[when.month - 1] if when.month else ""
    if when.day is not None:
        day = f"{month} {when.day}" if month else f"the {_ordinal(Fraction(when.day))}"
        return f"{day}, {when.year}" if when.year is not None else day
    return " ".join(
        part for part in (month, str(when.year) if when.year is not None else "") if part
    )
