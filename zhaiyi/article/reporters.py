"""Who reports from where, as papers of Taiwan, Hong Kong and Macau write it.

``記者林佩君／嘉義報導``, ``〔編譯陳成良／綜合報導〕``, ``體育中心／台北報導``, ``林佩君／特稿``,
``本報記者陳大文台北報導``. Inside a paragraph such a formula opens the report like a dateline; on a
line of its own, or behind the last sentence, it is a byline.
"""

from __future__ import annotations

import re

from zhaiyi.article.personal_names import NAMES
from zhaiyi.text.script import CHINESE

SLASH = r"[／/╱∕⁄｜|]"
_BLANK = r"[ \t\u3000]*"
_ROLE = (
    r"(?:(?:特派|特約|特约|實習|实习|見習|见习|資深|资深|首席|專案|地方|調查|财经|財經|體育|体育|攝影|摄影|駐[^／/\s]{1,6}?|驻[^／/\s]{1,6}?)?"
    r"(?:記者|记者|特派員|特派员|特派|通訊員|通讯员|編譯|编译|撰述委員|特約撰述|撰述|主筆|主笔))"
)
_DESK = (
    rf"(?:{CHINESE}|[A-Za-z]){{2,8}}?"
    r"(?:中心|頻道|频道|新聞|新闻|小組|小组|編輯部|编辑部|工作室|組)"
)
_MEDIUM = (
    rf"(?:(?:{CHINESE}|[A-Za-z0-9.]){{2,14}}?{_BLANK}{SLASH}?{_BLANK}"
    rf"|[本]?[報报刊台臺社]{_BLANK})"
)
_WORK = (
    r"(?:(?:即時|即时|連線|连线|專題|专题|綜合|综合|特別|特别|現場|现场|外電|外电|獨家|独家|深度|採訪|專訪|攝影|圖文|图文){0,3}"
    r"(?:報導|報道|报道|报导)|特稿|專訪|专访|專電|专电|專欄|整理|編譯|外電|(?:[－\-—]|\d{1,2}月)?\d{1,2}日[電电])"
)
_PLACE = rf"(?:{CHINESE}{{1,8}}?(?:{_BLANK}[－\-—–、·/／]{_BLANK}{CHINESE}{{1,8}}?){{0,2}})?"
_STOP = r"(?![稱称說说指的了過过])"
_ANYONE = rf"(?:{CHINESE}|[·、，,]){{2,16}}?"
"""Names that no surname tells: a reporter's role before them says what they are."""

_SLASHED = re.compile(
    rf"(?:{_MEDIUM}?{_ROLE}{_BLANK}(?P<a>{NAMES}|{_ANYONE})|(?P<b>{NAMES})|{_DESK})"
    rf"{_BLANK}{SLASH}{_BLANK}{_PLACE}{_BLANK}{_WORK}{_STOP}"
)
_PLAIN = re.compile(
    rf"{_MEDIUM}?{_ROLE}{_BLANK}(?P<a>{NAMES}){_BLANK}(?:{CHINESE}{{2,8}}?)?{_BLANK}{_WORK}"
    r"(?=[ \t\u3000：:）)】〕］\]]|\Z)"
)
_MEDIUM_LINE = re.compile(
    rf"(?:{CHINESE}|[A-Za-z0-9.]){{2,14}}{_BLANK}[｜|／/ \u3000]{_BLANK}"
    rf"(?:{_ROLE}{_BLANK})?(?P<a>{NAMES})"
    rf"{_BLANK}{CHINESE}{{0,8}}?(?:報導|報道|报道|报导)"
)
_EDITORS = re.compile(r"[ \t\u3000]{2,}(?:责编|責編|网编|網編|编辑|編輯|校对|审核)[：:].*")
_SENT = re.compile(r"[日号號][電电]")
_BRACKETED = re.compile(r"[（(【〔［\[](?P<inner>[^（）()【】〔〕［］\[\]\n]{2,60})[）)】〕］\]]")
_LONGEST = 60


def reporter_line_end(text: str, start: int, end: int) -> int:
    """Where the formula that opens ``text[start:end]`` ends; `start` if there is none."""
    stop = min(end, start + _LONGEST)
    bracketed = _BRACKETED.match(text, start, stop)
    if bracketed:
        return bracketed.end() if _found(bracketed["inner"]) else start
    for form in (_SLASHED, _PLAIN):
        if match := form.match(text, start, stop):
            return match.end()
    return start


def is_reporter_line(line: str) -> bool:
    """True for such a formula and nothing else, in brackets or not; a wire's, with the day that it
    was sent, is a dateline wherever it stands."""
    line = _EDITORS.sub("", line)
    if len(line) > _LONGEST or _SENT.search(line):
        return False
    return _found(_inner(line)) is not None


def names_in(line: str) -> str:
    """The reporters whom the formula names; the desk where it names nobody; empty if it is none."""
    match = _found(_inner(line))
    if match is None:
        return ""
    names = next((name for name in match.groupdict().values() if name), None)
    return names.strip(" \u3000、，,") if names else re.split(SLASH, match.group())[0].strip()


def _inner(line: str) -> str:
    bracketed = _BRACKETED.fullmatch(line)
    return bracketed["inner"].strip() if bracketed else line.strip()


def _found(line: str) -> re.Match[str] | None:
    forms = (_SLASHED, _PLAIN, _MEDIUM_LINE)
    return next((match for form in forms if (match := form.fullmatch(line))), None)
