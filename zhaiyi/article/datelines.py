"""Datelines: the formula before a report that names agency, place and day (新华社北京7月26日电).

`据路透社报道，` is no dateline but part of its sentence: it says who reported, not who writes.
"""

from __future__ import annotations

import re

from zhaiyi.article.characters import skip_blank
from zhaiyi.article.personal_names import NAMES
from zhaiyi.article.reporters import names_in, reporter_line_end
from zhaiyi.text.script import CHINESE
from zhaiyi.text.traditional import simplified

MEDIA = (
    r"(?:中时|中時|社|网|網|报|報|刊|台|臺|电视|電視|通讯|通訊|新闻|新聞|客户端|之声|之聲|广播|廣播|财经|財經|在线|频道|頻道|杂志|雜誌|之家"
    r"|路透|法新|美联|美聯|彭博|道琼斯|共同社|韩联|俄新|塔斯|中央社|格隆汇|经纬)"
)
"""How the name of a medium ends."""
_DAY = (
    r"(?:(?:\d{4}|[二〇零一]{4})年)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:月(?:\d{1,2}"
    r"|[一二三四五六七八九十]{1,3}))?(?:日|号|號)|(?:\d{1,2}月)?\d{1,2}日"
)
_YEAR = r"(?:19|20|１９|２０)\d{2}年\d{1,2}月\d{1,2}日"
_TIME = r"(?:凌晨|清晨|早|上午|中午|下午|晚|晚间|深夜)?"
_SENT = (
    r"(?:体育|體育|财经|財經|综合|綜合)?(?:专|專|急|快|外)?(?<![广廣水火核发發停用供家充馈饋])(?:电|電)(?![影视視力话話商台臺梯池子动動信脑腦器网網缆邮郵])|(?:综合|綜合|专|專|最新|快)?(?<![通资資咨音视視喜])(?:讯"
    r"|訊)(?![息问問号號飞飛])"
)
_REPORT = r"(?:综合|綜合|专题|独家|獨家|即时|即時)?(?:报道|報道|报导|報導|消息)"
_NAME = rf"(?:{CHINESE}|[A-Za-z0-9·])"
_REPORTER = r"(?:记者|記者|编辑|編輯|编译|編譯|通讯员|通訊員|特派员|特派員|见习生|实习生|评论员)"
_MEDIUM = rf"(?:{_NAME}{{1,14}}?{MEDIA}|[本][报報网網刊台臺社])(?:客户端|新闻|中文网)?"
_BRACKET = r"[（(〔［\[]"
_CLOSED = r"[）)〕］\]]"

