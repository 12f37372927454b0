"""A Chinese numeral with what follows it: percent, 成, 倍, a unit, a classifier; ranges of two."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from zhaiyi.quantities.chinese import words
from zhaiyi.quantities.chinese.coins import small_money
from zhaiyi.quantities.chinese.growth import added
from zhaiyi.quantities.chinese.numerals import (
    DIGITS,
    HAN,
    SMALL,
    Numeral,
    han_value,
    is_bare,
    numeral_at,
)
from zhaiyi.quantities.chinese.redundant import known_from_text, sums_up
from zhaiyi.quantities.chinese.scales import is_size, joint
from zhaiyi.quantities.quantity import Kind, Quantity, made
from zhaiyi.quantities.units import CURRENCIES, ZH_CURRENCIES, ZH_DURATIONS, ZH_MEASURES, dimension

_TO = re.compile(r" ?(?:-{1,2}|~|至|到) ?")
_TENTHS = re.compile(
    rf"成(?P<half>半|[一二三四五六七八九](?![{HAN}个名位]))?(?!{words.AFTER_TENTHS})"
)
_TENTHS_SURE = re.compile("成(?![熟千百批套份])")
_TENTHS_BOUND = re.compile("(?:约|近|逾|超过?|达|不足|至少)$")
_TENTHS_ALONE = re.compile("成(?:人|交易|本[地国土]|都|因|为)")
_CLAUSE_START = frozenset("有中，。；：、,;: \n（(“")
"""Behind a bound (逾九成) tenths are sure, at a clause's start only before these words."""
_PERCENT = re.compile(r" ?(?:(?P<per>%|‰)|个?(?P<points>百分点|基点|(?:BP|bp)s?(?![A-Za-z])))")
_DISCOUNT = re.compile(" ?折(?![腰磨断线射叠旧合纸返中桂服寿页戟算成半回子痕损现干冲戏扇屏刀])")
_TIMES = re.compile(r" ?倍(?!增|感|受|加|率)")
_BULLET = re.compile(r"[、.．)](?![0-9])")
_TWO_NAMED = frozenset({"今明", "明后", "昨今", "去今"})
"""Two years or days by name, whose number adds nothing: 今明两年."""
_NAMED_NOT_COUNTED = re.compile("月|[线环]|名(?:决|之?争)")
"""Behind two digits: 三四月 are two months, 三四线 two tiers, 三四名决赛 a match for third."""
_HALF_AFTER = re.compile(r"半(?![径岛数价成导决截路夜天空山坡日月百身载点边场程])(?!年度)")
_EACH = "(?!一[斤亩两瓶张平只件个台辆袋盒箱份间套吨条])"
"""The thing of a price behind it: 三块五|一斤."""
_TENTHS_AFTER: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"(?P<rest>[一二三四五六七八九]|{more})(?P<unit>{unit}){end}")
    for names, more, unit, end in (
        (
            "块 块钱",
            "[1-9]",
            "[毛角]?钱?",
            rf"(?!{_EACH}[{HAN}0-9 个名位条花香头张斤年月日.%~至到-])",
        ),
        ("元", "[1-9]", "[角毛]", "(?:(?P<cents>[1-9一二三四五六七八九])分(?![钟鐘之秒]))?"),
        ("斤", "[1-9]", "两", ""),
        (
            "米",
            "[一二三四五六七八九][零一二三四五六七八九]|[0-9]{1,2}",
            "",
            rf"(?![{HAN}0-9 个名位条只张年月日.%~至到级层-]|的?距)",
        ),
        ("度", "[1-9]", "", rf"(?![{HAN}0-9 个名位年月日.%~至到次-])"),
        ("吨", "[1-9]", "", rf"(?![{HAN}0-9 个名位年月日.%~至到-])"),
    )
    for name in names.split()
}
"""The tenths behind a unit, named or not: 三块五, 5元8角5分, 三斤二两, 一米七五, 38度5."""
_BOUNDED = re.compile("(?:近|约|达|超过?|逾|破|不足|不到|不满|未满|足|满|至少|上看|共|总计)$")
"""Words before a bare scale that make it a number to be kept: 近千亿, 不足百万元."""
_POWER = re.compile("(?:用电|耗电|发电|电量|度电|供电|充电|电费)(?!.*[温热])")
_SIGN = re.compile(r"零下 ?|(?:(?<![\w)\]》”])|(?<=[为至到是约从达在于温近低]))-(?=[0-9])")
_MONEY_SIGN = re.compile(r"((?:US|HK|NT|AU?|CA?|S)\$|[$￥¥€£]|(?<![A-Za-z])RM ?)(?=[0-9])")
_MONEY_SIGNS = {
    "NT$": "TWD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "S$": "SGD",
    "RM": "MYR", "US$": "USD", "HK$": "HKD", "$": "USD", "￥": "CNY", "¥": "CNY", "€": "EUR",
    "£": "GBP",
}  # fmt: skip
_MONEY_WORD = re.compile(
    rf"(?P<word>{'|'.join(n for n in ZH_CURRENCIES if len(n) > 1 and n[0] not in '元块')})"
    " ?(?:约|近|逾|超过?|达)? ?$"
)
_WORD_REACH = 10
_LEAST_SUM = 100
"""Smaller bare numbers behind a currency are seldom sums: 美元两连涨, 人民币7.1."""
_UNIT_NAMES = ZH_CURRENCIES | ZH_MEASURES | ZH_DURATIONS
_LONGEST_UNIT = max(map(len, _UNIT_NAMES))
_LATIN = re.compile(r"[A-Za-z]")


