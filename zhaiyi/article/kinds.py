"""What a line is by its form alone: page furniture, source line, caption, byline, heading."""

from __future__ import annotations

import re

from zhaiyi.article.bylines import is_byline
from zhaiyi.article.characters import HAN, count_han
from zhaiyi.article.datelines import MEDIA
from zhaiyi.document import SentenceKind

_BOILERPLATE = re.compile(
    r"(?:[【\[（(]?(?:分享|转发|收藏|点赞|在看|打印|关闭|纠错|我要反馈|我要评论|评论|留言|字号|字体|大字|返回|上一篇|下一篇|上一页|下一页"
    r"|加载更多|查看更多|展开全文|阅读全文|阅读原文|更多精彩|更多新闻|举报|登录|注册|订阅|回到顶部|返回顶部|返回首页|网站地图|关于我们|联系我们"
    r"|列印|轉寄|分享到|字級|收起|复制链接|扫码分享|手机看|听新闻|朗读|倍速|原声)"
    r"(?:[\s:：|｜/·>＞【】\[\]（）()\d]|至|到|本文|给|大中小|首页|列表|全文|[微QqＱ]|$).{0,60}\Z)"
    r"|(?:如果|若)?(?:觉得|喜欢|感觉).{0,10}(?:有用|不错|喜欢|文章|内容).{0,8}(?:请|就|记得|欢迎|别忘).{0,4}(?:点"
    r"|转发|分享|收藏|关注).{0,20}\Z"
    r"|.{0,30}(?:下载|下載)(?:本报|官方|新闻)?.{0,6}(?:APP|App|app|客户端|應用程式)\s*\Z"
    r"|(?:关于我们|關於我們|联系我们|聯絡我們|网站地图|法律声明|隐私政策|广告服务|人才招聘|使用条款)"
    r"(?:\s*[|｜·/]\s*[^\s|｜·/]{2,8})+\Z"
    r"|.{0,40}不代表.{1,16}(?:立场|观点|意见|立場|觀點)。?\Z"
    r"|.{0,16}据此(?:操作|入市|投资).{0,8}风险"
    r"|更多.{0,16}请(?:点击|關注|关注|搜索|下载|扫描|登录).{0,20}\Z"
    r"|(?:视频|音频)?(?:加载中|載入中)|正在加载|请稍候|Loading"
    r"|.{0,24}(?:版权所有|版權所有|翻印必究|未经.{0,12}(?:授权|许可|允许|同意)|未經.{0,12}(?:授權|許可)|不得转载|不得轉載"
    r"|严禁转载|转载请注明|转载须注明|轉載請註明"
    r"|ICP备|ICP证|公网安备|网安备|all rights reserved|copyright\b|©"
    r"|违法和不良信息|不良信息举报|举报电话|许可证编号"
    r"|许可证号|新闻信息服务许可)"
    r"|.{0,10}(?:免责声明|免責聲明|特别声明|版权声明|版權聲明|风险提示|投资有风险|市场有风险)(?:[：:]|，.{0,30}\Z)"
    r"|.{0,12}(?:仅代表作者|不代表本(?:站|网|平台|报)|不代表.{1,12}立场|侵权.{0,8}(?:联系|删除)|如有侵权)"
    r"|.{0,16}(?:扫一扫|扫码|扫描(?:下方|上方|左侧|右侧|以下)?二维码|掃描|长按.{0,6}二维码|识别二维码|扫描关注)"
    r"|(?:欢迎|敬请|长按|搜索|点击|點擊|扫码|请)?.{0,4}(?:关注|關注|下载|下載|打开)(?:我们|本报|本台|官方"
    r"|[“「【].{1,16}[”」】]|.{0,10}(?:公众号|公众平台|微信|微博|客户端|APP|App|app|粉絲專頁|頻道)).{0,30}\Z"
    r"|[>＞»👉▶►\s]*(?:点击|點擊|點選|戳|点)(?:这里|這裡|此处|此處|進入|进入|查看|阅读|閱讀|阅览|观看|觀看|收听|下方|上方|右上角"
    r"|左下角|图片|蓝字|關注|关注|我|下載|下载|订阅).{0,30}\Z"
    r"|(?:您|你)(?:当前|现在|所在)?的?位置[：:]"
    r"|(?:首页|首頁|主页)\s*[>＞»/|｜·]"
    r"|(?:责任|内容)?(?:广告|廣告|推广|赞助内容|Advertisement|ADVERTISEMENT)\s*\Z"
    r"|[（(【](?:完|全文完|本文完|待续|未完待续|結束|END|end|End)[）)】]\Z|(?:—+|-+)?\s*(?:完|END|End"
    r"|THE END)\s*(?:—+|-+)?\Z"
    r"|(?:阅读|浏览|点击|评论|点赞|收藏|转发|赞|閱讀|瀏覽|播放)(?:量|数|次数)?[\s:：]*[（(]?\d[\d.,万千+]*[）)]?(?:\s|\Z)"
    r"|(?:\d[\d.,万]*\s*(?:阅读|评论|点赞|转发|收藏|人赞|次浏览|条评论|跟贴|跟帖|人参与)[\s,，]*)+\Z"
    r"|(?:[^\s|｜]{2,6}\s*[|｜]\s*){3,}[^\s|｜]{2,6}\Z"
    r"|(?:微信|微博|QQ空间|朋友圈|新浪微博|Facebook|Twitter|LINE|QQ|复制链接|Email|WhatsApp)(?:[\s"
    r"|｜/、·]+(?:微信|微博|QQ空间|QQ好友|朋友圈|新浪微博|Facebook|Twitter|LINE|QQ|复制链接|Email|WhatsApp"
    r"|更多|X))+\s*\Z"
    r"|[*＊=＝\-—_~～·.•#＃●○■□◆◇▲△★☆]{3,}\Z",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"[【\[《▼▽↓■●◆]*\s*(?:(?:更多)?(?:相关|相關|推荐|推薦|延伸|延展|拓展|扩展|热门|熱門|精彩|猜你|往期|更多|编辑|今日|最新"
    r"|24小时)(?:你)?(?:阅读|閱讀|新闻|新聞|报道|報道|報導|文章|推荐|推薦|链接|連結|專題|专题|喜欢|回顾|精选|热点|內容|内容|资讯|榜)"
    r"|热榜|猜你喜欢|热门评论|网友评论|精彩评论)"
    r"\s*[】\]》▼▽↓:：]*\s*\Z"
)
_SOURCE = re.compile(
    r"[（(【\[]?(?:本文|文章|稿件|信息|消息|新闻|原文|内容|資料)?(?:来源|來源|出处|出處|来自|轉自|转自|转载自|原载|原載|摘自"
    r"|编辑自)(?:于(?!.*。)|：|:|\s|丨|｜|《).{1,80}\Z"
    r"|[（(【\[]?(?:责任编辑|責任編輯|责编|責編|值班编辑|值班主编|值班主任|值班编委|本文编辑|文字编辑|网络编辑|新媒体编辑|编辑|編輯|主编"
    r"|執行主編|执行主编|总编辑|校对|校對|校审|审核|審核|审读|监制|監製|制作|策划|统筹|終審|终审|初审|复审|一审|二审|三审|编审|签发|美编|版式"
    r"|设计|排版|出品|核稿)"
    r"(?:[/／：:|｜丨\s]|\s*▏).{1,80}\Z"
    r"|(?:发布|发表|更新|發布|發佈|更新)(?:时间|日期|時間|于)?\s*[：:]\s*\d.{0,80}\Z"
    r"|[（(]?(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*(?:星期"
    r"|周)[一二三四五六日天])?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:\s{1,4}.{0,12}(?:来源|來源"
    r"|作者|编辑|责任编辑|字号).{0,60})?[）)]?\Z"
    r"|\d{1,3}(?:秒|分钟|分鐘|小时|小時|天)(?:前|之前)(?:\s*[·|｜\s].{0,12})?\Z"
    r"|[（(](?:根据|据|據|综合|綜合).{1,30}(?:报道|報道|报导|報導|消息|编译|編譯)[）)]\Z"
    r"|(?:时间|日期|作者)[：:].{0,30}(?:来源|來源)[：:].{0,60}\Z"
)
_CAPTION = re.compile(
    r"(?:[▲△↑←→▼]|(?:上|下|左|右|本|题|資料|资料)?(?:图|圖)(?:为|為|是|片|说|說|中|①|②|③|\d|[一二三]?[：:])"
    r"|(?:资料|資料|配|效果|示意|现场)(?:图|圖)片?[。）)]?\Z|[（(](?:资料|資料)(?:图|圖)?片?[）)]\Z"
    r"|[（(]?(?:图片|圖片|视频|影像|照片)?(?:来源|來源|提供)?(?:图源|图据|图自|图片来源|圖片來源|照片来源|照片提供|图片提供|圖片提供"
    r"|视频来源|圖／|图／|图/|圖/|图说|图注|圖說)[：:／/\s]?)"
)
_CREDIT = re.compile(
    rf"(?:.{{0,60}}?(?:[{HAN}A-Za-z·]{{2,8}}|[）)]|\s)\s*(?:摄|攝|供图|供圖|绘|制图"
    rf"|製圖)(?:影)?(?:[/／](?:新华社|中新社|视觉中国|光明图片|CFP|CNS))?|.{{0,30}}(?:新华社|中新社|法新社"
    rf"|美联社)?发[（(][^（）()]{{2,12}}摄[）)]|.{{0,12}}新华社发\s?.{{2,10}}\s?[作绘]"
    rf"|.{{0,60}}(?:视频截图|網路截圖|网络截图|资料照片|資料照片|資料照|資料圖片|资料图片|资料图|網絡圖片|网络图片|受访者供图"
    rf"|受訪者提供))[）)】\]。]?\Z"
)
_PHOTO_AGENCY = re.compile(
    r"(?:图|圖)?[（(/／]?(?:视觉中国|东方IC|人民视觉|CFP|Getty Images"
    r"|AFP|Reuters|路透社|美聯社)[）)]?\Z"
)
_MEDIUM_LINE = re.compile(
    rf"[（(—\-\s]*[《]?[{HAN}A-Za-z0-9·]{{0,16}}{MEDIA}(?:中文网|客户端|微信公众号|编辑部|官网)?[》）)\s]*\Z"
)
_ORIGINAL_TITLE = re.compile(r"[（(]?原(?:标题|標題|题)[：:]")

