"""What is put right in a pair of quantities that differ: each rule gives the whole English or None.

A rule sees the quantity that the source says, the one that the English gives, and the English
before and behind it. The first rule that knows the fault decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from zhaiyi.quantities.comparing.bounds import one_value, turn_bound
from zhaiyi.quantities.comparing.equal import atoms, total
from zhaiyi.quantities.english.numerals import CARDINALS
from zhaiyi.quantities.english.read import read_en
from zhaiyi.quantities.misreadings.growth import FOLDS, VERBS
from zhaiyi.quantities.quantity import HALF_DAY, Quantity, When, plain
from zhaiyi.quantities.telling.hints import hint
from zhaiyi.quantities.units import SIGNS, named

Rule = Callable[[Quantity, Quantity, str, str], "str | None"]

_BETWEEN = re.compile(r"\b(?:between|both)\s+$", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:more than|over|above|at least|nearly|almost|about|around|some|exceed\w*|approximately)"
    r"\s+$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?)\s$", re.IGNORECASE)
_POINTS = re.compile(r"^\s?points?\b")
_OTHER_SCALE = re.compile(r"[ -]?(?:(?:mega|giga|tera|kilo)\w+|[Cc]ents?\b|(?:MP|[KMGT]bps|K)\b)")
"""Behind a number: a unit with a scale of its own, so that its digits are right (1 Gbps)."""
_OWN_SCALE = re.compile(r"\d(?:K|[ -]?MP|[ -]megapixels?)$")
"""A number with such a unit: the 10K, 50 megapixels."""
_RATIOS = frozenset({"pp", "bp", "off"})


def scale(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """86.3亿 as "86.3 billion": the digits are right."""
    scaled = _OWN_SCALE.search(given.text) or _OTHER_SCALE.match(after)
    if scaled or not _scale_alone(said, given):
        return None
    return before + in_place(said, given, before) + after


def _scale_alone(said: Quantity, given: Quantity) -> bool:
    """Whether both are amounts of one unit (or the target's has none) with the same digits."""
    if said.when or given.when or "label" in (said.kind, given.kind) or said.vague or given.vague:
        return False
    same_digits = all(
        _digits(a) == _digits(b) for a, b in ((said.low, given.low), (said.high, given.high))
    )
    counted = {said.kind, given.kind} <= {"number", "money", "measure"}
    one_unit = said.unit == given.unit or not said.unit or not given.unit
    return same_digits and counted and one_unit and not one_value(said, given)


def _digits(value: Fraction) -> str:
    return plain(abs(value)).replace(".", "").strip("0")


def in_place(said: Quantity, given: Quantity, before: str) -> str:
    """English of the source's quantity for the place where the wrong one stood."""
    words = hint(replace(said, unit=given.unit, kind=given.kind))
    if _SAID.search(before):
        words = words.removeprefix("more than ")
    return words.replace(" to ", " and ", 1) if _BETWEEN.search(before) else words


def power(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """700多万度 of electricity, no degrees."""
    if (said.unit, given.unit) != ("kWh", "degree") or said.low != given.low:
        return None
    return before + re.sub("degree(s?)$", r"kilowatt-hour\1", given.text) + after


def unit(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """1200斤 as "1,200 kilograms", 0.2个百分点 as "0.2%", 八折 as "80% off"."""
    if said.when or given.when or said.approx or given.approx:
        return None
    if not (_unit_alone(said, given) or _share_left(said, given)):
        return None
    words = hint(said)
    if given.text.endswith("discount"):
        words = words.replace(" off", " discount")
    if words.endswith("points"):
        after = _POINTS.sub("", after)
    if _ARTICLE.search(before):
        before = _ARTICLE.sub("an " if _vowel(words) else "a ", before)
        words = (
            re.sub(r"^(\S+) (\w+)(?: (\w+?)s)?$", _attribute, words) if after[:1] == " " else words
        )
    return before + words + after


def _attribute(m: re.Match[str]) -> str:
    """a 0.2-percentage-point drop."""
    return "-".join(part for part in m.groups() if part) if m[3] else m[0]


def _vowel(words: str) -> bool:
    return bool(re.match(r"(?:8|11\b|18\b)", words))


def _unit_alone(said: Quantity, given: Quantity) -> bool:
    """Whether one value stands with another unit of the same kind of measure."""
    if (said.low, said.high) != (given.low, given.high) or not said.unit:
        return False
    if said.unit in _RATIOS:
        return given.kind in {"percent", "number"} and given.unit != said.unit
    return said.kind == given.kind == "measure" and said.unit != given.unit


def _share_left(said: Quantity, given: Quantity) -> bool:
    """八折 as "80% off" or "8% off"."""
    left = {100 - said.low, (100 - said.low) / 10}
    return said.unit == "off" and given.kind == "percent" and given.low in left


def growth(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """增长了两倍 as "doubled"."""
    if said.kind != "multiple" or given.kind != "multiple":
        return None
    value = total(atoms(said)[0])
    for forms in (*VERBS.values(), *FOLDS):
        if given.text.lower() in forms and value in {2, 3, 4}:
            word = forms[int(value) - 2]
            return before + (word.capitalize() if given.text[0].isupper() else word) + after
    return None


def clock(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """夜里十二点一刻 as "12:15 p.m."; of 22时至次日6时 the end that alone is wrong."""
    if said.when is None or given.when is None or given.until is not None:
        return None
    if said.when.hour is None or given.when.hour is None:
        return None
    known = {_spoken(e.when) for part in (before, after) for e in read_en(part) if e.when}
    ends = [w for w in (said.when, said.until) if w is not None and _spoken(w) not in known]
    if len(ends) != 1 or (said.until is None and _spoken(ends[0]) != _spoken(given.when)):
        return None
    words = hint(replace(said, when=ends[0], until=None, text=""))
    return before + (words.removesuffix(".") if after[:1] == "." else words) + after


def _spoken(when: When) -> tuple[int, int] | None:
    """Hour of twelve and minute."""
    return None if when.hour is None else (when.hour % HALF_DAY, when.minute or 0)


def bound(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """近200 as "more than 200"."""
    return turn_bound(before) + given.text + after if one_value(said, given) else None


_OTHERS = re.compile(
    r"(?P<lead>another |other )?(?P<number>[\w,]+)(?P<tail> other)?", re.IGNORECASE
)
_WORDS = {number: word for word, number in CARDINALS.items()}


def others(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """工信部等六部门 as "MIIT and other six departments": five other."""
    m = _OTHERS.fullmatch(given.text)
    left = int(2 * said.low - given.low)  # `given` counts those named besides the whole
    if (
        m is None
        or not (m["lead"] or m["tail"])
        or said.kind != "number"
        or not 1 < left < said.low
    ):
        return None
    number = str(left) if m["number"].isdigit() else _WORDS.get(left, str(left))
    return f"{before}{number} other{after}"


_YUAN = re.compile(
    r"(?:RMB|CNY|[¥￥])\s?(?=\d)|[ -](?:Chinese )?(?:yuan|RMB|renminbi)\b", re.IGNORECASE
)


def currency(said: Quantity, given: Quantity, before: str, after: str) -> str | None:
    """A bare 元 of a place with money of its own as "HK$8.68 million", no yuan."""
    sign = SIGNS.get(said.unit) if said.kind == given.kind == "money" else None
    words = _YUAN.sub("", given.text)
    if sign is None or given.unit != "CNY" or words == given.text or said.low != given.low:
        return None
    if words[:1].isdigit():
        return f"{before}{sign}{words}{after}"
    return f"{before}{words} {named(said.unit, given.high)}{after}"


RULES: tuple[Rule, ...] = (scale, power, currency, unit, growth, clock, bound, others)
