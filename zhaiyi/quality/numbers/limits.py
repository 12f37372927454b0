"""Limits that turn round: 65岁以上 (and over) as "under 65", 最多 (at most) as "at least"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from zhaiyi.quantities import Quantity, opposed, read_en, read_zh

_FLOOR, _CEILING = 1, -1
_MAY = "[得能可应應会會]"
_ZH = (
    (_FLOOR, rf"至少|最少|起码|起碼|不{_MAY}?(?:少于|少於|低于|低於|小于|小於)", "以上"),
    (
        _CEILING,
        rf"最多(?!的)|至多|顶多|不{_MAY}?(?:超过|超過|高于|高於|多于|多於)",
        "以下|以内|以內",
    ),
)
"""For each side: words before a number, and words behind it."""
_EN = (
    (
        _FLOOR,
        "at least|more than|higher than|over|above|older than|exceed(?:s|ed|ing)?|minimum of",
        "over|older|above|more|up|upwards",
    ),
    (
        _CEILING,
        "at most|up to|less than|lower than|under|below|younger than|fewer than|maximum of",
        "under|younger|below|less|fewer",
    ),
)
_ANY_ZH = (r"(?:{})[^，。；、,;0-9]{{0,6}}$", r"[^，。；、,;0-9至到]{{0,2}}(?:{})")
_ANY_EN = (
    r"(?P<no>(?:\b(?:no|not|never|cannot)|n['’]t)\s(?:\w+\s){{0,2}})?"
    r"\b(?:{})\s(?:the age of\s|age\s|an?\s)?[$€£¥]?$",
    r"(?:\syears?(?:\sold|\sof age)?|\s\w+)?,?\s(?:and|or)\s(?:{})\b(?!\s[\d$€£¥])",
)


class _Limit(NamedTuple):
    """One side of a number, and what shows it in front of the number and behind it."""

    side: int
    before: re.Pattern[str]
    behind: re.Pattern[str]

    def told(self, text: str, q: Quantity) -> int:
        """The side that `text` gives `q` by these words; 0 for none. "Not over" is a ceiling."""
        found = self.before.search(text[max(0, q.start - 40) : q.start])
        if found:
            return -self.side if found.groupdict().get("no") else self.side
        return self.side if self.behind.match(text, q.end) else 0


def _limits(table: tuple[tuple[int, str, str], ...], around: tuple[str, str]) -> tuple[_Limit, ...]:
    before, behind = around
    return tuple(
        _Limit(
            side,
            re.compile(before.format(ahead), re.IGNORECASE),
            re.compile(behind.format(after), re.IGNORECASE),
        )
        for side, ahead, after in table
    )


_LIMITED = re.compile("|".join(f"{before}|{behind}" for _, before, behind in _ZH))
"""Without any of these words nothing need be read."""
_LIMITS_ZH, _LIMITS_EN = _limits(_ZH, _ANY_ZH), _limits(_EN, _ANY_EN)
_INVERTS = re.compile(r"\b(?:only|unless|except|other than|until)\b", re.IGNORECASE)
"""With these a limit may be told from its other side: 65岁以上不得 as "only those under 65"."""
_COMMA = re.compile(r"[,;:.!?](?=\s)")


def turned(source: str, target: str) -> Iterator[tuple[Quantity, Quantity, int]]:
    """Pairs of one value that the source limits from one side and the target from the other, with
    the side of the source: 1 for a floor, -1 for a ceiling."""
    if not _LIMITED.search(source):
        return
    sides = partial(_side, source, _LIMITS_ZH), partial(_side, target, _LIMITS_EN)
    for q, e, side in opposed(read_zh(source), read_en(target), *sides):
        if not _INVERTS.search(_clause(target, e)):
            yield q, e, side


def _clause(text: str, q: Quantity) -> str:
    """The words around a quantity, up to the next comma, semicolon or stop on both sides."""
    ends = [m.end() for m in _COMMA.finditer(text, 0, q.start)]
    after = _COMMA.search(text, q.end)
    return text[ends[-1] if ends else 0 : after.start() if after else len(text)]


def _side(text: str, limits: tuple[_Limit, ...], q: Quantity) -> int:
    return sum(limit.told(text, q) for limit in limits)
