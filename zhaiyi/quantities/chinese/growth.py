"""Multiples that come on top, and those that do not: 增长了两倍 is tripled, 是两倍 twice as much.

The rule is that of translators' handbooks: behind a verb of growth 倍 counts what is added;
behind 到, 至, 为 or 是 it is the whole.
"""

from __future__ import annotations

import re

_VERB = (
    "增长|增加|增多|增大|提高|提升|升高|上升|上涨|上调|飙升|飙涨|激增|暴增|猛增|大增|剧增"
    "|高出|多出|高|多|增|涨|升"
)
_BETWEEN = "了|近|约|逾|超过?|将近|接近|大约|约为|至少|出|整整|达|高达|多达|幅度?|不止|不到|不足|有"
_GROWN = re.compile(rf"(?P<verb>{_VERB})(?:{_BETWEEN}){{0,3}} ?$")
_EITHER = re.compile(
    r"(?:扩大|放大|翻|快|(?<![增暴猛剧激])大|(?<![增成])长|贵|重|强|膨胀|扩张|扩容|增幅|涨幅)"
    rf"(?:{_BETWEEN}|将){{0,3}} ?$"
)
_REACH = 12


def added(text: str, start: int, end: int) -> bool | None:
    """Whether the multiple at ``text[start:end]`` comes on top; None where usage wavers."""
    before = text[max(0, start - _REACH) : start]
    if _EITHER.search(before):
        return None
    return bool(_GROWN.search(before)) and not text.startswith(("于", "以上的"), end)


def grown(text: str, start: int) -> int:
    """Where the verb of growth before a multiple at `start` begins; `start` itself for none."""
    at = max(0, start - _REACH)
    m = _GROWN.search(text[at:start])
    return start if m is None else at + m.start()
