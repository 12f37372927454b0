"""Word documents, checked against python-docx as the one who will write into them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from tests.formats.makers import W, archive, saved, texts, word_xml
from zhaiyi.article import parse
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read
from zhaiyi.formats.writing import rewrite


def made() -> bytes:
    document = docx.Document()
    document.core_properties.title = "属性里的题目"
    document.core_properties.author = "林小明"
    document.add_heading("主标题", 0)
    document.add_paragraph("第一段,有\t制表。")
    document.add_heading("小标题", 2)
    document.add_paragraph("")
    document.add_paragraph("列表项", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["年份", "人数", "2019", "6.1万"], strict=True):
        cell.text = text
    document.add_paragraph("图为现场。", style="Caption")
    return saved(document)


def test_blocks_roles_and_meta() -> None:
    source = read(made(), name="a.docx")
    assert source.format == "docx"
    assert texts(source) == [
        "主标题", "第一段,有\t制表。", "小标题", "列表项", "年份\t人数", "2019\t6.1万",
        "图为现场。",
    ]  # fmt: skip
    assert [(b.role, b.level) for b in source.blocks] == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("list", 1), ("table", 0), ("table", 0),
        ("caption", 0),
    ]  # fmt: skip
    assert source.meta["title"] == "属性里的题目"
    assert source.meta["byline"] == "林小明"


def test_anchors_lead_into_python_docx() -> None:
    data = made()
    document = docx.Document(io.BytesIO(data))
    source = read(data)
    for block, text in zip(source.blocks, texts(source), strict=True):
        parts = [part.rstrip("]").split("[") for part in block.anchor.split("/")]
        numbers = [int(number) - 1 for _, number in parts]
        if parts[0][0] == "p":
            assert document.paragraphs[numbers[0]].text == text
        else:
            row = document.tables[numbers[0]].rows[numbers[1]]
            assert "\t".join(cell.text for cell in row.cells) == text


def test_notes_come_at_the_end_with_their_ids() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>见年报。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    body = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    source = read(word_xml(body, footnotes=notes))
    assert texts(source) == ["正文", "见年报。"]
    assert (source.blocks[1].role, source.blocks[1].anchor) == ("footnote", "footnote[2]")


def test_what_word_does_not_show_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:ruby><w:rt><w:r><w:t>zhù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>注</w:t></w:r>"
        "</w:rubyBase></w:ruby><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>"
    )
    assert texts(read(word_xml(body))) == ["留增注链"]


def test_text_boxes_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    source = read(word_xml(body))
    assert texts(source) == ["正文", "框里的字"]
    assert source.blocks[1].anchor == "box[1]"


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def said(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def controlled(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def boxed(content: str) -> str:
    """A paragraph with a text box, which Word writes twice."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f"<w:p><w:r><mc:AlternateContent {MC}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def equation(content: str) -> str:
    head, tail = "<w:p><w:r><w:t>约为</w:t></w:r>", "<w:r><w:t>左右。</w:t></w:r></w:p>"
    return f"{head}<m:oMath {M}>{content}</m:oMath>{tail}"


def term(text: str) -> str:
    return f"<m:r><w:rPr/><m:t>{text}</m:t></m:r>"


