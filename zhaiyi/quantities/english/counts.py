"""An English numeral with what stands around it: currency, percent, unit, age; ranges of two."""

from __future__ import annotations

from fractions import Fraction

from zhaiyi.quantities.english.dates import date_at, month_at
from zhaiyi.quantities.english.numerals import SCALES, Numeral, Reader
from zhaiyi.quantities.english.times import time_at
from zhaiyi.quantities.quantity import Kind, Quantity, made
from zhaiyi.quantities.units import (
    CURRENCIES,
    CURRENCY_LETTERS,
    EN_CURRENCIES,
    EN_MEASURES,
    LIKELIEST,
    dimension,
)

_DASHES = frozenset({"-", "–", "—", "‑", "~"})
_PREFIXES = frozenset(
    [
        "mid",
        "pre",
        "post",
        "early",
        "late",
        "non",
        "sub",
        "under",
        "over",
        "pan",
        "ex",
        "age",
        "aged",
    ]
)
_COUNTRIES = {
    "us": "USD", "hk": "HKD", "nt": "TWD", "s": "SGD", "a": "AUD", "au": "AUD", "aud": "AUD",
    "c": "CAD", "ca": "CAD", "cad": "CAD", "nz": "NZD", "usd": "USD", "hkd": "HKD", "mop": "MOP",
}  # fmt: skip
_SKIPPED_BEFORE_UNIT = frozenset({"more", "full", "consecutive", "straight", "calendar", "extra"})
_LONGEST_UNIT = 3
_COINS = {"jiao": 10, "mao": 10, "fen": 100}
"""So many make a yuan."""


def built(
    r: Reader,
    at: int,
    stop: int,
    kind: Kind,
    low: Fraction,
    high: Fraction | None = None,
    *,
    unit: str = "",
    approx: bool = False,
    optional: bool = False,
) -> Quantity:
    """The quantity of the tokens from `at` up to, not with, `stop`."""
    start, end = r[at].start, r[stop - 1].end
    unit = LIKELIEST.get(unit, unit)
    return made(r.text, start, end, kind, low, high, unit=unit, approx=approx, optional=optional)


def in_name(r: Reader, at: int) -> bool:
    """Digits that belong to a name: G20, COVID-19, 737NG; not mid-2020, the-5, 30km, 5bn."""
    token, before = r[at], r[at - 1]
    if token.glued and before.text in {"_", "#", "@"}:
        return True
    if not token.digits:
        return False
    if before.text == "." and token.glued and before.glued and r[at - 2].digits:
        return True
    if token.glued and before.word and before.low not in _PREFIXES | CURRENCY_LETTERS | {"us"}:
        return before.low not in _MONEY_LETTERS
    if token.glued and before.text in _DASHES and before.glued:
        name = r[at - 2]
        if name.word and name.low not in _PREFIXES and month_at(r, at - 2) is None:
            return name.low not in EN_MEASURES and not r.numeral(at - 2)
    after = r[at + 1]
    return after.glued and after.word and not _suffix(r, at)


_MONEY_LETTERS = frozenset({"us", "hk", "nt", "au", "rmb"})


def _suffix(r: Reader, at: int) -> bool:
    """Whether letters glued to a number are a unit, a scale or an ending, not part of a name."""
    after = r[at + 1]
    if after.low in {"st", "nd", "rd", "th", "s", "pm", "am", "p.m.", "a.m.", "p.m", "a.m", "x"}:
        return True
    number = r.numeral(at)
    if number is not None and number.next > at + 1:
        return True
    if after.low == "g":
        return after.text == "g"
    return after.low in EN_MEASURES or after.low in EN_CURRENCIES or after.text == "m"


def number_at(r: Reader, at: int) -> tuple[int, list[Quantity]] | None:
    first = r.numeral(at)
    if first is None:
        return None
    cold = _below_zero(r, at, first)
    if cold is not None:
        return cold
    start, money = money_before(r, at)
    ranged = _range(r, at, start, first, money)
    if ranged is not None:
        return ranged
    stop, quantity = _single(r, at, first, money)
    return stop, [quantity]


def money_before(r: Reader, at: int) -> tuple[int, str]:
    """First token and name of a currency that stands before a number: US$5, RMB 5, $5."""
    before = r[at - 1].low if at > r.taken else ""
    if before in CURRENCY_LETTERS:
        return at - 1, EN_CURRENCIES[before]
    if before not in {"$", "€", "£", "¥"} or (not r[at].glued and before != "$"):
        return at, ""
    letters = r[at - 2].low.replace(".", "")
    if (
        before == "$"
        and at - 1 > r.taken
        and letters in _COUNTRIES
        and (r[at - 1].glued or len(letters) > 1)
    ):
        return at - 2, _COUNTRIES[letters]
    return at - 1, EN_CURRENCIES[before]


