"""Web pages: the article without the page around it, each block with its way back."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from tests.formats.makers import book, page, texts, word_xml
from zhaiyi.formats import read

PARAGRAPHS = [
    "本报讯 昨日下午,市图书馆新馆正式向公众开放,首日接待读者超过六千人次。",
    "据介绍,新馆总建筑面积达3.2万平方米,藏书120万册,设有阅览座位2800个。",
    "馆长说:“我们希望这里成为市民的第二个客厅。”",
]
TITLE = "市图书馆新馆昨日开放"


def html_source(markup: str) -> list[str]:
    return texts(read(markup.encode(), format="html"))


def test_title_and_paragraphs_without_furniture() -> None:
    source = read(page(TITLE, PARAGRAPHS).encode())
    assert source.format == "html"
    assert texts(source) == [TITLE, *PARAGRAPHS]
    assert source.blocks[0].role == "heading"
    assert source.meta["title"] == TITLE


def test_anchors_lead_back_to_their_elements() -> None:
    markup = page(TITLE, PARAGRAPHS)
    tree = lxml_html.fromstring(markup)
    source = read(markup.encode())
    for block, text in zip(source.blocks, texts(source), strict=True):
        tag, number = block.anchor.rstrip("]").split("[")
        assert tree.xpath(f"(//{tag})[{number}]")[0].text_content() == text


def test_a_title_of_the_head_alone_comes_first() -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    source = read(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>".encode())
    assert texts(source) == [TITLE, *PARAGRAPHS]
    assert source.blocks[0].anchor == "title"


def test_the_name_of_the_site_in_the_head_makes_no_second_title() -> None:
    markup = page(TITLE, PARAGRAPHS).replace(f"<title>{TITLE}", f"<title>{TITLE}-某某网", 1)
    assert texts(read(markup.encode())) == [TITLE, *PARAGRAPHS]


def test_byline_date_and_site_are_kept_apart() -> None:
    data = (
        '<meta property="og:site_name" content="某某网"><meta name="author" content="林小明">'
        '<meta property="article:published_time" content="2020-07-26T08:00:00+08:00">'
    )
    source = read(page(TITLE, PARAGRAPHS).replace("</head>", data + "</head>").encode())
    assert source.meta["sitename"] == "某某网"
    assert source.meta["date"] == "2020-07-26"
    assert "林小明" in source.meta["byline"]


def test_byline_out_of_json_ld() -> None:
    author = '{"@type":"Person","name":"林小明"}'
    data = f'<script type="application/ld+json">{{"author":[{author}]}}</script></head>'
    source = read(page(TITLE, PARAGRAPHS).replace("</head>", data).encode())
    assert source.meta["byline"] == "林小明"
    assert texts(source) == [TITLE, *PARAGRAPHS]


def test_a_year_in_the_copyright_line_is_no_date() -> None:
    markup = page(TITLE, PARAGRAPHS).replace("&copy;", "&copy; 2020")
    assert "date" not in read(markup.encode()).meta


def test_charset_of_the_page() -> None:
    markup = page(TITLE, PARAGRAPHS).replace("utf-8", "gb2312")
    source = read(markup.encode("gb18030"))
    assert source.encoding == "gb18030"
    assert texts(source) == [TITLE, *PARAGRAPHS]
    wrong = markup.replace("gb2312", "big5").encode("gb18030")
    assert texts(read(wrong)) == [TITLE, *PARAGRAPHS]


def test_breaks_part_lines_and_wraps_do_not() -> None:
    found = html_source(
        "<div>\u3000\u3000第一段。<br><br>\u3000\u3000第二<b>段</b>\n  换行。</div>"
    )
    assert found == ["第一段。", "第二段换行。"]


def test_latin_words_keep_their_space() -> None:
    assert html_source("<p>the second\n  line 汉字\n汉字</p>") == ["the second line 汉字汉字"]


def test_entities() -> None:
    assert html_source("<p>A&amp;B &#27721;&#x5b57;&hellip;&ldquo;好&rdquo;&lt;</p>") == [
        "A&B 汉字…“好”<"
    ]


def test_scripts_styles_comments_and_ruby_are_no_text() -> None:
    markup = (
        "<p>正文<script>坏</script><style>坏</style><!-- 坏 --><noscript>坏</noscript>"
        "<ruby>汉<rp>(</rp><rt>han</rt><rp>)</rp></ruby></p><template><p>坏</p></template>"
    )
    assert html_source(markup) == ["正文汉"]


def test_tables_are_read_row_by_row() -> None:
    head = "<tr><th>年份</th><th>人数</th></tr>"
    markup = f"<table>{head}<tr><td>2019</td><td><p>6.1万</p></td></tr></table>"
    source = read(markup.encode(), format="html")
    assert texts(source) == ["年份\t人数", "2019\t6.1万"]
    assert {block.role for block in source.blocks} == {"table"}


def test_roles() -> None:
    markup = "<h2>小标题</h2><ul><li>一</li></ul><figure><figcaption>图为现场</figcaption></figure>"
    source = read(markup.encode(), format="html")
    assert [block.role for block in source.blocks] == ["heading", "list", "caption"]
    assert source.blocks[0].level == 2


def test_a_page_that_the_extractor_gives_up_is_read_plainly() -> None:
    assert html_source("<p>你好</p>") == ["你好"]


def test_a_page_is_recognised_by_its_content() -> None:
    assert read(page(TITLE, PARAGRAPHS).encode(), name="download").format == "html"


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    rest = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    story = (
        f"<td><h1>{TITLE}</h1>{rest}</td><td><a href='1'>热点一</a><br><a href='2'>热点二</a></td>"
    )
    inner = f"<table><tr>{story}</tr></table>"
    content = f"<table><tr><td><a href='/'>首页</a></td></tr><tr><td>{inner}</td></tr></table>"
    source = read(f"<!doctype html><html><body>{content}</body></html>".encode())
    assert texts(source) == [TITLE, *PARAGRAPHS]
    assert {block.role for block in source.blocks} == {"heading", "paragraph"}


def test_links_around_the_article_are_left_out() -> None:
    links = "".join(f"<div><a href='{n}'>第{n}条新闻</a></div>" for n in range(9))
    inside = f"<p>{PARAGRAPHS[0]}</p><p><a href='x'>{PARAGRAPHS[1]}</a></p><p>{PARAGRAPHS[0]}完</p>"
    body = f"{links}<h1>{TITLE}</h1>{inside}{links}"
    found = texts(read(f"<!doctype html><html><body>{body}</body></html>".encode()))
    assert found == [TITLE, PARAGRAPHS[0], PARAGRAPHS[1], f"{PARAGRAPHS[0]}完"]


def test_the_lines_of_preformatted_text() -> None:
    poem = "<pre>床前明月光，\n疑是地上霜。</pre>"
    body = f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>{poem}<p>{PARAGRAPHS[1]}</p>"
    assert html_source(f"<!doctype html><html><body>{body}</body></html>") == [
        TITLE, PARAGRAPHS[0], "床前明月光，", "疑是地上霜。", PARAGRAPHS[1],
    ]  # fmt: skip


def test_a_page_in_utf_16_without_a_name() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert texts(read(page(TITLE, PARAGRAPHS).encode(encoding))) == [TITLE, *PARAGRAPHS]


# What XML forbids (section 2.2), as it stands in pages: raw, by number, by another number.
FORBIDDEN = ["&#8;", "&#x1B;", "&#xFFFE;", "&#65535;", "\x08", "\x1b", "\x01", "\ufffe", "\uffff"]


@pytest.mark.parametrize("character", FORBIDDEN)
@pytest.mark.parametrize(
    "markup",
    [
        "<h1>市图书馆{}新馆</h1><p>昨日{}开放。</p>",
        "<title>市图书馆{}新馆</title><p class='a{}b'>昨日开放。</p>",
        "<meta name='author' content='王{}明'><h1>市图书馆新馆</h1><p{}>昨日开放。</p>",
        "<h1>市图书馆新馆</h1><x{}y>昨日开放。</x{}y>",
    ],
)
def test_a_forbidden_character_is_dropped_alone(character: str, markup: str) -> None:
    source = read(markup.replace("{}", character).encode(), format="html")
    assert texts(source) == ["市图书馆新馆", "昨日开放。"]
    assert source.meta.get("byline", "王明") == "王明"


def test_a_name_out_of_json_ld_holds_no_control_character() -> None:
    script = '{"author": {"@type": "Person", "name": "王\\u0008明\\u001b"}}'
    markup = f"<script type='application/ld+json'>{script}</script><h1>题</h1><p>昨日开放。</p>"
    assert read(markup.encode(), format="html").meta["byline"] == "王明"


@pytest.mark.parametrize("character", FORBIDDEN)
def test_nor_does_it_spoil_a_document_or_a_book(character: str) -> None:
    body = f"<w:p><w:r><w:t>昨日{character}开放。</w:t></w:r></w:p>"
    assert texts(read(word_xml(body), name="x.docx")) == ["昨日开放。"]
    chapter = book({"a.xhtml": f"<p>昨日{character}开放。</p>"}, title=f"书{character}名")
    assert texts(read(chapter, name="x.epub")) == ["昨日开放。"]


STORY = [
    "本报讯 市水务局昨日通报,东湖水厂二期工程已经完工,每天可以供水十二万吨。",
    "水务局副局长说,二期工程采用深度处理工艺,出厂水的各项指标好于国家标准。",
    "据了解,三期工程计划明年三月开工,建成后可以满足城东四十万居民的用水需要。",
]
WATER = "东湖水厂二期工程完工"


def with_gap(middle: str, holder: str = "article", end: str = "") -> list[str]:
    """What is read of an article with something between its second and third paragraph."""
    first, second, third = (f"<p>{line}</p>" for line in STORY)
    inner = f"<h1>{WATER}</h1>{first}{second}{middle}{third}{end}"
    markup = (
        f"<!doctype html><html><head><title>{WATER}</title></head><body>"
        "<div><a href='/'>首页</a></div>"
        f"<{holder}>{inner}</{holder}><div>友情链接 <a href='/x'>某某网</a></div></body></html>"
    )
    return html_source(markup)


@pytest.mark.parametrize("holder", ["article", "div class='content'", "div"])
@pytest.mark.parametrize(
    ("middle", "shown"),
    [
        ("<ol><li>严禁私自接管</li><li>严禁偷水</li></ol>", ["严禁私自接管", "严禁偷水"]),
        ("<ul class='list-paddingleft-2'><li><p>不得断水</p></li></ul>", ["不得断水"]),
        ("<dl><dt>地点</dt><dd>城东新区湖滨路</dd></dl>", ["地点", "城东新区湖滨路"]),
        ("<h2>一、坚决反对</h2>", ["一、坚决反对"]),
        ("<div>二期工程耗资三千万元。</div>", ["二期工程耗资三千万元。"]),
        (
            "<p><ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>讲解牌已经装好。</p>",
            ["汉字讲解牌已经装好。"],
        ),
        (
            "<aside>编者按:本文数据截至三月底,不含郊县。</aside>",
            ["编者按:本文数据截至三月底,不含郊县。"],
        ),
        (
            "<p>水厂的<s>十万吨</s>供水能力提高了<math><mn>5.3</mn><mo>%</mo></math>。</p>",
            ["水厂的供水能力提高了5.3%。"],
        ),
        ("<p>他说<q>水质<b>很好</b></q>,请放心。</p>", ["他说“水质很好”,请放心。"]),
    ],
)
def test_what_stands_among_the_paragraphs_of_an_article(
    holder: str, middle: str, shown: list[str]
) -> None:
    found = with_gap(middle, holder)
    assert found == [WATER, *STORY[:2], *shown, STORY[2]]


@pytest.mark.parametrize(
    "furniture",
    [
        "<h3>相关新闻</h3><ul><li><a href='1'>水价明年调整</a></li></ul>",
        "<h2>热榜</h2><ol><li>某某明星结婚引热议</li><li>股市大跌三千点</li></ol>",
        "<div>您对本文的态度是?</div><ul><li>点赞支持</li><li>表示反对</li></ul>",
        "<div>免责声明:本文仅代表作者观点,与本网无关。</div>",
        "<ul><li>[图文]<a href='1'>水价明年调整</a> 04-16</li></ul>",
        "<div class='share'>分享到:<a href='1'>微信</a><a href='2'>微博</a></div>",
        "<div class='share-bar'>把这条新闻分享给您的好友吧!</div>",
        "<ul><li>大</li><li>中</li><li>小</li></ul>",
        "<div>2024-04-16 10:00 来源:某某网</div>",
        "<div class='ad-box'>某某净水器,今天下单立减三百元!</div>",
        "<div>展开全文</div>",
        "<aside>订阅我们的新闻简报,每天早上收到要闻。</aside>",
        "<aside><h4>热点</h4><p>某某明星宣布结婚,网友送上祝福。</p></aside>",
        "<div class='update'>更新:2024年4月16日</div>",
    ],
)
def test_furniture_among_the_paragraphs_of_an_article(furniture: str) -> None:
    assert with_gap(furniture, "div") == [WATER, *STORY]


@pytest.mark.parametrize("name", ["related", "sidebar", "x"])
def test_the_heading_of_furniture_is_none_of_the_article(name: str) -> None:
    box = f"<div class='{name}'><h3>编辑推荐</h3><p>某某明星宣布结婚,网友送上祝福。</p></div>"
    assert "编辑推荐" not in with_gap(box, "div")


def test_a_note_with_a_heading_of_its_own() -> None:
    note = ["更正", "此前报道误称供水十三万吨。"]
    aside = f"<aside><h4>{note[0]}</h4><p>{note[1]}</p></aside>"
    assert with_gap(aside) == [WATER, *STORY[:2], *note, STORY[2]]


def test_a_correction_at_the_foot_of_an_article() -> None:
    note = "更正:此前报道误称供水十三万吨,特此更正。"
    assert with_gap("", end=f"<footer>{note}</footer>") == [WATER, *STORY, note]
    assert with_gap("", end="<footer>未经授权不得转载本文。</footer>") == [WATER, *STORY]


def test_the_heading_of_a_second_article() -> None:
    second = "<h2>电价不变</h2><p>市发改委同日说,居民用电价格今年不变,工业用电价格下调两分钱。</p>"
    found = with_gap("", end=f"</article><article>{second}")
    assert found[4:] == ["电价不变", "市发改委同日说,居民用电价格今年不变,工业用电价格下调两分钱。"]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>他说<q>她讲过<q>不行</q></q>。</p>", "他说“她讲过‘不行’”。"),
        ("<p>他说“<q>不行</q>”,又说<q>“行”</q>。</p>", "他说“不行”,又说“行”。"),
        ("<p>占<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>以上。</p>", "占1/2以上。"),
        (
            "<p>共2<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>倍。</p>",
            "共2 1/3倍。",
        ),
        ("<p>约<math><msup><mn>10</mn><mn>4</mn></msup></math>人。</p>", "约10⁴人。"),
        (
            "<p>率为<span><math><semantics><mn>5</mn><annotation>x</annotation></semantics></math>"
            "<span aria-hidden='true'>5</span></span>。</p>",
            "率为5。",
        ),
        (
            "<p>率为<i>约</i><math><mn>5</mn><annotation>x</annotation></math>。</p>",
            "率为约5。",
        ),
    ],
)
def test_quotations_and_equations_in_a_line(markup: str, shown: str) -> None:
    assert html_source(markup) == [shown]
