"""The dead told as injured: 3人死亡、5人受伤 as "five dead and three injured"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from zhaiyi.quantities import Quantity, opposed, read_en, read_zh
from zhaiyi.text.traditional import simplified

_DEAD, _INJURED = 1, -1
_TOLL = "(?:人数|人數)?(?:已|共)?(?:为|达|升至|增至|上升到|增加到)?(?:至少|约|近|逾|超过?)?$"
_BEFORE_ZH = re.compile(rf"(?:(?P<dead>死亡|遇难|致死)|(?P<injured>受伤|致伤)){_TOLL}")
_BEHIND_ZH = re.compile(
    r"[多余]?(?:人|名[^，。；、,;0-9]{0,6}?)?(?:当场|不幸|已经?|因伤)?"
    r"(?:(?P<dead>死亡|死(?![伤里者])|遇难|丧生|身亡|罹难)|(?P<injured>[受负]?[重轻]?伤(?![亡重势后心害])))"
)
_BEFORE_EN = re.compile(
    r"\b(?:(?P<dead>kill(?:s|ed|ing)|death toll (?:of|to|at))|(?P<injured>(?:injur|wound|hurt)\w*))"
    r"\s(?:at least |about |some |around |nearly |another |more than |over )?$",
    re.IGNORECASE,
)
_BEHIND_EN = re.compile(
    r"(?:\s(?!and\b|or\b|but\b|while\b|with\b|who\b|that\b|in\b|after\b|by\b)[a-z-]+){0,4}?"
    r"\s(?:(?P<dead>dead|killed|died|dying|deaths?|fatalities)"
    r"|(?P<injured>injur(?:ed|ies|y)|wounded|hurt))\b",
    re.IGNORECASE,
)
_REACH = 24


def turned(source: str, target: str) -> Iterator[tuple[Quantity, Quantity, int]]:
    """Pairs of one number that counts dead on one side and injured on the other; 1 for dead in the
    source, -1 for injured there."""
    plain = simplified(source)
    if "死" not in plain and "伤" not in plain:
        return
    sides = (
        partial(_side, plain, _BEFORE_ZH, _BEHIND_ZH),
        partial(_side, target, _BEFORE_EN, _BEHIND_EN),
    )
    yield from opposed(read_zh(source), read_en(target), *sides)


def _side(text: str, before: re.Pattern[str], behind: re.Pattern[str], q: Quantity) -> int:
    """Whom `q` counts by the word in front of it, else by the next word behind it."""
    at = max(0, q.start - _REACH)
    found = before.search(text[at : q.start]) or behind.match(text, q.end)
    return 0 if found is None else _DEAD if found["dead"] else _INJURED
