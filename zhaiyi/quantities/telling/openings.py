"""How an English sentence may begin so that the date of its source is in it.

Small models drop the day that stands between a Chinese subject and its verb (阿博特25日表示). Begun
with "On the 25th," they cannot, and what follows comes out as English puts it.
"""

from __future__ import annotations

import re

from zhaiyi.quantities.chinese.read import read_zh
from zhaiyi.quantities.quantity import Quantity
from zhaiyi.quantities.telling.hints import hint

_NEAR = 32
"""Characters before a date that still says when the sentence as a whole takes place."""
_ELSEWHERE = re.compile(r"[。！？；：:;!?“”\"「」（(]|，.*，")
"""A date behind one of these belongs to another part of the sentence."""
_BOUND = re.compile(
    r"(?:[自从從由至到距比较較截迄止前去达達对對]|截至|截止|早在|直到|当年|當年)\s?\Z"
)
"""Words before a date that make it a bound or a comparison."""
_BEHIND = re.compile(
    r"\s?(?:以来|以來|以后|以後|之后|之後|以前|之前|起|前|后|後|至|到|的|和|与|與|及|或|、|～|—|-|\d|（|\(|(?:凌晨|早|晨|上午|中午|下午|晚|夜))"
)
"""Words behind a date that "on" or "in" would not render."""


def opening(source: str, date: Quantity) -> str:
    """``On the 25th,`` or ``In June 2015,`` if `date`, read in `source`, tells when what the
    sentence says took place; else empty."""
    when = date.when
    if date.kind != "date" or when is None or date.until is not None or when.span > 1:
        return ""
    before, behind = source[: date.start], source[date.end :]
    if len(before) > _NEAR or _ELSEWHERE.search(before) or _BOUND.search(before):
        return ""
    if _BEHIND.match(behind) or any(q.kind == "date" for q in read_zh(before)):
        return ""
    words = hint(date)
    if words.startswith("the end"):
        return f"At {words},"
    return f"{'In' if when.day is None else 'On'} {words},"
