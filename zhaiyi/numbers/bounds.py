"""Bounds that turn round: 近二十年 (nearly) as "more than 20 years", 逾百人 as "nearly 100"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.numbers.equal import atoms
from zhaiyi.numbers.quantity import Quantity

_BELOW_ZH = re.compile(
    r"(?:(?<![最附邻鄰靠临臨远遠新走])近|将近|將近|接近|不到|不足|不满|不滿|少于|少於|低于|低於)\s?$"
)
_ABOVE_ZH = re.compile(r"(?:超过|超過|逾|突破|高于|高於|多于|多於|不少于|不低于|至少)\s?$")
_MORE_ZH = re.compile(r"\s?(?:以上|有余|有餘)|[^，。；,;]{0,3}[多余餘]")
_ABOVE_EN = re.compile(
    r"\b(?:more than|over|above|at least|exceed(?:s|ed|ing)?|upwards of|no less than)\s"
    r"(?:a\s)?[$€£¥]?$",
    re.IGNORECASE,
)
_BELOW_EN = re.compile(
    r"\b(?:nearly|almost|less than|fewer than|under|below|close to|up to)\s(?:a\s)?[$€£¥]?$",
    re.IGNORECASE,
)


def turned(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of one value that the source bounds from one side and the target from the other."""
    for q in zh:
        side = bound_zh(source, q)
        likes = [e for e in en if side and q.when is None and one_value(q, e)]
        if likes and all(_side_en(target, e) == -side for e in likes):
            yield q, likes[0]


def bound_zh(text: str, q: Quantity) -> int:
    """1 for at least so much, -1 for nearly so much, 0 for neither."""
    before = text[max(0, q.start - 4) : q.start]
    if _MORE_ZH.match(text, q.end) or q.approx:
        return 0
    return bool(_ABOVE_ZH.search(before)) - bool(_BELOW_ZH.search(before))


def _side_en(text: str, q: Quantity) -> int:
    before = text[max(0, q.start - 20) : q.start]
    return bool(_ABOVE_EN.search(before)) - bool(_BELOW_EN.search(before))


def turn_bound(before: str) -> str:
    """Text in front of a number with its bound turned: "more than " to "nearly ", and back."""
    if match := _ABOVE_EN.search(before):
        return before[: match.start()] + _cased("nearly", match[0]) + " "
    if match := _BELOW_EN.search(before):
        return before[: match.start()] + _cased("more than", match[0]) + " "
    return before


def _cased(words: str, like: str) -> str:
    return words.capitalize() if like[:1].isupper() else words


def one_value(q: Quantity, e: Quantity) -> bool:
    """Whether both are the same single number, whatever its bounds."""
    if e.when is not None or q.low != q.high or e.low != e.high:
        return False
    return [a.low for a in atoms(q)] == [a.low for a in atoms(e)]
