"""Chinese dates and times: 2015年6月底, 7月25日0—24时, 24日至25日, 上世纪90年代, 下午3时30分.

`date_at` and `time_at` read at one place of a normalised text. What looks like a date but is none
(30日内 is a duration, 3号楼 a label) is left to the other readers.
"""

from __future__ import annotations

import re
from fractions import Fraction

from zhaiyi.quantities.chinese.eras import era_at, lunar_at
from zhaiyi.quantities.chinese.numerals import DIGITS, han_value
from zhaiyi.quantities.quantity import HALF_DAY, DateMatch, When

_D = r"[0-9]"
_H = r"[〇零一二三四五六七八九]"
_TO = r" ?(?:-{1,2}|~|至|到) ?"
_YEAR = rf"(?:(?:1[0-9]|20|21){_D}{{2}}|{_H}{{4}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ONE = r"[一二三四五六七八九]"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十{_ONE}?|{_ONE})"
_LABEL = "(?![楼线院馆机厅店口车船井文令球门码位桥舱厂站台病案床房岛坑棚墓矿炉]|公告|选手|种子)"
_DATE = re.compile(
    rf"(?:(?P<y>{_YEAR})(?: ?年?{_TO}(?P<y2>{_YEAR}|{_D}{{2}}))? ?年(?![代级产轻薪])[度间]? ?)?"
    rf"(?:(?P<m>{_MONTH}) ?(?:月?{_TO}(?P<m2>{_MONTH}) ?)?月(?![球亮饼薪嫂台季租])份? ?)?"
    rf"(?:(?P<d>{_DAY}) ?(?:[日号]?(?:{_TO}|、)(?:(?P<m3>{_MONTH}) ?月 ?)?(?P<d2>{_DAY}) ?)?"
    rf"(?:日(?![内均游元圆本语军益常])|号{_LABEL}))?"
)
_PERIOD = re.compile(r" ?(?:年?(?:初|底|末)|[上中下]旬|上半[年月]|下半[年月])")
_NUMERIC = re.compile(rf"({_YEAR})([-/.])(0?[1-9]|1[0-2])\2(3[01]|[12][0-9]|0?[1-9])(?![0-9.])")
_OF_CENTURY = (
    r"(?:(?P<last>上个?世纪)|(?P<this>本世纪)"
    rf"|(?P<century>{_D}{{1,2}}|[一二]?十{_ONE}?) ?世纪)? ?"
)
_DECADE = re.compile(rf"{_OF_CENTURY}(?P<decade>[0-9]0|[二三四五六七八九]十|一?十) ?年代")
_AND = r" ?(?:年代)?(?:[、和与及至到~]|-{1,2}) ?"
_TWO_DECADES = re.compile(
    rf"{_OF_CENTURY}(?:(?P<one>[二三四五六七八])(?P<two>[三四五六七八九])十"
    rf"|(?P<first>[1-9]0|[二三四五六七八]十){_AND}(?P<second>[1-9]0|[三四五六七八九]十)) ?年代"
)
_TWO_DECADES4 = re.compile(rf"((?:1[0-9]|20)[0-9]0){_AND}((?:1[0-9]|20)[0-9]0) ?年代")
_DECADE4 = re.compile(r"((?:1[0-9]|20)[0-9]0) ?年代")
_CENTURY = re.compile(rf"(?P<century>{_D}{{1,2}}|[一二]?十[一二三四五六七八九]?) ?世纪(?!大)")
_SHORT_YEAR = re.compile(
    r"(?P<y>0[0-9]|[6-9][0-9])年(?!代|级|来|间|前|后|的|历|以|龄|老|之|里|内|多)"
)

_SPELL = (
    "(?P<part>凌晨|清晨|早上|早晨|早间|早|上午|中午|正午|午后|下午|傍晚|晚上|晚间|夜间|夜里|深夜"
    "|午夜|半夜|拂晓|黎明|黄昏|入夜|当晚|今晚|昨晚|明晚|晚|夜)"
)
_HOUR = (
    r"(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
)
_MIN = r"(?:[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
_CLOCK = re.compile(
    r"(?P<h>2[0-4]|1[0-9]|0?[0-9]):(?P<min>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:]|\.[0-9])"
)
_TIME = re.compile(
    rf"(?P<h>{_HOUR}) ?(?P<unit>[时点])"
    r"(?![速代期候尚长间空装差名击球赞评子]|[零〇一二三四五六七八九]?[倍%])"
    rf"(?: ?(?P<min>{_MIN}) ?分(?!之)(?: ?{_MIN} ?秒)?"
    r"|(?P<half>半)|(?P<quarter>[一三]刻)|[整许钟])?"
)
_TIME_RANGE = re.compile(
    rf"(?P<h>{_HOUR})(?P<min>)(?P<half>)(?P<quarter>){_TO}(?=(?:{_HOUR}) ?[时点])"
)
_PART = re.compile(_SPELL + " ?")
_TO_RE = re.compile(_TO)
_TO_TIME = re.compile(rf"{_TO}(?:次日|翌日|第二天|次晨|明晨|隔天|隔日|当日|当天|同日)?,? ?")
_NIGHT = frozenset(
    {
        "晚上",
        "晚间",
        "夜间",
        "夜里",
        "深夜",
        "午夜",
        "半夜",
        "入夜",
        "当晚",
        "今晚",
        "昨晚",
        "明晚",
        "晚",
        "夜",
    }
)
_AFTERNOON = frozenset({"午后", "下午", "傍晚", "黄昏"}) | _NIGHT - {"午夜", "半夜"}
_SMALL_HOURS = 5
"""夜里两点 is 2 a.m.: before five, night words mean the small hours."""