def _range(
    r: Reader, at: int, start: int, first: Numeral, money: str
) -> tuple[int, list[Quantity]] | None:
    """1.5 million to 2 million, 5-10 percent, between 5 and 10 years."""
    if first.form in {"vague", "article"}:
        return None
    stop, own = _single(r, at, first, money)
    if not _links(r, start, stop):
        return None
    step, own_money = _second_money(r, stop + 1)
    second = r.numeral(step)
    if second is None or second.form == "vague" or _begins_other(r, stop, step):
        return None
    end, last = _single(r, step, second, own_money)
    if not _alike(r, start, stop, own, last):
        return None
    low = _inherit(own, first, last, second)
    if low is None or low == last.low or (low > last.low and second.scaled == 1):
        return None
    low, high = sorted((low, last.low))
    if r[stop].low == "or" and last.low - low > second.scaled:
        return None
    said = last if last.kind != "number" or last.unit else own
    return end, [built(r, start, end, said.kind, low, high, unit=said.unit)]


def _second_money(r: Reader, at: int) -> tuple[int, str]:
    """Token of the second number of a range and the currency before it: to $5, to US$5, to 5."""
    for step in (at + 1, at + 2):
        begin, money = money_before(r, step)
        if money and begin == at:
            return step, money
    return at, ""


def _alike(r: Reader, start: int, stop: int, own: Quantity, last: Quantity) -> bool:
    """Whether two numbers are of one kind. Behind "fell 5 percent to" stands the new level: a
    percent takes a bare number only after "from" or "between" or over a dash."""
    if own.kind == "number":
        return last.kind != "money" or r.numeral(stop + 1) is not None
    if own.kind != "percent":
        return True
    if last.kind == "percent":
        return own.unit == last.unit
    dash = r[stop].text in _DASHES and r[stop].glued
    return last.kind == "number" and (dash or r[start - 1].low in {"from", "between"})


def _links(r: Reader, start: int, stop: int) -> bool:
    """Whether token `stop` joins two numbers of a range, the first of which begins at `start`."""
    between = r[start - 1].low == "between" and r[stop].low == "and"
    return r[stop].text in _DASHES or r[stop].low in {"to", "or"} or between


def _begins_other(r: Reader, link: int, step: int) -> bool:
    """Whether what follows the link is a name, a time or a year, no second number."""
    year = r[link].low in {"to", "or"} and date_at(r, step) is not None and len(r[step].text) == 4
    return year or in_name(r, step) or time_at(r, step) is not None


def _inherit(own: Quantity, first: Numeral, last: Quantity, second: Numeral) -> Fraction | None:
    """Lower end of a range in the scale and unit of its upper end; None if the two do not fit."""
    if own.kind != "number" and last.kind not in {own.kind, "number"}:
        return None
    if own.unit and last.unit and own.unit != last.unit:
        return None
    if first.scaled == 1 and second.scaled > 1 and first.low * second.scaled < second.low * 2:
        return first.low * second.scaled
    return own.low


def _single(r: Reader, at: int, n: Numeral, money: str) -> tuple[int, Quantity]:
    start = money_before(r, at)[0] if money else at
    if money:
        after, unit = unit_at(r, n.next)
        known = unit in CURRENCIES or unit == "$"
        stop, name = (
            (after, unit if money == "$" and unit != "$" else money) if known else (n.next, money)
        )
        return stop, built(
            r, start, stop, "money", n.low, n.high, unit=name, approx=n.form == "vague"
        )
    percent = _percent(r, n.next)
    return _measured(r, at, n) if percent is None else _shared(r, at, n, percent)


def _percent(r: Reader, at: int) -> tuple[int, str] | None:
    """Next token and unit of a percent sign or word: empty, ``pp``, ``off``, ``‰``."""
    step = at + (r[at].text == "-")
    word = r[step].low
    if word == "‰":
        return step + 1, "‰"
    if word not in {"percentage", "percent", "per", "%", "pct"}:
        return None
    if word == "per" and r[step + 1].low not in {"cent", "cents"}:
        return None
    step += 1 + (word == "per")
    end = step + (r[step].text == "-")
    if r[end].low in {"point", "points"}:
        return end + 1, "pp"
    if r[end].low in _OFF and r[end + 1].low not in {"the", "its", "their"}:
        return end + 1, "off"
    return None if word == "percentage" else (step, "")


_OFF = frozenset({"off", "discount", "discounts"})
_DISCOUNTS = frozenset({"discount", "discounts", "discounted"})


def _taken_off(r: Reader, at: int) -> bool:
    """A discount of 20 percent, discounted by 20 percent."""
    return r[at - 1].low in {"of", "by"} and r[at - 2].low in _DISCOUNTS


def _signed(r: Reader, at: int) -> bool:
    """-5, minus 5."""
    sign = r[at - 1].text in {"-", "−", "–"} and r[at].glued and not r[at - 1].glued
    return sign or r[at - 1].low in {"minus", "negative"}


