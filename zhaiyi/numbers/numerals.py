"""Chinese and mixed numerals to values: 六万一千, 1.2万亿, 20多万, 三四十, 数百, 二〇二一.

`numeral_at` reads one numeral at one place; it works in time linear in what it reads. Runs of more
than `LONGEST` digits are identifiers, not quantities, and are never turned into integers.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal, NamedTuple

LONGEST = 15
LIMIT = 10**LONGEST
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
PARTS_OF_ONE = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
HAN = "".join(DIGITS) + "".join(SMALL) + "".join(LARGE)

_WIDE: dict[int, int | str] = {0xFF01 + i: 0x21 + i for i in range(94) if 0x21 + i != ord(",")}
_WIDE |= {ord(c): "-" for c in "–—―−‐‑─"} | {ord(c): "~" for c in "〜∼"}
_WIDE |= {ord("○"): "〇", 0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2009: " "}
_WIDE |= {
    ord(a): b
    for a, b in zip("萬億兩點餘幾數個時後號歲週鐘間", "万亿两点余几数个时后号岁周钟间", strict=True)
}


def normalise(text: str) -> str:
    """Full-width forms, dashes and traditional number words as their plain forms; same length."""
    return text.translate(_WIDE)


class Numeral(NamedTuple):
    """A numeral that ends at `end`. `form` says how it was written; `vague` names a magnitude
    only (几十, 数百, 十几); `scale` is the product of its last scale characters (万 in 1.5万).
    """

    end: int
    low: Fraction
    high: Fraction
    form: Literal["arabic", "han", "digits", "vague"]
    approx: bool = False
    scale: int = 1


_ARABIC = re.compile(
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]{{1,{LONGEST}}}(?![0-9]))"
    r"(?:\.[0-9]{1,9}(?![0-9]))?"
)
_MORE = "[多几来]|余(?!额|杭|姚|震)"
"""Behind a number: somewhat more. 余额, 余杭, 余姚 and 余震 are words of their own."""
_SCALE = re.compile(
    rf" ?(?P<first>[百千]?)(?P<more>{_MORE}|个(?=[万亿]))?"
    r"(?P<scale>(?:[百千](?![瓦米克帕卡伏赫分])|[万亿]){1,3})"
)
_HAN = re.compile(rf"[{HAN}]{{1,24}}")
_POINT = re.compile(r"点([零〇一二三四五六七八九]{1,9})(?![零〇一二三四五六七八九十]|分)")
_TAIL = re.compile(rf"(?:{_MORE})(?![为是年个]?[一二三四五六七八九十0-9])")
_HAN_SCALE = re.compile(r"[多余几来]([十百千万亿]{1,3})(?!分之)")
_VAGUE = re.compile(
    r"(?:(?<![人次总指岁基倍系参函分常])数|(?<![以之网路线晚早海陆赶加追登跟])上|好?几|成)"
    r"(?P<first>[十百千万亿]{1,3})(?![一二三四五六七八九分])"
)
_PAIR = re.compile(r"([一二三四五六七八]|两)([二三四五六七八九两])")
_TEEN_PAIR = re.compile(r"(.{0,4}十)([一二三四五六七八])([二三四五六七八九])$")


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


def _factor(scales: str) -> int:
    product = 1
    for c in scales:
        product *= SMALL.get(c) or LARGE[c]
    return product


def _vague_at(text: str, at: int) -> Numeral | None:
    m = _VAGUE.match(text, at)
    if m is None:
        return None
    scale = Fraction(_factor(m["first"]))
    if text[at] in "上成":
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
    rest = _arabic_at(text, end) if not approx and text[end : end + 1].isdigit() else None
    if rest is not None and rest.low < factor and (rest.scale > 1 or factor >= LARGE["万"]):
        return Numeral(rest.end, value + rest.low, value + rest.low, "arabic", rest.approx, factor)
    tail = _TAIL.match(text, end)
    return Numeral(
        tail.end() if tail else end, value, value, "arabic", approx or bool(tail), factor
    )


def _han_at(text: str, at: int) -> Numeral | None:
    m = _HAN.match(text, at)
    if m is None or m.end() - at >= 24:
        return None
    run = m[0]
    pair = _pair(run)
    if pair is not None:
        return Numeral(m.end(), *pair, "han", True, _last_scale(run))
    value = han_value(run)
    if value is None:
        return None
    point = _POINT.match(text, m.end())
    if point is not None:
        return _decimal(text, value, point)
    more = _HAN_SCALE.match(text, m.end())
    if more is not None:
        factor = _factor(more[1])
        if more[0].startswith("几") and run == "十":
            return Numeral(more.end(), 11 * Fraction(factor), 19 * Fraction(factor), "vague", True)
        return Numeral(more.end(), value * factor, value * factor, "han", True, factor)
    return _with_tail(text, m.end(), run, value)


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
    """Low and high of a pair of neighbouring digits: 七八 (7..8), 三四十 (30..40), 十七八; and of
    三五, which is said for three to five."""
    m = _TEEN_PAIR.match(run)
    if m is not None and DIGITS[m[3]] == DIGITS[m[2]] + 1:
        low, high = han_value(m[1] + m[2]), han_value(m[1] + m[3])
        return None if low is None or high is None else (low, high)
    m = _PAIR.match(run)
    if m is None:
        return None
    rest = run[2:]
    neighbours = DIGITS[m[2]] == DIGITS[m[1]] + 1 or m[0] == "三五"
    if not neighbours or (rest and rest[0] not in SMALL and rest[0] not in LARGE):
        return None
    if any(c in DIGITS for c in rest):
        return None
    low, high = han_value(m[1] + rest), han_value(m[2] + rest)
    return None if low is None or high is None else (low, high)
