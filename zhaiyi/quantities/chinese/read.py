"""Quantities of a Chinese text: `read_zh`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from zhaiyi.quantities.chinese import words
from zhaiyi.quantities.chinese.counts import count_at
from zhaiyi.quantities.chinese.dates import date_at, time_at
from zhaiyi.quantities.chinese.eras import ERA_NAMES
from zhaiyi.quantities.chinese.events import POINT
from zhaiyi.quantities.chinese.numerals import HAN, Numeral, han_value, normalise, numeral_at
from zhaiyi.quantities.quantity import DateMatch, Kind, Quantity, dated, made
from zhaiyi.quantities.units import ZH_DURATIONS, ZH_MEASURES

_START = re.compile(
    rf"(?P<skip>{words.NOT_QUANTITIES}|{POINT})|(?P<label>{words.LABEL})|[0-9{HAN}数几半双翻倍第上成好初]"
    r"|凌晨|清晨|早上|早晨|早间|早|午后|下午|中午|正午|上午|傍晚|晚上|晚间|夜间|夜里|深夜|午夜|半夜"
    r"|拂晓|黎明|黄昏|入夜|[当今昨明]晚|晚|夜"
    r"|零下|[-+$￥¥€£]|(?:US|HK|NT|AU?|CA?|S)\$|(?<![A-Za-z])RM(?= ?[0-9])"
    r"|本世纪|百分|千分|万分|[逾超突破过]|Q"
    rf"|对折|半百|而立|不惑|花甲|古稀|耄耋|期颐|{ERA_NAMES}|农历|阴历|旧历|夏历|[正腊冬]月|大年"
)
_RUN = re.compile(rf"[0-9{HAN}.,:/]+")
_TO = re.compile(r" ?(?:-{1,2}|~|至|到) ?")
_PARTS = re.compile(rf"(?P<whole>[0-9]{{1,9}}|[{HAN}]{{1,9}})分之(?=[0-9{HAN}])")
_TIMES_TWO = "(?:了|近|约|将近|接近|大约|整整|超过?|逾|不止|至少|出){0,3}"
_DOUBLING = re.compile(
    rf"翻(?:(?:{_TIMES_TWO}(?P<n>[一两二三四五]|[1-5])个?番)|{_TIMES_TWO}一?[番倍])|(?<!成)倍增(?!器)"
)
_AGES = {"半百": 50, "而立": 30, "不惑": 40, "花甲": 60, "古稀": 70, "耄耋": 80, "期颐": 100}
_AGE_WORDS = re.compile(rf"(?P<age>{'|'.join(_AGES)})")
_DECADES = re.compile(r"(?P<n>[三四五六七八九])旬(?![月年])")
_QUARTERS = re.compile("(?P<n>[二两三23])个?季度?")
_MONTHS = re.compile("(?P<n>1[01]|[2-9])月(?![0-9日])")
_SIXTY_YEARS = re.compile("(?P<n>[一两二三])个?甲子(?![年园園])")
_SLASH = re.compile(r"(?P<part>[0-9]{1,3})/(?P<whole>[0-9]{1,4})(?![0-9/])")
_SPLIT_SECONDS = re.compile(r"(?P<s>[0-9]{1,2})秒(?P<part>[0-9]{1,3})(?![0-9万亿])")
_ORDINAL = re.compile(r"第 ?")
_HALF = re.compile(
    r"半(?P<unit>个多?月|个世纪|个小时|小时|年(?!度|报)|天(?!空)|个多?世纪|周)|一半(?!以?[下])"
    r"|半(?P<measure>亩|公顷|英亩|公里|里(?=[路地外])|英里|米|公斤|斤(?!八)|磅|吨|升)"
)
_SCORE = re.compile(r"(?P<a>[0-9]{1,3}) ?(?:比|[-:]) ?(?P<b>[0-9]{1,3})(?![0-9:.%])")
_LEVEL = 1000
"""A number in thousands behind a percent is no percent but a new level."""

Read = tuple[Quantity, ...]
_Reader = Callable[[str, int, int | None], "list[Quantity]"]


def read_zh(text: str, *, year: int | None = None) -> Read:
    """The quantities of a Chinese text in order, without overlap.

    Model names (737NG), fixed words (一带一路, 十分) and generations (90后) are none. `year`,
    of the document, tells which century 上世纪 means. Never raises; linear in the text.
    """
    plain = normalise(text)
    return tuple(_restore(q, text) for q in _scan(plain, year))


def _restore(q: Quantity, text: str) -> Quantity:
    found = text[q.start : q.end]
    return q if found == q.text else replace(q, text=found)


def _scan(text: str, year: int | None) -> Iterator[Quantity]:
    at = 0
    while (m := _START.search(text, at)) is not None:
        found: list[Quantity] = []
        if m["skip"] is None and m["label"] is None:
            for reader in _READERS:
                found = reader(text, m.start(), year)
                if found:
                    break
        yield from found
        if found:
            at = found[-1].end
        else:
            run = _RUN.match(text, m.start()) if m["skip"] is None else None
            at = max(m.end(), run.end() if run else 0)


def _date(text: str, at: int, year: int | None) -> list[Quantity]:
    m = date_at(text, at, year)
    if m is None:
        return []
    found = [_dated(text, at, m, "date")]
    hours = time_at(text, m.end + (text[m.end : m.end + 1] == " ")) if m.when.day else None
    if hours is not None:
        found.append(_dated(text, m.end + (text[m.end] == " "), hours, "time"))
    return found


def _time(text: str, at: int, year: int | None) -> list[Quantity]:
    m = time_at(text, at)
    return [] if m is None else [_dated(text, at, m, "time")]


def _dated(text: str, at: int, m: DateMatch, kind: Kind) -> Quantity:
    optional = m.optional or (kind == "time" and m.when.hour in {0, 24} and not m.when.minute)
    return dated(text, at, m.end, kind, m.when, m.until, optional)


def _parts(text: str, at: int, year: int | None) -> list[Quantity]:
    """百分之三十, 三分之二, 千分之五; ranges as 百分之三十至四十."""
    slash = _SLASH.match(text, at)
    if slash is not None and _proper(text, slash):
        return [
            made(
                text, at, slash.end(), "fraction", Fraction(int(slash["part"]), int(slash["whole"]))
            )
        ]
    m = _PARTS.match(text, at)
    bottom = _number(m["whole"]) if m else None
    top = numeral_at(text, m.end()) if m else None
    if not bottom or top is None or top.form == "vague":
        return []
    if bottom != 100:
        return [made(text, at, top.end, "fraction", top.low / bottom, top.high / bottom)]
    link = _TO.match(text, top.end)
    second = numeral_at(text, link.end()) if link else None
    if link and second is not None and top.low < second.low and _bare(text, link.end(), second):
        return [made(text, at, second.end, "percent", top.low, second.low)]
    return [made(text, at, top.end, "percent", top.low, top.high, approx=top.approx)]


def _bare(text: str, at: int, n: Numeral) -> bool:
    """Whether a number may end a range of percent: not 百分之八至1200万 or 至38元."""
    found = count_at(text, at)
    return n.scale < _LEVEL and (not found or found[0].kind == "number")


def _proper(text: str, m: re.Match[str]) -> bool:
    """1/3 is a fraction; 7/8 in a longer run of digits and 3/0 are not."""
    return 0 < int(m["part"]) < int(m["whole"]) and text[m.start() - 1 : m.start()] not in set(
        "/0123456789."
    )


def _split_seconds(text: str, at: int, year: int | None) -> list[Quantity]:
    """57秒79: 57.79 seconds, as sports reports have it."""
    m = _SPLIT_SECONDS.match(text, at)
    if m is None:
        return []
    value = Fraction(f"{m['s']}.{m['part']}")
    return [made(text, at, m.end(), "duration", value, unit="second")]


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text[0] in "0123456789" else han_value(text)


def _doubling(text: str, at: int, year: int | None) -> list[Quantity]:
    m = _DOUBLING.match(text, at)
    if m is None:
        return []
    times = int(_number(m["n"]) or 1) if m["n"] else 1
    return [made(text, at, m.end(), "multiple", Fraction(2**times))]


def _half_price(text: str, at: int, year: int | None) -> list[Quantity]:
    if not text.startswith("对折", at):
        return []
    return [made(text, at, at + 2, "percent", Fraction(50), unit="off")]


def _age(text: str, at: int, year: int | None) -> list[Quantity]:
    """年过半百, 七旬老人: ages that are named by a word."""
    m = _AGE_WORDS.match(text, at)
    if m is not None and text[at - 1 : at] in set("过逾近届满至越"):
        return [made(text, at, m.end(), "age", Fraction(_AGES[m["age"]]))]
    m = _DECADES.match(text, at)
    if m is None or text[at - 1 : at] in set("十第"):
        return []
    low = Fraction(10 * (han_value(m["n"]) or 0))
    return [made(text, at, m.end(), "age", low, low + 9, approx=True)]


def _named_spans(text: str, at: int, year: int | None) -> list[Quantity]:
    """前三季度, nine months of a year; 前10月, the first ten; 一甲子, sixty years."""
    if (m := _MONTHS.match(text, at)) is not None and text[at - 1 : at] == "前":
        return [made(text, at, m.end(), "duration", Fraction(int(m["n"])), unit="month")]
    if (m := _QUARTERS.match(text, at)) is not None and text[at - 1 : at] == "前":
        quarters = Fraction(int(_number(m["n"]) or 0))
        return [made(text, at, m.end(), "duration", quarters, unit="quarter", optional=True)]
    if (m := _SIXTY_YEARS.match(text, at)) is not None and text[at - 1 : at] != "第":
        years = 60 * (_number(m["n"]) or Fraction(1))
        return [made(text, at, m.end(), "duration", years, unit="year")]
    return []


def _halves(text: str, at: int, year: int | None) -> list[Quantity]:
    m = _HALF.match(text, at)
    if m is None or text[at - 1 : at] in {"上", "下", "前", "后"}:
        return []
    if measure := m["measure"]:
        named = text[at - 1 : at] in set("“「『《")  # 半亩书店 may be spelt by its sounds
        unit = ZH_MEASURES[measure]
        return [made(text, at, m.end(), "measure", Fraction(1, 2), unit=unit, optional=named)]
    if m["unit"] is None:
        return [made(text, at, m.end(), "fraction", Fraction(1, 2))]
    unit = ZH_DURATIONS[m["unit"].replace("多", "")]
    return [made(text, at, m.end(), "duration", Fraction(1, 2), unit=unit)]


def _ordinal(text: str, at: int, year: int | None) -> list[Quantity]:
    m = _ORDINAL.match(text, at)
    numeral = numeral_at(text, m.end()) if m else None
    if numeral is None or numeral.form == "vague" or numeral.low.denominator != 1:
        return []
    link = _TO.match(text, numeral.end)
    second = numeral_at(text, link.end() + (text[link.end() :][:1] == "第")) if link else None
    if second is not None and second.low > numeral.low:
        return [made(text, at, second.end, "ordinal", numeral.low, second.low)]
    weak = numeral.low <= 3
    return [made(text, at, numeral.end, "ordinal", numeral.low, optional=weak)]


def _score(text: str, at: int, year: int | None) -> list[Quantity]:
    """3比2, 21-19: two numbers, not a range, since the first is the larger or 比 says so."""
    m = _SCORE.match(text, at)
    if m is None or text[at - 1 : at] in {"-", "."} or text[m.end() : m.end() + 1] in {"-", "万"}:
        return []
    if "比" not in m[0] and int(m["a"]) < int(m["b"]):
        return []
    return [made(text, m.start(g), m.end(g), "number", Fraction(int(m[g]))) for g in ("a", "b")]


_READERS: tuple[_Reader, ...] = (
    _parts, _date, _time, _doubling, _half_price, _age, _named_spans, _halves, _ordinal,
    _split_seconds, _score, count_at,
)  # fmt: skip
