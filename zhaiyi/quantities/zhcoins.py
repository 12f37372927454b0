"""Small money in Chinese: 8分钱, 每股5角. Pure."""

from __future__ import annotations

import re

from zhaiyi.quantities.numerals import SMALL, Numeral
from zhaiyi.quantities.quantity import Quantity, made

_COINS = re.compile("[角分]钱|(?P<alone>角)(?![色度落逐大形星洲楼铁亭])")
_PRICED = re.compile("(?:每[^，。；、,;]{1,4}|[价息费][为约达]?|[升贬]值了?|[涨跌降][了至到]?)$")
_NEAR = 10
"""Characters before a figure that may say that it is a price."""


def small_money(text: str, at: int, n: Numeral) -> Quantity | None:
    """The sum at a numeral; 角 alone only behind a word of prices, it is a corner too."""
    m = _COINS.match(text, n.end)
    if m is None or n.low != n.high or not 0 < n.low < SMALL["百"]:
        return None
    if m["alone"] and not _PRICED.search(text, max(0, at - _NEAR), at):
        return None
    part = 100 if m[0].startswith("分") else 10
    return made(text, at, m.end(), "money", n.low / part, unit="CNY")
