"""Years of the Republic and of reigns, academic years, and days of the lunar calendar.

民国58年 is 1969 (58 + 1911); a bare 112年12月 or 112学年度 of a Taiwanese text counts likewise, and
so does a 112年 that is no span of time, by what stands around it and by the script.
正月初八 is the eighth day of the first lunar month, never a day of January.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zhaiyi.quantities.chinese.numerals import HAN, han_value, normalise
from zhaiyi.quantities.quantity import DateMatch, Quantity, When
from zhaiyi.text.traditional import simplified

REPUBLIC = 1911
_BASES = {"民国": REPUBLIC, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_BASES |= {"中华民国": REPUBLIC}
_BASES |= {
    "洪武": 1367, "永乐": 1402, "嘉靖": 1521, "万历": 1572, "崇祯": 1627, "顺治": 1643,
    "康熙": 1661, "雍正": 1722, "乾隆": 1735, "嘉庆": 1795, "道光": 1820, "咸丰": 1850,
    "同治": 1861, "光绪": 1874, "宣统": 1908,
}  # fmt: skip
"""The year before the first of each: of the Republic, of Japanese reigns, of Ming and Qing."""
ERA_NAMES = "|".join(_BASES)
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
_LONE = re.compile(r"(?P<y>[6-9][0-9]|1[0-3][0-9])年(?P<range> ?[至到~-]{1,2} ?1[0-3][0-9]年)?")
_RANGE_END = re.compile("(?<![0-9])1[0-3][0-9]年 ?[至到~-]{1,2} ?$")
_SPAN_BEHIND = re.compile(
    "的?(?:前(?!瞻|[一二三四十1-9]|半)|后(?![备续])|来(?![台访自华])|里(?!长)|内(?!政)|老(?![人年农旧])"
    "|期(?!间)|[间多余级代份]|之[久前后间内]|以[上后前]|历[史程]|岁月|时[间光]|风雨|传[统承]|沧桑"
    "|校庆|生[日涯]|诞辰|纪念|寿|徒刑|监禁|有期|刑期|不[到足变断衰倒]|未[变有曾]|如一|[一未难]遇|产权)"
)
"""What stands behind a count of years (Simplified)."""
_SPAN_BEFORE = re.compile(
    "[近约逾满有达长共过历时隔今走第经立创校业婚超余整判处期囚监享寿活存每这那前后续用花了足未距差再又等迎庆祝届]$"
)
"""What stands before one (Simplified)."""
_SINCE_BEHIND = "以来"
_GOES_ON = re.compile(r"[^\W\d_的了]")
_THREE_DIGITS = re.compile("(?<![0-9])(1[01][0-9])年(?![前后來来級级代])")
_TAIWAN = re.compile(
    "台[湾北中南东]|高雄|新北市|桃园|新竹|基隆|嘉义|屏东|花莲|宜兰|苗栗|彰化|云林县|南投|澎湖|捷运"
    "|行政院|立法院|立委|县府|国[小中]"
)
"""Places and words of Taiwan, whose papers leave 民國 out (Simplified)."""
_YEAR_BEFORE = re.compile("(?:[较比自从于在至到由以与和及对迄]|截至)$")
"""Words before a year that seldom stand before a count of years (Simplified)."""
_OPENS = frozenset("，。；：、,;:（(「『“【〔[ \n")
_SINCE = re.compile("[自从由]$")
_ONWARDS = re.compile("起|开始")
_WINDOW = 4
_REACH = 8
_SHORTEST = 90
"""Beside another year of the Republic a smaller one needs a word before it."""
_FIRST_SURE, _LAST_SURE = 101, 119
"""Years of the Republic that may open a clause in a text in traditional characters: 114年預算."""
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
        return _lone(text, at)
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


def _lone(text: str, at: int) -> DateMatch | None:
    """A bare 112年 that is a year of the Republic, not 112 years: never beside words of a span; by
    the words before it, and by another such year or the traditional script."""
    m = None if text[at - 1 : at].isdigit() else _LONE.match(text, at)
    if m is None:
        return None
    year, end = int(m["y"]), m.end("y") + 1
    before = simplified(text[max(0, at - _REACH) : at])
    behind = simplified(text[end : end + _WINDOW])
    ranged = bool(m["range"] or (year >= 100 and _RANGE_END.search(before)))
    span = _SPAN_BEHIND.match(behind) or (
        behind.startswith(_SINCE_BEHIND) and not _by_the_republic(text)
    )
    if ranged or (not span and _is_lone_year(text, year, before, behind)):
        return DateMatch(end, When(REPUBLIC + year))
    return None


def _is_lone_year(text: str, year: int, before: str, behind: str) -> bool:
    opens = not before or before[-1] in _OPENS
    told = bool(_YEAR_BEFORE.search(before))
    if year >= 100 and (_by_the_republic(text) or _is_taiwanese(text)):
        goes_on = bool(_GOES_ON.match(behind)) and not _SPAN_BEFORE.search(before)
        return told or opens or goes_on
    if _by_the_republic(text):
        return told or (opens and year >= _SHORTEST)
    if year >= 100 and _SINCE.search(before) and _ONWARDS.match(behind):
        return True
    sure = told or (opens and year <= _LAST_SURE)
    return sure and year >= _FIRST_SURE and _has_traditional(text)


@lru_cache(maxsize=16)
def _has_traditional(text: str) -> bool:
    return simplified(text) != text


@lru_cache(maxsize=16)
def _by_the_republic(text: str) -> bool:
    """Whether a text has a year that is surely one of the Republic, or two that look like one."""
    eras = (m["era"] for m in _ERA.finditer(text))
    if any("民国" in era for era in eras) or _BARE.search(text):
        return True
    return _has_traditional(text) and len(set(_THREE_DIGITS.findall(text))) > 1


@lru_cache(maxsize=16)
def _is_taiwanese(text: str) -> bool:
    return _has_traditional(text) and bool(_TAIWAN.search(simplified(text)))


def era_number(q: Quantity) -> int | None:
    """58 of 民国58年: the year as its era counts it; None for a date that counts as we do."""
    plain = normalise(q.text)
    if q.kind != "date" or _SCHOOL.match(plain):
        return None
    m = _ERA.match(plain) or _BARE.match(plain)
    if m is None:
        return _lone_number(plain, q.when)
    return _value(m["y"] or m["short"])


def _lone_number(plain: str, when: When | None) -> int | None:
    """112 of a bare 112年 that was read as a year of the Republic."""
    m = _LONE.match(plain)
    year = int(m["y"]) if m else 0
    return year if when is not None and year and when.year == REPUBLIC + year else None


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
