"""Chinese and mixed numerals to values: 六万一千, 1.2万亿, 20多万, 三四十, 数百, 二〇二一.

`numeral_at` reads one numeral at one place; it works in time linear in what it reads. Runs of more
than `LONGEST` digits are identifiers, not quantities, and are never turned into integers.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal, NamedTuple

from zhaiyi.quantities.quantity import LONGEST, PARTS_OF_ONE

LIMIT = 10**LONGEST
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
TRILLION = "\ue012"
"""Stands in a normalised text for a 兆 that counts (Taiwan's 10¹²); in 兆瓦 it is mega."""
LARGE = {"万": 10**4, "亿": 10**8, TRILLION: 10**12}
HAN = "".join(DIGITS) + "".join(SMALL) + "".join(LARGE)

_WIDE: dict[int, int | str] = {0xFF01 + i: 0x21 + i for i in range(94) if 0x21 + i != ord(",")}
_WIDE |= {ord(c): "-" for c in "–—―−‐‑─"} | {ord(c): "~" for c in "〜∼"}
_WIDE |= {ord("○"): "〇", 0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2009: " "}
_WIDE |= {
    ord(a): b
    for a, b in zip(
        "萬億兩點餘幾數個時後號歲週鐘間國學農曆歷臘陰舊歐鎊韓圓盧幣臺畝頃裡噸華擔戶輛艘過達閏門",
        "万亿两点余几数个时后号岁周钟间国学农历历腊阴旧欧镑韩圆卢币台亩顷里吨华担户辆艘过达闰门",
        strict=True,
    )
}
_MONEY_WORDS = re.compile(
    "市值|产值|產值|规模|規模|资产|資產|负债|負債|债|債|预算|預算|营收|營收|GDP|投资|投資"
)
_TRILLIONS = re.compile(
    r"(?<=[0-9一二两三四五六七八九十百千几数多余上近破])兆(?=[多余]?(?:[0-9零一二三四五六七八九十百千]{1,9}[亿万])?[多余]?"
    r"(?P<money>[美日欧韩港加澳新]?元|日圆|新?台币|人民币|英镑|韩币|越盾|印尼盾|卢比)?)(?![瓦赫字比帕欧焦伏宽网流光])"
)


def normalise(text: str) -> str:
    """Full-width forms, dashes and traditional number words as their plain forms; same length. A 兆
    of money becomes `TRILLION`."""
    plain = text.translate(_WIDE)
    if "兆" not in plain:
        return plain
    told = bool(_MONEY_WORDS.search(plain))
    return _TRILLIONS.sub(lambda m: TRILLION if told or m["money"] else m[0], plain)


_Form = Literal["arabic", "han", "digits", "vague"]


class Numeral(NamedTuple):
    """A numeral that ends at `end`. `form` says how it was written; `vague` names a magnitude
    only (几十, 数百, 十几); `scale` is the product of its last scale characters (万 in 1.5万).
    """

    end: int
    low: Fraction
    high: Fraction
    form: _Form
    approx: bool = False
    scale: int = 1


_ARABIC = re.compile(
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]{{1,{LONGEST}}}(?![0-9]))"
    r"(?:\.[0-9]{1,9}(?![0-9]))?"
)
_MORE = "[多几来]|余(?!额|杭|姚|震)"
"""Behind a number: somewhat more. 余额, 余杭, 余姚 and 余震 are words of their own."""
_THOUSANDS = "千(?![瓦米克帕卡伏赫])"
"""Not the 千 of a unit: 两千万千瓦, 十万千米."""
SIZED = "(?:[级元城市县区乡镇产俱参卡吨亩头户千立平斤]|人(?!民币)|以上的?[项企园产])"
"""Behind 亿 and no part of a sum: 10个亿元项目 and 3个万亿级产业 are ten and three of that size."""
_SCALE = re.compile(
    rf" ?(?P<first>[百千]?)(?P<more>{_MORE}|个(?=万?亿(?!{SIZED})))?"
    rf"(?P<scale>(?:[百千](?![瓦米克帕卡伏赫分])|[万亿{TRILLION}]){{1,3}})"
)
_HAN = re.compile(rf"[{HAN}]{{1,24}}")
_THOUSAND = re.compile(_THOUSANDS)
_HUNDREDS_OF_MILLIONS = re.compile(f"个(?P<scale>万?亿)(?!{SIZED}|万)")
"""Behind a small Chinese number: 三个亿."""
_POINT = re.compile(r"点([零〇一二三四五六七八九]{1,9})(?![零〇一二三四五六七八九十]|分)")
_TAIL = re.compile(rf"(?:{_MORE})(?![为是年个]?[一二三四五六七八九十0-9])")
_HAN_SCALE = re.compile(rf"[多余几来]((?:{_THOUSANDS}|[十百万亿{TRILLION}]){{1,3}})(?!分之)")
_ABOVE = (
    "超过?|突?破|逾|(?<![超通经不越穿跳飞走路度胜胆历错难见])过"
    "|(?<![以之网路线晚早海陆赶加追登跟看])上"
)
"""What makes a bare scale a lower bound: 上百, 过亿, 超千亿."""
_VAGUE = re.compile(
    rf"(?:(?<![人次总指岁基倍系参函分常])数|(?P<above>{_ABOVE})|好?几|成)"
    rf"(?P<first>[十百千万亿{TRILLION}](?:{_THOUSANDS}|[十百万亿{TRILLION}]){{0,2}})"
    r"(?![一二三四五六七八九分姓货科花合山古秋]|度(?!电))"
    rf"|数以(?P<by>[十百千万亿{TRILLION}]{{1,2}})计"
)
_PAIR = re.compile("(?=([一二两三四五六七八][二三四五六七八九两]))")
_COLLOQUIAL = {"百八十": (80, 180), "千八百": (800, 1800), "万八千": (8000, 18000)}
"""Spoken for "a hundred or so"; a number of its own only behind another digit (一百八十)."""
_OTHER_WORDS = re.compile(
    "二(?=手[房车货机书交市]|维码|线城|孩|胎)|[一二](?=线城市)|三(?=轮车|线城|胎|孩|农)"
)
"""Digits behind a number that begin another word: 十分之一|二手房."""
_EACH = re.compile("一(?=[斤亩两瓶张平只件个台辆袋盒箱份间套吨条股克桶])")
"""The thing of a price that follows it: 三百五|一斤."""


