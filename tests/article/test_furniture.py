"""Lines around an article: whose they are, and sentences that only look like them."""

from __future__ import annotations

import pytest

from zhaiyi.article import parse
from zhaiyi.core.document import Article, Source

TITLE = "全市新增就业岗位4.2万个"
BODY = "今年以来，全市新增就业岗位4.2万个。市人社局负责人表示，下一步将继续扩大规模。"


def _article(*lines: str) -> Article:
    return parse(Source(name="text", text="\n".join(lines)))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("当前位置：首页 > 新闻中心 > 国内新闻", "boilerplate"),
        ("字体大小：", "boilerplate"),
        ("订阅晚报电邮", "boilerplate"),
        ("相關字詞﹕#就業 #預算案", "boilerplate"),
        ("#就业 #民生", "boilerplate"),
        ("[要聞]", "boilerplate"),
        ("news@example.com.sg", "boilerplate"),
        ("↑↑↑", "boilerplate"),
        ("澎湃新闻报料：021-962866", "boilerplate"),
        ("我要举报", "boilerplate"),
        ("返回搜狐，查看更多", "boilerplate"),
        ("(以上内容仅供参考，不构成投资建议)", "boilerplate"),
        ("如对本稿件有异议，请联系editor@example.com", "boilerplate"),
        ("转发到朋友圈", "boilerplate"),
        ("未经授权，不得转载。", "boilerplate"),
        ("《 人民日报 》（ 2026年07月26日 04 版）", "source"),
        ("版面编辑：李四", "source"),
        ("图片编辑：赵六", "source"),
        ("界面新闻编辑 | 李四", "source"),
        ("2026年7月26日 更新于 10:30", "source"),
        ("国办发〔2026〕12号", "source"),
        ("（此件公开发布）", "source"),
        ("证券代码：600000 证券简称：某某股份 公告编号：2026-012", "source"),
        ("本文来自微信公众号：某某观察（ID：abc），作者：张三", "source"),
        ("译者：何黎", "byline"),
        ("(编译 张三；审校 李四)", "byline"),
        ("记者 张小红 文/图", "byline"),
        ("（文/观察者网 张三）", "byline"),
        ("图像来源，Getty Images", "caption"),
        ("图像加注文字，选民在街头。", "caption"),
        ("Tony Luong for The New York Times", "caption"),
        ("江海新闻网 2026年04月02日 11:20", "source"),
        ("2026-02-24 14:35 海峡报 记者林佩君／台北即时报导", "source"),
        ("江海财经 2026-05-05 19:12:11　作者：李若　　责编：赵宁", "source"),
        ("出版：2026-09-05 08:00更新：2026-09-05 11:32", "source"),
        ("發表時間： 30/06/2026 - 22:10", "source"),
        ("（编译：文轩　来源：洛城时报）", "source"),
        ("（《人民日报》2026年07月01日 第 01 版）", "source"),
        ("（2026）江刑终12号", "source"),
        ("审判员　　李红", "source"),
        ("【文字】张子俊", "byline"),
        ("【来源】 江海报业集团", "source"),
        ("本报（example.net.cn）记者温川 于洋 北京报道", "byline"),
        ("作者, 罗伯特·普利斯", "byline"),
        ("（实习生王雨桐对本文亦有贡献）", "byline"),
        ("综合报导／台北", "byline"),
        ("视频：市规划局供图（01:23）", "caption"),
        ("封面图片来源：视觉中国", "caption"),
        ("下载《港闻》App，睇即时新闻：https://example.hk/app", "boilerplate"),
        ("☆健康新闻不漏接，按赞追踪粉丝页。", "boilerplate"),
        ("点“在看”，让更多人看到", "boilerplate"),
        ("小字号", "boilerplate"),
    ],
)
def test_lines(line: str, kind: str) -> None:
    found = _article(TITLE, line, BODY, line)
    assert [s.kind for s in found.sentences] == ["title", kind, "lede", "body", kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "在看到他的潜力后，教练组坚持让他入选国家队。",
        "有线索者请拨打警察局举报电话415-575-4444。",
        "未经奥组委许可，任何人不得将会徽用于商业目的。",
        "据悉，该剧还会在国外多地取景拍摄。",
        "广东省新闻出版广电局昨日作出回应。",
        "其中新华社通讯员的来信最为感人。",
        "更多的新闻资讯正在涌来。",
        "如有疑问，可于办公时间致电食安专线查询。",
        "发自内心的笑容最能打动人。",
        "欢迎市民踊跃投稿，截止时间为6月30日。",
        "本报记者从市教育局获悉，新学期将于9月1日开始。",
        "2026年6月3日，他来到北京。",
        "一问三不知的局面必须改变。",
    ],
)
def test_sentences_that_look_like_them(sentence: str) -> None:
    found = _article(TITLE, BODY, sentence, BODY.replace("今年", "去年"))
    assert (found.sentences[3].kind, found.sentences[3].text) == ("body", sentence)


def test_a_title_behind_its_dateline() -> None:
    found = _article(TITLE, f"新华社北京７月２６日电　{TITLE}", "新华社记者张三　李四", BODY)
    kinds = [(s.kind, s.repeat_of) for s in found.sentences]
    assert kinds[:4] == [("title", None), ("dateline", None), ("title", 0), ("byline", None)]


def test_a_notice_below_the_name_of_who_gives_it() -> None:
    found = _article("某某股份有限公司", "关于股东减持股份的公告", BODY)
    assert [s.kind for s in found.sentences] == ["title", "title", "lede", "body"]


def test_labelled_subheads_and_speakers() -> None:
    heads = _article(TITLE, BODY, "铁路部门：部分列车停运", BODY, "海事部门：渡轮停航", BODY)
    assert [s.kind for s in heads.sentences].count("subhead") == 2
    talk = _article(TITLE, "记者：岗位从哪里来", BODY, "记者：怎么落实", BODY)
    assert "subhead" not in [s.kind for s in talk.sentences]


def test_the_signature_of_a_notice_may_be_followed_by_more() -> None:
    found = _article(TITLE, BODY, "江海市医疗保障局", "2026年11月2日", "附件", BODY)
    assert [s.kind for s in found.sentences][3:5] == ["source", "source"]
