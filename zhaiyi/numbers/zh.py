"""Quantities of a Chinese text: `read_zh`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from zhaiyi.numbers import zhwords as words
from zhaiyi.numbers.numerals import HAN, Numeral, han_value, normalise, numeral_at
from zhaiyi.numbers.quantity import Kind, Quantity, When
from zhaiyi.numbers.units import CURRENCIES, ZH_CURRENCIES, ZH_DURATIONS, ZH_MEASURES, dimension
from zhaiyi.numbers.zhdates import DateMatch, date_at, time_at

_START = re.compile(
    rf"(?P<skip>{words.NOT_QUANTITIES})|(?P<label>{words.LABEL})|[0-9{HAN}数几半双翻倍第上成好初]"
    r"|凌晨|清晨|早上|早晨|早间|早|午后|下午|中午|正午|上午|傍晚|晚上|晚间|夜间|夜里|深夜|午夜|晚"
    r"|零下|[-+$￥¥€£]|US\$|HK\$|本世纪|百分|千分|万分|逾|Q"
)
_RUN = re.compile(rf"[0-9{HAN}.,:/]+")
_TO = re.compile(r" ?(?:-{1,2}|~|至|到) ?")
_PARTS = re.compile(
    rf"(?P<whole>[0-9]{{1,9}}|[{HAN}]{{1,9}})分之(?P<part>[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?|[{HAN}]{{1,12}}(?:点[{HAN}]{{1,6}})?)"
)
_TENTHS = re.compile(rf"成(?P<half>半|[一二三四五六七八九](?![{HAN}个名位]))?(?!{words.AFTER_TENTHS})")
_PERCENT = re.compile(r" ?(?:%|个?百分点|‰)")
_TIMES = re.compile(r" ?倍(?!增|感|受|加|率)")
_DOUBLING = re.compile(r"翻(?:了)?(?:(?P<n>[一两二三四五])番|一?番|一?倍)")
_SLASH = re.compile(r"(?P<part>[0-9]{1,3})/(?P<whole>[0-9]{1,4})(?![0-9/])")
_SPLIT_SECONDS = re.compile(r"(?P<s>[0-9]{1,2})秒(?P<part>[0-9]{1,3})(?![0-9万亿])")
_BULLET = re.compile(r"[、.．)](?![0-9])")
_DEFINITE = frozenset("们余这那该此其哪前后")
_ORDINAL = re.compile(r"第 ?")
_HALF_AFTER = re.compile(r"半(?!径|岛|数|价|成|导|年度|决)")
_HALF = re.compile(rf"半(?P<unit>个多?月|个世纪|个小时|小时|年(?!度|报)|天(?!空)|个多?世纪|周)|一半(?!以?[下])")
_SIGN = re.compile(r"零下 ?|(?:(?<![\w)\]》”])|(?<=[为至到是约从达在于]))-(?=[0-9])")
_MONEY_SIGN = re.compile(r"(US\$|HK\$|[$￥¥€£])(?=[0-9])")
_MONEY_SIGNS = {
    "US$": "USD", "HK$": "HKD", "$": "USD", "￥": "CNY", "¥": "CNY", "€": "EUR", "£": "GBP",
}  # fmt: skip
_SCORE = re.compile(r"(?P<a>[0-9]{1,3}) ?(?:比|[-:]) ?(?P<b>[0-9]{1,3})(?![0-9:.%])")
_UNIT_NAMES = ZH_CURRENCIES | ZH_MEASURES | ZH_DURATIONS
_LONGEST_UNIT = max(map(len, _UNIT_NAMES))
_LATIN = re.compile(r"[A-Za-z]")

Read = tuple[Quantity, ...]
_Reader = Callable[[str, int, int | None], "list[Quantity]"]


def read_zh(text: str, *, year: int | None = None) -> Read:
    """The quantities of a Chinese text in order, without overlap.

    Model names (737NG), fixed words (一带一路, 十分) and generations (90后) are none. `year`, of the
    document, tells which century 上世纪 means. Never raises; linear in the length of the text.
    """
    plain = normalise(text)
    return tuple(_restore(q, text) for q in _scan(plain, year))


def _restore(q: Quantity, text: str) -> Quantity:
    found = text[q.start : q.end]
    return q if found == q.text else _make(text, q.start, q.end, q.kind, q.low, q.high, like=q)


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


def _make(
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
    like: Quantity | None = None,
) -> Quantity:
    if like is not None:
        unit, approx, optional = like.unit, like.approx, like.optional
        when, until = like.when, like.until
    high = low if high is None else high
    return Quantity(
        text[start:end], start, end, kind, low, high, unit, approx, optional, when, until
    )


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
    low, high = last_part(m.when), last_part(m.until or m.when)
    optional = m.optional or (kind == "time" and m.when.hour in {0, 24} and not m.when.minute)
    return _make(
        text, at, m.end, kind, low, high, optional=optional, when=m.when, until=m.until
    )


def last_part(when: When) -> Fraction:
    """The finest part that is given, as a number."""
    for part in (when.hour, when.day, when.month, when.year):
        if part is not None:
            return Fraction(part)
    return Fraction(0)


def _parts(text: str, at: int, year: int | None) -> list[Quantity]:
    """百分之三十, 三分之二, 千分之五; ranges as 百分之三十至四十."""
    m = _PARTS.match(text, at) or _SLASH.match(text, at)
    if m is None or (m.re is _SLASH and not _proper(text, m)):
        return []
    bottom, top = _number(m["whole"]), _number(m["part"])
    if not bottom or top is None:
        return []
    if bottom != 100:
        return [_make(text, at, m.end(), "fraction", top / bottom)]
    link = _TO.match(text, m.end())
    second = numeral_at(text, link.end()) if link else None
    if second is not None and second.low > top:
        return [_make(text, at, second.end, "percent", top, second.low)]
    return [_make(text, at, m.end(), "percent", top)]


def _proper(text: str, m: re.Match[str]) -> bool:
    """1/3 is a fraction; 7/8 in a longer run of digits and 3/0 are not."""
    return 0 < int(m["part"]) < int(m["whole"]) and text[m.start() - 1 : m.start()] not in set("/0123456789.")


def _split_seconds(text: str, at: int, year: int | None) -> list[Quantity]:
    """57秒79: 57.79 seconds, as sports reports have it."""
    m = _SPLIT_SECONDS.match(text, at)
    if m is None:
        return []
    value = Fraction(f"{m['s']}.{m['part']}")
    return [_make(text, at, m.end(), "duration", value, unit="second")]


def _number(text: str) -> Fraction | None:
    whole, _, rest = text.partition("点")
    if text[0] in "0123456789":
        return Fraction(text)
    value = han_value(whole)
    if value is None or not rest:
        return value
    digits = han_value("一" + rest)
    return None if digits is None else value + digits / 10 ** len(rest) - 1


def _doubling(text: str, at: int, year: int | None) -> list[Quantity]:
    m = _DOUBLING.match(text, at)
    if m is None:
        return []
    times = int(han_value(m["n"]) or 1) if m["n"] else 1
    return [_make(text, at, m.end(), "multiple", Fraction(2**times))]


def _halves(text: str, at: int, year: int | None) -> list[Quantity]:
    m = _HALF.match(text, at)
    if m is None or text[at - 1 : at] in {"上", "下", "前", "后"}:
        return []
    if m["unit"] is None:
        return [_make(text, at, m.end(), "fraction", Fraction(1, 2))]
    unit = ZH_DURATIONS[m["unit"].replace("多", "")]
    return [_make(text, at, m.end(), "duration", Fraction(1, 2), unit=unit)]


def _ordinal(text: str, at: int, year: int | None) -> list[Quantity]:
    m = _ORDINAL.match(text, at)
    numeral = numeral_at(text, m.end()) if m else None
    if numeral is None or numeral.form == "vague" or numeral.low.denominator != 1:
        return []
    link = _TO.match(text, numeral.end)
    second = numeral_at(text, link.end() + (text[link.end() :][:1] == "第")) if link else None
    if second is not None and second.low > numeral.low:
        return [_make(text, at, second.end, "ordinal", numeral.low, second.low)]
    weak = numeral.low <= 3
    return [_make(text, at, numeral.end, "ordinal", numeral.low, optional=weak)]


def _score(text: str, at: int, year: int | None) -> list[Quantity]:
    """3比2, 21-19: two numbers, not a range, since the first is the larger or 比 says so."""
    m = _SCORE.match(text, at)
    if m is None or text[at - 1 : at] in {"-", "."} or text[m.end() : m.end() + 1] in {"-", "万"}:
        return []
    if "比" not in m[0] and int(m["a"]) < int(m["b"]):
        return []
    return [
        _make(text, m.start(g), m.end(g), "number", Fraction(int(m[g]))) for g in ("a", "b")
    ]


def _general(text: str, at: int, year: int | None) -> list[Quantity]:
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
        found = _make(
            text, at, found.end, found.kind, -found.high, -found.low, unit=found.unit
        )
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


def _range(
    text: str, at: int, start: int, first: Numeral, currency: str
) -> Quantity | None:
    """1.5-2.5万, 3%至5%, 20到30人. The first number takes the scale and unit of the second."""
    if first.form == "vague" or first.low != first.high:
        return None
    end, unit, kind = _suffix(text, first, currency)
    link = _TO.match(text, end)
    second = numeral_at(text, link.end()) if link else None
    if second is None or second.form == "vague":
        return None
    last = _single(text, link.end() if link else end, second, currency)
    if last is None or last.kind not in {"number", kind} | ({last.kind} if kind == "number" else set()):
        return None
    low = first.low
    if kind == "number" and first.scale == 1 and second.scale > 1 and low * second.scale < last.low:
        low *= second.scale
    if last.kind == "percent" and text[end - 1] == "成" and kind == "number":
        low *= 10
    if kind == "number" and last.kind == "percent" and "成" in last.text:
        low *= 10
    if low > last.low and first.scale > 1 and low < last.low * 2:
        return _make(text, at, last.end, last.kind, last.low, low, unit=last.unit)
    if not low < last.low or (unit and last.unit and dimension(unit) != dimension(last.unit)):
        return None
    if unit and last.unit and unit != last.unit:
        return None
    return _make(
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
        return _make(text, at, percent.end(), "percent", low, high, unit=unit, approx=n.approx)
    tenths = _TENTHS.match(text, n.end) if 0 < n.low <= 10 else None
    if tenths is not None:
        extra = 0 if tenths["half"] is None else 5
        if extra and tenths["half"] != "半":
            extra = int(han_value(tenths["half"]) or 0)
        low, high = n.low * 10 + extra, n.high * 10 + extra
        return _make(text, at, tenths.end(), "percent", low, high, approx=n.approx)
    times = _TIMES.match(text, n.end)
    if times is not None:
        return _make(text, at, times.end(), "multiple", n.low, n.high, approx=n.approx)
    return _with_unit(text, at, n, currency)


def _with_unit(text: str, at: int, n: Numeral, currency: str) -> Quantity | None:
    end, unit = _unit(text, n.end)
    if currency:
        return _make(text, at, n.end, "money", n.low, n.high, unit=currency, approx=n.approx)
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
    small = small or (n.form == "han" and not extra and all(c in "百千万亿" for c in text[at : n.end]))
    return _make(
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
        unit = _UNIT_NAMES.get(name)
        if unit is not None and len(name) == size and _complete(text, start + size, name):
            return start + size, unit
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
        return _make(text, at, end, "age", n.low, n.high, approx=n.approx)
    if n.form == "arabic":
        weak = after[:1] in words.LABEL_NOUNS and n.low < 10
        weak = weak or after == "号" or (text[:at].strip() == "" and bool(_BULLET.match(text, n.end)))
        return _make(text, at, n.end, "number", n.low, n.high, approx=n.approx, optional=weak)
    if n.form == "vague" or n.approx:
        weak = n.low < 100 and not n.scale >= 1000
        return _make(text, at, n.end, "number", n.low, n.high, approx=True, optional=weak)
    if n.form == "digits":
        return None
    return _han_count(text, at, n, after, strong)


def _han_count(text: str, at: int, n: Numeral, after: str, strong: bool) -> Quantity | None:
    run = text[at : n.end]
    has_digit = any(c in "一二两三四五六七八九" for c in run) or (len(run) > 1 and run[0] == "十")
    if len(run) > 1 and has_digit and run not in words.BARE_COMPOUNDS:
        return _make(text, at, n.end, "number", n.low, n.high, approx=n.approx)
    weak_class = after[:1] in words.WEAK_CLASSIFIERS
    if not strong and not weak_class:
        return None
    weak = weak_class or n.low == 1 or run in {"百", "千", "万", "百万", "千万", "亿"}
    weak = weak or (n.low == 2 and after[:1] in words.OPTIONAL_AFTER_TWO)
    weak = weak or (n.low < 20 and _known_from_text(text, at, int(n.low)))
    return _make(text, at, n.end, "number", n.low, n.high, approx=n.approx, optional=weak)


def _known_from_text(text: str, at: int, count: int) -> bool:
    """这两位, A、B、C三人: the count adds nothing that the text does not say."""
    listed = text[max(0, at - 40) : at].count("、") == count - 1 > 0
    return listed or text[at - 1 : at] in _DEFINITE


_READERS: tuple[_Reader, ...] = (
    _parts, _date, _time, _doubling, _halves, _ordinal, _split_seconds, _score, _general,
)  # fmt: skip
