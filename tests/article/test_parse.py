"""Kinds, title, dateline and byline of an article."""

from __future__ import annotations

import pytest

from tests.support import shared
from zhaiyi.article import parse
from zhaiyi.core.document import Article, Block, Source

BODY = "记者从市水务局获悉，今年以来全市已完成河道整治42公里，新增湿地1.3平方公里。"


def _article(text: str, **source: object) -> Article:
    return parse(Source(name="test", text=text, **source))  # type: ignore[arg-type]


def _kinds(text: str) -> list[str]:
    return [sentence.kind for sentence in _article(text).sentences]


@pytest.mark.parametrize(
    "dateline",
    [
        "【中美创新时报汕头6月12日讯】",
        "新华社北京7月26日电（记者倪元锦）",
        "新华社北京7月26日电",
        "中新网7月26日电 (记者 王斌)",
        "中新社新疆哈密7月26日电",
        "本报讯(记者 王斌)",
        "本报讯 ",
        "湖北日报讯（记者 林晶）",
        "人民网北京1月2日电",
        "新华社快讯：",
        "央视网消息：",
        "(德国之声中文网)",
        "路透北京7月26日电",
        "据新华社东京7月26日电 ",
        "〔記者林佩君／嘉義報導〕",
        "（中央社記者王小明台北26日電）",
        "（吉隆坡26日讯）",
        "【环球时报综合报道】",
        "记者李明／台北報導 ",
        "財訊社香港3月1日電 ",
        "新华社某城5月19日体育专电（记者赵焱 陈昊）",
        "深圳2026年4月10日 /某通社/ -- ",
        "北京，2026年4月10日——",
        "财讯社5月9日讯（编辑 平方）",
        "江海證券報·中證在線訊（記者 邵寧）",
        "（法广RFI）",
    ],
)
def test_dateline_is_a_sentence_of_its_own(dateline: str) -> None:
    article = _article(f"{dateline}{BODY}")
    assert [(s.kind, s.text) for s in article.sentences] == [
        ("dateline", dateline.strip()),
        ("lede", BODY),
    ]
    assert article.dateline == dateline.strip()


@pytest.mark.parametrize(
    "opening",
    [
        "据路透社报道，",
        "据新华社报道，",
        "路透社援引知情人士的话报道，",
        "中新网记者昨日获悉，",
        "7月26日电影节开幕，",
        "北京时间7月26日，",
        "本报记者日前走访发现，",
        "（一）",
        "【导语】",
        "综合外媒报道，",
        "上海2026年1月1日——2027年1月1日",
        "截至2026年1月1日——",
    ],
)
def test_no_dateline(opening: str) -> None:
    assert _kinds(f"{opening}{BODY}") == ["lede"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("记者 张三丰", "byline"),
        ("本报记者 王思远 通讯员 李四光", "byline"),
        ("文/王斌 图/李雷", "byline"),
        ("（参与记者：尹南、张笑然、倪瑞捷）", "byline"),
        ("新华社记者陈尚营、王立武、刘夏村", "byline"),
        ("□本报记者 王斌", "byline"),
        ("作者：一只鱼", "byline"),
        ("责任编辑：王思硕", "source"),
        ("来源：北京青年报", "source"),
        ("2020-07-26 05:03:17 来源：北京青年报 作者：王思硕", "source"),
        ("编辑 秦小雨 校对 冯磊", "source"),
        ("图为消防员在现场进行救援。", "caption"),
        ("（图片来源：视觉中国）", "caption"),
        ("新华社发（莫京娜摄）", "caption"),
        ("▲渡輪即將泊岸", "caption"),
        ("资料图", "caption"),
        ("分享到：微信 微博", "boilerplate"),
        ("版权所有，未经授权不得转载", "boilerplate"),
        ("扫码关注公众号", "boilerplate"),
        ("点击进入专题", "boilerplate"),
        ("首页 > 新闻 > 国内", "boilerplate"),
        ("（完）", "boilerplate"),
    ],
)
def test_kind_of_a_line(line: str, kind: str) -> None:
    article = _article(f"河道整治见成效\n{BODY}\n{line}\n{BODY[5:]}")
    assert [s.kind for s in article.sentences if s.text == line] == [kind]


@pytest.mark.parametrize("glued", ["沈丛升", "（记者 王斌）", "本报记者 欧阳修", "(张三 李四)"])
def test_byline_glued_to_the_last_sentence(glued: str) -> None:
    article = _article(f"河道整治见成效\n{BODY}相关负责人说。{glued}")
    assert article.sentences[-1].text == glued
    assert article.sentences[-1].kind == "byline"


def test_title_loses_the_site_and_the_sentence_keeps_it() -> None:
    article = _article(f"河道整治见成效 湿地又大了-新华网\n{BODY}")
    assert article.title == "河道整治见成效 湿地又大了"
    assert article.sentences[0].text == "河道整治见成效 湿地又大了-新华网"


