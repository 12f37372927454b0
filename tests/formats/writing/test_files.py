"""Whole files back in their format: read again, and looked at where a reader would look."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
import srt
from docx.oxml import parse_xml
from docx.shared import Pt
from lxml import etree

from tests.formats.makers import archive, book, saved, texts
from tests.formats.test_anchors import CHAPTERS, word_file
from zhaiyi.article import parse
from zhaiyi.core.document import Article
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read
from zhaiyi.formats.writing import rewrite

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def article_of(data: bytes, name: str) -> Article:
    return parse(read(data, name=name))


def english(article: Article) -> dict[int, str]:
    return {s.id: f"Sentence {s.id} here." for s in article.sentences}


def in_english(data: bytes, name: str = "a", *, bilingual: bool = False) -> bytes:
    article = article_of(data, name)
    return rewrite(data, article, english(article), bilingual=bilingual)


def has_han(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


# -- docx ------------------------------------------------------------------------------------------


def rich_word_file() -> bytes:
    document = docx.Document()
    document.add_heading("城市建设新进展", 1)
    paragraph = document.add_paragraph("工程", style="Quote")
    bold = paragraph.add_run("已经完工")
    bold.bold, bold.font.size = True, Pt(20)
    paragraph.add_run("，市民满意。")
    link = parse_xml(
        '<w:hyperlink xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'w:anchor="top"><w:r><w:t>详情请看这里。</w:t></w:r></w:hyperlink>'
    )
    paragraph._p.append(link)
    document.add_paragraph("图片说明。").add_run().add_picture(io.BytesIO(PNG))
    document.add_paragraph("第一项", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["年份", "人数", "去年", "六万"], strict=True):
        cell.text = text
    return saved(document)


def test_every_block_of_a_word_document_is_in_its_place() -> None:
    data = word_file()
    before, after = read(data), read(in_english(data, "a.docx"))
    assert [b.anchor for b in after.blocks] == [b.anchor for b in before.blocks]
    assert not has_han(after.text)


def test_word_keeps_style_bold_link_picture_and_table() -> None:
    document = docx.Document(io.BytesIO(in_english(rich_word_file(), "a.docx")))
    assert document.paragraphs[0].style.name == "Heading 1"
    quote = document.paragraphs[1]
    assert quote.style.name == "Quote"
    [bold] = [run for run in quote.runs if run.bold]
    assert bold.text.strip()
    assert bold.font.size == Pt(20)
    [link] = quote.hyperlinks
    assert link.text.strip() == "Sentence 2 here."
    assert len(document.inline_shapes) == 1
    assert [c.text for c in document.tables[0]._cells] == [
        f"Sentence {n} here." for n in (5, 6, 7, 8)
    ]
    assert not any(has_han(p.text) for p in document.paragraphs)


def test_bilingual_word_has_each_english_paragraph_below_its_chinese() -> None:
    data = rich_word_file()
    document = docx.Document(io.BytesIO(in_english(data, "a.docx", bilingual=True)))
    lines = [p.text for p in document.paragraphs]
    assert lines[:2] == ["城市建设新进展", "Sentence 0 here."]
    assert document.paragraphs[1].style.name == "Heading 1"
    assert len(document.inline_shapes) == 1
    assert document.tables[0]._cells[0].text == "年份\nSentence 5 here."
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    [number] = numbered[1]._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    assert number == "0"


def test_parts_of_a_document_that_hold_no_text_are_the_same_bytes() -> None:
    data = rich_word_file()
    new = in_english(data, "a.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(new)) as now:
        assert old.namelist() == now.namelist()
        changed = [name for name in old.namelist() if old.read(name) != now.read(name)]
    assert changed == ["word/document.xml"]


# -- epub ------------------------------------------------------------------------------------------


def test_every_block_of_a_book_is_in_its_place() -> None:
    data = book(CHAPTERS)
    before, after = read(data), read(in_english(data, "a.epub"))
    assert [b.anchor for b in after.blocks] == [b.anchor for b in before.blocks]
    assert not has_han(after.text)


def chapter(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(f"OPS/{name}"))


def test_a_book_keeps_links_pictures_emphasis_and_entities() -> None:
    body = (
        '<h1 id="top">第一章</h1><p class="x">他说<a href="#top">工程</a>完工&nbsp;了。'
        '<img src="p.png" alt="图"/></p><p><ruby>汉<rt>hàn</rt></ruby>字。</p>'
    )
    root = chapter(in_english(book({"a.xhtml": body}), "a.epub"), "a.xhtml")
    [link] = root.findall(".//{*}a")
    assert link.get("href") == "#top"
    assert link.text
    assert root.find(".//{*}img").get("src") == "p.png"
    assert root.find(".//{*}p").get("class") == "x"
    text = "".join(root.itertext())
    assert not has_han(text)
    assert "hàn" not in text


def test_a_bilingual_book_has_english_below_each_block() -> None:
    table = "<table><tr><td>年份</td><td>六万</td></tr></table>"
    data = book({"a.xhtml": f"<h1>第一章</h1><ul><li>甲<b>乙</b></li></ul>{table}"})
    root = chapter(in_english(data, "a.epub", bilingual=True), "a.xhtml")
    item = root.find(".//{*}li")
    assert "".join(item.itertext()) == "甲乙Sentence 1 here."
    spans = root.findall(".//{*}span")
    assert {s.get("{http://www.w3.org/XML/1998/namespace}lang") for s in spans} == {"en"}
    assert [s.getparent().tag.rpartition("}")[2] for s in spans] == ["h1", "li", "td", "td"]


def test_the_mimetype_of_a_book_stays_first() -> None:
    with zipfile.ZipFile(io.BytesIO(in_english(book(CHAPTERS), "a.epub"))) as file:
        assert file.namelist()[0] == "mimetype"


# -- srt and txt -----------------------------------------------------------------------------------

CUES = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<i>你好，朋友。</i>\r\n\r\n"
    "7\r\n00:00:03,000 --> 00:00:04,000\r\n第一行\r\n第二行。\r\n\r\n"
    "8\r\n00:00:05,000 --> 00:00:06,000\r\nOK.\r\n"
)


def test_subtitles_keep_numbers_times_places_and_line_ends() -> None:
    new = in_english(CUES.encode("gb18030"), "a.srt").decode()
    assert new.count("\r\n") == new.count("\n")
    cues = list(srt.parse(new.replace("\r\n", "\n")))
    old = list(srt.parse(CUES.replace("\r\n", "\n")))
    assert [(c.index, c.start, c.end) for c in cues] == [(c.index, c.start, c.end) for c in old]
    assert cues[0].content == "{\\an8}<i>Sentence 0 here.</i>"
    assert not has_han(new)


def test_bilingual_subtitles_have_both() -> None:
    cues = list(srt.parse(in_english(CUES.encode(), "a.srt", bilingual=True).decode()))
    assert cues[0].content.startswith("{\\an8}<i>你好，朋友。</i>\n")
    assert cues[0].content.endswith("Sentence 0 here.</i>")


def test_long_subtitles_go_on_two_lines() -> None:
    article = article_of("1\n00:00:01,000 --> 00:00:02,000\n你好\n".encode(), "a.srt")
    long = "This is a rather long sentence that no viewer could read on one line."
    new = rewrite("1\n00:00:01,000 --> 00:00:02,000\n你好\n".encode(), article, {0: long}).decode()
    lines = new.splitlines()[2:]
    assert " ".join(lines) == long
    assert all(len(line) <= 42 for line in lines)


def test_plain_text_keeps_indents_and_empty_lines() -> None:
    text = "　　市民可以放心出行。\n\n\t工程已经完工。\n"
    new = in_english(text.encode(), "a.txt").decode()
    assert new == "　　Sentence 0 here.\n\n\tSentence 1 here.\n"
    both = in_english(text.encode(), "a.txt", bilingual=True).decode()
    assert both.startswith("　　市民可以放心出行。\n　　Sentence 0 here.\n\n")


# -- what cannot be --------------------------------------------------------------------------------


def test_a_file_that_changed_since_is_left_as_it_is() -> None:
    article = article_of(CUES.encode(), "a.srt")
    other = CUES.replace("你好，朋友。", "别的话。")
    new = rewrite(other.encode(), article, english(article)).decode()
    assert "别的话。" in new


def told(data: bytes, name: str, other: bytes) -> list[str]:
    """What is told when a file has become `other` since it was read."""
    article = article_of(data, name)
    messages: list[str] = []
    rewrite(other, article, english(article), tell=messages.append)
    return messages


def test_what_stays_chinese_in_a_book_is_told() -> None:
    old = book({"a.xhtml": "<h1>第一章</h1><p>市民满意。</p>", "b.xhtml": "<p>工程完工。</p>"})
    new = book({"a.xhtml": "<h1>第一章</h1><p>市民说好。</p>", "b.xhtml": "<p>工程完工。</p>"})
    [message] = told(old, "a.epub", new)
    assert message == (
        "a.epub: 1 of 3 paragraphs were not found again in the file and stay Chinese; "
        "the first begins with 市民满意。"
    )
    assert told(old, "a.epub", old) == []


def test_a_chapter_that_is_gone_is_told() -> None:
    old = book({"a.xhtml": "<p>市民满意。</p>", "b.xhtml": "<p>工程完工。</p>"})
    [message] = told(old, "a.epub", book({"a.xhtml": "<p>市民满意。</p>"}))
    assert "1 of 2 paragraphs" in message


def test_what_stays_chinese_in_a_word_document_is_told() -> None:
    new, old = docx.Document(), docx.Document()
    for document, text in ((old, "市民满意。"), (new, "别的话。")):
        document.add_paragraph("工程完工。")
        document.add_paragraph(text)
    [message] = told(saved(old), "a.docx", saved(new))
    assert "1 of 2 paragraphs" in message
    assert "市民满意" in message


def test_a_cue_that_is_gone_is_told_and_the_others_are_english() -> None:
    article = article_of(CUES.encode(), "a.srt")
    messages: list[str] = []
    other = CUES.replace("你好，朋友。", "别的话。")
    new = rewrite(other.encode(), article, english(article), tell=messages.append).decode()
    assert len(messages) == 1
    assert "第二行" not in new
    assert "别的话。" in new


@pytest.mark.parametrize("name", ["a.epub", "a.docx", "a.srt", "a.txt"])
def test_radicals_in_a_file_are_replaced_too(name: str) -> None:
    text = "⻓江⽔位上涨。"
    document = docx.Document()
    document.add_paragraph(text)
    data = {
        "a.epub": book({"a.xhtml": f"<p>{text}</p>"}),
        "a.docx": saved(document),
        "a.srt": f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode(),
        "a.txt": f"{text}\n".encode(),
    }[name]
    messages: list[str] = []
    article = article_of(data, name)
    new = rewrite(data, article, english(article), tell=messages.append)
    assert messages == []
    assert "Sentence 0" in read(new, name=name).text


def test_what_a_book_hides_stays_hidden_and_as_it_is() -> None:
    body = "<p>工程<span style='display:none'>隐藏</span>完工。</p><p hidden='hidden'>隐藏</p>"
    data = book({"a.xhtml": body})
    assert told(data, "a.epub", data) == []
    root = chapter(in_english(data, "a.epub"), "a.xhtml")
    assert [has_han("".join(p.itertext())) for p in root.iter("{*}p")] == [True, True]
    assert "工程" not in "".join(root.itertext())


def test_a_format_that_cannot_be_given_back_is_told() -> None:
    article = article_of("<html><body><p>市民可以放心出行。</p></body></html>".encode(), "a.html")
    with pytest.raises(UnreadableInput, match="html cannot be given back"):
        rewrite(b"", article, {})


def test_a_damaged_archive_is_told() -> None:
    article = article_of(rich_word_file(), "a.docx")
    with pytest.raises(UnreadableInput, match="damaged"):
        rewrite(b"PK\x03\x04", article, english(article))
    with pytest.raises(UnreadableInput, match="damaged"):
        rewrite(archive({"x": b""}), article_of(book(CHAPTERS), "a.epub"), {})


def test_a_sentence_without_english_keeps_its_chinese() -> None:
    data = rich_word_file()
    article = article_of(data, "a.docx")
    new = read(rewrite(data, article, {0: "Progress."}))
    assert texts(new)[0] == "Progress."
    assert texts(new)[1].startswith("工程已经完工")