_ENDED = re.compile(r"[。！？!?…；;，,、：:][”’」』\"）)】\]]*\Z")
_INNER_END = re.compile(r"[。！？!?].")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]、?|第[一二三四五六七八九十]{1,3}[章节、，]"
    r"|之[一二三四五六])"
)
_LIST = re.compile(r"(?:[-*•·●○■□◆◇▪※☆★✓✔👉]|\d{1,3}[.、．)）](?!\d)|[（(]\d{1,3}[)）]|[①-⑳])")
_SPEAKER = re.compile(rf"(?:问|答|問|Q|A|[{HAN}]{{2,6}})\s?[：:]")
_ASKS_SOMEONE = re.compile(r"[您你我]|\A(?:那|但|而|可是|所以|于是|然而|不过|不過|另外)|呢[？?]")
_LONGEST_TITLE = 70
_LONGEST_SUBHEAD = 32
_LONGEST_QUESTION_SUBHEAD = 18
_LONGEST_FIXED = 260


def fixed_kind(line: str) -> SentenceKind | None:
    """The kind that the words of a line give away, wherever it stands; None for all others."""
    if not line or len(line) > _LONGEST_FIXED:
        return None
    if _BOILERPLATE.match(line) or _RELATED.match(line):
        return "boilerplate"
    if _CREDIT.fullmatch(line) and not is_sentence_after_credit(line):
        return "caption"
    if _SOURCE.match(line):
        return "source"
    if is_byline(line):
        return "byline"
    if _CAPTION.match(line) or _PHOTO_AGENCY.fullmatch(line):
        return "caption"
    return None


