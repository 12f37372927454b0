"""When two values of a translation are the same: notation, rounding, units, ratios."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from zhaiyi.quantities.quantity import Kind, Quantity
from zhaiyi.quantities.units import (
    AMBIGUOUS_CURRENCIES,
    DURATIONS,
    MONTH_IN_SECONDS,
    dimension,
    in_base,
)

CONVERSION_ERROR = Fraction(2, 100)
"""How far a converted measure may be off (1 mile given as 1.6 km, 15 mu as a hectare)."""
VAGUE_LOW, VAGUE_HIGH = Fraction(1, 2), Fraction(3, 2)
LARGEST_ROUNDING = Fraction(3, 100)
_AMERICAN = re.compile("u.?s|american|美")
RATIOS = frozenset({"percent", "fraction", "multiple"})
_PER_WHOLE = {"bp": 10_000}
_SMALL_MULTIPLE = 4
"""From here on a multiple and what it adds are told apart by nobody: 增长10倍 is called tenfold."""
_ALIKE = ({"degree", "temperature"}, {"degree", "energy"}, {"length", "speed"}, set(DURATIONS))
"""Dimensions of which one may stand for the other: 度 is a degree or a kilowatt-hour."""
_CATTIES = {"jin", "taijin"}
"""Both are catties in English, whatever they weigh."""
_PACE = {"km/h": "km", "mph": "mile", "m/s": "m"}


class Atom(NamedTuple):
    """One value of a quantity: a range has two, a vague number one with ``low < high``."""

    low: Fraction
    high: Fraction
    unit: str
    kind: Kind
    approx: bool = False
    added: bool | None = False
    ranged: bool = False


def atoms(q: Quantity) -> tuple[Atom, ...]:
    """The values of a quantity that is neither a date nor a time."""
    unit = _as_written(q)
    if q.vague or q.low == q.high:
        return (Atom(q.low, q.high, unit, q.kind, q.approx, q.added),)
    return tuple(Atom(v, v, unit, q.kind, added=q.added, ranged=True) for v in (q.low, q.high))


def _as_written(q: Quantity) -> str:
    """The unit, or the sign that several currencies share when the text has no more than that."""
    words = q.text.lower()
    if q.unit == "USD" and not _AMERICAN.search(words):
        return "$"
    return "¥" if q.unit == "CNY" and words[:1] in {"¥", "￥"} else q.unit


def same(source: Atom, target: Atom, *, percent_in_target: bool = True) -> bool:
    """Whether `target` is a fair rendering of `source`."""
    if source.low < source.high or target.low < target.high:
        return _overlap(source, target)
    if source.kind in RATIOS or target.kind in RATIOS:
        return _same_ratio(source, target, percent_in_target)
    if not _compatible(source.unit, target.unit):
        return False
    if opposite(source, target):
        return False
    if source.unit != target.unit and _convertible(source.unit, target.unit):
        return _converted(_paced(source, target), _paced(target, source))
    if target.approx and abs(source.low - target.low) <= source.low / 5:
        return True
    return _rounded(abs(source.low), abs(target.low))


def opposite(one: Atom, two: Atom) -> bool:
    """Whether two temperatures lie on the two sides of zero: 零下12度 and 12 degrees. In a range
    (零下10到12度) a sign may belong to either end."""
    known = {dimension(one.unit), dimension(two.unit)} <= _TEMPERATURES
    scales = {one.unit, two.unit} == {"C", "F"}
    return known and not scales and not (one.ranged or two.ranged) and one.low * two.low < 0


_TEMPERATURES = frozenset({"temperature", "degree"})


def _compatible(a: str, b: str) -> bool:
    """Whether unit `b` may stand for `a`: known ones must be of one dimension; one currency is not
    another, and electricity is never measured in degrees, but 度 may be a kilowatt-hour."""
    if not a or not b or a == b:
        return True
    one, two = dimension(a), dimension(b)
    if {a, b} == {"GBP", "lb"}:
        return True
    if one == two == "money":
        return bool(_money(a) & _money(b))
    if one == "energy" and two == "degree":
        return False
    return one == two or {one, two} in _ALIKE


def _convertible(a: str, b: str) -> bool:
    return (
        bool(a and b)
        and "money" not in {dimension(a), dimension(b)}
        and "degree" not in {a, b}
        and {a, b} != _CATTIES
    )


def _money(unit: str) -> frozenset[str]:
    return AMBIGUOUS_CURRENCIES.get(unit, frozenset({unit}))


def _paced(atom: Atom, other: Atom) -> Atom:
    """A speed as a length when the other side says only the length (每小时60公里)."""
    if dimension(atom.unit) == "speed" and dimension(other.unit) == "length":
        return atom._replace(unit=_PACE[atom.unit])
    return atom


def _converted(source: Atom, target: Atom) -> bool:
    one, two = in_base(source.low, source.unit), in_base(target.low, target.unit)
    if dimension(source.unit) != dimension(target.unit):
        one, two = _seconds(one, source.unit), _seconds(two, target.unit)
    error = CONVERSION_ERROR
    if dimension(source.unit) != "temperature" and significant(target.low) == 1:
        error = Fraction(1, 10)
    return abs(one - two) <= max(abs(one), Fraction(1, 1000)) * error or (
        dimension(source.unit) == "temperature" and abs(one - two) <= 1
    )


def _seconds(value: Fraction, unit: str) -> Fraction:
    return value * MONTH_IN_SECONDS if dimension(unit) == "months" else value


def _overlap(source: Atom, target: Atom) -> bool:
    """Vague numbers agree when their ranges meet: 数十万 and "hundreds of thousands" do not."""
    if not _compatible(source.unit, target.unit):
        return False
    if source.kind == target.kind == "age":  # a year more or less: 年近八旬 is 79
        slack = source.low == source.high or target.low == target.high
        return source.low <= target.high + slack and target.low <= source.high + slack
    if source.low < source.high and target.low == target.high and not target.approx:
        finest = max(significant(source.low), significant(source.high))
        if significant(target.low) > finest:
            return False  # 六七十 is no 67
        if is_bound(source):
            return source.low <= target.low < source.low * 3  # 过亿 is no billion
    return source.low * VAGUE_LOW <= target.high and target.low <= source.high * VAGUE_HIGH


def is_bound(atom: Atom) -> bool:
    """Whether a vague number is a lower bound: 上百, 过亿."""
    return atom.high == atom.low * 9 > 0


def _rounded(source: Fraction, target: Fraction) -> bool:
    """Equal, or the target is the source rounded or cut to two digits or more."""
    if source == target:
        return True
    digits = significant(target)
    if digits < 2 or source == 0 or digits >= significant(source):
        return False
    step = _last_place(target, digits)
    off = abs(source - target)
    return off < step and off <= source * LARGEST_ROUNDING and source > 10


def significant(value: Fraction) -> int:
    """Number of significant digits of a finite decimal; many for anything else."""
    return len(_mantissa(value))


def _mantissa(value: Fraction) -> str:
    scaled = abs(value)
    for _ in range(9):
        if scaled.denominator == 1:
            break
        scaled *= 10
    return str(int(scaled)).strip("0") or "0"


def _last_place(value: Fraction, digits: int) -> Fraction:
    """Worth of the last significant digit: 100 for 12,300."""
    place = Fraction(1)
    while value % place or value % (place * 10) == 0:
        if value % place:
            place /= 10
            if place < Fraction(1, 10**9):
                break
        else:
            place *= 10
    return place


def _same_ratio(source: Atom, target: Atom, percent_in_target: bool) -> bool:
    """30 percent, three tenths, 0.3; twofold, doubled, up 100 percent; a bare 30 only beside
    another percent ("30 and 40 percent")."""
    if "money" in {source.kind, target.kind}:
        return False
    if "multiple" in {source.kind, target.kind}:
        return _same_multiple(source, target)
    if "off" in {source.unit, target.unit}:
        return _same_discount(source, target)
    if {source.unit, target.unit} & POINTS and source.kind == target.kind == "percent":
        return bool(source.unit and target.unit) and _close(_share(source), _share(target))
    if _close(_share(source), _share(target)) or _thirds(source, target):
        return True
    if {source.kind, target.kind} & {"percent"} and "number" in {source.kind, target.kind}:
        return source.low == target.low and (
            percent_in_target or "pp" in {source.unit, target.unit}
        )
    return False


def _thirds(source: Atom, target: Atom) -> bool:
    """33 percent and a third: a percentage that is whole stands for a fraction that has none."""
    fraction, percent = sorted((source, target), key=lambda atom: atom.kind != "fraction")
    known = fraction.kind == "fraction" and percent.kind == "percent" and not percent.unit
    whole = known and percent.low.denominator == 1 and 100 % fraction.low.denominator
    return bool(whole) and abs(_share(fraction) - _share(percent)) <= _HALF_A_PERCENT


_HALF_A_PERCENT = Fraction(1, 200)
POINTS = frozenset({"pp", "bp"})


def _same_discount(source: Atom, target: Atom) -> bool:
    """八折: 20 percent off, or 80 percent of the price."""
    if source.unit == target.unit:
        return source.low == target.low
    off, other = (source, target) if source.unit == "off" else (target, source)
    share = _share(other) * 100
    return share in ({100 - off.low} if off is source else {off.low, 100 - off.low})


def _same_multiple(source: Atom, target: Atom) -> bool:
    """增长了两倍: tripled, up 200 percent; 是两倍: twice as much, 200 percent of it."""
    return any(_close(one, two) for one in _totals(source) for two in _totals(target))


def _totals(atom: Atom) -> tuple[Fraction, ...]:
    """What an atom may mean as a multiple of what was before."""
    value = _share(atom)
    if atom.kind != "multiple":
        return value, value + 1
    if atom.added is None or (atom.added and value >= _SMALL_MULTIPLE):
        return value, value + 1
    return (value + 1,) if atom.added else (value,)


def total(atom: Atom) -> Fraction:
    """The value of an atom; of a multiple that comes on top the whole: 3 for 增长了两倍."""
    return abs(atom.low) + (1 if atom.added else 0)


def _share(atom: Atom) -> Fraction:
    if atom.kind != "percent":
        return abs(atom.low)
    return abs(atom.low) / _PER_WHOLE.get(atom.unit, 100)


def _close(one: Fraction, two: Fraction) -> bool:
    return (
        one == two
        or abs(one - two) <= Fraction(4, 1000) * (one if one < 1 else 0)
        or _rounded(one * 100, two * 100)
    )


def is_open(q: Quantity) -> bool:
    """Whether usage wavers between a multiple and what it adds: 涨了五倍 is called fivefold."""
    return bool(q.added) and q.low >= _SMALL_MULTIPLE


def is_growth(q: Quantity) -> bool:
    """Whether a Chinese multiple says how much something grew (增长了两倍, 翻番), and surely so."""
    return q.kind == "multiple" and q.low == q.high and (bool(q.added) or "翻" in q.text)
