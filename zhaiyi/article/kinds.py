"""What a line is by its form alone: page furniture, source line, caption, byline, heading."""

from __future__ import annotations

import re
from collections.abc import Collection

from zhaiyi.article.bylines import is_byline
from zhaiyi.article.datelines import MEDIA
from zhaiyi.article.furniture import is_furniture, is_related
from zhaiyi.article.metadata import is_metadata
from zhaiyi.article.source_lines import is_source_line
from zhaiyi.core.document import SentenceKind
from zhaiyi.text.script import CHINESE, count_han
from zhaiyi.text.traditional import simplified

_CAPTION = re.compile(
    r"(?:[▲△↑←→▼]|(?:上|下|左|右|本|题|資料|资料)?(?:图|圖)(?:为(?!何|什么|此|了)|是|片|说|說|中|①|②|③|\d|[一二三]?[：:])"
    r"|(?:资料|資料|配|效果|示意|现场)(?:图|圖)片?[。）)]?\Z|[（(](?:资料|資料)(?:图|圖)?片?[）)]\Z"
    r"|(?:图像|圖像)(?:来源|來源|加注文字|加註文字|说明|說明)[，,：:]"
    r"|[（(]?(?:封面|头图|题图|首图)?(?:图片|圖片|视频|影像|照片)?(?:来源|來源|提供)?(?:图源|图据|图自|图片来源|圖片來源|照片来源|照片提供|图片提供|圖片提供"
    r"|视频来源|圖／|图／|图/|圖/|图说|图注|圖說)[：:／/\s]?)"
)
_TOLD_OF_PICTURE = re.compile(
    r"(?:[上下左右本]?[图圖](?:是|说的|說的|中(?![左右前后後为為])|片(?![为為由均：:／/）)]|来自|來自|来源|來源|提供|说明|說明))"
    r"|[图圖]片(?:来源|來源)(?![于於：:／/\s]|网络|網路)).{4,}[。！？]\Z"
)
"""图片显示，火势很大。: a sentence about a picture; 图为……。 describes it."""
_CREDIT = re.compile(
    rf"(?:(?:供图|供圖|制图|製圖|摄影|攝影)\s?[/／]\s?{CHINESE}{{2,12}}|.{{0,60}}?(?:(?:{CHINESE}|[A-Za-z·]){{2,8}}|[）)]|\s)\s*(?:摄|攝|供图|供圖|绘|制图"
    rf"|製圖)(?:影)?(?:[/／](?:新华社|中新社|视觉中国|光明图片|CFP|CNS))?|.{{0,30}}(?:新华社|中新社|法新社"
    rf"|美联社)?发[（(][^（）()]{{2,12}}摄[）)]|.{{0,12}}新华社发\s?.{{2,10}}\s?[作绘]"
    rf"|.{{0,60}}(?:视频截图|網路截圖|网络截图|资料照片|資料照片|資料照|資料圖片|资料图片|资料图|網絡圖片|网络图片|受访者供图"
    rf"|受訪者提供|受访者提供)|[（(]?.{{0,10}}(?:翻攝|翻摄)(?:自|畫面|画面).{{0,20}}"
    r"|[（(][^（）()，,。]{2,20}(?:提供|翻攝|翻摄))[）)】\]。]?(?:[（(]\d{1,2}:\d{2}[）)])?\Z"
)
_OTHER_THAN_PICTURES = re.compile(
    r"(?:公布|公开|曝光|出示|展示)了?(?:了|一|多|数|两|该|其|这)|(?:资金|线索|证据|证词|数据|经费)均?由"
)
"""Someone publishes pictures, or what was provided is none."""
_PHOTO_AGENCY = re.compile(
    r"(?:图|圖)?[（(/／]?(?:视觉中国|东方IC|人民视觉|CFP|Getty Images"
    r"|AFP|Reuters|路透社|美聯社)[）)]?\Z"
    r"|(?:封面|头图|题图|首图|部分|文中)(?:图片?|照片)?均?(?:[：:]|来源[：:于]|来自)\s?[^，。]{0,10}"
    r"(?:视觉中国|网络|图虫|图库|新华社|中新社|路透社?|法新社?|受访者|IC|CFP)(?:供图|提供)?"
    r"|[A-Z][A-Za-z.\- ]{2,40} for The [A-Z][A-Za-z ]{2,30}"
    r"|[A-Z][A-Za-z.,/\-— ]{0,60}(?:Getty Images|Reuters|AFP|Associated Press|Agence France-Presse"
    r"|EPA)\Z"
)
_ONE_MEDIUM = (
    rf"(?:《?(?:{CHINESE}|[A-Za-z0-9·]){{0,16}}{MEDIA}"
    r"(?:中文网|客户端|微信公众号|编辑部|官网)?》?|央视)"
)
_MEDIUM_LINE = re.compile(
    rf"[（(—\-\s]*{_ONE_MEDIUM}(?:[、/／，,]\s?{_ONE_MEDIUM}){{0,5}}[）)\s]*\Z"
)
_NO_MEDIUM = re.compile(
    "(?:[平舞阳陽后後前讲講]台|[海情汇匯举舉预預捷]报|[互电電]联?网|[旅合公结結]行?作?社)[》）)]?$"
    "|起诉|搜查|收购|查封|抨击|批评|采访|欢迎|收看|观看|关闭|停刊|袭击|遭|被"
)
"""Words that end like the name of a medium, and what is done to one."""
_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
"""Full-width digits to those of ASCII."""
_BRACKETED_LABEL = re.compile(
    r"\A【(文字|图片|摄影|视频|剪辑|记者|通讯员|实习生|作者|撰文|来源|编辑|责编|校对|统筹|监制|策划|设计|海报)】\s*"
)
_FOREIGN_MEDIUM = re.compile(
    r"[（(]?(?:BBC|CNN|DW|RFI|VOA|FT|NHK|AFP)(?:中文网?|[ \u3000]News)?[）)]?"
)
_SECTION = re.compile(
    r"(?:(?:首页|主页|要闻|时政|时事|国际|国内|两岸|港澳|台湾|本地|社会|财经|经济|体育|娱乐|科技|军事|文化|教育|健康|观点|评论|滚动"
    r"|头条|快讯|独家|原创|热点|焦点|推荐|深度|突发)(?:新闻|要闻|频道|快讯)?|新闻(?:中心|频道|资讯)?|最新消息)"
)
_LONGEST_MASTHEAD = 6
_SITE_ENDS = ("客户端", "新闻网", "中文网", "公众号")
_DIGEST = re.compile(r"一句话|今日|昨日|本周|每周|每日新闻|简明|早间|晚间")
"""What opens the name of a digest, which is a title."""
_ACCOUNT = re.compile(r"微信(?:公众)?号[：:].{2,20}")
"""What names a section of a site, and an account, above a title."""
_NOTICE = re.compile(
    r"[关關][于於].{2,60}的?(?:公告|通知|通告|公示|决定|決定|意见|意見|报告|報告|函|批复|说明|說明)"
)
_PREFACE = re.compile(
    r"[【\[]?(?:导语|導語|导读|導讀|编者按|編者按|编者的话|按语|按語|核心提示|内容提要|摘要|提要)\s?(?:[：:]|[】\]][：:]?)"
)
_ADDRESS = re.compile(r"(?:各|尊敬的|敬爱的|敬愛的|亲爱的|親愛的|致)[^。！？!?：:；;“”]{1,60}[：:]")
_ORIGINAL_TITLE = re.compile(r"[（(]?原(?:标题|標題|题)[：:]")

