"""Word documents, checked against python-docx as the one who will write into them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from tests.formats.makers import W, archive, saved, texts, word_xml
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read


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