def han_value(text: str) -> Fraction | None:
    """Value of a run of Chinese numerals without a decimal point; None if it is not well formed.

    三万五 is 35,000 as in speech; a run without 十百千万亿 is read digit by digit.
    """
    if not any(c in SMALL or c in LARGE for c in text):
        return Fraction(int("".join(str(DIGITS[c]) for c in text)))
    total = section = 0
    digit: int | None = None
    last = 1
    for position, c in enumerate(text):
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c in SMALL:
            if digit is None and section and c != "十":
                return None
            section += (1 if digit is None else digit or 1) * SMALL[c]
            digit, last = None, SMALL[c]
        else:
            total = _close(total, section + (digit or 0), LARGE[c], bare=position == 0)
            section, digit, last = 0, None, LARGE[c]
    if digit and len(text) > 1 and text[-2] not in "零〇" and last > SMALL["十"]:
        digit *= last // 10
    return Fraction(total + section + (digit or 0))


def _close(total: int, section: int, scale: int, bare: bool) -> int:
    """Apply 万 or 亿: to the section before it, or to everything when it outranks that."""
    if bare:
        return scale
    if section == 0:
        return total * scale
    if total and scale > total:
        return (total + section) * scale
    return total + section * scale


def numeral_at(text: str, at: int) -> Numeral | None:
    """The longest numeral that starts at `at` in a normalised text, below `LIMIT`."""
    found = _vague_at(text, at) or _arabic_at(text, at) or _han_at(text, at)
    return found if found is None or found.high < LIMIT else None