_WIRE = re.compile(
    rf"据?{_NAME}{{2,20}}?[ \u3000/／]?(?:{_DAY}){_TIME}(?:{_SENT}|消息(?=[：:，,]))|(?:路透社?"
    rf"|彭博社?){_NAME}{{0,8}}\s?(?:{_DAY})\s*[-—–]"
)
_WIRE_MEDIUM = re.compile(rf"据?(?:本[报報网網刊台臺社]|{_NAME}{{0,14}}?{MEDIA})")
_RELEASE = re.compile(
    rf"(?!截|直|从|從|自|在|到|于|於|至){CHINESE}{{2,12}}(?:和{CHINESE}{{2,8}})?[，,、\s]*"
    rf"(?:{_YEAR}\s?(?:[/／（(]\s?{_NAME}{{2,16}}\s?[/／）)]\s*)?[-—–]+(?![-—–\d])"
    rf"|(?:{_DAY})\s?[/／]\s?{_NAME}{{2,16}}\s?[/／]\s*[-—–]*)"
)
"""深圳2024年4月10日 /美通社/ --, 北京，2024年4月10日——: how press releases begin."""
_LOCAL = re.compile(
    rf"(?:{_MEDIUM}{_NAME}{{0,6}}?(?:{_SENT})|{_MEDIUM}(?:{_REPORT})(?=\s|[：:（(]))"
    rf"|(?:综合|綜合|{_NAME}{{2,4}}综合)(?:讯|訊)(?=\s|[：:（(])"
)
_FLASH = re.compile(rf"{_NAME}{{2,12}}?(?:快讯|快訊|急电|简讯|短讯)\s?(?=[：:，,|｜丨])")
_DESK = re.compile(rf"{_MEDIUM}\s+(?:首席|特约|实习)?{_REPORTER}\s+{NAMES}(?=\s)")
_PLACE_ALONE = re.compile(rf"{CHINESE}{{2,8}}\s?[—–-]{{1,2}}\Z")
_BRACKETED = re.compile(
    r"【(?P<a>[^【】]{2,48})】|〔(?P<b>[^〔〕]{2,48})〕|［(?P<c>[^［］]{2,48})］"
    r"|\[(?P<d>[^\[\]]{2,48})\]|（(?P<e>[^（）()]{2,48})）|\((?P<f>[^（）()]{2,48})\)"
)
_INNER = re.compile(
    rf".*(?:{_SENT})|.*(?:{_REPORT})|{_MEDIUM}{_NAME}{{0,6}}\s?(?:首席|特约|特約|驻.{{2,6}}"
    rf"|特派)?{_REPORTER}.*"
    r"|法广(?:RFI)?|法廣(?:RFI)?|.{0,6}(?:RFI|RFA|BBC|VOA|DW)"
    r"|.*(?:网|網|社|报|報|之声|之聲|电台|電台|卫视|衛視|电视台|電視台|新闻台|新聞台|\.com.{0,4})"
    r"|(?:无线|無綫|無線|有线|有線|商台|翡翠|三立|民视|民視|东森|東森|华视|華視|台视|台視|中视|中視|公视|公視|[Nn][Oo][Ww]|TVB|TVBS|i-CABLE)"
    r"(?:新闻|新聞|财经|財經)"
)
_NOT_INNER = re.compile(r"[根依]?[据據]|.*(?:摄|攝|供图|图片|来源|转自|參與|参与|原标题|编辑)")
_REPORTER_AFTER = re.compile(
    rf"\s*{_BRACKET}(?:[^（）()〔〕［］\[\]]{{0,12}}{_REPORTER}[^（）()〔〕［］\[\]]{{0,60}}"
    rf"|{NAMES}|(?:完|待续|题))?{_CLOSED}"
    rf"|{_BRACKET}[^（）()]{{2,12}}{_CLOSED}(?=[：:])"
    rf"|\s*{_REPORTER}\s*{NAMES}{CHINESE}{{0,6}}?{_REPORT}(?=\s|[：:])"
)
_AFTER = re.compile(r"\s?[：:，,|｜丨—–\-]+")
_WINDOW = 140


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the dateline that opens ``text[start:end]`` ends; `start` if there is none."""
    opening = simplified(text[start : min(end, start + _WINDOW)])
    found = _formula(opening)
    if not found:
        return start
    if reporter := _REPORTER_AFTER.match(opening, found):
        found = reporter.end()
    if after := _AFTER.match(opening, found):
        found = after.end()
    return start + found


def _formula(opening: str) -> int:
    """Length of the formula itself, 0 where there is none."""
    if (wire := _WIRE.match(opening)) and _WIRE_MEDIUM.match(wire.group()):
        return wire.end()
    if opening[:1] == "据":
        return 0
    if reporter := reporter_line_end(opening, 0, len(opening)):
        return reporter
    if alone := _PLACE_ALONE.match(opening):
        return alone.end()
    for form in (_FLASH, _DESK, _RELEASE, _LOCAL):
        if match := form.match(opening):
            return match.end()
    bracketed = _BRACKETED.match(opening)
    if bracketed and _is_inner(str(bracketed[str(bracketed.lastgroup)])):
        return bracketed.end()
    return 0


def _is_inner(inner: str) -> bool:
    return bool(_INNER.fullmatch(inner)) and not _NOT_INNER.match(inner)


def title_after(text: str, start: int, end: int) -> int:
    """Where the title starts in ``题：…`` (the form 新华社北京7月26日电 题：…), or -1."""
    at = skip_blank(text, start, end)
    match = re.compile(r"[题題]\s?[：:]\s*").match(text, at, end)
    return match.end() if match else -1


_REPORTER_NAMES = re.compile(
    rf"(?:{_REPORTER})[\s：:]*(?P<a>{NAMES})|{_BRACKET}(?P<b>{NAMES}){_CLOSED}"
)

_EDITS = ("编辑", "編輯")
"""Who edits is named only where nobody is named who writes."""


def reporter_of(dateline: str) -> str:
    """The names of the reporters inside a dateline, as written, or the empty string."""
    if names := names_in(dateline):
        return names
    found = list(_REPORTER_NAMES.finditer(dateline))
    writers = [match for match in found if not match.group().startswith(_EDITS)] or found[:1]
    return "、".join((match["a"] or match["b"]).strip() for match in writers)
