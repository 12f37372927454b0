"""English dates: July 25, 2020; late June 2015; the 1990s, lunar days."""

from __future__ import annotations

from typing import NamedTuple

from zhaiyi.quantities.english.numerals import ORDINALS, TENS, Reader
from zhaiyi.quantities.quantity import When
from zhaiyi.text.calendar import MONTHS

_MONTHS = {w.lower(): i for i, w in enumerate(MONTHS, 1)}
_MONTHS |= {w[:3]: i for w, i in _MONTHS.items()} | {"sept": 9}
_COMMON_WORDS = frozenset({"may", "march", "mar", "jan", "jun", "dec", "sep", "oct"})
_BEFORE_MONTH = frozenset(
    [
        "in",
        "of",
        "on",
        "since",
        "by",
        "early",
        "late",
        "mid",
        "until",
        "till",
        "from",
        "to",
        "during",
        "last",
        "this",
        "next",
        "and",
        "between",
        "through",
        "before",
        "after",
        "each",
        "every",
        "around",
        "about",
        "for",
    ]
)
DECADES: dict[str, int] = {w[:-1] + "ies": n for w, n in TENS.items()}
_LINKS = frozenset({"-", "–", "—", "to", "through", "until", "till", "and", "~"})
_POSSESSIVES = frozenset({"their", "his", "her", "my", "our", "your"})
_CENTURY = frozenset({"century", "centuries"})
FIRST_YEAR, LAST_YEAR = 1000, 2199
MODERN, LAST_NEAR_YEAR = 1800, 2100
_BEFORE_YEAR = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "early",
        "late",
        "mid",
        "year",
        "of",
        "before",
        "after",
        "during",
    ]
)
_NOT_PLURAL = frozenset(
    {"olympics", "this", "was", "has", "games", "paralympics", "sales", "results"}
)


class DateMatch(NamedTuple):
    """A date of the tokens up to, not with, `next`."""

    next: int
    when: When
    until: When | None = None


def month_at(r: Reader, at: int) -> int | None:
    """The month named at a token; May and March only where they cannot be other words."""
    token = r[at]
    month = _MONTHS.get(token.low)
    if month is None or token.low not in _COMMON_WORDS:
        return month
    if not token.text[0].isupper():
        return None
    dotted = at + 1 + (r[at + 1].text == ".")
    if day_at(r, dotted) or year_at(r, dotted) or r[at - 1].digits or r[at - 1].low == "the":
        return month
    return month if r[at - 1].low in _BEFORE_MONTH else None


def year_at(r: Reader, at: int) -> int | None:
    """A bare year: four digits without a comma, not followed by what would make it a count."""
    token = r[at]
    if not token.digits or len(token.text) != 4 or not token.text.isascii():
        return None
    return int(token.text) if token.text.isdigit() and _era(int(token.text)) else None