def count_at(text: str, at: int, year: int | None = None) -> list[Quantity]:
    """A numeral with what follows it: percent, 成, 倍, unit, classifier; or a range of two."""
    sign = _SIGN.match(text, at)
    money = _MONEY_SIGN.match(text, at)
    start = sign.end() if sign else money.end() if money else at
    first = numeral_at(text, start)
    letters = money is not None and money[1].rstrip().isalpha()
    if first is None or (not letters and _in_word(text, start, first.end)):
        return []
    currency = _MONEY_SIGNS[money[1].rstrip()] if money else ""
    found = _range(text, at, start, first, currency) or _single(text, at, first, currency)
    if found is None:
        return []
    if sign is not None:
        found = made(text, at, found.end, found.kind, -found.high, -found.low, unit=found.unit)
    return [_of_currency(text, found)]


def _of_currency(text: str, q: Quantity) -> Quantity:
    """A sum whose currency stands before it: 新台币3215亿元, 港币500万."""
    bare = q.kind == "number" and q.low >= _LEAST_SUM
    if not bare and not (q.unit == "CNY" and q.text.endswith("元")):
        return q
    m = _MONEY_WORD.search(text, max(0, q.start - _WORD_REACH), q.start)
    return q if m is None else replace(q, kind="money", unit=ZH_CURRENCIES[m["word"]])


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
    return bool(_LATIN.match(after)) and not (_unit(text, end)[1] or _PERCENT.match(text, end))


def _range(text: str, at: int, start: int, first: Numeral, currency: str) -> Quantity | None:
    """1.5-2.5万, 3%至5%, 20到30人. The first number takes the scale and unit of the second."""
    if first.form == "vague" or first.low != first.high:
        return None
    end, unit, kind = _suffix(text, first, currency)
    link = _TO.match(text, end)
    second = numeral_at(text, link.end()) if link else None
    if link is None or second is None or second.form == "vague":
        return None
    last = _single(text, link.end(), second, currency)
    if last is None or not _joins(kind, unit, last):
        return None
    low, high = _lower_end(first, kind, second, last), last.high
    if last.unit == "off" or (first.scale > 1 and last.low < low < last.low * 2):
        low, high = sorted((low, last.low))
    elif not low < last.low:
        return None
    return made(text, at, last.end, last.kind, low, high, unit=last.unit, optional=last.optional)


def _joins(kind: Kind, unit: str, last: Quantity) -> bool:
    """Whether a number of `kind` and `unit` may begin a range that `last` ends."""
    if kind == "percent":  # 下降8%至1200万 ends in a new level
        return last.kind == kind and unit == last.unit
    known = kind == "number" or last.kind in {"number", kind}
    return known and (not unit or not last.unit or unit == last.unit)


def _lower_end(first: Numeral, kind: Kind, second: Numeral, last: Quantity) -> Fraction:
    """Value of the first number of a range in the scale of the last: 3至4成, 1.5-2.5万."""
    if kind != "number":
        return first.low * (10 if last.kind == "percent" and last.text.endswith("成") else 1)
    if last.unit == "off":
        return 100 - _part_of_price(first.low)
    if first.scale == 1 and second.scale > 1 and first.low * second.scale < last.low:
        return first.low * second.scale
    return first.low * (10 if last.kind == "percent" and "成" in last.text else 1)


def _suffix(text: str, numeral: Numeral, currency: str) -> tuple[int, str, Kind]:
    """End, unit and kind of a numeral with its own unit, before a second number of a range."""
    whole = _single(text, numeral.end, numeral, currency)
    if whole is None or (whole.kind == "number" and not whole.unit):
        return numeral.end, "", "number"
    return whole.end, whole.unit, whole.kind