def _below_zero(r: Reader, at: int, n: Numeral) -> tuple[int, list[Quantity]] | None:
    """12 degrees Celsius below zero, 12 below freezing."""
    end, unit = unit_at(r, n.next)
    if r[end].low != "below" or r[end + 1].low not in {"zero", "freezing"}:
        return None
    if unit and dimension(unit) not in {"temperature", "degree"}:
        return None
    stop, unit = end + 2, unit or "degree"
    return stop, [built(r, at, stop, "measure", -n.high, -n.low, unit=unit)]


def _shared(r: Reader, at: int, n: Numeral, percent: tuple[int, str]) -> tuple[int, Quantity]:
    """A number with the end and unit of its percent sign."""
    stop, unit = percent
    divide = 10 if unit == "‰" else 1
    low, high, unit = n.low / divide, n.high / divide, unit.strip("‰")
    if _signed(r, at):
        low, high = -high, -low
    if not unit and _taken_off(r, at):
        unit = "off"
    return stop, built(r, at, stop, "percent", low, high, unit=unit)


def _measured(r: Reader, at: int, n: Numeral) -> tuple[int, Quantity]:
    """A number with its unit, age, or nothing."""
    end, unit = unit_at(r, n.next)
    if part := _COINS.get(r[n.next].low):
        low, high = n.low / part, n.high / part
        return n.next + 1, built(r, at, n.next + 1, "money", low, high, unit="CNY")
    if not unit:
        return n.next, _plain(r, at, n)
    age = _age_end(r, end) if unit == "year" else 0
    if age:
        return age, built(r, at, age, "age", n.low, n.high)
    kind = kind_of(unit)
    half = [r[end + i].low for i in range(3)] == ["and", "a", "half"]
    extra = Fraction(1, 2) if half else Fraction(0)
    low, high = n.low + extra, n.high + extra
    if kind == "measure" and _signed(r, at):
        low, high = -high, -low
    stop = end + 3 if half else end
    vague, weak = n.form == "vague", n.low == 1 and n.form == "words" and not half
    return stop, built(r, at, stop, kind, low, high, unit=unit, approx=vague, optional=weak)


def _plain(r: Reader, at: int, n: Numeral) -> Quantity:
    """A number without a unit; small words and capitals of a name are optional."""
    vague = n.form == "vague"
    weak = (n.low in {1, 2} and n.form == "words") or (vague and n.low < 1000)
    weak = weak or r[at].low in SCALES or (n.form == "words" and _in_name(r, at))
    about = vague or r[n.next - 1].low == "dozen"
    return built(r, at, n.next, "number", n.low, n.high, approx=about, optional=weak)


def _age_end(r: Reader, end: int) -> int:
    """Token behind "old" or "of age" after years; 0 for none."""
    words = tuple(t.low for t in (r[end], r[end + 1]) if t.text != "-")
    if words[:1] == ("old",) or words == ("of", "age") or r[end + 1].low == "old":
        return end + 1 + (r[end].text == "-" or words == ("of", "age"))
    return 0


def kind_of(unit: str) -> Kind:
    """What a number with this unit is."""
    if unit in CURRENCIES or unit in LIKELIEST:
        return "money"
    return _KINDS.get(dimension(unit), "measure")


_KINDS: dict[str, Kind] = {"months": "duration", "seconds": "duration", "ratio": "percent"}
"""Kinds of the units of a dimension; all others are measures."""


def _in_name(r: Reader, at: int) -> bool:
    """A capital in the middle of a sentence: Four Corners, the Big Five."""
    before = r[at - 1]
    inside = (before.word or before.digits or before.text in ",-") and before.text != "\n"
    return r[at].text[0].isupper() and at > 0 and inside


def unit_at(r: Reader, at: int) -> tuple[int, str]:
    """Next token and unit after a number: longest name first, a hyphen may precede."""
    step = at
    if (r[step].text in {"-", "‑"} and r[step].glued) or r[step].low in _SKIPPED_BEFORE_UNIT:
        step += 1
    for size in range(_LONGEST_UNIT, 0, -1):
        parts = [r[step + i] for i in range(size)]
        name = "".join(("" if t.glued else " ") + (" " if t.text in "-‑" else t.low) for t in parts)
        name = name.strip()
        unit = EN_CURRENCIES.get(name) or EN_MEASURES.get(name)
        if unit and _really(r, step, step + size, name):
            return step + size, unit
    if r[step].text == "m" and (r[step].glued or not r[step + 1].glued):
        return step + 1, "m"
    return at, ""


def _really(r: Reader, at: int, end: int, name: str) -> bool:
    """ "second" and "quarter" after a number, "g", "won" and "real" are often other words."""
    if name in {"mt", "kt"}:
        return r[at].text in {"Mt", "kt"} and not r[end].text[:1].isupper()  # Mt. Emei
    if name in {"g", "kw", "mb", "gb", "tb", "mw", "gw"}:
        return name != "g" or r[at].text == "g"
    if name in {"won", "real", "min", "second", "quarter", "pound", "pounds", "mu"}:
        return r[at].text == name and r[end].low not in {"the", "a", "half", "final"}
    return not (name == "°" and r[at + 1].low in {"c", "f"})
