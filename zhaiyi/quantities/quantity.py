"""The canonical form of a quantity, the same for Chinese and for English."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

Kind = Literal[
    "number",  # a count, or a number without a known unit
    "money",
    "measure",  # physical: length, area, mass, temperature, ...
    "percent",
    "fraction",
    "multiple",  # 2倍, twofold
    "ordinal",
    "duration",
    "age",
    "date",
    "time",  # of day
    "label",  # a name with digits, kept as it is; never read as a quantity, only compared
]
HALF_DAY, LAST_HOUR = 12, 24
LONGEST = 15
"""More digits than these are an identifier, and no quantity."""
PARTS_OF_ONE = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


class When(NamedTuple):
    """A point of the calendar or the clock; what the text leaves open is None.

    `span` is the number of years meant by `year`: 1, 10 for a decade (1990s), 100 for a century.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    span: int = 1
    lunar: bool = False

    def __str__(self) -> str:
        """ISO 8601 with dashes for the missing parts: 2015-06, --07-25, ---26, 1990s, 15:30;
        lunar--05-05 for a day of the lunar calendar."""
        if self.lunar:
            return "lunar" + str(self._replace(lunar=False))
        if self.hour is not None:
            return f"{self.hour:02d}:{self.minute or 0:02d}"
        if self.span > 1 and self.year is not None:
            return f"{self.year}s" if self.span == 10 else f"{self.year // 100 + 1}c"
        year = "-" if self.year is None else f"{self.year:04d}"
        if self.month is None and self.day is None:
            return year
        month = "-" if self.month is None else f"-{self.month:02d}"
        return year + month + ("" if self.day is None else f"-{self.day:02d}")


class DateMatch(NamedTuple):
    """A Chinese date or time that ends at `end`; `until` for a range."""

    end: int
    when: When
    until: When | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity as read in a text: ``text == source[start:end]``.

    `low` and `high` are equal for a single value; a range (5-10) and a vague number (数十, dozens)
    have two. Percent counts in hundredths (30% is 30), with the unit ``bp`` in ten-thousandths;
    with ``off`` it is what is taken off a price (八折: 20). `unit` is a name of `units.UNITS` or an
    ISO 4217 currency code, empty when unknown. `approx` marks "more than", "some", 多, 余 when they
    are part of the number. `optional` quantities (一名, 首次, "one", "first") may be rendered
    without a number and may be added for style; they never count as missing or invented.
    `when` and `until` are set for dates and times only; `low` then is the last part given.
    """

    text: str
    start: int
    end: int
    kind: Kind
    low: Fraction
    high: Fraction
    unit: str = ""
    approx: bool = False
    optional: bool = False
    when: When | None = None
    until: When | None = None
    added: bool | None = False
    """Of a multiple: whether it comes on top (增长了两倍: tripled); None where both are meant."""

    @property
    def vague(self) -> bool:
        """True for a number that names only its magnitude: 数十, dozens."""
        return self.approx and self.low < self.high

    @property
    def canonical(self) -> str:
        """Kind, value and unit in one string: ``money:1200000000000 CNY``; the same in both
        languages for the same quantity."""
        return (
            f"{self.kind}:{'~' if self.approx else ''}{self.value}{self.unit and ' ' + self.unit}"
        )

    @property
    def value(self) -> str:
        """The value alone: ``61000``, ``15000..25000``, ``2/3``, ``2015-06``, ``---24/---25``."""
        if self.when is not None:
            return str(self.when) + ("" if self.until is None else f"/{self.until}")
        low = plain(self.low)
        return low if self.low == self.high else f"{low}..{plain(self.high)}"


def made(
    text: str,
    start: int,
    end: int,
    kind: Kind,
    low: Fraction,
    high: Fraction | None = None,
    *,
    unit: str = "",
    approx: bool = False,
    optional: bool = False,
    when: When | None = None,
    until: When | None = None,
) -> Quantity:
    """The quantity at ``text[start:end]``; `high` is `low` when not given."""
    high = low if high is None else high
    return Quantity(
        text[start:end], start, end, kind, low, high, unit, approx, optional, when, until
    )


def dated(
    text: str, start: int, end: int, kind: Kind, when: When, until: When | None, optional: bool
) -> Quantity:
    """A date or time; its value is the finest part that is given."""
    low, high = sorted((_last(when), _last(until or when)))
    return made(text, start, end, kind, low, high, optional=optional, when=when, until=until)


def _last(when: When) -> Fraction:
    parts = (when.hour, when.day, when.month, when.year)
    return Fraction(next((part for part in parts if part is not None), 0))


def plain(value: Fraction) -> str:
    """A finite decimal as digits (``0.5``), anything else as a fraction (``1/3``)."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