def _single(text: str, at: int, n: Numeral, currency: str) -> Quantity | None:
    """The numeral `n`, begun at `at`, with the first ending of `_ENDINGS` that follows it."""
    if not currency:
        for ending in _ENDINGS:
            if (found := ending(text, at, n)) is not None:
                return found
        return _counted(text, at, n)
    end, unit = _unit(text, n.end)
    end = end if unit in CURRENCIES else n.end
    return made(text, at, end, "money", n.low, n.high, unit=currency, approx=n.approx)


def _percent(text: str, at: int, n: Numeral) -> Quantity | None:
    """30%, 5‰, 0.2个百分点, 25个基点."""
    m = _PERCENT.match(text, n.end)
    if m is None:
        return None
    unit = {None: "", "百分点": "pp"}.get(m["points"], "bp")
    divide = 10 if m["per"] == "‰" else 1
    low, high = n.low / divide, n.high / divide
    return made(text, at, m.end(), "percent", low, high, unit=unit, approx=n.approx)


def _tenths(text: str, at: int, n: Numeral) -> Quantity | None:
    """三成, 四成半, 七成五."""
    if not 0 < n.low <= 10:
        return None
    m = _TENTHS.match(text, n.end)
    if m is None:
        return _sure_tenths(text, at, n)
    half = m["half"]
    extra = 0 if half is None else 5 if half == "半" else int(han_value(half) or 0)
    low, high = n.low * 10 + extra, n.high * 10 + extra
    return made(text, at, m.end(), "percent", low, high, approx=n.approx)


def _sure_tenths(text: str, at: int, n: Numeral) -> Quantity | None:
    """Tenths before a word that would else begin with 成: 逾九成人口, 八成人认为, 七成交易."""
    if n.form != "han" or n.low != n.high or not _TENTHS_SURE.match(text, n.end):
        return None
    bound = _TENTHS_BOUND.search(text, max(0, at - 2), at)
    alone = at == 0 or text[at - 1] in _CLAUSE_START
    if not bound and (not alone or n.low == 1 or not _TENTHS_ALONE.match(text, n.end)):
        return None
    return made(text, at, n.end + 1, "percent", n.low * 10)


def _discount(text: str, at: int, n: Numeral) -> Quantity | None:
    """八折 leaves eight tenths of the price: 20 percent off; 六五折 and 85折 likewise."""
    m = _DISCOUNT.match(text, n.end)
    low, high = 100 - _part_of_price(n.high), 100 - _part_of_price(n.low)
    if (
        m is None
        or n.scale > 1
        or not 0 < low <= high < 100
        or text[at - 1 : at] in set("波曲百第")
    ):
        return None
    return made(text, at, m.end(), "percent", low, high, unit="off", approx=n.approx)


def _part_of_price(value: Fraction) -> Fraction:
    """Percent of the price that is left: 80 for 八折, 65 for 六五折."""
    return value * 10 if value < 10 else value


def _times(text: str, at: int, n: Numeral) -> Quantity | None:
    """两倍, 1.5倍."""
    m = _TIMES.match(text, n.end)
    if m is None:
        return None
    found = made(text, at, m.end(), "multiple", n.low, n.high, approx=n.approx)
    return replace(found, added=added(text, found.start, found.end))


def _with_unit(text: str, at: int, n: Numeral) -> Quantity | None:
    """三斤, 5000公里, 两年."""
    end, unit = _unit(text, n.end)
    if text[n.end : end] == "块" and _tenths_after(text, n, end):
        unit = "CNY"  # 三块五 is money, 三块 may be pieces
    if not unit or not _measured(text, n, end, unit):
        return None
    if unit == "degree" and _POWER.search(text, max(0, at - 10), at):
        unit = "kWh"
    return _measure(text, at, n, end, unit)


def _measured(text: str, n: Numeral, end: int, unit: str) -> bool:
    """Whether the unit counts: 三度 is three times, 五角大楼 no money, 一日 often "one day"."""
    name = text[n.end : end].strip()
    if name in {"日", "月"} and n.form == "arabic":
        return name == "日"
    if name == "度" and n.form == "han" and n.low < 10:
        return False
    if name == "月" and n.approx:
        return False  # 三四月: March and April
    return not (name in {"码", "桶", "磅", "坪", "甲"} and n.form == "han" and n.scale == 1)


