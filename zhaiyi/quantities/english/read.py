"""Quantities of an English text: `read_en`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zhaiyi.quantities.english.counts import (
    built,
    in_name,
    kind_of,
    money_before,
    number_at,
    unit_at,
)
from zhaiyi.quantities.english.dates import DateMatch, date_at, ordinal_at
from zhaiyi.quantities.english.numerals import FRACTIONS, Reader
from zhaiyi.quantities.english.times import time_at
from zhaiyi.quantities.quantity import Kind, Quantity, dated
from zhaiyi.quantities.units import CURRENCIES, LIKELIEST

_MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3,
    "triples": 3, "tripling": 3, "thrice": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4,
    "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7,
    "eightfold": 8, "ninefold": 9, "tenfold": 10, "quadruples": 4, "quintuple": 5, "quintupled": 5,
}  # fmt: skip
_AGE_WORDS = {
    "sexagenarian": 60, "septuagenarian": 70, "octogenarian": 80, "nonagenarian": 90,
    "centenarian": 100,
}  # fmt: skip
_WHOLES = frozenset({1000, 10_000, 100_000, 10**6})
_MORE = frozenset({"more", "higher", "greater", "larger", "bigger", "faster", "increase"})
_WEAK_ARTICLES = frozenset({"a", "an"})
_BEFORE_QUARTERS = frozenset(
    ["first", "last", "past", "previous", "next", "consecutive", "these", "the", "all"]
)

_AFTER_CHANGE = frozenset(
    ["from", "in", "on", "over", "since", "compared", "last", "this", "and", "while", "after"]
)

Read = tuple[Quantity, ...]


def read_en(text: str) -> Read:
    """The quantities of an English text in order, without overlap. Identifiers (G20, COVID-19) are
    none; "one", "first", "a" and the like are optional. Never raises; linear in the text."""
    return tuple(_scan(Reader(text)))


def _scan(r: Reader) -> Iterator[Quantity]:
    at = 0
    while at < len(r):
        read = None if in_name(r, at) else _read(r, at)
        if read is None:
            at += 1
            continue
        at, found = read
        r.taken = at
        yield from found


def _read(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    clock = time_at(r, at)
    if clock is not None:
        return clock.next, [_dated(r, at, clock, "time")]
    date = date_at(r, at)
    if date is not None and not (
        date.when.month is None and date.when.span == 1 and _counts(r, at)
    ):
        return date.next, [_dated(r, at, date, "date")]
    for reader in (_age_word, _fraction, _and_a_half, _ordinal, _half, _multiple, number_at):
        found = reader(r, at)
        if found is not None:
            return found
    return None


def _counts(r: Reader, at: int) -> bool:
    """Whether the four digits that look like a year count something: 2000 yuan, $1998, 1500 km."""
    number = r.numeral(at)
    if number is None:
        return False
    if number.next > at + 1 or money_before(r, at)[1] or r[at + 1].text in {"%", "°"}:
        return True
    end, unit = unit_at(r, number.next)
    return bool(unit) and end > number.next


def _dated(r: Reader, at: int, m: DateMatch, kind: Kind) -> Quantity:
    lone = m.when.month is not None and m.when.day is None and m.when.year is None
    optional = lone and r[at].low == "may" and r[at - 1].low in {"", "\n"}
    return dated(r.text, r[at].start, r[m.next - 1].end, kind, m.when, m.until, optional)


def _age_word(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    """octogenarian, centenarians; a writer may add or leave out such a word."""
    low = _AGE_WORDS.get(r[at].low.removesuffix("s"))
    if low is None:
        return None
    first, last = Fraction(low), Fraction(low + 9)
    return at + 1, [built(r, at, at + 1, "age", first, last, approx=True, optional=True)]


def _fraction(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    """two-thirds, a third of, three quarters, 3/4, a quarter of."""
    token = r[at]
    if token.digits and r[at + 1].text == "/" and r[at + 2].digits and r[at + 2].glued:
        top, bottom = token.text, r[at + 2].text
        if (
            top.isdigit()
            and bottom.isdigit()
            and len(top + bottom) < 7
            and 0 < int(top) < int(bottom)
        ):
            return at + 3, [built(r, at, at + 3, "fraction", Fraction(int(top), int(bottom)))]
        return None
    share = _in_thousand(r, at)
    if share is not None:
        return share
    number = r.numeral(at) if token.word and token.low not in _WEAK_ARTICLES else None
    top_value = Fraction(1) if token.low in _WEAK_ARTICLES else number.low if number else None
    step = at + 1 if number is None else number.next
    if top_value is None or (number and (number.form == "vague" or number.low > 20)):
        return None
    step += r[step].text == "-"
    name = r[step].low
    if name not in FRACTIONS or name in {"half", "halves"}:
        return None
    if name == "quarters" and _is_period(r, at, step + 1):
        return None
    plural = name.endswith("s")
    open_end = r[step - 1].text != "-" and r[step + 1].low not in {"of", "the", "to"}
    open_end = open_end and not _is_change(r, at, step)
    if plural != (top_value > 1) or (not plural and open_end):
        return None
    kind_value = Fraction(top_value) / FRACTIONS[name]
    if point := _point_end(r, step + 1):
        return point, [built(r, at, point, "percent", kind_value, unit="pp")]
    return step + 1, [built(r, at, step + 1, "fraction", kind_value)]


def _is_period(r: Reader, at: int, after: int) -> bool:
    """Whether quarters are three months each: the last three quarters, three quarters in a row."""
    if r[at - 1].low in _BEFORE_QUARTERS or r[after].low in {"running", "straight"}:
        return True
    in_row = [r[after + i].low for i in range(3)] == ["in", "a", "row"]
    return in_row or (r[at - 1].low in {"in", "within"} and r[after].low != "of")


def _is_change(r: Reader, at: int, name: int) -> bool:
    """Whether a lone fraction is how much something changes: rose by a fifth, fell to a fifth. To
    a third may be to a third thing."""
    after = r[name + 1]
    if r[at - 1].low == "to":
        return not after.word and FRACTIONS[r[name].low] > 3
    return r[at - 1].low == "by" and (not after.word or after.low in _AFTER_CHANGE)


def _point_end(r: Reader, at: int) -> int:
    """Token behind "of a percentage point"; 0 for none."""
    if [r[at].low, r[at + 1].low] != ["of", "a"]:
        return 0
    step = at + 2 + (r[at + 2].low in {"percentage", "percent"})
    return step + 1 if r[step].low == "point" else 0


def _in_thousand(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    """3 in 10,000, two per thousand, 5 out of every 1,000."""
    top = r.numeral(at)
    if top is None or top.form == "vague":
        return None
    step = top.next
    if r[step].low in {"parts", "part"}:
        step += 1
    if r[step].low == "out" and r[step + 1].low == "of":
        step += 1
    elif r[step].low not in {"in", "per"}:
        return None
    step += 1 + (r[step + 1].low in {"every", "each", "a"})
    bottom = r.numeral(step)
    if bottom is None or bottom.form == "vague" or bottom.low not in _WHOLES:
        return None
    if not 0 < top.low < bottom.low:
        return None
    return bottom.next, [built(r, at, bottom.next, "fraction", top.low / bottom.low)]


def _ordinal(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    found = ordinal_at(r, at)
    if found is None:
        return None
    step, value = found
    if r[step].text in {"-", "–"} and (second := ordinal_at(r, step + 1)) and second[1] > value:
        return second[0], [built(r, at, second[0], "ordinal", Fraction(value), Fraction(second[1]))]
    return step, [built(r, at, step, "ordinal", Fraction(value), optional=value <= 3)]


def _half(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    """half, half a year, half-hour, half a kilogram; "half a million" is a number."""
    if r[at].low not in {"half", "halves"} or r.numeral(at) is not None:
        return None
    step = at + 1 + (r[at + 1].low in _WEAK_ARTICLES or r[at + 1].text == "-")
    end, unit = unit_at(r, step)
    if unit and unit not in CURRENCIES and unit not in LIKELIEST:
        return end, [built(r, at, end, kind_of(unit), Fraction(1, 2), unit=unit)]
    return at + 1, [built(r, at, at + 1, "fraction", Fraction(1, 2), optional=True)]


def _and_a_half(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    """a year and a half."""
    joined = r[at].low == "the" and r[at + 2].text == "-"  # the year-and-a-half-long talks
    if r[at].low not in {"a", "an", "one"} and not joined:
        return None
    end, unit = unit_at(r, at + 1)
    steps = [i for i in range(end, end + 6) if r[i].text != "-"][:3]
    if not unit or [r[i].low for i in steps] != ["and", "a", "half"]:
        return None
    stop = steps[-1] + 1
    return stop, [built(r, at, stop, "duration", Fraction(3, 2), unit=unit)]


def _multiple(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    """double, tripled, twofold, 3 times, three-fold, 2x."""
    token = r[at]
    if token.low in _MULTIPLES:
        value = Fraction(_MULTIPLES[token.low])
        return at + 1, [built(r, at, at + 1, "multiple", value, optional=value == 2)]
    number = r.numeral(at)
    if number is None or token.low in _WEAK_ARTICLES:
        return None
    step = number.next + (r[number.next].text == "-")
    if r[step].low in {"times", "fold"} or (r[step].low == "x" and r[step].glued):
        vague = number.form == "vague"
        found = built(r, at, step + 1, "multiple", number.low, number.high, approx=vague)
        more = r[step + 1].low in _MORE or r[at - 1].low == "by"
        return step + 1, [replace(found, added=None) if more else found]
    return None
