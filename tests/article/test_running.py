"""Furniture, captions and source lines, and sentences of the news that begin with their words."""

from __future__ import annotations

import pytest

from zhaiyi.article import parse
from zhaiyi.core.document import Article
from zhaiyi.formats import read_text

OPENING = "江海新规今起实施\n11月27日，市政府发布新规。专家表示，这将影响数百万居民的生活。\n"
CLOSING = "\n市民普遍表示欢迎，认为新规切实可行。"

_FURNITURE = """
版权所有 未经授权不得转载
版权所有，未经授权不得转载。
版权归江海日报社所有，未经许可不得转载。
未经本报书面授权，严禁转载、摘编、复制。
版权声明：本网所有内容未经授权不得使用。
【版权声明】凡注明“来源：江海网”的作品，未经授权不得转载。
转载请注明来源：江海网
转载请注明出处。
扫码关注我们
扫码下载江海APP
扫一扫，了解更多精彩内容
扫描二维码，加入读者群。
长按二维码，关注我们！
关注我们的微信公众号
关注我们的微信公众号，获取更多资讯。
关注“江海发布”公众号
欢迎关注我们的官方微博。
打开APP阅读全文
打开微信，扫一扫关注我们。
下载江海新闻客户端，了解更多资讯。
更多精彩内容请关注江海新闻网
更多资讯，请关注我们的公众号。
更多详情，请点击专题。
市场有风险，投资需谨慎
投资有风险，入市需谨慎。
据此操作，风险自担。
投资者据此操作，风险请自担。
以上内容仅供参考，不构成投资建议
声明：本文内容不构成投资建议。
本文仅代表作者个人观点，不代表本网立场。
文章不代表本刊立场。
如有侵权，请联系删除。
如您发现本文侵权，请及时联系我们。
如果觉得文章不错，请点赞转发。
点击下方“阅读原文”查看更多。
违法和不良信息举报电话：12377。
当前位置：首页 > 国内
关键词：改革 开放
评论 12
1.2万人参与
请继续往下阅读
請繼續往下閱讀...
★更多財經資訊
延伸閱讀
看更多
"""

_NEWS = """
法院认为，被告未经授权转载原告文章，构成侵权，应赔偿3万元。
未经许可擅自转载他人作品的，处5万元以下罚款。
未经批准擅自复制档案的行为将受到处分。
不得转载他人作品是新规的核心要求之一。
版权所有者王先生向法院提起诉讼，要求赔偿50万元。
版权所有权的归属成为双方争议的焦点。
扫码支付已在全市公交普及，日均使用量达200万人次。
扫码点餐在全国餐馆迅速普及。
扫描二维码即可乘车，市民王女士说很方便。
扫码下载的软件暗藏木马。
扫描结果显示，肿瘤已经缩小。
扫一扫功能上线十年，改变了支付习惯。
打开微信，张先生发现账户少了5000元。
打开官方网站，记者看到票已售罄。
打开抖音，满屏都是哈尔滨的冰雪视频。
下载官方客户端后，旅客可以在线选座。
关注“三农”问题，是政府工作的重点。
关注“一老一小”，政府推出了新的托育政策。
关注我们身边的困难群众，是每个党员的责任。
关注微博热搜的网民越来越多。
市场有风险，投资者损失惨重。
投资有风险，这句话很多人并不当真。
据此操作的投资者面临巨大风险，已有200人报案。
他强调，这一决定不代表公司放弃原有立场。
此次访问不代表两国立场一致。
更多企业和群众请关注政策变化。
当前位置：台风“康妮”位于台湾以东200公里。
关键词：改革、开放。这是会议的两大主题。
上述观点仅供参考，他说。
上述方案仅供参考，最终决定权在董事会。
评论 认为，此举将加剧紧张。
评论 普遍看好这部电影的票房。
返回 地球的宇航员状态良好。
点击查看附件后，电脑便中了病毒。
侵权行为被告知后，平台没有删除内容。
转载请注明出处的声明并不能免除责任。
文章仅代表作者观点，但仍引发轩然大波。
点击图片即可放大，这是新系统的一大特点。
图片显示，火势很大，浓烟滚滚。
图片来源目前尚未确认，警方仍在调查。
图中的男子正是嫌疑人王某，他已被警方控制。
图是最直观的证据。
右图是2023年的数据，左图是2024年的数据。
审核：国家药监局批准12种新药。
制作：这家工厂每天生产3万个月饼。
来源：这个词在法律上有三种含义。
来源于民间的智慧值得尊重。
设计 时速350公里的高铁今日通车。
出品 国漫《哪吒》票房突破50亿元。
校对 工作持续了两年，共改正错误3000处。
编辑：这份工作正在被人工智能取代。
一审 法院判处他有期徒刑十年。
更新：3号台风已在福建沿海登陆。
"""

FURNITURE, NEWS = _FURNITURE.strip().splitlines(), _NEWS.strip().splitlines()


def _kinds(line: str) -> set[str]:
    article = _article(OPENING + line + CLOSING)
    return {sentence.kind for sentence in article.sentences if sentence.text in line}


def _article(text: str) -> Article:
    return parse(read_text(text))


def test_both_lists_are_long() -> None:
    assert len(FURNITURE) >= 30
    assert len(NEWS) >= 30


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert _kinds(line) == {"boilerplate"}