def is_bare(text: str, at: int, n: Numeral) -> bool:
    """Whether `n`, at `at`, is a scale without a digit: 万亩良田, 千元手机."""
    return n.form == "han" and all(c in "百千万亿" or c == TRILLION for c in text[at : n.end])


def _factor(scales: str) -> int:
    product = 1
    for c in scales:
        product *= SMALL.get(c) or LARGE[c]
    return product


def _vague_at(text: str, at: int) -> Numeral | None:
    m = _VAGUE.match(text, at)
    if m is None:
        return None
    scale = Fraction(_factor(m["first"] or m["by"]))
    if m["above"] or text[at] == "成":
        return Numeral(m.end(), scale, scale * 9, "vague", True)
    return Numeral(m.end(), scale * 2, scale * 9, "vague", True)


def _arabic_at(text: str, at: int) -> Numeral | None:
    m = _ARABIC.match(text, at)
    if m is None:
        return None
    value = Fraction(m[0].replace(",", ""))
    if (part := PARTS_OF_ONE.get(text[m.end() : m.end() + 1])) is not None:
        return Numeral(m.end() + 1, value + part, value + part, "arabic")
    scale = _SCALE.match(text, m.end())
    if scale is None:
        tail = _TAIL.match(text, m.end())
        return Numeral(tail.end() if tail else m.end(), value, value, "arabic", tail is not None)
    factor = _factor(scale["first"] + scale["scale"])
    end, approx = scale.end(), scale["more"] not in {None, "个"}
    value *= factor
    gap = _ZERO.match(text, end) if not approx else None
    rest = None
    if not approx and (gap or text[end : end + 1].isdigit()):
        rest = _arabic_at(text, gap.end() if gap else end)
    if rest is not None and gap is None and _is_elided(text, value, factor, end, rest):
        value += rest.low * factor / 10
        return Numeral(rest.end, value, value, "arabic", False)
    if rest is not None and rest.low < factor and (rest.scale > 1 or factor >= LARGE["万"]):
        return Numeral(rest.end, value + rest.low, value + rest.low, "arabic", rest.approx, factor)
    tail = _TAIL.match(text, end)
    return Numeral(
        tail.end() if tail else end, value, value, "arabic", approx or bool(tail), factor
    )


_ZERO = re.compile("[零〇](?=[0-9])")
"""Between two parts of a number that skips a place: 500万零523 is 5,000,523."""
_NOT_ELIDED = re.compile(r"[0-9月日年号时点分秒:/.%,~至到届级-]")


def _is_elided(text: str, value: Fraction, factor: int, end: int, rest: Numeral) -> bool:
    """Whether a lone digit stands for the next lower unit: 13万2 is 132,000."""
    lone = rest.end == end + 1 and 0 < rest.low < 10 and rest.form == "arabic"
    whole = (value / factor).denominator == 1
    return lone and whole and factor >= 100 and not _NOT_ELIDED.match(text, rest.end)


def _han_run(text: str, at: int) -> str:
    """The Chinese numerals at `at`, without a digit that begins another word (二手房, 一斤)."""
    m = _HAN.match(text, at)
    if m is None or m.end() - at >= 24:
        return ""
    run = m[0]
    if len(run) < 2:
        return run
    if run[-1] == "千" and run[-2] in LARGE and not _THOUSAND.match(text, m.end() - 1):
        return run[:-1]
    last = at + len(run) - 1
    cut = run[:-1]
    word = run[-2] not in SMALL and run[-2] not in LARGE and _OTHER_WORDS.match(text, last)
    each = _EACH.match(text, last) and run[-2] in DIGITS and han_value(run) is None
    scaled = any(c in SMALL or c in LARGE for c in cut)
    return cut if word or (each and scaled) else run


_LISTED = re.compile(
    rf"(?<![第0-9{HAN}])(?P<one>[一两二三四五六七八])、(?P<two>[二三四五六七八九])(?=(?P<scale>[十百千万亿]{{0,2}})"
    r"(?:(?<=[十百千万亿])|[个天位名人岁次]|年(?!级)))"
)
"""Neighbours of a pair that a comma parts: 三、四十人."""


