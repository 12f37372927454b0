"""Lines made of nothing but what a page states about an article: day, medium, author, length.

``2024-02-24 14:35 某某报 记者王小明／台北即时报导``, ``出版：2024-09-05 08:00更新：2024-09-05``,
``某某财经 2024-05-05 19:12　作者：李雷　责编：韩梅``. Such a line is taken apart item by item;
whatever is left over makes it no such line.
"""

from __future__ import annotations

import re

from zhaiyi.article.bylines import is_byline
from zhaiyi.article.datelines import MEDIA
from zhaiyi.article.personal_names import NAMES
from zhaiyi.text.script import CHINESE

_DAY = (
    r"(?:(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2})"
)
_TIME = r"(?:[T ]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?(?:[AaPp][Mm]|GMT|UTC|CST|HKT))?)"
_WEEKDAY = r"[（(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][）)]?"
_WHEN = (
    r"(?:(?:最后|最後|最新)?(?:发表|發表|发布|發布|發佈|出版|刊登|刊发|更新|修改|上架|发稿|發稿|建立|创建|上传|上線|上线)"
    r"(?:时间|時間|日期|于|於)?|时间|時間|日期)"
)
_STATED = (
    r"(?:编译|編譯|翻译|翻譯|稿件来源|信息来源|文章来源|新闻来源|来源|來源|稿源|出处|出處|作者|撰文|文字|记者|記者|责编|責編|责任编辑|責任編輯"
    r"|编辑|編輯|校对|审核|栏目|欄目|分类|分類|频道|頻道|版次|字数|字號|阅读时间|閱讀時間|公告编号|编号)"
)
_VALUE = rf"(?:{NAMES}(?!\s?[：:])|[^\s|｜丨：:，。]{{1,24}})"
_ITEM = re.compile(
    rf"(?P<when>{_WHEN}\s?[：:]?\s?(?={_DAY}))|(?P<day>{_DAY})|(?P<time>{_TIME})|(?P<weekday>{_WEEKDAY})"
    rf"|(?P<stated>{_STATED}\s?[：:]\s?{_VALUE})"
    r"|(?P<length>\d{1,5}\s?(?:分钟|分鐘|字)(?:阅读|閱讀)?(?![^\s|｜]))"
    rf"|(?P<medium>(?:{CHINESE}|[A-Za-z0-9·+]){{0,14}}?(?:{MEDIA}|\.com|\.cn){CHINESE}{{0,4}}(?![^\s|｜丨·•]))"
)
_BETWEEN = re.compile(r"[\s|｜丨·•/／,，;；—–-]*")
_LONGEST = 120


def is_metadata(line: str) -> bool:
    """True for a line that consists of such items and states a day or a source; a byline may close
    it."""
    if len(line) > _LONGEST:
        return False
    line = line[1:-1] if line[0] in "（(" and line[-1] in "）)" else line
    found: set[str] = set()
    at = 0
    while at < len(line):
        item = _ITEM.match(line, at)
        if item is None:
            return "day" in found and is_byline(line[at:])
        found.add(str(item.lastgroup))
        between = _BETWEEN.match(line, item.end())
        at = between.end() if between else item.end()
    return "day" in found or ("stated" in found and _SAYS_SOURCE.search(line) is not None)


_SAYS_SOURCE = re.compile(r"(?:来源|來源|出处|出處|稿源)\s?[：:]")
_LABEL_ALONE = re.compile(rf"(?:本文|文章)?(?:{_STATED}|{_WHEN}|文|图|圖)\s?[：:]")


def is_label(line: str) -> bool:
    """作者：, 发表时间：: a label whose value stands on the next line."""
    return len(line) <= 8 and _LABEL_ALONE.fullmatch(line) is not None