def _measure(text: str, at: int, n: Numeral, end: int, unit: str) -> Quantity:
    kind = _kind(unit)
    half = _HALF_AFTER.match(text, end) if n.low < 100 and not n.approx else None
    tenths = None if half or n.approx else _tenths_after(text, n, end)
    extra = Fraction(1, 2) if half or _half_before(text, n.end) else Fraction(0)
    if tenths is not None:
        end, extra = tenths
    approx = n.approx or "多" in text[n.end : end]
    low, high = n.low + extra, n.high + extra
    small = n.form == "han" and not extra and (
        (kind == "duration" and n.low == n.high == 1)
        or unit in {"chi", "zhang", "dan"}
        or text[max(0, at - 2) : at] in _TWO_NAMED
        or (is_bare(text, at, n) and not _is_bound(text, at, n))
    )  # fmt: skip
    stop = half.end() if half else end
    return made(text, at, stop, kind, low, high, unit=unit, approx=approx, optional=small)


def _kind(unit: str) -> Kind:
    if unit in CURRENCIES:
        return "money"
    return "duration" if dimension(unit) in {"months", "seconds"} else "measure"


def _half_before(text: str, at: int) -> bool:
    """三个半小时."""
    return text[at : at + 3].lstrip(" ").startswith("个半")


def _is_bound(text: str, at: int, n: Numeral) -> bool:
    """Whether a bare scale must be kept: 近千亿, 10个千亿级."""
    bounded = _BOUNDED.search(text, max(0, at - 3), at)
    return bounded is not None or is_size(text, at, n.end, n.low)


def _tenths_after(text: str, n: Numeral, end: int) -> tuple[int, Fraction] | None:
    """End and value of the tenths that follow a unit: 三块五, 一米七五, 三斤二两."""
    pattern = _TENTHS_AFTER.get(text[n.end : end].strip())
    whole = n.low == n.high and n.low.denominator == 1 and n.scale < SMALL["千"]
    m = pattern.match(text, end) if pattern and whole else None
    if m is None:
        return None
    said = m["rest"] + (m.groupdict().get("cents") or "")
    digits = "".join(str(DIGITS.get(c, c)) for c in said)
    return m.end(), Fraction(int(digits), 10 ** len(digits))


def _unit(text: str, at: int) -> tuple[int, str]:
    """End and canonical name of the unit at `at` (one space may precede); longest name wins."""
    start = at + joint(text, at)
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
    after = text[end : end + 1]
    if name in words.ONLY_BEFORE:
        return bool(after) and after in words.ONLY_BEFORE[name]
    return not after or after not in words.NOT_AFTER_UNIT.get(name, "")


def _counted(text: str, at: int, n: Numeral) -> Quantity | None:
    """A plain count. Chinese numerals need a sign that they count something."""
    after = text[n.end + joint(text, n.end) :][:2]
    strong = after in words.LONG_CLASSIFIERS or after[:1] in words.CLASSIFIERS
    if after[:1] == "岁" or after == "周岁":
        end = text.index("岁", n.end) + 1
        return made(text, at, end, "age", n.low, n.high, approx=n.approx)
    if n.form == "arabic":
        weak = after[:1] in words.LABEL_NOUNS and n.low < 10
        weak = weak or (n.low == 1 and text[:at].endswith(("除", "除了")))  # all but the driver
        weak = weak or (n.low < 20 and n.low == n.high and sums_up(text, at, n.low))
        weak = (
            weak or after == "号" or (text[:at].strip() == "" and bool(_BULLET.match(text, n.end)))
        )
        return made(text, at, n.end, "number", n.low, n.high, approx=n.approx, optional=weak)
    if n.approx and _NAMED_NOT_COUNTED.match(text, n.end):
        return None
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
    bounded = is_bare(text, at, n) and _is_bound(text, at, n)
    if bounded and (strong or n.low > SMALL["百"]) and n.low > SMALL["十"]:
        return made(text, at, n.end, "number", n.low, n.high, approx=n.approx)
    if not strong and not weak_class:
        return None
    weak = weak_class or n.low == 1 or run in {"百", "千", "万", "百万", "千万", "亿"}
    weak = weak or (n.low == 2 and after[:1] in words.OPTIONAL_AFTER_TWO)
    weak = weak or (n.low < 20 and known_from_text(text, at, int(n.low)))
    return made(text, at, n.end, "number", n.low, n.high, approx=n.approx, optional=weak)


_ENDINGS: tuple[Callable[[str, int, Numeral], Quantity | None], ...] = (
    _percent, _tenths, _discount, _times, small_money, _with_unit,
)  # fmt: skip
"""What may stand behind a numeral, in the order in which it is tried; else it is a plain count."""