def is_sentence_after_credit(line: str) -> bool:
    """A full stop at the very end of a long line with 供图 in it: a sentence, not a credit."""
    return line.endswith("。") and len(line) > 40


def is_related_header(line: str) -> bool:
    """相关阅读, 热门推荐 and the like: what follows is links."""
    return len(line) <= 24 and _RELATED.match(line) is not None


def is_medium(line: str) -> bool:
    """True for the name of a medium alone (中美创新时报网)."""
    return len(line) <= 24 and _MEDIUM_LINE.fullmatch(line) is not None


def is_credit(sentence: str) -> bool:
    return len(sentence) <= 80 and _CREDIT.fullmatch(sentence) is not None


def is_original_title(line: str) -> bool:
    return len(line) <= 100 and _ORIGINAL_TITLE.match(line) is not None


def is_row(line: str) -> bool:
    """A row of a table in plain text: cells between tabs, bars or wide gaps."""
    return (
        line.count("\t") > 0
        or line.count("|") > 1
        or len(re.findall(r"\S[ \u3000]{3,}\S", line)) > 1
    )


def is_list_item(line: str) -> bool:
    return _LIST.match(line) is not None


def is_numbered(line: str) -> bool:
    return _NUMBERED.match(line) is not None


def is_ended(line: str) -> bool:
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
    return count_han(line) > 0 and "。" not in line


def is_subhead(line: str) -> bool:
    """Could be a subhead by its form; its neighbours must agree."""
    if len(line) > _LONGEST_SUBHEAD or is_row(line) or is_list_item(line) or not count_han(line):
        return False
    if _INNER_END.search(line) or _SPEAKER.match(line):
        return False
    if not is_ended(line) or is_numbered(line):
        return line[-1] not in "，,、；;：:"
    return _is_question_head(line)


def _is_question_head(line: str) -> bool:
    """谁来买单？ heads a section; 您怎么看？ is asked of someone."""
    return (
        len(line) <= _LONGEST_QUESTION_SUBHEAD
        and line[-1] in "？！?!"
        and not _ASKS_SOMEONE.search(line)
        and line[0] not in '“「『"'
        and "，" not in line
    )