def field(*codes: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    inner = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return f"<w:p><w:r><w:t>写着</w:t></w:r>{mark('begin')}{inner}{mark('end')}</w:p>"


DELETED = '<w:pPr><w:rPr><w:del w:id="9" w:author="a"/></w:rPr></w:pPr>'
NESTED = [
    (f"<w:tbl>{row(said('甲'))}{controlled(row(said('乙')))}</w:tbl>", ["甲", "乙"]),
    (f"<w:tbl><w:customXml>{row(said('甲'), said('乙'))}</w:customXml></w:tbl>", ["甲\t乙"]),
    (boxed(f"<w:tbl>{row(said('框中表'))}</w:tbl>{said('框中句')}"), ["框中表", "框中句"]),
    (boxed(controlled(said("框中控件"))), ["框中控件"]),
    (boxed(said("外框") + boxed(said("内框"))), ["外框", "内框"]),
    (f"<w:tbl>{row(said('格中字') + boxed(said('格中框')))}</w:tbl>", ["格中字 格中框"]),
    (said("收入两千", DELETED) + said("万元。"), ["收入两千万元。"]),
    (said("甲", DELETED) + said("乙", DELETED) + said("丙") + said("丁"), ["甲乙丙", "丁"]),
    (f"<w:p>{DELETED}</w:p>" + said("留下的一段"), ["留下的一段"]),
    (field("EQ \\* jc2 \\o\\ad(\\s\\up 9(hàn),", "汉)"), ["写着汉"]),
    (field(" eq \\o\\ac(○,", "8", ")"), ["写着8"]),
    (field("EQ \\f(1,3)"), ["写着1/3"]),
    (field("HYPERLINK x"), ["写着"]),
    (
        equation(f"{term('2')}<m:f><m:num>{term('1')}</m:num><m:den>{term('3')}</m:den></m:f>"),
        ["约为2 1/3左右。"],
    ),
    (equation(term("5.3%")), ["约为5.3%左右。"]),
    (
        equation(f"<m:f><m:fPr/><m:num>{term('1')}</m:num><m:den>{term('3')}</m:den></m:f>"),
        ["约为1/3左右。"],
    ),
    (
        equation(f"<m:sSup><m:e>{term('10')}</m:e><m:sup>{term('8')}</m:sup></m:sSup>"),
        ["约为10⁸左右。"],
    ),
    (
        f"<mc:AlternateContent {MC}><mc:Choice>{said('新段')}</mc:Choice>"
        f"<mc:Fallback>{said('新段')}</mc:Fallback></mc:AlternateContent>",
        ["新段"],
    ),
    (
        "<w:p><w:r><w:t>票价</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>一百元</w:t></w:r>"
        '<w:r><w:rPr><w:dstrike w:val="0"/></w:rPr><w:t>五十元</w:t></w:r></w:p>',
        ["票价五十元"],
    ),
    (
        '<w:p><w:r><w:t>气温降到5</w:t><w:sym w:font="Symbol" w:char="F0B0"/></w:r></w:p>',
        ["气温降到5°"],
    ),
]


@pytest.mark.parametrize(("body", "shown"), NESTED)
def test_text_in_nested_parts_is_read_once(body: str, shown: list[str]) -> None:
    source = read(word_xml(f"{said('首段')}{body}{said('末段')}"))
    assert texts(source) == ["首段", *shown, "末段"]
    assert len({block.anchor for block in source.blocks}) == len(source.blocks)


@pytest.mark.parametrize(("body", "shown"), NESTED)
def test_and_finds_its_place_in_the_english_file(body: str, shown: list[str]) -> None:
    data = word_xml(f"{said('首段')}{body}{said('末段')}")
    article = parse(read(data, name="a.docx"))
    english = {sentence.id: f"Line {sentence.id}." for sentence in article.sentences}
    after = read(rewrite(data, article, english), name="a.docx")
    assert len(after.blocks) == 2 + len(shown)
    assert not any("\u4e00" <= character <= "\u9fff" for character in after.text)


def test_other_archives_are_named() -> None:
    with pytest.raises(UnreadableInput, match="zip archive"):
        read(archive({"a.txt": "汉字"}), name="a.zip")
    with pytest.raises(UnreadableInput, match="no Word document"):
        read(archive({"a.txt": "汉字"}), format="docx")


def test_a_file_cut_short() -> None:
    with pytest.raises(UnreadableInput, match="damaged"):
        read(made()[:2000], name="a.docx", format="docx")


def test_hidden_text_is_not_read() -> None:
    run = "<w:r><w:rPr><w:vanish{}/></w:rPr><w:t>{}</w:t></w:r>"
    markup = run.format("", "看不见。") + run.format(' w:val="0"', "看得见。")
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{markup}</w:p>"))
    assert texts(read(saved(document)))[0] == "看得见。"