def _listed_pair(text: str, at: int) -> Numeral | None:
    m = _LISTED.match(text, at)
    if m is None or not _neighbours(m["one"] + m["two"]):
        return None
    pair = _pair(m["one"] + m["two"] + m["scale"])
    return pair and Numeral(m.end("scale"), *pair, "han", True, _last_scale(m["scale"]))


def _han_at(text: str, at: int) -> Numeral | None:
    listed = _listed_pair(text, at)
    run = _han_run(text, at)
    if listed is not None or not run:
        return listed
    end = at + len(run)
    around = _pair(run) or _COLLOQUIAL.get(run)
    if around is not None:
        form: _Form = "vague" if run in _COLLOQUIAL else "han"
        return Numeral(end, Fraction(around[0]), Fraction(around[1]), form, True, _last_scale(run))
    value = han_value(run)
    return None if value is None else _continued(text, end, run, value)


def _continued(text: str, end: int, run: str, value: Fraction) -> Numeral:
    """A run of Chinese numerals with its decimals or with "some" and a scale: 三点五万, 十几万."""
    point = _POINT.match(text, end)
    if point is not None:
        return _decimal(text, value, point)
    pieces = _HUNDREDS_OF_MILLIONS.match(text, end)
    if pieces is not None and value < LARGE["万"]:
        factor = _factor(pieces["scale"])
        return Numeral(pieces.end(), value * factor, value * factor, "han", False, factor)
    more = _HAN_SCALE.match(text, end)
    if more is None:
        return _with_tail(text, end, run, value)
    factor = _factor(more[1])
    if more[0].startswith("几") and run == "十":
        return Numeral(more.end(), 11 * Fraction(factor), 19 * Fraction(factor), "vague", True)
    return Numeral(more.end(), value * factor, value * factor, "han", True, factor)


def _with_tail(text: str, end: int, run: str, value: Fraction) -> Numeral:
    form: Literal["han", "digits"] = "han"
    if len(run) > 1 and not any(c in SMALL or c in LARGE for c in run):
        form = "digits"
    tail = _TAIL.match(text, end) if run[-1] in SMALL or run[-1] in LARGE else None
    if tail is None:
        return Numeral(end, value, value, form, False, _last_scale(run))
    if tail[0] == "几" and run[-1] == "十":
        return Numeral(tail.end(), value + 1, value + 9, "vague", True)
    return Numeral(tail.end(), value, value, "han", True, _last_scale(run))


def _decimal(text: str, value: Fraction, point: re.Match[str]) -> Numeral:
    digits = "".join(str(DIGITS[c]) for c in point[1])
    value += Fraction(int(digits), 10 ** len(digits))
    scale = _SCALE.match(text, point.end())
    if scale is None:
        return Numeral(point.end(), value, value, "han")
    factor = _factor(scale["scale"])
    return Numeral(scale.end(), value * factor, value * factor, "han", False, factor)


def _last_scale(run: str) -> int:
    """Product of the scale characters that end the run: 10,000 for 三万, 1 for 三万五."""
    product = 1
    for c in reversed(run):
        if c not in SMALL and c not in LARGE:
            break
        product *= SMALL.get(c) or LARGE[c]
    return product


def _pair(run: str) -> tuple[Fraction, Fraction] | None:
    """Low and high of a pair of neighbouring digits: 七八 (7..8), 三四十 (30..40), 十七八,
    一百七八十, 两千三四百, 三万五六; and of 三五, which is said for three to five."""
    places = [m.start() for m in _PAIR.finditer(run) if _neighbours(m[1])]
    if len(places) != 1:
        return None
    at = places[0]
    if run[at - 1 : at] in DIGITS or run[at + 2 : at + 3] in DIGITS:
        return None
    low, high = han_value(run[: at + 1] + run[at + 2 :]), han_value(run[:at] + run[at + 1 :])
    return None if low is None or high is None or low >= high else (low, high)


def _neighbours(two: str) -> bool:
    return DIGITS[two[1]] == DIGITS[two[0]] + 1 or two == "三五"
