"""Events and festivals that Chinese names by their date: 六四, 九一八, 五四运动, 9·11.

An English text may give the month and the day of one; it need not.
"""

from __future__ import annotations

import re

_EVENTS: tuple[tuple[str, int, int], ...] = (
    ("元旦", 1, 1),
    ("情人节", 2, 14),
    ("二[·.]?二八", 2, 28),
    ("三八(?=妇女|国际|节|红旗)|妇女节", 3, 8),
    ("三[·.]?一五", 3, 15),
    ("愚人节", 4, 1),
    ("五一(?!十)|劳动节", 5, 1),
    ("五[·.]?四(?=运动|精神|青年|时期)|青年节", 5, 4),
    ("五一二", 5, 12),
    ("六一|儿童节", 6, 1),
    ("六四", 6, 4),
    ("七一|建党", 7, 1),
    ("七七事变|卢沟桥", 7, 7),
    ("八一(?!十)|建军", 8, 1),
    ("九三(?=学社|阅兵)", 9, 3),
    ("911(?=恐|事件|袭击)|九一一(?=恐|事件|袭击)", 9, 11),
    ("九[·.]?一八", 9, 18),
    ("国庆|十一(?=黄金|假期|期间|长假|小长假)", 10, 1),
    ("双十(?!一)", 10, 10),
    ("双十一|双11", 11, 11),
    ("一二[·.]?九", 12, 9),
    ("平安夜", 12, 24),
    ("圣诞", 12, 25),
)
"""What Chinese writes, month, day."""
_PATTERNS = tuple((re.compile(words), (month, day)) for words, month, day in _EVENTS)
POINT = r"(?<![0-9.·•])(?:1[0-2]|[1-9])[·•](?:3[01]|[12][0-9]|[1-9])(?![0-9%])"
"""A date with a point in its middle, the name of an event: 9·11, 3·15."""
_POINT = re.compile(POINT)


def events(text: str) -> frozenset[tuple[int, int]]:
    """Months and days of the events that a Simplified text names."""
    named = {date for pattern, date in _PATTERNS if pattern.search(text)}
    for found in _POINT.findall(text):
        month, day = re.split("[·•]", found)
        named.add((int(month), int(day)))
    return frozenset(named)
