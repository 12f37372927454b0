"""Running sentences that open with the words of page furniture, or of a source line.

The forms of furniture are told by how a line begins; so does many a sentence of the news. A wrong
guess in one direction costs a line too many in English, in the other a fact of the article: where
the words leave doubt, the line is text. All lines here are simplified.
"""

from __future__ import annotations

import re

from zhaiyi.text.script import CHINESE, count_han

_ENDED = re.compile(rf"(?:[。！？!?]|(?<=(?:{CHINESE}))\.)[”’」』\"）)】\]]*\Z")

_SAYS = (
    r"(?<![您你])(?:认为|表示|指出|强调|称其|坦言|透露|获悉|发现|看到|宣布|规定|裁定|判决|判处|驳回|起诉|提起诉讼|提醒市民|预计|报告显示"
    r"|拒绝(?!转载|任何)|置评|警告|谴责|否认|承认|抗议|遇难|伤亡)",
    r"(?<![小据听传])说(?![明法话])|(?<![名职简昵通统俗又人堪])称(?=[，,：:“])",
)
_PEOPLE = (
    r"先生|女士|某某|[王李张刘陈杨黄赵吴周]某|市民|居民|村民|群众|乘客|旅客|游客|患者|考生|男子|女子|老人|民警|警方|法院|被告|原告"
    r"|嫌疑人|受害者|消费者|业内人士|专家|外交部|[他她](?!人)|报案|罚款",
)
_FIGURES = (
    r"\d[\d.,]*\s?(?:多|余)?(?:万|亿|千|百)?(?:余|多)?"
    r"(?:元|人次|人(?!参与|赞)|名|公里|米|吨|度|个百分点|家|项|种|处|件|起|辆|架|艘|例|枚|座|岁|户|倍|%|％)",
)
_ARGUES = (r"[，,](?:但(?!是?[不请须需])|却|然而|这?是(?!否))",)
_SERVES = (
    r"可以?(?:办理|预约|购买|购票|查询|参观|申领|申请|接种|乘车|就诊|挂号|缴费|报名|报案|求助)",
)
_TELLS = re.compile("|".join((*_SAYS, *_PEOPLE, *_FIGURES, *_ARGUES, *_SERVES)))
_COUNTS = re.compile("|".join(_FIGURES))
"""What news tells and furniture does not: who said or did something, how much it was, a clause
that says what the one before it means, what the public can do there."""

