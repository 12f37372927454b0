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