@pytest.mark.parametrize("line", NEWS)
def test_news_that_begins_alike(line: str) -> None:
    assert _kinds(line) == {"body"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("图为市民在公园锻炼。", "caption"),
        ("图片来源于网络。", "caption"),
        ("图中左一为王某。", "caption"),
        ("右图：2023年的街道", "caption"),
        ("供图/受访者", "caption"),
        ("摄影／李明", "caption"),
        ("发布/2024年11月27日 05:00", "source"),
        ("更新/2024-11-27 08:00", "source"),
        ("责任编辑：王明 李红。", "source"),
        ("来源：中国新闻网、新华社、人民日报。", "source"),
        ("来源：国家卫生健康委员会。", "source"),
        ("【环球时报驻美国特约记者 冯亚仁】", "byline"),
    ],
)
def test_captions_credits_and_sources(line: str, kind: str) -> None:
    assert _kinds(line) == {kind}


@pytest.mark.parametrize(
    "title",
    [
        "未经授权转载他人文章 男子被判赔3万元",
        "评论：美联储降息意味着什么",
        "打开微信：一个村庄的变化",
        "给老人留一扇不用扫码的门",
    ],
)
def test_a_title_with_the_words_of_a_button(title: str) -> None:
    assert _article(f"{title}\n{OPENING.splitlines()[1]}{CLOSING}").title == title


@pytest.mark.parametrize("line", ["供图/受访者", "发布/2024年11月27日 05:00"])
def test_a_credit_above_the_title_is_not_the_title(line: str) -> None:
    assert _article(f"{line}\n{OPENING}{CLOSING}").title == "江海新规今起实施"


@pytest.mark.parametrize(
    "line", ["导读：新规利好数百万居民", "導讀：新規利好數百萬居民", "【导读】新规利好数百万居民"]
)
def test_a_preface_is_no_title(line: str) -> None:
    article = _article(f"{line}\n{OPENING.splitlines()[1]}{CLOSING}")
    assert article.title == ""


def test_a_first_line_in_marks_of_ascii_is_split() -> None:
    article = _article(
        "专家:11月气温升至5度.记者看到,雪已融化.\n市民说,天气变暖了.他们很高兴.\n"
        "气象台称,明天有雨.请注意防范."
    )
    assert [s.kind for s in article.sentences] == ["lede"] + ["body"] * 5
    assert article.sentences[1].text == "记者看到,雪已融化."


@pytest.mark.parametrize(
    ("formula", "byline"),
    [
        ("本报讯（记者 李明 通讯员 王芳）", "李明、王芳"),
        ("本报讯（记者 李明、张红 通讯员 王芳）", "李明、张红、王芳"),
        ("本报讯（记者 李明 编辑 王芳）", "李明"),
    ],
)
def test_all_who_write_are_in_the_byline(formula: str, byline: str) -> None:
    assert _article(f"江海新规今起实施\n{formula}11月27日，新规发布。\n{CLOSING}").byline == byline


@pytest.mark.parametrize(
    "line",
    [
        "特别声明：中方从未接受这一裁决。",
        "特别声明，组委会将取消闭幕式",
        "风险提示：该批次奶粉检出致病菌，请勿食用。",
        "举报电话：12345",
        "如有异议，请在公示期内联系：010-12345678",
        "登录10086网站可办理携号转网",
        "长按二维码可预约接种流感疫苗",
        "关注公众号“江海健康”即可预约体检",
        "未经许可，任何单位不得引用上述图纸。",
        "未经批准，任何单位不得转载、摘编该名单。",
        "上述数据仅供参考，实际伤亡人数可能更高",
        "上述言论仅代表作者个人观点，白宫拒绝置评。",
        "评论｜欧洲应停止提供武器",
        "返回：3名航天员",
        "打印：3D打印心脏首次植入人体",
        "专题：全国科技创新大会昨天闭幕了",
        "关键词：反腐 去年处分61万人",
        "一审：死刑，缓期二年执行",
        "二审：维持原判",
        "来源：境外输入3例，本土2例",
        "更新：5人获救",
        "（据知情人士透露，公司尚未收到消息）",
        "图为何如此火爆？",
        "警方公布了一段视频截图",
        "资金由受访者提供",
        "90分钟",
        "男单|女单|男双|女双|混双",
        "一季度 | 12.3亿 | 1.2亿 | 5.6%",
    ],
)
def test_news_without_the_marks_of_a_sentence_stays(line: str) -> None:
    """Not told from a button, a tag or a source by its beginning."""
    assert _kinds(line) <= {"body", "subhead"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("特别声明：以上内容为自媒体用户上传并发布，本平台仅提供信息存储服务。", "boilerplate"),
        ("风险提示：本文不构成投资建议。", "boilerplate"),
        ("风险提示：市场波动，据此操作盈亏自负。", "boilerplate"),
        ("举报电话：12377", "boilerplate"),
        ("如对本文内容有异议，请联系我们。", "boilerplate"),
        ("未经许可，不得转载、摘编本网内容。", "boilerplate"),
        ("未经授权，任何媒体不得转载本报图片。", "boilerplate"),
        ("专题：全国两会", "boilerplate"),
        ("国内 | 国际 | 财经 | 体育 | 娱乐", "boilerplate"),
        ("5分钟阅读", "boilerplate"),
        ("终审：王明", "source"),
        ("素材来源：新华社", "source"),
        ("头图来源：视觉中国", "caption"),
        ("路透中文新闻部；编译 王明；审校 李红", "byline"),
    ],
)
def test_what_is_of_the_page_goes(line: str, kind: str) -> None:
    assert _kinds(line) == {kind}