_TITLES = r"资讯|内容|新闻|精彩|详情|信息|消息|报道|视频|文章|故事|节目|服务|干货|动态|全文"
_GIVEN = r"授权|许可|允许|同意"
_COPY = r"转载|复制|摘编|镜像|转发|引用|刊载|刊登|使用|拷贝|翻印|传播"
_OF_THE_PAGE = (
    r"(?:本|全部|任何|上述|以上|相关|其|或|及|和|与|的)*(?:文|稿|内容|作品|信息|资料|图片|照片|影音|网|站|使用|建立|镜像|等"
    r"|以|于|者|必究|违者|用于|侵权|否则|传播|报)"
)
"""What of a page must not be copied, or how; the things that the news tells of are others."""
_OF_PAGE = (
    r"本(?:网|站|文|报(?!记者)|刊|台|平台|公众号|公号|号(?!线)|客户端|稿|媒体|栏目|频道|作品|微信|内容|资料|APP|app)",
    r"[您你](?!们)|\A.{0,6}(?:免责声明|版权声明|(?:特别声明|风险提示)(?=.{0,40}(?:不构成|据此|仅供|不代表|过往业绩|投资[需须有者应]|入市|转载|侵权|网友|用户上传)))[：:】]|\A.{0,6}凡(?:注明|本)|欢迎搜寻",
    r"(?:关注|联系|订阅|支持|加入)我们(?:的(?:公众号|微信|微博|网站|账号|频道|官方)|[，,。！!]|\Z)",
    r"(?:公众号|公众平台|客户端|APP|App|app|二维码).{0,4}(?:关注|[，,]?(?:了解|获取|查看|阅读|收看|看|掌握).{0,6}(?:更多|最新|资讯|新闻|全文|精彩))",
    rf"\A.{{0,6}}更多.{{0,6}}(?:{_TITLES}).{{0,10}}请|(?:查看|了解|获取|阅读)(?:更多|原文|全文|详情)",
    r"\A.{0,4}(?:请|欢迎|敬请)?(?:微信|手机|长按|识别)?.{0,2}(?:扫一扫|扫码|扫描|长按|识别).{0,10}(?:关注|下载|订阅|加入|添加|进群|分享)(?!的)",
    r"\A(?:欢迎|敬请|请|点击|扫码|长按)?(?:关注|订阅|下载|搜索).{0,12}(?:公众号|公众平台|微信号|微博|客户端|APP|App|app|频道)[。！!]\Z",
    r"(?:分享|转发|收藏)(?:到|至|给).{0,6}(?:朋友圈|微信|微博|好友|朋友|更多人)|\A.{0,4}(?:觉得|喜欢).{0,20}(?:点|转发|分享|收藏)",
    r"点(?:击|一下)?.{0,2}(?:这里|此处|蓝字|下方|上方|右上角|左下角|阅读原文|图片|在看)|按赞|点赞.{0,4}(?:关注|追踪|订阅|加入)",
    r"\A[（(*\s]*(?:注[：:])?(?:(?:以上|上述)(?:.{0,6}(?:文章|内容|信息|观点|言论|数据|资料|图片|建议|分析)|[，,仅均不]|为)|文中|文章|作者|此文|内容|言论|仅代表|网友|嘉宾|转载|专栏|所有|原文).{0,24}(?:不代表|仅供参考(?![，,](?:实际|真实|确切|最终(?!解释)))|不构成|仅代表)",
    r"(?:风险|责任|后果|盈亏)(?:请)?(?:自担|自负|自行承担|由.{1,6}承担)|(?:投资|入市|理财|操作|交易|决策)(?:者)?(?:均)?(?:需|须|应|请|要)?(?:谨慎|理性)[^，]{0,6}\Z",
    rf"\A.{{0,12}}?未经.{{0,12}}(?:{_GIVEN}).{{0,14}}(?:不得|严禁|禁止|请勿|谢绝)"
    rf"(?!.*(?:{_COPY})(?!{_OF_THE_PAGE}|{_COPY}){CHINESE}{{3}}).{{0,12}}(?:{_COPY})",
    r"\A.{0,12}(?:版权所有(?![者人权方])|翻印必究|违者必究|侵权必究|(?:不得|严禁)转载[^的、]{0,12}\Z|转载(?:请|须)注明(?!出处的|来源的))",
    r"\A.{0,8}如?有?(?:侵权|侵犯).{0,14}(?:联系|删除|告知)",
    r"违法和不良信息举报|ICP[备证]|网安备|all rights reserved|copyright|©",
)
"""What furniture speaks of: the page itself, its reader, what the reader may and may not do."""
_PAGE = re.compile("|".join(_OF_PAGE), re.IGNORECASE)

_HEADED = re.compile(
    rf"(?:评论|留言|朗读|原声|打印|关闭|返回|(?:关注|打开|下载|搜索)[^：:，。]{{0,8}})[：:｜|]\s?"
    rf"(?=.{{0,8}}{CHINESE}{{4}})(?:{CHINESE}|[A-Za-z\d]){{6}}"
    rf"|(?:特别声明|风险提示)[：:，]\s?(?=.{{0,8}}{CHINESE}{{4}})"
)
"""评论：……, 打开微信：……: the words of a button before the colon of a title."""
_LABELLED = re.compile(r"(?:关键词|关键字|返回|关闭|打印)[：:](?P<value>.+)")
_MARKS_OF_LISTS = re.compile("[#＃|｜>＞:：]")
_FEWEST_HAN = 10
_LONG_RUN = re.compile(rf"(?:{CHINESE}){{7}}")


def ends_sentence(line: str) -> bool:
    """True if a mark that ends sentences closes the line."""
    return _ENDED.search(line, max(0, len(line) - 8)) is not None


def tells(line: str) -> bool:
    """True if someone says or does something, or if something is counted with its unit."""
    return _TELLS.search(line) is not None


def is_news(line: str) -> bool:
    """True if a line with a form of furniture is text all the same.

    A sentence must speak of the page to be furniture, and tell nothing; a line without an end
    mark is a button, a link or a tag unless it tells something.
    """
    of_page = _PAGE.search(line) is not None
    if ends_sentence(line):
        return tells(line) or not of_page
    if not of_page and (_HEADED.match(line) or _counts(line)):
        return True
    if of_page or _MARKS_OF_LISTS.search(line) or count_han(line) < _FEWEST_HAN:
        return False
    return tells(line)


def counts(value: str) -> bool:
    """True if something is counted with its unit."""
    return _COUNTS.search(value) is not None


def _counts(line: str) -> bool:
    """返回：3名航天员: the label of a button or of tags, and a fact."""
    labelled = _LABELLED.match(line)
    return labelled is not None and counts(labelled["value"])


def is_prose(value: str) -> bool:
    """True if what follows a label is a sentence, not names: long stretches, someone says."""
    return ends_sentence(value) and (tells(value) or _LONG_RUN.search(value) is not None)
