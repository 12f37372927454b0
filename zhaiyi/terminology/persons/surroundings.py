"""What stands right before and right behind the name of a Chinese person. Pure."""

from __future__ import annotations

import re

from zhaiyi.lexicon.tables import words
from zhaiyi.text.script import HAN

CLOSING = frozenset("）)】]，,。、；;：:“”/／ 　\n！？")
ELSEWHERE = (
    "香港|澳门|台湾|台北|新加坡|马来西亚|印尼|菲律宾|泰国|越南|美国|加拿大|澳大利亚"
    "|英国|法国|德国|日本|韩国"
)
"""Where persons with Chinese names live that need not write themselves in pinyin."""
OF_ELSEWHERE = "港府|华裔|华人|[旅海]外"
"""What else says that one is of there."""
_FILMED = "拍摄"
"""What follows is filmed; behind 摄 alone stands who took a picture."""
_BYLINE_BEFORE = re.compile(
    r"(?:记者|编辑|责编|作者|通讯员|摄影|校对|审核|撰文|撰稿|翻译|编译|文|图|(?<!拍)摄|责任编辑|文字|监制|制作)"
    rf"[：:\s　/／]{{0,2}}(?:[{HAN}]{{2,4}}[、，\s　]{{1,2}}){{0,4}}$"
)

_SPEECH = (
    "(?:政府|工作|述职|专题|主旨|主题|动员|总结|辅导|情况|重要){0,2}"
    "(?:报告|说明|讲话|发言|演讲|部署|介绍|动员|总结)"
)
_NEXT_WORD = re.compile(
    f"(?<![立建志维革创])新作(?![品为证战业客伪案陪答画曲序词秀文弊恶罢了过]|出(?![版炉品])|的?{_SPEECH})"
    "|(?<![立建志维革创])新(?:专辑|单曲|唱片|长篇|小说|诗集|赛季|东家)"
    f"|作[了的过]?{_SPEECH}"
)
"""Words behind a name of which the first character stands in given names too; 立新 and the like
are such names."""
_SENTENCED = re.compile(
    "(?<![刚方])才(?:落马|受贿|获刑|被(?:查|判|捕|双开|公诉|调查|批捕|逮捕|起诉|立案|开除))"
)
"""才 at the end of a name: as an adverb it seldom stands before these verbs."""
_ONLY_THEN = re.compile("(?:直到|直至|[后年月天日]|小时|分钟|终于|最终|如今)[^。！？；]*$")
"""What makes 才 an adverb: it took that long."""
_SENTENCE = 60
"""Characters before a name in which that is looked for."""
_FIRM = re.compile(
    "(?:商事|株式会社|商社|集团|(?:股份|有限)公司|制药|药业|证券(?!账)|银行(?![卡账存流])|重工|控股(?!的))"
    "(?![记编]|董事|总裁|经理)"
)
"""What makes the name in front that of a firm."""


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


def begins_word(text: str, at: int) -> bool:
    """Whether a word begins there whose first character might end a name: 姜文|新作,
    龚正|作报告."""
    return _NEXT_WORD.match(text, at) is not None


def is_firm(text: str, at: int) -> bool:
    """Whether what a firm is stands there: 伊藤忠|商事."""
    return _FIRM.match(text, at) is not None


def is_sentenced(text: str, at: int) -> bool:
    """Whether the last character of a name stands there, and then what befell its bearer:
    杜兆|才被判."""
    led = text[max(0, at - _SENTENCE) : at]
    return _SENTENCED.match(text, at) is not None and not _ONLY_THEN.search(led)


def cut_short(text: str, end: int) -> bool:
    """True if one character stands between `end` and a verb of speech: 连新|明|说."""
    if is_sentenced(text, end):
        return True
    if begins_word(text, end):
        return False
    known = words("person_cues", "never") | words("person_cues", "after") | CLOSING
    if text[end : end + 1] in known or any(
        text[end : end + n] in words("person_cues", "after") for n in (2, 3)
    ):
        return False
    return len(text) > end + 1 and starts_with(text[end + 1 :], "after")