_FIRST_MONTHS = re.compile(
    r"(?:(?<![此日以之目年月天周先生提])|(?<=[今去]年)|(?<=[0-9]{4}年))前(?=(?:1[01]|[2-9])月)"
)
"""前10月: the first ten months, no October."""


def _int(text: str) -> int:
    """Value of Arabic or Chinese digits; zodiac of digits as in 二〇二一."""
    if text[0] in "0123456789":
        return int(text)
    value = han_value(text)
    return int(value) if value is not None else 0


def date_at(text: str, at: int, year: int | None = None) -> DateMatch | None:
    """The date at `at`. `year` of the document gives 上世纪 its century (default: 20th)."""
    if text[at - 1 : at].isdigit():
        return None
    lunar = lunar_at(text, at)
    if lunar is not None:
        return lunar
    era = era_at(text, at)
    if era is not None:
        return _dated_era(text, era)
    numeric = _NUMERIC.match(text, at)
    if numeric is not None:
        return DateMatch(numeric.end(), When(_int(numeric[1]), int(numeric[3]), int(numeric[4])))
    return _decade(text, at, year) or _calendar(text, at) or _short_year(text, at)


def _dated_era(text: str, era: DateMatch) -> DateMatch:
    """The year of an era with the month and day behind it."""
    start = era.end + (text[era.end : era.end + 1] == " ")
    rest = _calendar(text, start) if era.until is None and era.when.span == 1 else None
    if rest is None or rest.when.year is not None or rest.when.month is None:
        period = _PERIOD.match(text, era.end) if era.until is None else None
        return era._replace(end=period.end()) if period else era
    return rest._replace(when=rest.when._replace(year=era.when.year))


def _short_year(text: str, at: int) -> DateMatch | None:
    m = _SHORT_YEAR.match(text, at)
    if m is None:
        return None
    short = int(m["y"])
    return DateMatch(m.end(), When(short + (2000 if short < 60 else 1900)), optional=True)


def _decade(text: str, at: int, year: int | None) -> DateMatch | None:
    two = _two_decades(text, at, year)
    if two is not None:
        return two
    full = _DECADE4.match(text, at)
    if full is not None:
        return DateMatch(full.end(), When(int(full[1]), span=10))
    m = _DECADE.match(text, at)
    if m is not None:
        decade = _int(m["decade"])
        return DateMatch(m.end(), When(_century(m, decade, year) + decade, span=10))
    m = _CENTURY.match(text, at)
    if m is None or not 1 <= _int(m["century"]) <= 30:
        return None
    return DateMatch(m.end(), When((_int(m["century"]) - 1) * 100, span=100))


def _two_decades(text: str, at: int, year: int | None) -> DateMatch | None:
    """八九十年代, 60、70年代, 1960和1970年代."""
    full = _TWO_DECADES4.match(text, at)
    if full is not None:
        earlier, later = (When(int(n), span=10) for n in full.groups())
        return DateMatch(full.end(), earlier, later)
    m = _TWO_DECADES.match(text, at)
    if m is None:
        return None
    pair = (m["first"], m["second"]) if m["first"] else (m["one"] + "十", m["two"] + "十")
    first, second = map(_int, pair)
    start = _century(m, first, year)
    if first >= second:
        return None
    return DateMatch(m.end(), When(start + first, span=10), When(start + second, span=10))


def _century(m: re.Match[str], decade: int, year: int | None) -> int:
    """First year of the century that a decade belongs to."""
    this = (year or 2001) // 100 * 100
    if m["century"]:
        return (_int(m["century"]) - 1) * 100
    if m["last"]:
        return this - 100
    return this if m["this"] or decade < 20 else 1900


