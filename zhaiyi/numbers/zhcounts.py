"""A Chinese numeral with what follows it: percent, 成, 倍, a unit, a classifier; ranges of two."""

from __future__ import annotations

import re
from fractions import Fraction

from zhaiyi.numbers import zhwords as words
from zhaiyi.numbers.numerals import HAN, Numeral, han_value, numeral_at
from zhaiyi.numbers.quantity import Kind, Quantity, made
from zhaiyi.numbers.units import CURRENCIES, ZH_CURRENCIES, ZH_DURATIONS, ZH_MEASURES, dimension

_TO = re.compile(r" ?(?:-{1,2}|~|至|到) ?")
_TENTHS = re.compile(
    rf"成(?P<half>半|[一二三四五六七八九](?![{HAN}个名位]))?(?!{words.AFTER_TENTHS})"
)
_PERCENT = re.compile(r" ?(?:%|个?百分点|‰)")
_TIMES = re.compile(r" ?倍(?!增|感|受|加|率)")
_BULLET = re.compile(r"[、.．)](?![0-9])")
_DEFINITE = frozenset("们余这那该此其哪前后")
_HALF_AFTER = re.compile(r"半(?!径|岛|数|价|成|导|年度|决)")
_SIGN = re.compile(r"零下 ?|(?:(?<![\w)\]》”])|(?<=[为至到是约从达在于]))-(?=[0-9])")
_MONEY_SIGN = re.compile(r"(US\$|HK\$|[$￥¥€£])(?=[0-9])")
_MONEY_SIGNS = {
    "US$": "USD", "HK$": "HKD", "$": "USD", "￥": "CNY", "¥": "CNY", "€": "EUR", "£": "GBP",
}  # fmt: skip
_UNIT_NAMES = ZH_CURRENCIES | ZH_MEASURES | ZH_DURATIONS
_LONGEST_UNIT = max(map(len, _UNIT_NAMES))
_LATIN = re.compile(r"[A-Za-z]")


def count_at(text: str, at: int, year: int | None = None) -> list[Quantity]:
    """A numeral with what follows it: percent, 成, 倍, unit, classifier; or a range of two."""
    sign = _SIGN.match(text, at)
    money = _MONEY_SIGN.match(text, at)
    start = sign.end() if sign else money.end() if money else at
    first = numeral_at(text, start)
    if first is None or _in_word(text, start, first.end):
        return []
    currency = _MONEY_SIGNS[money[1]] if money else ""
    found = _range(text, at, start, first, currency) or _single(text, at, first, currency)
    if found is None:
        return []
    if sign is not None:
        found = made(text, at, found.end, found.kind, -found.high, -found.low, unit=found.unit)
    return [found]


