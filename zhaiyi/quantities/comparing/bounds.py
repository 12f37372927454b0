"""Bounds that turn round, 近二十年 (nearly) as "more than 20 years", and bounds that are lost,
500多种 as "500 species"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from zhaiyi.quantities.comparing.equal import atoms
from zhaiyi.quantities.quantity import Quantity

_NEVER_ZH = "".join(
    f"(?<!{word})"
    for word in (
        *"不未没沒",
        *("无法", "無法", "难以", "難以", "没有", "沒有", "未能", "未曾", "不曾", "没能", "沒能"),
        *(f"不{may}" for may in "得能會会可应應宜再许許准必"),
    )
)
"""Not behind a word that denies: 不得超过 bounds from above, 从未突破 from neither side."""
_ABOVE_ZH = re.compile(
    rf"(?:{_NEVER_ZH}(?:超过|超過|逾|突破|高于|高於|多于|多於)[了过過]?|至少)\s?$"
)
_BELOW_ZH = re.compile(
    r"(?:(?<![最附邻鄰靠临臨远遠新走])近|将近|將近|接近|不到|不足|不满|不滿"
    rf"|{_NEVER_ZH}(?:少于|少於|低于|低於))\s?$"
)
_LEAST_ZH = re.compile(r"至少\s?$")
_MORE_ZH = re.compile(r"\s?(?:以上|有余|有餘)|[^，。；,;]{0,3}[多余餘]")
_ABOVE_EN = re.compile(
    r"\b(?:more than|over|above|at least|exceed(?:s|ed|ing)?|upwards of|no less than)\s"
    r"(?:a\s)?[$€£¥]?$",
    re.IGNORECASE,
)
_BELOW_EN = re.compile(
    r"\b(?:nearly|almost|less than|fewer than|under|below|close to|up to|short of"
    r"|approach(?:es|ed|ing)?)\s(?:a\s)?[$€£¥]?$",
    re.IGNORECASE,
)
_SAID_EN = re.compile(
    r"\b(?:(?:more|higher|greater|larger|less|lower|fewer) than|over|above|at least|exceed\w*"
    r"|upwards of|nearly|almost|under|below|close to|up to|about|around|some|approximately"
    r"|roughly|dozens|as (?:many|much|few) as|only|just|estimated|exactly|well|beyond|past"
    r"|topp?\w*|between|from|a|an|each|every|per|no\.|number|first|last|another|other)"
    r"\W+(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Words before a number that bound it already, or beside which a bound would be no English."""
_SAID_BEHIND_EN = re.compile(
    r"\s?(?:[-+–]|or (?:so|more)\b|odd\b|plus\b|and (?:more|a half)\b|to\b)"
)
Side = Callable[[Quantity], int]
"""1 for what bounds a quantity from below, -1 from above, 0 for neither."""
_BOUNDED = frozenset({"number", "money", "measure", "percent", "duration"})


def turned(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of one value that the source bounds from one side and the target from the other."""
    for q, e, _ in opposed(zh, en, partial(bound_zh, source), partial(_side_en, target)):
        yield q, e


def opposed(
    zh: Iterable[Quantity], en: Iterable[Quantity], side_zh: Side, side_en: Side
) -> Iterator[tuple[Quantity, Quantity, int]]:
    """Pairs of one value to which the two texts give opposite sides, with that of the source."""
    there = tuple(en)
    for q in zh:
        side = side_zh(q)
        likes = [e for e in there if side and q.when is None and one_value(q, e)]
        if likes and all(side_en(e) == -side for e in likes):
            yield q, likes[0], side


def lost(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, str]]:
    """Quantities of the target that stand without the bound that the source gives them, each with
    the words for it ("more than", "nearly"). Only values that either side has once."""
    for q in zh:
        words = _words(source, q)
        likes = [e for e in en if one_value(q, e)]
        alike = [o for o in zh if o is not q and one_value(o, q)]
        if words and len(likes) == 1 and not alike and not _said_en(target, likes[0]):
            yield likes[0], words


def moved(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[Quantity]:
    """Quantities of the target that have the bound of another: 10余省的70家 as "more than 70 in 10
    provinces". Only values that either side has once."""
    gone = {words for _, words in lost(source, zh, target, en)}
    for q in zh if gone else ():
        likes = [e for e in en if one_value(q, e)]
        alike = [o for o in zh if o is not q and one_value(o, q)]
        start = max((o.end for o in zh if o.end <= q.start), default=0)
        if len(likes) == 1 and not alike and not _near_bound(source, q, start):
            side = _side_en(target, likes[0])
            if side and {1: "more than", -1: "nearly"}[side] in gone:
                yield likes[0]


def about(
    source: str, zh: tuple[Quantity, ...], target: str, en: tuple[Quantity, ...]
) -> Iterator[Quantity]:
    """Quantities of the target that are bounded from below where the source has "about": 约1200人
    as "more than 1,200"."""
    for _, e, _ in opposed(zh, en, partial(_about_zh, source), partial(_side_en, target)):
        yield e


def _about_zh(text: str, q: Quantity) -> int:
    """-1 for "about", which "more than" is not; 0 where anything else is said."""
    said = _ABOUT_ZH.search(text, max(0, q.start - _AROUND), q.start)
    return -bool(said and not q.approx and not _MORE_ZH.match(text, q.end))


_ABOUT_ZH = re.compile("(?<![不过過超节節])(?:大约|大約|约|約|大概)$")


def _near_bound(text: str, q: Quantity, start: int) -> bool:
    """Whether any word at the quantity, from `start` on, may bound it."""
    around = text[max(start, q.start - _AROUND) : q.start], text[q.end : q.end + _AROUND]
    return q.approx or q.vague or any(_ANY_ZH.search(part) for part in around)


_AROUND = 5
_ANY_ZH = re.compile("[超过過逾破近将將约約余餘多上下至少不突满滿足高低于於达達以来來]")


def with_bound(before: str, words: str) -> str:
    """Text in front of a number with `words`, which may be none, for the bound that ends it."""
    found = _ABOVE_EN.search(before) or _BELOW_EN.search(before)
    if found is None:
        return before
    sign = re.search(r"[$€£¥]?$", before)
    words = words.capitalize() if not before[: found.start()].strip() else words
    return before[: found.start()] + words + (sign[0] if sign else "")


def _words(source: str, q: Quantity) -> str:
    if q.kind not in _BOUNDED or q.optional or q.vague:
        return ""
    side = 1 if q.approx else bound_zh(source, q)
    if side > 0 and not q.approx and _LEAST_ZH.search(source, max(0, q.start - 4), q.start):
        return "at least"
    return {1: "more than", -1: "nearly"}.get(side, "")


def _said_en(target: str, q: Quantity) -> bool:
    before = target[max(0, q.start - 32) : q.start]
    behind = _SAID_BEHIND_EN.match(target, q.end)
    return "-" in q.text or bool(_SAID_EN.search(before)) or bool(behind)


def bound_zh(text: str, q: Quantity) -> int:
    """1 for at least so much (500多), -1 for nearly so much, 0 for neither."""
    before = text[max(0, q.start - 6) : q.start]
    if q.approx:
        return int(q.low == q.high)
    if _MORE_ZH.match(text, q.end):
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
