"""English of a quantity, and the short list of those that a small model needs to be told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from zhaiyi.quantities.chinese.growth import grown
from zhaiyi.quantities.chinese.numerals import normalise
from zhaiyi.quantities.chinese.read import read_zh
from zhaiyi.quantities.chinese.scales import sized
from zhaiyi.quantities.comparing.equal import is_growth
from zhaiyi.quantities.comparing.weekdays import weekday
from zhaiyi.quantities.homes import at_home
from zhaiyi.quantities.misreadings.dividends import dividends
from zhaiyi.quantities.misreadings.levels import levels
from zhaiyi.quantities.misreadings.things import unlike_neighbours
from zhaiyi.quantities.quantity import Quantity, plain
from zhaiyi.quantities.telling.compass import points
from zhaiyi.quantities.telling.datehints import date, ordinal, times
from zhaiyi.quantities.telling.fixed import fixed
from zhaiyi.quantities.telling.needed import NAMED_AGE, PAIR, is_rare_money, needed
from zhaiyi.quantities.telling.phrases import Wording, floors, phrase_of
from zhaiyi.quantities.telling.school import school_forms
from zhaiyi.quantities.telling.seismic import intensities
from zhaiyi.quantities.units import METRIC, SIGNS, UNITS, named

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_COUNT = re.compile("[^至到—~-]*(?:[万亿萬億兆](?!瓦)|[千百](?![瓦克米卡]))[多余餘来]?")
"""A scaled number without its unit, which models know."""
_MAGNITUDES = {10: "dozens", 100: "hundreds"} | {
    power * factor: words + large
    for factor, large in (
        (10**3, "thousands"), (10**6, "millions"), (10**9, "billions"), (10**12, "trillions"),
    )
    for power, words in ((1, ""), (10, "tens of "), (100, "hundreds of "))
}  # fmt: skip
TEENS = re.compile("[一二三四五六七八九]?十[几幾]")
"""十几亿 is told as "more than a billion": of a range a small model takes the lower end."""
_ABOVE = frozenset("超过破逾突上")
_FINEST = 4
"""Decimals of a million; a whole number of more is given in digits: 5,000,523."""
_GROWTH = {Fraction(2): "doubled", Fraction(3): "tripled", Fraction(4): "quadrupled"}
_BOUNDS = (("近|接近", "nearly "), ("超|逾|不止", "more than "), ("约", "about "))
_OVER_HALF = re.compile("(?P<words>(?P<first>首次)?(?<!时间)(?<!赛程)(?<!赛季)过半)(?!百)")
_SUSPENDED = ("缓刑", "緩刑")
_DIGIT = re.compile("[0-9一二两三四五六七八九]")
_NUMERATORS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DENOMINATORS = {
    3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
    10: "tenth",
}  # fmt: skip


def hint(q: Quantity) -> str:
    """`q` in short English: ``61,000``, ``1.4 billion``, ``30 percent``, ``the 12th``, ``late June
    2015``. ``read_en`` reads the value back; names of units are American."""
    if q.when is not None:
        return date(q) if q.when.hour is None else times(q)
    if q.kind == "label":
        return weekday(q.text) or q.text
    if q.kind == "ordinal":
        return "the " + _span(q, ordinal)
    words = _vague(q) if q.vague else _with_unit(q)
    more = q.approx and not q.vague
    return "more than " + words if more else words


def signed(q: Quantity) -> str:
    """A sum with the sign of its currency: HK$4.23, more than NT$10 billion."""
    sign = SIGNS.get(q.unit, "")
    words = hint(replace(q, kind="number", unit="") if sign else q)
    return re.sub(r"(?=\d)", sign, words, count=1) if sign and _FIGURE.search(words) else hint(q)


_FIGURE = re.compile(r"\d")


def hints(
    text: str, year: int | None = None, month: int | None = None, home: str = ""
) -> tuple[tuple[str, str], ...]:
    """Pairs (Chinese, English) of the quantities of a sentence that small models get wrong: 万 and
    亿, 成, 番, 亩, 六七十, 6月底, large Chinese numerals, decades, days without their
    month. `year` and `month` of the document resolve 上世纪 and give a range of days its month; a
    bare 元 has the currency of the article's `home`. In order, without repeats; each as short as it
    can be, for every token of a prompt costs time."""
    pairs: dict[str, str] = {}
    read = read_zh(text, year=year)
    found = at_home(text, read, home)
    local = {q.start for q, as_read in zip(found, read, strict=True) if q.unit and q != as_read}
    beside = unlike_neighbours(text, found)
    wording = Wording(text)
    for q in found:
        if q.start in beside:
            words, thing = beside[q.start]
            pairs.setdefault(words, f"{hint(q)} {thing}")
        elif whole := phrase_of(wording, q, signed(q) if q.start in local else hint(q)):
            pairs.setdefault(*whole)
        elif q.start in local:
            pairs.setdefault(q.text, signed(q))
        elif needed(q, month) or (q.kind == "fraction" and _DIGIT.match(text, q.end)):
            size = sized(text, q.start, q.end, q.low, hint(q))
            told_as = phrase(text, q) or size or _short(q) or (q.text, _placed(q, month, text))
            pairs.setdefault(*told_as)
    pairs |= dividends(text)
    pairs |= dict(points(text)) | dict(school_forms(text)) | dict(intensities(text))
    pairs |= dict(floors(wording)) | dict(fixed(wording, home))
    pairs |= {words: english for _, words, english in levels(text, found)}
    pairs |= {
        text[q.start - 2 : q.end]: f"suspended for {hint(q)}"
        for q in found
        if q.kind == "duration" and text.endswith(_SUSPENDED, 0, q.start)
    }
    for m in _OVER_HALF.finditer(text):
        pairs.setdefault(m["words"], "more than half" + " for the first time" * bool(m["first"]))
    return tuple(pairs.items())


def _short(q: Quantity) -> tuple[str, str] | None:
    """17.5亿立方米 as (17.5亿, 1.75 billion): units that models know go untold."""
    count = _COUNT.match(q.text)
    if count is None or q.when is not None or q.vague or q.low != q.high:
        return None
    if q.kind not in {"number", "money", "measure"} or q.unit in METRIC or is_rare_money(q):
        return None
    if _DIGIT.search(q.text, count.end()):
        return None  # 三万|五
    return count[0], hint(replace(q, kind="number", unit=""))


def phrase(text: str, q: Quantity) -> tuple[str, str] | None:
    """A multiple with its verb: 增长了两倍 as "tripled"; None for any other quantity."""
    if q.kind == "multiple" and q.added:
        start = grown(text, q.start)
        near = _near(text[start : q.start])
        return text[start : q.end], near + told(q)
    if is_growth(q):
        return q.text, _near(q.text) + told(q)
    return None


def _near(words: str) -> str:
    """English of the bound within a phrase of growth."""
    found = (english for chinese, english in _BOUNDS if re.search(chinese, words))
    return next(found, "")


def _risen(total: Fraction) -> str:
    """The verb for a growth to so many times: doubled, rose by 450 percent."""
    if total in _GROWTH:
        return _GROWTH[total]
    return f"rose by {_small((total - 1) * 100)} percent"


def _placed(q: Quantity, month: int | None, text: str) -> str:
    """The hint; a range of days without a month gets the document's, unless another is meant."""
    known = q.when is not None and q.when.day is not None and q.when.month is None
    if not known or month is None or re.search("[上下次]个?月", text) or q.when is None:
        return hint(q)
    if q.until is not None and q.until.day is not None and (q.when.day or 0) > q.until.day:
        return hint(q)
    return hint(replace(q, when=q.when._replace(month=month)))