def _in_word(text: str, start: int, end: int) -> bool:
    """Digits inside an identifier: G20, 737NG, COVID-19, version numbers, telephone numbers."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(before) or before in {"_", "#", "@"}:
        return not _PERCENT.match(text, end)
    if before == "-" and text[start - 2 : start - 1].isalnum():
        return not _SIGN.match(text, start - 1) and text[start - 2] not in "年月日时点分元万亿"
    if before == "." and text[start - 2 : start - 1].isdigit():
        return True
    if after == "." and text[end + 1 : end + 2].isdigit():
        return True
    return bool(_LATIN.match(after)) and not _unit(text, end)[1]


def _range(text: str, at: int, start: int, first: Numeral, currency: str) -> Quantity | None:
    """1.5-2.5万, 3%至5%, 20到30人. The first number takes the scale and unit of the second."""
    if first.form == "vague" or first.low != first.high:
        return None
    end, unit, kind = _suffix(text, first, currency)
    link = _TO.match(text, end)
    second = numeral_at(text, link.end()) if link else None
    if second is None or second.form == "vague":
        return None
    last = _single(text, link.end() if link else end, second, currency)
    if last is None or last.kind not in {"number", kind} | (
        {last.kind} if kind == "number" else set()
    ):
        return None
    low = first.low
    if kind == "number" and first.scale == 1 and second.scale > 1 and low * second.scale < last.low:
        low *= second.scale
    if last.kind == "percent" and text[end - 1] == "成" and kind == "number":
        low *= 10
    if kind == "number" and last.kind == "percent" and "成" in last.text:
        low *= 10
    if low > last.low and first.scale > 1 and low < last.low * 2:
        return made(text, at, last.end, last.kind, last.low, low, unit=last.unit)
    if not low < last.low or (unit and last.unit and dimension(unit) != dimension(last.unit)):
        return None
    if unit and last.unit and unit != last.unit:
        return None
    return made(
        text, at, last.end, last.kind, low, last.high, unit=last.unit, optional=last.optional
    )


def _suffix(text: str, numeral: Numeral, currency: str) -> tuple[int, str, Kind]:
    """End, unit and kind of a numeral with its own unit, before a second number of a range."""
    whole = _single(text, numeral.end, numeral, currency)
    if whole is None or (whole.kind == "number" and not whole.unit):
        return numeral.end, "", "number"
    return whole.end, whole.unit, whole.kind


def _single(text: str, at: int, n: Numeral, currency: str) -> Quantity | None:
    percent = _PERCENT.match(text, n.end)
    if percent is not None:
        unit = "pp" if "点" in percent[0] else ""
        divide = 10 if percent[0].endswith("‰") else 1
        low, high = n.low / divide, n.high / divide
        return made(text, at, percent.end(), "percent", low, high, unit=unit, approx=n.approx)
    tenths = _TENTHS.match(text, n.end) if 0 < n.low <= 10 else None
    if tenths is not None:
        extra = 0 if tenths["half"] is None else 5
        if extra and tenths["half"] != "半":
            extra = int(han_value(tenths["half"]) or 0)
        low, high = n.low * 10 + extra, n.high * 10 + extra
        return made(text, at, tenths.end(), "percent", low, high, approx=n.approx)
    times = _TIMES.match(text, n.end)
    if times is not None:
        return made(text, at, times.end(), "multiple", n.low, n.high, approx=n.approx)
    return _with_unit(text, at, n, currency)


def _with_unit(text: str, at: int, n: Numeral, currency: str) -> Quantity | None:
    end, unit = _unit(text, n.end)
    if currency:
        return made(text, at, n.end, "money", n.low, n.high, unit=currency, approx=n.approx)
    if unit and _measured(text, n, end, unit):
        return _measure(text, at, n, end, unit)
    return _counted(text, at, n)


def _measured(text: str, n: Numeral, end: int, unit: str) -> bool:
    """Whether the unit counts: 三度 is three times, 五角大楼 no money, 一日 often "one day"."""
    name = text[n.end : end].strip()
    if name in {"日", "月"} and n.form == "arabic":
        return name == "日"
    if name == "度" and n.form == "han" and n.low < 10:
        return False
    return not (name in {"码", "桶", "磅"} and n.form == "han")


def _measure(text: str, at: int, n: Numeral, end: int, unit: str) -> Quantity:
    kind: Kind = "measure"
    if unit in CURRENCIES:
        kind = "money"
    elif dimension(unit) in {"months", "seconds"}:
        kind = "duration"
    half = _HALF_AFTER.match(text, end) if kind == "duration" and n.low < 100 else None
    extra = Fraction(1, 2) if half else Fraction(0)
    if text[n.end : end].strip().startswith("个半"):
        extra = Fraction(1, 2)
    low, high = n.low + extra, n.high + extra
    approx = n.approx or "多" in text[n.end : end]
    small = kind == "duration" and n.low == 1 and n.form == "han" and not extra
    small = small or (
        n.form == "han" and not extra and all(c in "百千万亿" for c in text[at : n.end])
    )
    return made(
        text, at, half.end() if half else end, kind, low, high, unit=unit, approx=approx,
        optional=small,
    )  # fmt: skip


def _unit(text: str, at: int) -> tuple[int, str]:
    """End and canonical name of the unit at `at` (one space may precede); longest name wins."""
    start = at + (text[at : at + 1] == " ")
    if text[start : start + 2] == "个半":
        end, unit = _unit(text, start + 2)
        known = text[start + 2 : end]
        return (end, unit) if known in {"月", "小时", "钟头", "世纪"} and unit else (at, "")
    start += text[start : start + 1] in {"多", "余"} and text[start + 1 : start + 2] in {"年", "天"}
    for size in range(_LONGEST_UNIT, 0, -1):
        name = text[start : start + size]
        found = _UNIT_NAMES.get(name)
        if found is not None and len(name) == size and _complete(text, start + size, name):
            return start + size, found
    return at, ""


def _complete(text: str, end: int, name: str) -> bool:
    """Latin units end at a word's end; 天空, 年级, 米饭, 元素 are other words."""
    if name.isascii() and name[-1].isalnum():
        return not re.match(r"[A-Za-z0-9]", text[end : end + 1])
    return not (after := text[end : end + 1]) or after not in words.NOT_AFTER_UNIT.get(name, "")


def _counted(text: str, at: int, n: Numeral) -> Quantity | None:
    """A plain count. Chinese numerals need a sign that they count something."""
    after = text[n.end + (text[n.end : n.end + 1] == " ") :][:2]
    strong = after in words.LONG_CLASSIFIERS or after[:1] in words.CLASSIFIERS
    if after[:1] == "岁" or after == "周岁":
        end = text.index("岁", n.end) + 1
        return made(text, at, end, "age", n.low, n.high, approx=n.approx)
    if n.form == "arabic":
        weak = after[:1] in words.LABEL_NOUNS and n.low < 10
        weak = (
            weak or after == "号" or (text[:at].strip() == "" and bool(_BULLET.match(text, n.end)))
        )
        return made(text, at, n.end, "number", n.low, n.high, approx=n.approx, optional=weak)
    if n.form == "vague" or n.approx:
        weak = n.low < 100 and not n.scale >= 1000
        return made(text, at, n.end, "number", n.low, n.high, approx=True, optional=weak)
    if n.form == "digits":
        return None
    return _han_count(text, at, n, after, strong)


def _han_count(text: str, at: int, n: Numeral, after: str, strong: bool) -> Quantity | None:
    run = text[at : n.end]
    has_digit = any(c in "一二两三四五六七八九" for c in run) or (len(run) > 1 and run[0] == "十")
    if len(run) > 1 and has_digit and run not in words.BARE_COMPOUNDS:
        return made(text, at, n.end, "number", n.low, n.high, approx=n.approx)
    weak_class = after[:1] in words.WEAK_CLASSIFIERS
    if not strong and not weak_class:
        return None
    weak = weak_class or n.low == 1 or run in {"百", "千", "万", "百万", "千万", "亿"}
    weak = weak or (n.low == 2 and after[:1] in words.OPTIONAL_AFTER_TWO)
    weak = weak or (n.low < 20 and _known_from_text(text, at, int(n.low)))
    return made(text, at, n.end, "number", n.low, n.high, approx=n.approx, optional=weak)


def _known_from_text(text: str, at: int, count: int) -> bool:
    """这两位, A、B、C三人: the count adds nothing that the text does not say."""
    listed = text[max(0, at - 40) : at].count("、") == count - 1 > 0
    return listed or text[at - 1 : at] in _DEFINITE