_ENDED = re.compile(r"[。！？!?…；;，,、：:～~][”’」』\"）)】\]]*\Z")
_DOT_ENDS = re.compile(rf"{CHINESE}\.\Z")
"""A full stop where the marks are those of ASCII."""
_INNER_END = re.compile(r"[。！？!?].")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]、?|第[一二三四五六七八九十]{1,3}[章节、，]"
    r"|之[一二三四五六]|[一二三四五六七八九十][问問看观觀变變][：:]"
    r"|(?:看点|看點|焦点|焦點|亮点|亮點|关键词|關鍵詞|镜头|鏡頭|故事|疑问|疑問|问题|問題|追问|追問|变化|變化|案例|现场|現場|悬念|误区|誤區)"
    r"[一二三四五六七八九十①-⑩\d]{1,2}[：:])"
)
"""二、 （二） 第二章 一问： 看点一："""
_LIST = re.compile(r"(?:[-*•·●○■□◆◇▪※☆★✓✔👉]|\d{1,3}[.、．)）](?!\d)|[（(]\d{1,3}[)）]|[①-⑳])")
_SECTION_NUMBER = re.compile(r"[0０]\d|(?:PART|Part|part|No|NO)[. ]?\s?\d{1,2}|[壹贰叁肆伍]")
_HEAD_BULLET = re.compile(r"[■◆▍▌▎█◎]\s*(?=\S)")
_SPEAKER = re.compile(rf"(?:问|答|問|Q|A|{CHINESE}{{2,6}})\s?[：:]")
_FIELD = re.compile(
    "[问答問QA]|[采受採][访訪][人者]|[记記]者|主[持讲講办辦]|嘉[宾賓]|[时時][间間]|地[点點址]|日期|[电電][话話]|[来來]源|作者|[单單]位|[编編][辑輯]|附件|注"
)
"""Labels of those who speak in interviews, and of what notices state."""
_CONTACT = re.compile(
    r"(?:(?:联系|聯絡|聯繫|咨询|諮詢|办公|举报|舉報|监督|監督|投诉|投訴|报名|報名){0,2}(?:电话|電話)|电子邮件|電子郵件|(?:电子)?(?:邮箱|郵箱)|传真|傳真|手机|手機|微信|邮编"
    r"|[Ee]-?mail|[Tt]el|TEL)\s?[：:]"
)
_SHORTEST_HEAD = 2
_SHORTEST_WITH_FIGURE = 5
_ASKS_SOMEONE = re.compile(
    r"[您你我]|大家|各位|[们們]好|\A(?:那|但|而|可是|所以|于是|然而|不过|不過|另外)|呢[？?]"
)
_LONGEST_TITLE = 70
_LONGEST_SUBHEAD = 32
_LONGEST_QUESTION_SUBHEAD = 18
_LONGEST_FIXED = 260


