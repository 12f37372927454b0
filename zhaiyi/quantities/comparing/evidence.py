"""Everything numeric that one side of a pair holds, strictly read or only hinted at.

The comparison asks two questions of it: does this text support that value, and may a fair
translation have left out or added that part of a date? Loose values (the numeral inside 一带一路,
the digits of COVID-19, "both", "a decade") answer yes; they are never asked for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from zhaiyi.quantities.chinese.eras import era_number
from zhaiyi.quantities.chinese.events import events
from zhaiyi.quantities.chinese.numerals import HAN, han_value, normalise, numeral_at
from zhaiyi.quantities.chinese.read import read_zh
from zhaiyi.quantities.comparing.relative import (
    EN_LOOSE,
    EN_PHRASES,
    EN_RELATIVE,
    ZH_LOOSE,
    ZH_RELATIVE,
)
from zhaiyi.quantities.comparing.weekdays import weekdays_en, weekdays_zh
from zhaiyi.quantities.english.numerals import CARDINALS, ORDINALS
from zhaiyi.quantities.english.read import read_en
from zhaiyi.quantities.quantity import HALF_DAY, LONGEST, Quantity, When
from zhaiyi.text.traditional import simplified

_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_HAN_RUN = re.compile(rf"[{HAN}]{{1,24}}")
_ROMAN = re.compile(r"(X{0,2})(IX|IV|V?I{0,3})")
_ROMAN_SIGNS = {sign: Fraction(n) for n, sign in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)}
_IN = re.compile(r"\b(\w+) (?:in|out of)(?: every)? (\w+)")
_AN_NTH = re.compile(r"\b(?:an?|one)[ -](\w+)")
_LABEL = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,12}-?[0-9]{2,6}|[0-9]{2,6}[A-Za-z]{1,6})(?![A-Za-z0-9.-])"
)
_WORD = re.compile(r"[A-Za-z]+")
_SPLIT = re.compile(r"(?<![\d:])([0-9]{1,2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]{1,3})?)(?![\d:])")
"""A time of a race: 2:05:33 is two hours, five minutes and 33 seconds."""
_HALF_SAID = re.compile(
    r"[ap]\.?m\b|noon|midday|midnight|o'clock (?:at|in)|[晨早午晚夜傍昏晓明]", re.I
)
_THINGS = re.compile(r"(?: (?!of |to |and |or |in |at |on |the )[a-z-]+){0,2} [a-z]{2,}s\b")
_LIST = re.compile(r"[^、，。；：！？,;:!?\n]{1,20}(?:、[^、，。；：！？,;:!?\n]{1,20})+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side of a pair. `years`, `months`, `days` and `clocks` are the parts of its dates;
    `whole_numbers` every integer in any role; `loose` values that are only hinted at;
    `relative` the parts of dates that words such as 去年, Sunday, noon stand for."""

    quantities: tuple[Quantity, ...]
    years: frozenset[int]
    decades: frozenset[int]
    months: frozenset[int]
    days: frozenset[int]
    clocks: frozenset[tuple[int, int]]
    whole_numbers: frozenset[int]
    loose: frozenset[Fraction]
    relative: frozenset[str]
    percent: bool
    labels: tuple[Quantity, ...] = ()
    """Names with digits, to be kept as they are (737NG, Z164), and days of the week."""
    halves: frozenset[tuple[int, int]] = frozenset()
    """Hours and minutes of the times of day that say which half of the day they mean."""
    open_clocks: frozenset[tuple[int, int]] = frozenset()
    """The other times of day, as hours of twelve."""
    lunar: frozenset[tuple[int | None, int | None]] = frozenset()
    """Months and days of the lunar calendar."""
    counted: frozenset[int] = frozenset()
    """Numbers that the English side only counts things with ("12 new libraries"): no days."""
    events: frozenset[tuple[int, int]] = frozenset()
    """Months and days of events that the Chinese side names by them (九一八)."""


def chinese(text: str, year: int | None = None) -> Evidence:
    """Evidence of a Chinese text."""
    plain = normalise(text)
    relative = frozenset(part for part, sign in ZH_RELATIVE.items() if sign.search(plain))
    quantities = read_zh(text, year=year)
    rest = _masked(plain, (*quantities, *weekdays_zh(plain)))
    dates = events(simplified(plain))
    loose = _loose_zh(plain, rest) | _era_numbers(quantities)
    loose |= {Fraction(month, day) for month, day in dates}  # 9/11 looks like a fraction
    found = _gather(quantities, loose, relative)
    labels = (*_labels(_masked(text, quantities)), *weekdays_zh(text))
    return replace(found, labels=labels, events=dates)


def _era_numbers(quantities: Iterable[Quantity]) -> set[Fraction]:
    """58 of 民国58年, for who says "the 58th year of the Republic (1969)"."""
    numbers = (era_number(q) for q in quantities)
    return {Fraction(n) for n in numbers if n is not None}


def _labels(text: str) -> Iterator[Quantity]:
    """Names of Latin letters and at least two digits: 737NG, C919, Z164."""
    for m in _LABEL.finditer(text):
        if sum(c.isdigit() for c in m[0]) > 1:
            yield Quantity(m[0], m.start(), m.end(), "label", Fraction(0), Fraction(0))


def english(text: str) -> Evidence:
    """Evidence of an English text."""
    relative = frozenset(part for part, sign in EN_RELATIVE.items() if sign.search(text))
    quantities = read_en(text)
    rest = _masked(text, quantities)
    found = _gather(quantities, _loose_en(text, rest), relative)
    labels = (*_labels(rest), *weekdays_en(text))
    return replace(found, labels=labels, counted=_counted(text, quantities))


