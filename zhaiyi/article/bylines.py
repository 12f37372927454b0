"""Bylines: a line of its own, a bracket, or a name glued to the end of the last sentence."""

from __future__ import annotations

import re

from zhaiyi.article.datelines import MEDIA
from zhaiyi.article.personal_names import NAME, NAMES, is_name_list, is_names
from zhaiyi.article.reporters import is_reporter_line, names_in
from zhaiyi.text.script import CHINESE

_ROLE = (
    r"(?:记者|記者|攝影記者|摄影记者|通讯员|通訊員|特派员|特派員|作者|撰文|撰稿|撰稿人|采写|採寫|采访人|採訪人|采访|採訪|撰述|专访|專訪|影音|影像|剪辑|剪輯|文字|文图|文圖|图文|圖文|摄影|攝影|编译|編譯|翻译|翻譯|审校|審校|译者|譯者|译|譯"
    r"|整理|口述|评论员|評論員|实习生|實習生|执笔|执笔人|本期执笔|制图|视频|文|图|圖|摄|报道|報道|報導)"
)
_ORG = rf"(?:{CHINESE}|[A-Za-z+＋]){{0,14}}(?:[（(][\w.]{{3,30}}[）)])?"
_WHO = r"(?:全媒体|首席|特约|特約|特派|见习|实习|實習|驻.{2,6}|高级|资深|前方|融媒体){0,3}"
_BULLETS = "□■●◎○▲△◆◇•·-—– \t\u3000\u00a0"
_ROLES = rf"{_ROLE}(?:[、．.·・＆&及與与/／]{_ROLE}){{0,2}}"
"""文．圖／, 採訪、撰文：, 文/图"""
_ITEM = re.compile(
    rf"{_ORG}[ \u3000]?{_WHO}{_ROLES}[/／：:|｜丨\s]*"
    rf"(?:{_ORG}{_WHO}(?:记者|記者)\s*|{_ORG}\s+)?{NAMES}"
    rf"(?:(?!{CHINESE})|(?=报道|報導|報道|摄|攝))(?:[（(][^（）()]{{1,30}}[）)])?"
)
_BETWEEN = re.compile(r"[，,、；;\s/／|｜]+")
_TAIL = re.compile(
    rf"(?:[\s，,；;]+{CHINESE}{{0,6}}(?:编辑|編輯|校对|责编|审核|发自|报道|報道|報導).{{0,40}})"
    r"|\s*(?:摄影)?(?:报道|報導|報道|摄|攝)\s*|\s*(?:文\s?[/／]\s?[图圖]|[图圖]\s?[/／]\s?文|摄影报道|图文|圖文)\s*|\s*"
)
_NAMED = re.compile(
    rf"{NAMES}\s*[/／]?\s*(?:摄影报道|文/图|文并摄|图文|采写|文|编译|整理|报道|報道|報導)\s*"
)
_BRACKETED = re.compile(r"[（(【〔\[](?P<inner>[^（）()【】〔〕]{2,120})[）)】〕\]]")
_AUTHOR_IS = re.compile(
    r"[（(]?(?:[注註][：:])?(?:本文)?作者(?:系|为|是|為|单位|單位|簡介|简介)[^。]{2,60}。?[）)]?"
)
_AGENCY_NAMES = re.compile(
    rf"{NAMES}\s?[（(][^（）()]{{0,20}}(?:社|网|網|报|報)[^（）()]{{0,20}}[）)]"
)
_LATIN_BY = re.compile(
    rf"(?:[Bb]y|BY)[\s:：]+(?:{NAMES}|[A-Z][A-Za-z.\-]+(?:\s+[A-Z][A-Za-z.\-]+){{0,3}})"
)
_BY = re.compile(r"(?:[Bb]y|BY)[\s:：]+(?=\S)")
_OF_MEDIUM = re.compile(rf"(?:{CHINESE}|[A-Za-z0-9]){{0,10}}?{MEDIA}[ \u3000]+(?P<names>{NAMES})")
_NAMES_IN = re.compile(
    rf"{_ROLE}[/／：:|｜丨\s]*(?:(?:{CHINESE}|[A-Za-z]){{1,10}}?{MEDIA}[ \u3000]+)?"
    rf"(?P<names>{NAMES})"
)
_AUTHOR = re.compile(
    rf"(?:作者[/／：:|｜丨\s]+|(?:撰文|记者|記者)[/／：:|｜丨\s]*)(?P<names>{NAMES})"
)
_PEN_NAME = re.compile(
    rf"(?:(?:本文|原创|特约)?(?:作者|撰文|撰稿|(?:特约|特約|专栏|專欄)?(?:撰述|主笔|主筆|作家)|采写|采访|编译|翻译|執筆|执笔|文|记者|記者))\s*(?:[/／：:|｜丨]\s*"
    rf"|\s+)(?:{CHINESE}|[A-Za-z0-9·_\-]){{1,12}}"
)
_ROLE_LINE = re.compile(
    r"(?:作者[，,]\s?|Role,\s)[^，,。：:]{2,30}|(?:[A-Za-z]{2,6}中文\s?)?(?:发自|發自)\s[^，,。：:]{2,12}"
)
"""作者, 罗伯特·普利斯 / Role, BBC新闻记者 / 发自 伦敦: how the BBC's pages say it."""
_HELPED = re.compile(
    r"[（(][^（）()。]{2,40}(?:亦有|也有|都有|均有|有所|对本文有|對本文有)(?:贡献|貢獻)[。）)]{1,2}"
)
_DESK_AND_PLACE = re.compile(
    rf"(?:綜合|综合|即時|即时|專題|专题|連線|连线|外電|外电)(?:報導|報道|报道|报导)\s?[/／]\s?{CHINESE}{{2,8}}"
)
_DESK_EDITORS = re.compile(
    rf"[（(]*(?:{CHINESE}{{2,8}}部[；;]\s?)?编译[：:\s]\s?{NAMES}[；;]\s?(?:审校|编审)[：:\s]\s?{NAMES}[）)]*"
)
"""路透中文新闻部；编译 王明；审校 李红"""
_GLUED = re.compile(rf"{NAME}(?:[ \u3000、]{NAME}){{0,4}}")
_WHOLE_LINES = (
    _AUTHOR_IS, _LATIN_BY, _PEN_NAME, _AGENCY_NAMES, _OF_MEDIUM, _ROLE_LINE, _HELPED,
    _DESK_AND_PLACE, _DESK_EDITORS,
)  # fmt: skip
_LONGEST = 120


