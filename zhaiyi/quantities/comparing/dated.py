"""What a fair translation does with dates: add the month that is known, drop the year that is
understood, say Sunday for 26日 and "last year" for 2019年; and what it must not do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from zhaiyi.quantities.chinese.eras import era_number
from zhaiyi.quantities.comparing.evidence import Evidence, sure_half
from zhaiyi.quantities.quantity import Quantity, When
from zhaiyi.quantities.units import dimension, in_base

_MONTHS, _HALF_YEAR = 12, 6
_FESTIVAL_DAYS = frozenset({1, 5, 7, 8, 9, 15, 23, 24, 30})
THIS_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class DateRule:
    """Both sides of a pair and the date of the document, as far as it is known."""

    zh: Evidence
    en: Evidence
    year: int | None
    month: int | None

    def rendered(self, q: Quantity) -> bool:
        """Whether the target gives every part of a source date that it may not leave out."""
        points = [w for w in (q.when, q.until) if w is not None]
        if any(self._other_half(w, q.text) for w in points):
            return False
        if self._by_its_era(q):
            return True
        if _counted(q, self.en):
            return all(self._year_rendered(w) for w in points)
        return all(self._rendered(w) for w in points)

    def licensed(self, q: Quantity) -> bool:
        """Whether the source, or the document's date, gives every part of a target date."""
        points = [w for w in (q.when, q.until) if w is not None]
        if _counted(q, self.zh):
            return all(self._year_licensed(w) for w in points)
        return all(self._licensed(w) for w in points)

    def _by_its_era(self, q: Quantity) -> bool:
        """Whether the target counts the year as its era does: the 26th year of Guangxu."""
        number = era_number(q)
        return any(e.kind == "ordinal" and e.low == number for e in self.en.quantities)

    def _other_half(self, w: When, text: str) -> bool:
        """Whether the target gives the hour of `w` for the other half of the day alone."""
        if w.hour is None or not sure_half(text, w):
            return False
        hour, minute = w.hour % 24, w.minute or 0
        given = {h for h, m in self.en.halves if m == minute and h % _MONTHS == hour % _MONTHS}
        return (
            bool(given)
            and hour not in given
            and (hour % _MONTHS, minute) not in self.en.open_clocks
        )

    def _lunar(self, w: When) -> bool:
        """A day of the lunar calendar is given as one, or by the festival that falls on it."""
        if (w.month, w.day) in self.en.lunar:
            return True
        named = "lunar" in self.en.relative
        held = w.day is None or w.day in self.en.days | self.en.whole_numbers
        return named and (held or w.day in _FESTIVAL_DAYS)

    def _rendered(self, w: When) -> bool:
        if w.lunar:
            return self._lunar(w)
        if w.hour is not None:
            return self._clock(w, self.en)
        contrary = bool(self.en.days - self.zh.days) or "day" in self.zh.relative
        day = self._day(w, self.en, contrary)
        return day and self._year_rendered(w) and self._month_rendered(w)

    def _licensed(self, w: When) -> bool:
        if w.lunar:
            return "lunar" in self.zh.relative
        if w.hour is not None:
            return self._clock(w, self.zh)
        if (w.month, w.day) in self.zh.events:
            return self._year_licensed(w)
        day = self._day(w, self.zh, bool(self.zh.days - self.en.days))
        return day and self._year_licensed(w) and self._month_licensed(w)

    def _clock(self, w: When, other: Evidence) -> bool:
        hour, minute = w.hour or 0, w.minute or 0
        if (hour % _MONTHS, minute) in other.clocks:
            return True
        if "clock" in other.relative and hour % _MONTHS == 0 and not minute:
            return True
        if minute and any(m == minute for _, m in other.clocks):
            return False
        numbers = other.whole_numbers
        if hour * 100 + minute in numbers:
            return True
        held = hour in numbers or hour % _MONTHS in numbers or Fraction(hour) in other.loose
        half = minute == 30 and Fraction(1, 2) in other.loose
        return held and (minute == 0 or minute in numbers or half)

    def _year_rendered(self, w: When) -> bool:
        if w.year is None:
            return True
        if w.span > 1:
            return _decade_in(w, self.en)
        found = w.year in self.en.years or w.year in self.en.whole_numbers
        other = bool(self.en.years - self.zh.years)
        understood = not other and (w.year == self.year or self._instead("year"))
        return found or understood or Fraction(w.year) in self.en.loose

    def _instead(self, part: str) -> bool:
        """Whether the target says "last year" or Sunday where the source has no such word."""
        return part in self.en.relative and part not in self.zh.relative

    def _year_licensed(self, w: When) -> bool:
        if w.year is None:
            return True
        if w.span > 1:
            return _decade_in(w, self.zh)
        if w.year in self.zh.years or w.year in self.zh.whole_numbers:
            return True
        if Fraction(w.year) in self.zh.loose or Fraction(w.year % 100) in self.zh.loose:
            return True
        if self.zh.years - self.en.years:
            return False
        relative = "year" in self.zh.relative
        if self.year is not None:
            return abs(w.year - self.year) <= relative
        named = "named year" in self.zh.relative
        return named or (w.month is not None and w.month in self.zh.months)

    def _month_rendered(self, w: When) -> bool:
        if w.month is None or w.month in self.en.months:
            return True
        if w.month == self.month and w.year in (None, self.year):
            return True  # the document's own month is understood, another year's is not
        if w.day is None and Fraction(1, 4) in self.en.loose and w.month % 3 in {0, 1}:
            return True
        contrary = bool(self.en.months - self.zh.months)
        if w.day is not None:
            return not contrary and (bool(self.en.months) or "day" in self.en.relative)
        return "month" in self.en.relative and not contrary

    def _month_licensed(self, w: When) -> bool:
        if w.month is None or w.month in self.zh.months:
            return w.day is not None or w.year is not None or self._may_be_bare(w.month)
        if self._between(w.month):
            return True
        if "month before" in self.zh.relative and w.month % _MONTHS + 1 in self.zh.months:
            return True
        if self.month is not None:
            near = (w.month - self.month) % _MONTHS in {0, 1, _MONTHS - 1}
            return near and (bool(self.zh.days) or bool(self.zh.relative))
        if "other month" in self.zh.relative:
            return False
        day_only = bool(self.zh.days) and not self.zh.months
        return day_only or "month" in self.zh.relative or "day" in self.zh.relative

    def _may_be_bare(self, month: int | None) -> bool:
        """A month alone has lost its day if the source never names that month without one."""
        points = [p for q in self.zh.quantities for p in (q.when, q.until) if p is not None]
        return month is None or any(p.month == month and p.day is None for p in points)

    def _between(self, month: int) -> bool:
        """Quarters and half-years name months without saying them."""
        return bool({Fraction(1, 4)} & self.zh.loose) and month % 3 in {0, 1}

    def _day(self, w: When, other: Evidence, contrary: bool) -> bool:
        """Sunday or "the same day" may stand for a day unless the sides name `contrary` days."""
        if w.day is None or w.day in other.days or w.day in other.whole_numbers - other.counted:
            return True
        return ("day" in other.relative and not contrary) or Fraction(w.day) in other.loose


def _counted(q: Quantity, other: Evidence) -> bool:
    """Whether the other side counts the months of a span: 1至7月 as "the first seven months", the
    first or second half of a year as its six months, 前三季度 as January to September."""
    first, last = (w and w.day is None and w.month for w in (q.when, q.until))
    if not first or not last or first >= last:
        return False
    half = last - first == _HALF_YEAR - 1 and last % _HALF_YEAR == 0
    if half and Fraction(1, 2) in other.loose:
        return True
    return first == 1 and any(
        dimension(o.unit) == "months" and o.low == o.high and in_base(o.low, o.unit) == last
        for o in other.quantities
    )


def _decade_in(w: When, other: Evidence) -> bool:
    year = w.year or 0
    if year == THIS_CENTURY and "century" in other.relative:
        return True
    if year in other.decades or year in other.years:
        return True
    if w.span == 100:
        return Fraction(year // 100 + 1) in other.loose or year // 100 + 1 in other.whole_numbers
    return (
        Fraction(year % 100) in other.loose
        or year in other.whole_numbers
        or Fraction(year) in other.loose
    )