def fixed_kind(line: str) -> SentenceKind | None:
    """The kind that the words of a line give away, wherever it stands; None for all others."""
    if not line or len(line) > _LONGEST_FIXED:
        return None
    line = _BRACKETED_LABEL.sub(r"\1：", simplified(line).translate(_DIGITS))
    if is_furniture(line) or is_related(line):
        return "boilerplate"
    if _CREDIT.fullmatch(line) and not is_sentence_after_credit(line):
        return "caption"
    if is_source_line(line) or is_metadata(line):
        return "source"
    if is_byline(line):
        return "byline"
    if _PHOTO_AGENCY.fullmatch(line) or (_CAPTION.match(line) and not tells_of_picture(line)):
        return "caption"
    return None


def tells_of_picture(line: str) -> bool:
    """True for a sentence of the text that is about a picture."""
    return _TOLD_OF_PICTURE.match(line) is not None


def is_sentence_after_credit(line: str) -> bool:
    """A full stop at the very end of a long line with 供图 in it, or 拍摄。, or what is no picture:
    a sentence."""
    if _OTHER_THAN_PICTURES.search(line):
        return True
    return line.endswith("。") and (len(line) > 40 or line.endswith(("拍摄。", "拍攝。")))


def is_related_header(line: str) -> bool:
    """相关阅读, 热门推荐 and the like: what follows is links."""
    return len(line) <= 24 and is_related(simplified(line))


def is_medium(line: str) -> bool:
    """True for the name of a medium alone (中美创新时报网)."""
    if len(line) > 24:
        return False
    line = simplified(line)
    if _NO_MEDIUM.search(line):
        return False
    return bool(_MEDIUM_LINE.fullmatch(line) or _FOREIGN_MEDIUM.fullmatch(line))


def masthead_kind(line: str) -> SentenceKind | None:
    """The kind of a line above a title that is nothing but the name of a medium or of a section."""
    line = simplified(line)
    if _SECTION.fullmatch(line):
        return "boilerplate"
    named = (
        is_medium(line)
        and (len(line) <= _LONGEST_MASTHEAD or line.endswith(_SITE_ENDS))
        and not _DIGEST.search(line)
    )
    return "source" if named or _ACCOUNT.fullmatch(line) else None


def is_credit(sentence: str) -> bool:
    return len(sentence) <= 80 and _CREDIT.fullmatch(sentence) is not None


def is_original_title(line: str) -> bool:
    return len(line) <= 100 and _ORIGINAL_TITLE.match(line) is not None


