"""Years of the Republic and of Japanese reigns, academic years, and days of the lunar calendar.

民国58年 is 1969 (58 + 1911); a bare 112年12月 or 112学年度 of a Taiwanese text counts likewise.
正月初八 is the eighth day of the first lunar month, never a day of January.
"""

from __future__ import annotations

import re

from zhaiyi.quantities.numerals import HAN, han_value, normalise
from zhaiyi.quantities.quantity import DateMatch, Quantity, When

REPUBLIC = 1911
_BASES = {"民国": REPUBLIC, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_BASES |= {"中华民国": REPUBLIC}
_NUMBER = rf"[0-9]{{1,3}}|[{HAN}]{{1,5}}"
_ERA = re.compile(
    rf"(?P<era>{'|'.join(_BASES)}) ?(?:(?P<before>前) ?)?(?P<y>元|{_NUMBER}) ?"
    r"(?:年(?P<decade>代)?|学年度?)"
)
_BARE = re.compile(
    r"(?P<y>1[0-3][0-9])"
    r"(?:年(?=(?:1[0-2]|0?[1-9])月|度|[初底]|[上下]半年|第?[一二三四]季)|(?= ?学年))"
    r"|(?P<short>[6-9][0-9])(?= ?学年)"
)
"""A year of the Republic without its name: no count of years has a month or a term behind."""
_SCHOOL = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})"
    r"(?: ?年?(?:-{1,2}|~|至|到|/) ?(?P<to>(?:19|20)[0-9]{2}|[0-9]{2}))? ?学年度?"
)
_SCHOOL_END = re.compile(r" ?学年度?")
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_MONTH = r"闰?(?P<m>正|冬|腊|十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月"
_ONE = "[一二三四五六七八九]"
_EARLY = f"初(?:十|{_ONE})|廿{_ONE}?"
"""Days that only the lunar calendar calls so."""
_DAY = rf"(?P<d>{_EARLY}|二?十{_ONE}?|三十|[12][0-9]|[1-9])"
_LUNAR = re.compile(
    rf"(?:农历|阴历|旧历|夏历)(?:[{HAN}0-9]{{4}}年|[甲乙丙丁戊己庚辛壬癸].年)?的? ?"
    rf"{_MONTH}(?:{_DAY}[日号]?)?(?![0-9])"
)
_LUNAR_BARE = re.compile(
    rf"(?P<m>[正冬腊])月(?!里)(?P<d>{_EARLY}|二?十{_ONE}?|三十)?"
    rf"|闰?(?P<m2>十[一二]?|{_ONE})月(?P<d2>{_EARLY})"
)
_NEW_YEAR = re.compile(rf"(?:大年|年|正月)(?P<d>初(?:十|{_ONE})|十[一二三四五])(?![几多])")


def era_at(text: str, at: int) -> DateMatch | None:
    """The year, decade or academic year at `at` of a normalised text; month and day are for the
    reader of dates."""
    school = _SCHOOL.match(text, at)
    if school is not None:
        return _school(school)
    m = _ERA.match(text, at) or (None if text[at - 1 : at].isdigit() else _BARE.match(text, at))
    if m is None:
        return None
    number = _value(m["y"] or m["short"])
    base = _BASES[m["era"]] if m.re is _ERA else REPUBLIC
    if not number or number > 200:
        return None
    if m.re is _BARE:
        term = _SCHOOL_END.match(text, m.end())
        return DateMatch(term.end() if term else m.end(), When(base + number))
    year = base + 1 - number if m["before"] else base + number
    if m["decade"]:
        return DateMatch(m.end(), When((year - 1) // 10 * 10, span=10))
    return DateMatch(m.end(), When(year))


def era_number(q: Quantity) -> int | None:
    """58 of 民国58年: the year as its era counts it; None for a date that counts as we do."""
    plain = normalise(q.text)
    if q.kind != "date" or _SCHOOL.match(plain):
        return None
    m = _ERA.match(plain) or _BARE.match(plain)
    return _value(m["y"] or m["short"]) if m else None


def is_school_year(q: Quantity) -> bool:
    """Whether a date is an academic year."""
    return q.kind == "date" and "学年" in normalise(q.text)


def _school(m: re.Match[str]) -> DateMatch:
    year, to = int(m["y"]), m["to"]
    later = None if not to else int(to) if len(to) > 2 else year // 100 * 100 + int(to)
    until = When(later) if later and later > year else None
    return DateMatch(m.end(), When(year), until)


def lunar_at(text: str, at: int) -> DateMatch | None:
    """The day or month of the lunar calendar at `at` of a normalised text."""
    new_year = _NEW_YEAR.match(text, at)
    if new_year is not None:
        return DateMatch(new_year.end(), When(None, 1, _day(new_year["d"]), lunar=True))
    m = _LUNAR.match(text, at) or _LUNAR_BARE.match(text, at)
    if m is None:
        return None
    found = m.groupdict()
    month, day = found["m"] or found.get("m2"), found["d"] or found.get("d2")
    number = _LUNAR_MONTHS.get(month or "") or _value(month or "")
    return DateMatch(m.end(), When(None, number, _day(day) if day else None, lunar=True))


def _day(text: str) -> int:
    if text[0] == "廿":
        return 20 + (_value(text[1:]) if text[1:] else 0)
    return _value(text.removeprefix("初"))


def _value(text: str) -> int:
    """Value of Arabic or Chinese digits; 1 for 元; 0 for what is none."""
    if text == "元":
        return 1
    if text.isascii() and text.isdigit():
        return int(text)
    value = han_value(text)
    return int(value) if value is not None else 0