def _era(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def day_at(r: Reader, at: int) -> tuple[int, int] | None:
    """Next token and day of the month: 25, 25th, twenty-fifth."""
    token = r[at]
    if token.digits and token.text.isdigit() and 1 <= int(token.text[:3]) <= 31:
        glued = r[at + 1] if r[at + 1].glued else None
        if glued is not None and glued.low in {"st", "nd", "rd", "th"}:
            return at + 2, int(token.text)
        if glued is not None and (glued.word or glued.text in {"%", ":"}):
            return None
        return at + 1, int(token.text)
    ordinal = ordinal_at(r, at)
    return ordinal if ordinal and 1 <= ordinal[1] <= 31 and r[at].word else None


def ordinal_at(r: Reader, at: int) -> tuple[int, int] | None:
    """Next token and value of 12th, twelfth, twenty-first."""
    token, after = r[at], r[at + 1]
    if token.digits and after.glued and after.low in {"st", "nd", "rd", "th"}:
        number = token.text.replace(",", "")
        return (at + 2, int(number)) if number.isdigit() and len(number) < 9 else None
    if token.low in ORDINALS:
        return at + 1, ORDINALS[token.low]
    if token.low in TENS:
        step = at + 1 + (after.text in {"-", "‑"})
        unit = ORDINALS.get(r[step].low, 0)
        if 0 < unit < 10 and (step > at + 1 or r[step].low != "second"):
            return step + 1, TENS[token.low] + unit
    return None


def date_at(r: Reader, at: int) -> DateMatch | None:
    """The date at a token: a month with what stands around it, a decade, a century, a year."""
    return (
        _lunar(r, at)
        or _iso(r, at)
        or _month_first(r, at)
        or _day_first(r, at)
        or _decade(r, at)
        or _year(r, at)
    )


def _lunar(r: Reader, at: int) -> DateMatch | None:
    """The fifth day of the fifth lunar month; the twelfth lunar month; the third day of the
    Lunar New Year."""
    first = ordinal_at(r, at)
    if first is None:
        return None
    month = _lunar_month(r, at)
    if month is not None:
        return DateMatch(month[0], When(None, month[1], lunar=True))
    words = [r[first[0] + i].low for i in range(3)]
    if words[:2] != ["day", "of"] or first[1] > 30:
        return None
    step = first[0] + 2 + (words[2] == "the")
    step += r[step].low in {"leap", "intercalary"}
    month = _lunar_month(r, step)
    if month is not None:
        return DateMatch(month[0], When(None, month[1], first[1], lunar=True))
    step += r[step].low in {"chinese", "lunar"} and r[step + 1].low in {"lunar", "new"}
    step += r[step].low == "lunar"
    if [r[step].low, r[step + 1].low] == ["new", "year"] and step > first[0] + 2:
        return DateMatch(step + 2, When(None, 1, first[1], lunar=True))
    return None


def _lunar_month(r: Reader, at: int) -> tuple[int, int] | None:
    """Next token and number of "fifth lunar month", "fifth month of the lunar calendar"."""
    number = ordinal_at(r, at)
    if number is None or not 1 <= number[1] <= 12:
        return None
    step = number[0]
    words = [r[step + i].low for i in range(5)]
    if words[:2] == ["lunar", "month"]:
        return step + 2, number[1]
    if words[0] == "month" and words[1:3] in (["of", "the"], ["in", "the"]) and words[3] == "lunar":
        return step + 4, number[1]
    return None


def _iso(r: Reader, at: int) -> DateMatch | None:
    """2020-08-01, 2020/8/1."""
    year, sign = year_at(r, at), r[at + 1].text
    if year is None or sign not in {"-", "/"} or r[at + 3].text != sign or not r[at + 2].glued:
        return None
    month, day = r[at + 2], r[at + 4]
    if not (month.text.isdigit() and day.text.isdigit() and len(month.text + day.text) < 5):
        return None
    when = When(year, int(month.text), int(day.text))
    return DateMatch(at + 5, when) if 1 <= int(month.text) <= 12 else None


def _month_first(r: Reader, at: int) -> DateMatch | None:
    """July; July 2020; July 25, 2020; July 25-27; July 25 to August 2."""
    month = month_at(r, at)
    if month is None:
        return None
    step = at + 1 + (r[at + 1].text == ".")
    step += r[step].low == "the"
    day = day_at(r, step)
    if day is None:
        return _month_only(r, step - (r[step - 1].low == "the"), month)
    step, number = day
    until_day = _until_day(r, step)
    if until_day is not None:
        step = until_day[0]
    step, year = _trailing_year(r, step)
    until = When(None, None, until_day[1]) if until_day else None
    return DateMatch(step, When(year, month, number), until)


def _month_only(r: Reader, step: int, month: int) -> DateMatch:
    until = None
    linked = r[step].low in {"-", "–", "to", "through"}
    linked = linked or (r[step].low == "and" and r[step - 2].low == "between")
    second = month_at(r, step + 1) if linked else None
    if second is not None and not day_at(r, step + 2):
        step, until = step + 2, When(None, second)
    step, year = _trailing_year(r, step)
    return DateMatch(step, When(year, month), until)


def _until_day(r: Reader, at: int) -> tuple[int, int] | None:
    """The second day of July 25-27, July 25 and 26."""
    if r[at].low not in _LINKS:
        return None
    day = day_at(r, at + 1)
    if day is None or r[day[0]].low in _MONTHS or (r[day[0]].word and r[at].low in {"and", "to"}
        and r[day[0]].low not in {"of", "in", "at", "by", "for", "with", "the"}):  # fmt: skip
        return None
    return day


def _trailing_year(r: Reader, at: int) -> tuple[int, int | None]:
    step = at + (r[at].text == "," or r[at].low in {"of", "in"})
    year = year_at(r, step)
    if year is None or (r[at].low == "in" and r[step + 1].low in {"people", "cases"}):
        return at, None
    return step + 1, year


def _day_first(r: Reader, at: int) -> DateMatch | None:
    """25 July 2020; the 25th of July; 25-27 July."""
    day = day_at(r, at)
    if day is None:
        return None
    step, until = day[0], None
    if r[step].text in {"-", "–"} and (second := day_at(r, step + 1)):
        step, until = second[0], second[1]
    step += r[step].low == "of"
    month = _MONTHS.get(r[step].low)
    if month is None or (r[step].low in _COMMON_WORDS and not r[step].text[0].isupper()):
        return None
    step, year = _trailing_year(r, step + 1 + (r[step + 1].text == "." and r[step].low == "sept"))
    end = None if until is None else When(None, None, until)
    return DateMatch(step, When(year, month, day[1]), end)


def _decade(r: Reader, at: int) -> DateMatch | None:
    """1990s, '90s, the nineties, the 21st century."""
    token, after = r[at], r[at + 1]
    ordinal = ordinal_at(r, at)
    if ordinal is not None:
        step = ordinal[0] + (r[ordinal[0]].text == "-")
        if r[step].low in _CENTURY and ordinal[1] > 3:
            return DateMatch(step + 1, When((ordinal[1] - 1) * 100, span=100))
    if token.low in DECADES and not {r[at - 1].low, r[at - 2].low} & _POSSESSIVES:
        return DateMatch(at + 1, When(1900 + DECADES[token.low], span=10))
    suffix = after.glued and after.low in {"s", "'s", "’s"}
    if after.glued and after.text in {"'", "’"} and r[at + 2].glued and r[at + 2].low == "s":
        suffix, after = True, r[at + 2]
    if not (token.digits and token.text.isdigit() and token.text[-1] == "0" and suffix):
        return None
    step = at + 2 + (r[at + 1].text in {"'", "’"})
    number = int(token.text[:5])
    if year_at(r, at):
        century = number % 100 == 0 and number < 2000
        return DateMatch(step, When(number, span=100 if century else 10))
    aged = bool({r[at - 1].low, r[at - 2].low} & _POSSESSIVES)
    return (
        DateMatch(step, When(1900 + number, span=10)) if len(token.text) == 2 and not aged else None
    )


def _year(r: Reader, at: int) -> DateMatch | None:
    """A bare year, 2018-2020, 2019-20, nineteen ninety is left out."""
    year = year_at(r, at)
    if year is None:
        return None
    link, second = r[at + 1], r[at + 2]
    if not _likely_year(r, at, year):
        return None
    if link.low in {"-", "–", "to", "/"} and second.digits and second.text.isdigit():
        later = year_at(r, at + 2)
        if later is None and len(second.text) == 2 and second.glued and link.glued:
            later = year // 100 * 100 + int(second.text)
        if later is not None and later > year:
            return DateMatch(at + 3, When(year), When(later))
    return DateMatch(at + 1, When(year))


def _likely_year(r: Reader, at: int, year: int) -> bool:
    """Plural nouns after it (1500 people) make it a count; a preposition makes it a year."""
    if r[at - 1].low in _BEFORE_YEAR:
        return not _plural(r[at + 1].low) or year > MODERN
    return MODERN <= year <= LAST_NEAR_YEAR and not _plural(r[at + 1].low)


def _plural(word: str) -> bool:
    return word in {"people", "children"} or (
        len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NOT_PLURAL
    )