def is_notice_title(line: str) -> bool:
    """关于……的公告: what a notice is about, below the name of who gives it."""
    return len(line) <= _LONGEST_TITLE and _NOTICE.fullmatch(line) is not None


def is_row(line: str) -> bool:
    """A row of a table in plain text: cells between tabs, bars or wide gaps."""
    return (
        line.count("\t") > 0
        or line.count("|") > 1
        or len(re.findall(r"\S[ \u3000]{3,}\S", line)) > 1
    )


def is_no_lede(line: str) -> bool:
    """各省人民政府：, 尊敬的用户：: to whom a notice goes; 受访人：王明, 时间：…: what it says."""
    if len(line) > _LONGEST_TITLE:
        return False
    stated = _FIELD.search(speaker_of(line)) is not None and not closes_with_mark(line)
    return stated or _ADDRESS.fullmatch(line) is not None


def is_list_item(line: str) -> bool:
    return _LIST.match(line) is not None


def is_numbered(line: str) -> bool:
    return _NUMBERED.match(line) is not None


def continues_list(above: str, line: str) -> bool:
    """True for the next of several numbered clauses: 二、……； above 三、……。"""
    first, second = _NUMBERED.match(above), _NUMBERED.match(line)
    if not first or not second or not closes_with_mark(above) or not closes_with_mark(line):
        return False
    return (
        first.group()[0] in "（(" if second.group()[0] in "（(" else second.group()[-1] in "、.．"
    )


def is_contact(line: str) -> bool:
    """电话：…, 邮箱：…: what stands below the name of a contact, not below a subhead."""
    return _CONTACT.match(line) is not None


def closes_with_mark(line: str) -> bool:
    """True if the line closes with punctuation."""
    return _ENDED.search(line, max(0, len(line) - 8)) is not None


def is_title(line: str) -> bool:
    """Could be a title: short, not a sentence, no row, no list item."""
    if (
        len(line) > _LONGEST_TITLE
        or is_row(line)
        or is_list_item(line)
        or line[-1] in "。；;，,、：:"
    ):
        return False
    if _DOT_ENDS.search(line, max(0, len(line) - 2)):
        return False
    return count_han(line) > 0 and "。" not in line and not _PREFACE.match(line)


def speaker_of(line: str) -> str:
    """What stands before the first colon of a line where it may be one who speaks, else empty."""
    match = _SPEAKER.match(line)
    return match.group()[:-1].strip() if match else ""


def _is_labelled_head(line: str, speakers: Collection[str]) -> bool:
    """铁路部门：部分列车停运 heads a section; 记者：…… speaks, 时间：…… states."""
    label = speaker_of(line)
    rest = line[len(label) + 1 :].strip()
    if label in speakers or _FIELD.search(label) or closes_with_mark(line):
        return False
    if _CONTACT.match(line):
        return False
    return count_han(rest) >= (_SHORTEST_WITH_FIGURE if re.search(r"\d", line) else _SHORTEST_HEAD)


def is_subhead(line: str, speakers: Collection[str] = ()) -> bool:
    """Could be a subhead by its form; its neighbours must agree. `speakers`: what stands before
    the colon of several lines."""
    if _SECTION_NUMBER.fullmatch(line):
        return True
    if line[0] in "（(" and line[-1] in "）)":
        return False
    line = _HEAD_BULLET.sub("", line)
    if len(line) > _LONGEST_SUBHEAD or is_row(line) or is_list_item(line) or not count_han(line):
        return False
    if _INNER_END.search(line) or _DOT_ENDS.search(line, max(0, len(line) - 2)):
        return False
    if _SPEAKER.match(line) and not _NUMBERED.match(line):
        return _is_labelled_head(line, speakers)
    if not closes_with_mark(line) or is_numbered(line):
        return line[-1] not in "，,、；;：:"
    return _is_question_head(line)


def _is_question_head(line: str) -> bool:
    """谁来买单？ heads a section; 您怎么看？ is asked of someone."""
    return (
        len(line) <= _LONGEST_QUESTION_SUBHEAD
        and line[-1] in "？！?!"
        and not _ASKS_SOMEONE.search(line)
        and not (line[0] in '“「『"' and line[-2] in '”」』"')
        and not re.search("[，：:]", line)
    )