def is_byline(line: str) -> bool:
    """True for a line that says who wrote, in words: 本报记者 张三, 文/李四, （参与记者：王五）."""
    if len(line) > _LONGEST:
        return False
    if any(form.fullmatch(line) for form in _WHOLE_LINES):
        return True
    if is_reporter_line(line):
        return True
    bracketed = _BRACKETED.fullmatch(line)
    return _is_list(bracketed["inner"].strip() if bracketed else line)


def _is_list(line: str) -> bool:
    """True for roles with their names, one after the other; each is taken once, never retried."""
    item = _ITEM.match(line, len(line) - len(line.lstrip(_BULLETS)))
    if item is None:
        return bool(_NAMED.fullmatch(line))
    while item is not None:
        at = item.end()
        between = _BETWEEN.match(line, at)
        item = _ITEM.match(line, between.end()) if between else None
    return bool(_TAIL.fullmatch(line, at))


def is_bare_names(line: str) -> bool:
    """True for names alone; the place of the line must say that they are a byline."""
    line = line.lstrip(_BULLETS)
    bracketed = _BRACKETED.fullmatch(line)
    inner = bracketed["inner"].strip() if bracketed else line
    if bracketed and line[0] not in "（(":
        return is_name_list(inner)
    return is_name_list(inner) or (len(inner.replace(" ", "")) >= 2 and is_names(inner))


def is_glued(rest: str) -> bool:
    """True if what stands after the last full stop of a paragraph is its author."""
    if len(rest) > _LONGEST:
        return False
    bracketed = _BRACKETED.fullmatch(rest)
    if bracketed:
        inner = bracketed["inner"].strip()
        return _is_list(inner) or is_names(inner) or is_reporter_line(inner)
    return is_reporter_line(rest) or _is_list(rest) or bool(_GLUED.fullmatch(rest))


def author_in(line: str) -> str:
    """The author that a line of source and editors names among others, or the empty string."""
    match = _AUTHOR.search(line)
    return match["names"].strip() if match else ""


def names_of(byline: str) -> str:
    """The names in a byline as they are written; the whole byline if none can be told apart."""
    if names := names_in(byline):
        return names
    if of_medium := _OF_MEDIUM.fullmatch(byline):
        return of_medium["names"].strip()
    found = [match["names"].strip() for match in _NAMES_IN.finditer(byline)]
    if found:
        return "、".join(found)
    bracketed = _BRACKETED.fullmatch(byline)
    return bracketed["inner"].strip() if bracketed else _BY.sub("", byline)
