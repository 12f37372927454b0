"""What stands right before and right behind the name of a Chinese person. Pure."""

from __future__ import annotations

import re

from zhaiyi.lexicon.tables import words
from zhaiyi.text.script import HAN

CLOSING = frozenset("）)】]，,。、；;：:“”/／ 　\n！？")
_FILMED = "拍摄"
"""What follows is filmed; behind 摄 alone stands who took a picture."""
_BYLINE_BEFORE = re.compile(
    r"(?:记者|编辑|责编|作者|通讯员|摄影|校对|审核|撰文|撰稿|翻译|编译|文|图|(?<!拍)摄|责任编辑|文字|监制|制作)"
    rf"[：:\s　/／]{{0,2}}(?:[{HAN}]{{2,4}}[、，\s　]{{1,2}}){{0,4}}$"
)


def is_titled(before: str) -> bool:
    """Whether a title stands right before a name, blanks looked over."""
    cues, led = words("person_cues", "before"), before.rstrip(" \u3000")
    if led.endswith(_FILMED):
        return False
    return any(led[-n:] in cues for n in range(1, 7) if n <= len(led))


def is_byline(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands where bylines have their names."""
    closed = end == len(text) or text[end] in CLOSING
    return closed and _BYLINE_BEFORE.search(text[max(0, start - 40) : start]) is not None


def starts_with(after: str, group: str) -> bool:
    """Whether `after` starts with a word of that row of the cues."""
    cues = words("person_cues", group)
    return any(after[:n] in cues for n in range(1, 5))


def cut_short(text: str, end: int) -> bool:
    """True if one character stands between `end` and a verb of speech: 连新|明|说."""
    known = words("person_cues", "never") | words("person_cues", "after") | CLOSING
    if text[end : end + 1] in known or any(
        text[end : end + n] in words("person_cues", "after") for n in (2, 3)
    ):
        return False
    return len(text) > end + 1 and starts_with(text[end + 1 :], "after")