def metric(q: Quantity) -> str:
    """A Chinese measure (亩, 斤, 里) in metric units, rounded to three digits: 4,530 hectares;
    empty for any other quantity."""
    if q.unit not in METRIC:
        return ""
    unit = next(unit for least, unit in METRIC[q.unit] if q.high >= least)
    factor = UNITS[q.unit].factor / UNITS[unit].factor
    low, high = (_rounded(value * factor) for value in (q.low, q.high))
    return _with_unit(replace(q, unit=unit, low=low, high=high, kind="measure", approx=False))


def _rounded(value: Fraction) -> Fraction:
    """`value` to three significant digits."""
    return Fraction(f"{float(value):.3g}")


def _with_unit(q: Quantity) -> str:
    if q.kind == "percent":
        unit = "percentage points" if q.unit == "pp" and abs(q.high) != 1 else named(q.unit, q.high)
        return f"{_span(q, _small)} {unit or 'percent'}"
    if q.kind == "fraction":
        return _fraction(q)
    if q.kind == "multiple":
        return f"{_span(q, _amount)} times"
    if q.kind == "age":
        return _age(q)
    if q.low == Fraction(1, 2) and (q.kind == "duration" or q.text.startswith("半")):
        unit = UNITS[q.unit].one
        return f"half {'an' if unit == 'hour' or unit[0] in 'aeio' else 'a'} {unit}"
    name = named(q.unit, q.high)
    return f"{_span(q, _amount)} {name}" if name else _span(q, _amount)