def _counted(text: str, quantities: tuple[Quantity, ...]) -> frozenset[int]:
    counts = [q for q in quantities if q.kind == "number" and _THINGS.match(text, q.end)]
    whole = {int(q.low) for q in counts if q.low.denominator == 1}
    others = {int(q.low) for q in quantities if q not in counts and q.low.denominator == 1}
    return frozenset(whole - others)


def _masked(text: str, quantities: Iterable[Quantity]) -> str:
    """The text with its quantities blanked: 2030 in 2030万 stands for no 2,030.

    The parts of a fraction stay, for "one in five"."""
    chars = list(text)
    for q in quantities:
        if q.kind == "fraction":
            continue
        chars[q.start : q.end] = " " * (q.end - q.start)
    return "".join(chars)


def _gather(
    quantities: tuple[Quantity, ...], loose: Iterable[Fraction], relative: frozenset[str]
) -> Evidence:
    points = [(q, w) for q in quantities for w in (q.when, q.until) if w is not None]
    clocks = [
        (sure_half(q.text, w), w.hour, w.minute or 0) for q, w in points if w.hour is not None
    ]
    moons = [w for _, w in points if w.lunar]
    whens = [w for _, w in points if not w.lunar]
    values = [v for q in quantities for v in (q.low, q.high) if not q.vague]
    held = frozenset(loose)
    whole = {int(abs(v)) for v in values if v.denominator == 1}
    whole |= {w.hour * 100 + (w.minute or 0) for w in whens if w.hour is not None}
    whole |= {part for w in whens for part in (w.year, w.month, w.day, w.minute) if part}
    return Evidence(
        quantities,
        _set(whens, lambda w: w.year if w.span == 1 else None),
        _set(whens, lambda w: w.year if w.span > 1 else None),
        _months(quantities),
        _set(whens, lambda w: w.day),
        frozenset((w.hour % 12, w.minute or 0) for w in whens if w.hour is not None),
        frozenset(whole),
        held,
        relative,
        any(q.kind == "percent" for q in quantities),
        halves=frozenset((hour % 24, minute) for sure, hour, minute in clocks if sure),
        open_clocks=frozenset((hour % 12, minute) for sure, hour, minute in clocks if not sure),
        lunar=frozenset((w.month, w.day) for w in moons),
    )


def sure_half(text: str, when: When) -> bool:
    """Whether a time of day, written `text`, says which half of the day it means."""
    hour = when.hour or 0
    return hour > HALF_DAY or hour == 0 or bool(_HALF_SAID.search(text))


def _set(whens: Iterable[When], part: Callable[[When], int | None]) -> frozenset[int]:
    return frozenset(p for w in whens if (p := part(w)) is not None)


def _months(quantities: tuple[Quantity, ...]) -> frozenset[int]:
    """Every month named, and those in between for a range of months or days."""
    months: set[int] = set()
    for q in quantities:
        for when in (q.when, q.until):
            if when is not None and when.month is not None and not when.lunar:
                months.add(when.month)
    return frozenset(months)


def _loose_zh(text: str, rest: str) -> set[Fraction]:
    found = _digit_values(rest)
    for m in _HAN_RUN.finditer(rest):
        found |= _parts_of_run(m[0])
        numeral = numeral_at(rest, m.start())
        if numeral is not None and numeral.low == numeral.high:
            found.add(numeral.low)
    found |= {_ROMAN_SIGNS[c] for c in text if c in _ROMAN_SIGNS}
    for chars, values in ZH_LOOSE:
        if any(c in text for c in chars):
            found.update(values)
    for items in _LIST.findall(text):
        count = items.count("、") + 1
        found |= {Fraction(count), Fraction(count + 1)}
    return found


def _parts_of_run(run: str) -> set[Fraction]:
    """Values of the numerals inside a run such as 十三五 or 一二九, up to four characters each."""
    parts = {run[i:j] for i in range(len(run)) for j in range(i + 1, min(i + 4, len(run)) + 1)}
    return {value for part in parts if (value := han_value(part)) is not None and value < 100}


def _digit_values(text: str) -> set[Fraction]:
    found: set[Fraction] = set()
    for m in _DIGITS.finditer(text):
        digits = m[0].replace(",", "")
        if len(digits.partition(".")[0]) <= LONGEST and len(digits) < 2 * LONGEST:
            found.add(Fraction(digits))
    return found


def _loose_en(text: str, rest: str) -> set[Fraction]:
    found = _digit_values(rest)
    for m in _WORD.finditer(text):
        found.update(EN_LOOSE.get(m[0].lower(), ()))
        roman = _ROMAN.fullmatch(m[0])
        if roman is not None:
            small = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX").index(roman[2])
            found.add(Fraction(10 * len(roman[1]) + small))
    found |= {value for phrase, value in EN_PHRASES if phrase.search(text)}
    found |= {Fraction(part) for m in _SPLIT.finditer(text) for part in m.groups()}
    found.update(_one_in_five(text))
    return found


def _one_in_five(text: str) -> set[Fraction]:
    found: set[Fraction] = set()
    found |= {Fraction(1, ORDINALS[w]) for w in _AN_NTH.findall(text.lower()) if w in ORDINALS}
    for part, whole in _IN.findall(text):
        top, bottom = (_small(word) for word in (part, whole))
        if 0 < top < bottom:
            found.add(Fraction(top, bottom))
    return found


def _small(word: str) -> int:
    """A number up to 100 in digits or one word; 0 for anything else."""
    if word.isascii() and word.isdigit() and len(word) < 3:
        return int(word)
    return CARDINALS.get(word.lower(), 0)
