"""Lines that say where an article is from: its source, its editors, its dates, its number.

One form a row, with a line that it is for; the whole line must have the form.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from zhaiyi.article.datelines import MEDIA
from zhaiyi.article.personal_names import NAMES
from zhaiyi.article.running import counts, is_prose
from zhaiyi.text.script import CHINESE

_EDITORS = (
    "责任编辑 責任編輯 责编 責編 值班编辑 值班主编 值班主任 值班编委 "
    "本文编辑 文字编辑 网络编辑 新媒体编辑 编辑 編輯 主编 執行主編 执行主编 "
    "总编辑 校对 校對 校审 审核 審核 审读 监制 監製 制作 策划 统筹 終審 "
    "终审 初审 复审 一审 二审 三审 编审 签发 美编 版式 设计 排版 出品 "
    "核稿编辑 核稿編輯 核稿 网站编辑 網站編輯"
)
_EDITOR = "|".join(_EDITORS.split())
_FROM = "来源|來源|出处|出處|来自|轉自|转自|转载自|原载|原載|摘自|编辑自"
_YEAR = r"(?:19|20)\d{2}"
_MEDIUM = rf"(?:{CHINESE}|[A-Za-z\d]){{1,10}}{MEDIA}(?:客户端)?"
_ISSUED = "发布|发表|更新|更改|修改|最后更新|發布|發佈|發表"


class Form(NamedTuple):
    """A form of such lines: an example, and the regular expression for it."""

    example: str
    pattern: str


FORMS = (
    Form(
        "来源：新华网",
        rf"[（(【\[]?(?:本文|文章|稿件|信息|消息|新闻|原文|内容|素材|資料)?(?:{_FROM})"
        r"(?:于(?!.*。)|：|:|\s|丨|｜|《).{1,80}",
    ),
    Form("责任编辑：王明", rf"[（(【\[]?(?:{_EDITOR})(?:[/／：:|｜丨\s]|\s*▏).{{1,80}}"),
    Form(
        "《人民日报》（2021年07月26日 第04版）",
        rf"《[^《》]{{2,16}}》\s*[（(]\s*{_YEAR}.{{0,24}}版.{{0,12}}[）)]",
    ),
    Form(
        "《人民日报》2021年7月26日第4版",
        rf"[（(]?《[^《》]{{2,16}}》\s*[（(]?{_YEAR}年.{{2,24}}版[）)]{{0,2}}",
    ),
    Form(
        "原创 某某日报 2021-07-26",
        rf"原创\s.{{1,50}}{_YEAR}[-/年]\d{{1,2}}[-/月]\d{{1,2}}.{{0,24}}",
    ),
    Form(
        "（2021）京民终15号",
        rf"[（(]{_YEAR}[）)]{CHINESE}{{1,8}}\d{{0,6}}{CHINESE}{{0,4}}\d{{0,6}}号",
    ),
    Form("审判长 王明", r"(?:(?:代理)?审判[长员]|人民陪审员|书记员|法官助理)\s+[^，。：:]{2,8}"),
    Form(
        "二〇二一年七月二十六日",
        "[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日",
    ),
    Form("视觉编辑：王明", rf"{CHINESE}{{1,6}}(?:编辑|編輯|编审)\s*[：:|｜丨/／]\s*.{{1,40}}"),
    Form(
        "本文首发于公众号某某",
        "本文(?:首发|首發|来自|來自|转载|轉載|来源|授权|经授权).{0,10}(?:公众号|公眾號|公号).{0,120}",
    ),
    Form(
        "本文首发于《某某》杂志",
        r"本文(?:首发|原载|原刊|刊载|转载)[自于]?《[^《》]{2,20}》[^，。]{0,20}",
    ),
    Form("本文由《某某早报》提供", r"本文由[^，。]{2,14}(?:提供|授权(?:发布|转载)?)"),
    Form(
        "综合新华社、央视新闻报道",
        rf"综合(?:(?:自[：:]?|[：:])\s?{_MEDIUM}(?:[、，,\s]{{1,2}}{_MEDIUM}){{0,5}}|{_MEDIUM}(?:[、，,\s]{{1,2}}{_MEDIUM}){{1,5}}"
        rf"|{_MEDIUM}(?=等|报道|消息|编译))等?(?:媒体)?(?:报道|消息|编译|整理)?",
    ),
    Form(
        "总监制：王明",
        rf"(?:总监制|主创|配音|海报|出品人|总策划|总统筹|制片人?|后期)[：:|｜丨/／]\s?{NAMES}",
    ),
    Form(
        "记者：王明、李红 | 编辑：赵宁 | 设计：孙立",
        rf"(?:记者|作者|文|撰文|采写|策划|统筹|编译|编辑)[：:]\s?{NAMES}"
        rf"(?:\s*[|｜丨；;]\s*{CHINESE}{{1,6}}[：:]\s?{NAMES}){{1,8}}",
    ),
    Form("证券代码：600000", "(?:证券|股票|债券|基金)(?:代码|简称)[：:].{0,90}"),
    Form("发布于：北京", rf"(?:发布|发表|發布|發表)于?於?[：:]\s*{CHINESE}{{2,8}}"),
    Form("（此件公开发布）", r"[（(]此件.{0,8}(?:公开|發布|发布).{0,6}[）)]"),
    Form("国发〔2021〕15号", rf"{CHINESE}{{1,10}}[〔\[［]{_YEAR}[〕\]］]第?\s?\d{{1,5}}号"),
    Form("更新时间：2021-07-26", rf"(?:{_ISSUED})(?:时间|日期|時間|于)?\s*[：:/／]\s*\d.{{0,80}}"),
    Form(
        "2021-07-26 08:00 来源：某某网",
        r"[（(]?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*(?:星期|周)[一二三四五六日天])?"
        r"(?:\s*(?:(?:更新|发布|發布|發佈|发表|發表)于?於?)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
        r"(?:\s{1,4}.{0,12}(?:来源|來源|作者|编辑|责任编辑|字号).{0,60})?[）)]?",
    ),
    Form("5分钟前", r"\d{1,3}(?:秒|分钟|分鐘|小时|小時|天)(?:前|之前)(?:\s*[·|｜\s].{0,12})?"),
    Form(
        "（据新华社报道）",
        "[（(](?:根据|据|據|综合|綜合)[^，,。]{1,30}(?:报道|報道|报导|報導|消息|编译|編譯)[）)]",
    ),
    Form("时间：7月26日 来源：某某网", "(?:时间|日期|作者)[：:].{0,30}(?:来源|來源)[：:].{0,60}"),
)
_ANY = re.compile("|".join(rf"{form.pattern}\Z" for form in FORMS))


_LABEL = re.compile(rf"[（(【\[]?(?:{_EDITOR}|{_FROM}|{_ISSUED})(?:[/／：:|｜丨\s]|\s*▏)")
_RULED = re.compile(
    r"死刑|有期|无期|徒刑|缓刑|维持|驳回|判|撤销|罚|无罪|有罪|发回|败诉|胜诉|受理|上诉|不服|通过|合格|批准"
)
"""What a court or an office decides at the 一审 or 终审, where editors have their names."""
_NAMES_A_BODY = re.compile(rf"(?:{MEDIA}|委员会|[局部厅院署网号会])[。）)】]*\Z")


def is_source_line(line: str) -> bool:
    """Whether a line (simplified, full-width digits as ASCII) has one of the forms."""
    return _ANY.match(line) is not None and not _is_sentence(line)


def _is_sentence(line: str) -> bool:
    """设计 时速350公里的高铁今日通车。: a word that is also a label, and a sentence about it.
    更新：5人获救 and 二审：维持原判 need no full stop."""
    label = _LABEL.match(line)
    if label is None or _NAMES_A_BODY.search(line, max(0, len(line) - 12)):
        return False
    value = line[label.end() :]
    if "审" in label.group() and _RULED.search(value):
        return True
    return counts(value) or is_prose(value)