def _age(q: Quantity) -> str:
    """28 years old; 50 for 半百, "70 to 79" would be no English for 七旬."""
    if q.vague and q.low + 9 == q.high and q.low % 10 == 0:
        return f"around {_small(q.low)}"
    words = _span(q, _amount)
    return words if NAMED_AGE.search(q.text) and "岁" not in q.text else f"{words} years old"


def _span(q: Quantity, render: Callable[[Fraction], str]) -> str:
    if q.high - q.low == 1 and q.high < len(_NUMERATORS) and q.low > 0 and q.low.denominator == 1:
        return f"{_NUMERATORS[int(q.low)]} or {_NUMERATORS[int(q.high)]}"
    low, high = render(q.low), render(q.high)
    if " " in high and " " not in low:
        high = _small(q.high)  # "1 to 100 million" would say 1 million
    link = "or" if q.high - q.low == 1 else "to"
    return low if q.low == q.high else f"{low} {link} {high}"


def _vague(q: Quantity) -> str:
    """数十万 as "hundreds of thousands"; a pair of neighbours (三四十) keeps its two ends."""
    if q.text[0] in _ABOVE:
        return "more than " + _with_unit(replace(q, high=q.low, approx=False))
    if TEENS.match(q.text):
        least = q.low - (q.high - q.low) / 8  # 11 to 19 of a scale are more than ten of it
        return "more than " + _with_unit(replace(q, low=least, high=least, approx=False))
    scale = 10 ** (len(str(int(q.low))) - 1)
    words = _MAGNITUDES.get(scale, "")
    if q.low not in {scale, scale * 2} or not words or PAIR.search(q.text):
        return _with_unit(q)
    unit = named(q.unit, q.high)
    return f"{words} of {unit}" if unit else words


def _amount(value: Fraction) -> str:
    """61,000; 1.4 billion; 2.5."""
    size = abs(value)
    for scale, name in _SCALES:
        scaled = value / scale
        digits = plain(scaled)
        fine = len(digits.partition(".")[2]) > _FINEST and value.denominator == 1
        if size >= scale and len(digits) <= 9 and "/" not in digits and not fine:
            return f"{_small(scaled)} {name}"
    return _small(value)


def _small(value: Fraction) -> str:
    text = plain(value)
    if "/" in text:
        return text
    whole, dot, rest = text.partition(".")
    return text if whole == "-0" else f"{int(whole):,}{dot}{rest}"


def _fraction(q: Quantity) -> str:
    if q.low == Fraction(1, 2):
        return "half"
    if q.low != q.high:
        return _span(q, plain)
    if (whole := _WHOLES.get(_whole(q.text))) is not None:
        return f"{_small(q.low * whole)} in {whole:,}"
    top, bottom = q.low.numerator, q.low.denominator
    if q.low == q.high and 0 < top < len(_NUMERATORS) and bottom in _DENOMINATORS:
        return f"{_NUMERATORS[top]}-{_DENOMINATORS[bottom]}{'s' if top > 1 else ''}"
    return f"{top}/{bottom}"


_WHOLES = {"千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6}


def _whole(text: str) -> str:
    return normalise(text).partition("分之")[0] if "分之" in text else ""


def told(q: Quantity) -> str:
    """What the source says with `q`, in English: its hint; of a growth the verb (doubled)."""
    if not is_growth(q):
        by = replace(q, low=q.low * 100, high=q.high * 100)
        return f"rose by {_span(by, _small)} percent" if q.added else hint(q)
    return _risen(q.low + bool(q.added))
