"""Small money in Chinese: 8分钱, 每股5角, 2角5分, 涨了2毛, 每度电5分. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from zhaiyi.quantities.chinese.numerals import DIGITS, SMALL, Numeral
from zhaiyi.quantities.quantity import Quantity, made

_COINS = re.compile(
    "[角毛](?P<cents>[1-9一二两三四五六七八九])分钱?(?![钟之秒])|[角毛分]钱|(?P<alone>角(?![色度落逐大形星洲楼铁亭])"
    "|毛(?![巾衣利泽病孩绒笔主纺线驴坦里求皮重竹豆肚血细发片织毯])|(?P<cent>分)(?![钟之析成别布数制期])"
    ")"
)
_PRICED = re.compile(
    "(?:每[^，。；、,;]{1,4}|[价息费][为约达]?|[升贬]值了?|[涨跌降][了至到]?|便宜了?|贵了?)$"
)
_SOLD_BY = re.compile("每(?:度电?|千瓦时|[公市]?斤|千克|升|股)[^，。；、,;0-9]{0,6}$")
"""What makes 分 alone money, which else counts points and minutes."""
_NEAR = 10
"""Characters before a figure that may say that it is a price."""


def small_money(text: str, at: int, n: Numeral) -> Quantity | None:
    """The sum at a numeral; 角 alone only behind a word of prices, it is a corner too."""
    m = _COINS.match(text, n.end)
    if m is None or n.low != n.high or not 0 < n.low < SMALL["百"]:
        return None
    if m["alone"] and not _PRICED.search(text, max(0, at - _NEAR), at):
        return None
    if m["cent"] and not _SOLD_BY.search(text, max(0, at - _NEAR), at):
        return None
    part = 100 if m[0].startswith("分") else 10
    cents = Fraction(_digit(m["cents"]), 100) if m["cents"] else Fraction(0)
    return made(text, at, m.end(), "money", n.low / part + cents, unit="CNY")


def _digit(sign: str) -> int:
    return int(sign) if sign.isdecimal() else DIGITS[sign]


_CENTS = re.compile(r"[ -]cents?\b")


def same_cents(
    zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[tuple[Quantity, ...], tuple[Quantity, ...]]]:
    """Sums below a yuan, with the cents of the target that are as much: 四毛钱 as "40 cents"."""
    for q in (q for q in zh if q.unit == "CNY" and 0 < q.low == q.high < 1):
        for e in en:
            if e.low == e.high == 100 * q.low and _CENTS.match(target, e.end):
                yield (q,), (e,)