@pytest.mark.parametrize(
    "again", ["河道整治见成效", "河道整治 见成效_腾讯网", "题：河道整治见成效"]
)
def test_repeated_title(again: str) -> None:
    article = _article(f"河道整治见成效-中新网\n{again}\n{BODY}")
    assert [(s.kind, s.repeat_of) for s in article.sentences[:2]] == [("title", None), ("title", 0)]


def test_lede_repeated_behind_a_dateline() -> None:
    article = _article(f"河道整治见成效\n{BODY}\n【江州日报江州6月1日讯】{BODY}\n后来的事。")
    assert [(s.kind, s.repeat_of) for s in article.sentences] == [
        ("title", None),
        ("lede", None),
        ("dateline", None),
        ("lede", 1),
        ("body", None),
    ]


def test_byline_is_the_names() -> None:
    assert _article(f"新华社北京7月26日电（记者倪元锦）{BODY}").byline == "倪元锦"
    assert _article(f"标题在此处\n记者 王思远 通讯员 李四光\n{BODY}").byline == "王思远、李四光"


def test_subheads_with_and_without_end_marks() -> None:
    text = f"河道整治见成效\n{BODY}\n水从哪里来\n{BODY[3:]}\n钱由谁出？\n{BODY[6:]}"
    assert _kinds(text) == ["title", "lede", "subhead", "body", "subhead", "body"]


def test_a_question_to_someone_is_no_subhead() -> None:
    assert _kinds(f"河道整治见成效\n{BODY}\n您怎么看这件事？\n{BODY[3:]}")[2] == "body"


def test_a_single_line_is_text_not_title() -> None:
    assert _kinds("河道整治见成效") == ["lede"]


def test_links_below_related_reading_are_furniture() -> None:
    text = f"河道整治见成效\n{BODY}\n相关阅读：\n湿地公园开园\n水价听证会下周举行"
    assert _kinds(text)[2:] == ["boilerplate"] * 3


def test_blocks_say_what_is_heading_and_caption() -> None:
    lines = ["河道整治见成效。", BODY, "清淤现场", "下一步打算。", BODY[3:]]
    roles = ["heading", "paragraph", "caption", "heading", "paragraph"]
    blocks, at = [], 0
    for line, role in zip(lines, roles, strict=True):
        blocks.append(Block(at, at + len(line), role=role, level=1))  # type: ignore[arg-type]
        at += len(line) + 1
    article = _article("\n".join(lines), blocks=tuple(blocks))
    assert [s.kind for s in article.sentences] == ["title", "lede", "caption", "subhead", "body"]


def test_table_rows_stay_whole() -> None:
    rows = ["项目 | 数值。增幅 | 备注", "营收 | 5.2亿。涨 | 无"]
    text = "\n".join(rows)
    blocks = (Block(0, len(rows[0]), "table"), Block(len(rows[0]) + 1, len(text), "table"))
    assert [s.text for s in _article(text, blocks=blocks).sentences] == rows


def test_foreign_passages_are_marked() -> None:
    article = _article(
        f"河道整治见成效\n{BODY}\nWater is life.\nこれは日本語の文です。\n물은 생명이다。"
    )
    assert [s.foreign for s in article.sentences] == [False, False, True, True, True]


def test_empty_text() -> None:
    assert _article(" \n\u200b\n").sentences == ()


@pytest.mark.parametrize(
    "name", ["beijing-weather", "faa-737", "hebei-rivers", "nantes-cathedral", "shantou-smart-city"]
)
def test_shared_articles(name: str) -> None:
    text = shared(f"articles/{name}.zh.txt").read_text(encoding="utf-8")
    article = _article(text)
    kinds = [sentence.kind for sentence in article.sentences]
    assert kinds[0] == "title"
    assert kinds.count("lede") - sum(s.repeat_of is not None for s in article.sentences[2:]) == 1
    assert ("日电" in text or "日讯" in text) == bool(article.dateline)
    assert article.title
    assert not article.title.endswith("网")


def test_a_title_behind_its_dateline_whatever_follows() -> None:
    article = _article(f"新华社江州7月15日电 题：沙漠边上的种树人\n短句。\n{BODY}")
    assert [s.kind for s in article.sentences] == ["dateline", "title", "lede", "body"]
    assert article.title == "沙漠边上的种树人"


def test_numbered_rulings_are_a_list() -> None:
    lines = ["一、判处罚金；", "二、没收工具。"]
    article = _article("\n".join(["一案宣判", BODY, *lines, BODY[5:]]))
    assert [s.kind for s in article.sentences if s.text in lines] == ["body", "body"]


def test_a_label_takes_its_value_from_the_next_line() -> None:
    article = _article(f"河道整治见成效\n作者：\n林恩\n{BODY}")
    assert [s.kind for s in article.sentences] == ["title", "byline", "byline", "lede"]
    assert article.byline == "林恩"


def test_who_is_addressed_is_no_lede() -> None:
    article = _article(f"关于停水的通知\n尊敬的用户：\n{BODY}")
    assert [s.kind for s in article.sentences] == ["title", "body", "lede"]