def _calendar(text: str, at: int) -> DateMatch | None:
    m = _DATE.match(text, at)
    if m is None or m.end() == at or not _plausible(text, m):
        return None
    year, month, day = (_int(m[g]) if m[g] else None for g in "ymd")
    end = m.end()
    while text[end - 1] == " ":
        end -= 1
    period = _PERIOD.match(text, end) if day is None and not m["y2"] else None
    when, until = When(year, month, day), _inner_until(m)
    if period is not None:
        end = period.end()
    if until is None:
        end, until = _outer_until(text, end)
    return DateMatch(end, when, until)


def _plausible(text: str, m: re.Match[str]) -> bool:
    """A lone 一月 or 三日 in Chinese numerals may be a span of time: only with a context."""
    if m["m"] and not m["d"] and _FIRST_MONTHS.match(text, max(0, m.start() - 1)):
        return False
    if m["y"] or (m["m"] and (m["m"].isascii() or m["d"])):
        return not (m["y"] and _int(m["y"]) > 2199)
    if m["m"]:
        return text[m.start() - 1 : m.start()] not in {"个", "数", "几"}
    return m["d"].isascii() or len(m["d"]) > 1 or text[m.end() - 1] == "号"


def _inner_until(m: re.Match[str]) -> When | None:
    if m["y2"]:
        later = _int(m["y2"])
        return When(later if later > 99 else _int(m["y"]) // 100 * 100 + later)
    if m["m2"]:
        return When(None, _int(m["m2"]))
    if m["d2"]:
        return When(None, _int(m["m3"]) if m["m3"] else None, _int(m["d2"]))
    return None


def _outer_until(text: str, end: int) -> tuple[int, When | None]:
    """The second half of 2019年12月至2020年1月."""
    link = _TO_RE.match(text, end)
    m = _DATE.match(text, link.end()) if link else None
    if m is None or m.end() == m.start() or m["y2"] or m["m2"] or m["d2"]:
        return end, None
    stop = m.end() - (text[m.end() - 1] == " ")
    year, month, day = (_int(m[g]) if m[g] else None for g in "ymd")
    return stop, When(year, month, day)


def time_at(text: str, at: int) -> DateMatch | None:
    """The time of day, or the range of hours, at `at`."""
    if text[at - 1 : at].isdigit():
        return None
    part = _PART.match(text, at)
    spelled = part[1] if part else ""
    start = part.end() if part else at
    elided = _TIME_RANGE.match(text, start)
    if elided is not None:
        second = _one_time(text, elided.end(), spelled)
        return second and DateMatch(second.end, _clock(elided, spelled), second.when)
    first = _one_time(text, start, spelled)
    link = _TO_TIME.match(text, first.end) if first else None
    if first is None or link is None:
        return first
    part = _PART.match(text, link.end())
    second = _one_time(text, part.end() if part else link.end(), part[1] if part else spelled)
    return first if second is None else DateMatch(second.end, first.when, second.when)


def _one_time(text: str, at: int, part: str) -> DateMatch | None:
    m = _CLOCK.match(text, at) or _TIME.match(text, at)
    if m is None or (m.re is _TIME and not _is_time(text, m, part)):
        return None
    return DateMatch(m.end(), _clock(m, part))


def _is_time(text: str, m: re.Match[str], part: str) -> bool:
    """点 also counts points (三点建议, 上涨5点): a time needs a sign that it is one."""
    if m["unit"] == "时":
        return m["h"] != "一" or bool(part or m["min"])
    sure = part or m["min"] or m["half"] or m["quarter"] or text[m.end() - 1] in "整许钟"
    return bool(sure) or text[m.start() - 1 : m.start()] in {"日", "号", "天", "晨", "间", "月"}


def _clock(m: re.Match[str], part: str) -> When:
    hour = _int(m["h"])
    minute = int(Fraction(_int(m["min"]))) if m["min"] else 0
    groups = m.groupdict()
    if groups.get("half"):
        minute = 30
    elif groups.get("quarter"):
        minute = 15 * DIGITS[groups["quarter"][0]]
    return When(hour=_on_the_day(hour, part), minute=minute)


def _on_the_day(hour: int, part: str) -> int:
    """The hour of 24 that an hour means with a word for the part of the day: 夜里十二点 is 0."""
    if hour == HALF_DAY:
        return 0 if part in _NIGHT or part == "凌晨" else hour
    if hour > HALF_DAY or (part in {"夜里", "夜", "深夜"} and hour < _SMALL_HOURS):
        return hour
    late = part in _AFTERNOON and hour > 0
    return hour + HALF_DAY * (late or (part in {"中午", "正午"} and hour < 6))