def test_the_headline_of_a_post() -> None:
    article = _article(
        f"#江州暴雨#【外卖员暴雨中救出被困女子】{BODY}\n【第二天平台奖励五千元】{BODY[5:]}"
    )
    assert [s.kind for s in article.sentences] == ["title", "lede", "subhead", "body"]


def test_a_byline_before_the_first_sentence() -> None:
    article = _article(f"（文/某某网 王慧）{BODY}")
    assert [(s.kind, s.text) for s in article.sentences] == [
        ("byline", "（文/某某网 王慧）"),
        ("lede", BODY),
    ]
    assert article.byline == "王慧"


@pytest.mark.parametrize("head", ["相关阅读", "【相关新闻】", "最新报道", "今日热点"])
def test_text_behind_a_list_of_links_stays(head: str) -> None:
    links = f"{head}\n湿地公园开园\n水价听证会下周举行"
    text = f"河道整治见成效\n{BODY}\n{links}\n该市拒绝置评。\n伤者已出院。\n更多水厂将投产"
    assert _kinds(text)[2:] == ["boilerplate"] * 3 + ["body"] * 3


def test_what_is_below_a_head_of_links_and_is_all_there_is_stays() -> None:
    kinds = _kinds("河道整治见成效\n相关报道\n全市整治河道42公里\n新增湿地1.3平方公里")
    assert kinds == ["title", "boilerplate", "lede", "body"]


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("江海网", "source"),
        ("江海晚报", "source"),
        ("信報財經新聞", "source"),
        ("江海新闻客户端", "source"),
        ("微信公众号：江海观察", "source"),
        ("要闻", "boilerplate"),
        ("快讯", "boilerplate"),
        ("兩岸", "boilerplate"),
    ],
)
def test_the_name_above_a_title_is_not_the_title(above: str, kind: str) -> None:
    article = _article(f"{above}\n全市整治河道42公里惠及五万户\n{BODY}")
    assert article.title == "全市整治河道42公里惠及五万户"
    assert article.sentences[0].kind == kind


@pytest.mark.parametrize("title", ["一句话新闻", "港警再次搜查苹果日报", "每周要闻回顾"])
def test_a_title_that_ends_like_the_name_of_a_medium(title: str) -> None:
    assert _article(f"{title}\n河道整治见成效\n{BODY}").title == title


@pytest.mark.parametrize("last", ["总统再次起诉江海时报", "欢迎收看新闻", "三名记者被逐出江海日报"])
def test_news_of_a_medium_is_not_its_name(last: str) -> None:
    assert _kinds(f"河道整治见成效\n{BODY}\n{last}")[-1] == "body"


def test_names_of_a_medium_and_a_section_above_a_title() -> None:
    article = _article(f"江海网\n要闻\n全市整治河道42公里惠及五万户\n{BODY}")
    assert article.title == "全市整治河道42公里惠及五万户"


HEADLINES = (
    "市政府部署推动大规模设备更新工作",
    "财政局发行一百亿元专项建设债券了",
    "江海大桥主体工程昨天全部完成合龙",
    "本地车企全年销量首次超过外地品牌",
)


def test_headlines_of_one_length_are_lines_of_their_own() -> None:
    text = "\n".join(("今日要闻", *HEADLINES))
    assert [s.text for s in _article(text).sentences][1:] == list(HEADLINES)
    listed = [f"{n}. {line}" for n, line in enumerate(HEADLINES, 1)]
    last = "台风登陆江海"
    text = "\n".join(("今日要闻", *listed, last))
    assert [s.text for s in _article(text).sentences][1:] == [*listed, last]


def test_headlines_beside_a_wrapped_text_are_lines_of_their_own() -> None:
    wrapped = (
        "记者从市水务局获悉，今年以来全市\n已完成河道整治42公里，新增湿地，\n"
        "面积达1.3平方公里，比去年多。"
    )
    found = _article("\n".join((*HEADLINES, "", wrapped))).sentences
    assert [s.text for s in found] == [*HEADLINES, wrapped]


def test_the_signature_below_the_last_clause_of_a_notice_is_its_own() -> None:
    clauses = "一、报名时间：6月12日起\n二、报名方式：网上报名\n三、咨询电话：010-12345678"
    text = f"招聘公告\n{clauses}\n四、监督举报电话：010-87654321\n江海市人力资源局\n2026年6月12日"
    assert _kinds(text)[-3:] == ["body", "source", "source"]


def test_a_title_of_two_lines_above_a_wrapped_text_is_one() -> None:
    title = "全市已完成河道整治四十二公里惠及\n五万户沿岸居民"
    wrapped = (
        "记者从市水务局获悉，今年以来全市\n已完成河道整治42公里，新增湿地，\n"
        "面积达1.3平方公里，比去年多一倍，\n惠及沿岸五万户居民。市水务局负责\n"
        "人说，明年将继续整治城南的三条河，\n并新建两座水厂。"
    )
    article = _article(f"{title}\n{wrapped}")
    assert article.sentences[0].text == title
    assert len(article.sentences) == 3
