"""Anchors lead back into the file: text put at each of them is read again from the same place.

The files are written with python-docx, lxml and srt, by the anchors' documented meaning alone
(`zhaiyi.formats`), so that any exporter can rely on them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import srt
from docx.oxml import parse_xml
from lxml import etree

from tests.formats.makers import W, archive, book, saved, texts
from zhaiyi.core.document import Block, Source
from zhaiyi.formats import read

NUMBERED = re.compile(r"([a-z0-9-]+)\[(-?\d+)\]")
NOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>注释一。</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="7"><w:p><w:r><w:t>注释</w:t></w:r><w:r><w:t>七。</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


def english(block: Block) -> str:
    return f"English of {block.anchor}"


def assert_replaced(before: Source, after: Source, lines: Callable[[Block], str]) -> None:
    """Same blocks, same anchors, same roles; the text is what was put there."""
    places = [(block.anchor, block.role, block.level) for block in before.blocks]
    assert len({anchor for anchor, *_ in places}) == len(places)
    assert [(block.anchor, block.role, block.level) for block in after.blocks] == places
    assert texts(after) == [lines(block) for block in before.blocks]


# -- docx ------------------------------------------------------------------------------------------


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("主标题", 0)
    document.add_paragraph("")
    document.add_paragraph("第一段，").add_run("粗体").bold = True
    document.add_heading("小标题", 2)
    table = document.add_table(3, 3)
    cells = ["年份", "人数", "增长", "2019", "6.1万", "", "", "7.2万", "三成"]
    for cell, text in zip(table._cells, cells, strict=True):
        cell.text = text
    document.add_paragraph("列表项", style="List Bullet")
    second = document.add_table(1, 2)
    second.cell(0, 0).text = "甲"
    second.cell(0, 1).text = "乙"
    second.cell(0, 1).add_paragraph("丙")
    document.add_paragraph("最后一段。")
    box = (
        f"<w:p {W}><w:r><w:t>有框的段</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框"
        "</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    document.element.body.insert(2, parse_xml(box))
    parts = dict(_parts(saved(document)))
    return archive(parts | {"word/footnotes.xml": NOTES})


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [(name, file.read(name)) for name in file.namelist()]


def _row_in_english(block: Block, cells: list[str]) -> str:
    """The cells that hold text, English in each."""
    return "\t".join(
        f"{english(block)} {at}" if cell.strip() else "" for at, cell in enumerate(cells)
    ).strip()


def test_docx() -> None:
    data = word_file()
    before = read(data)
    assert {"p", "table", "box", "footnote"} == {b.anchor.split("[")[0] for b in before.blocks}
    document = docx.Document(io.BytesIO(data))
    rows: dict[str, str] = {}
    notes = etree.fromstring(NOTES.encode())
    for block in before.blocks:
        found = NUMBERED.findall(block.anchor)
        kind, number = found[0][0], int(found[0][1])
        if kind == "p":
            _put(document.paragraphs[number - 1]._p, english(block))
        elif kind == "table":
            cells = document.tables[number - 1].rows[int(found[1][1]) - 1].cells
            rows[block.anchor] = _row_in_english(block, [cell.text for cell in cells])
            for at, cell in enumerate(cells):
                cell.text = f"{english(block)} {at}" if cell.text.strip() else ""
        elif kind == "box":
            boxes = document.element.body.findall(".//{*}txbxContent/{*}p")
            _put(boxes[number - 1], english(block))
        else:
            note = next(n for n in notes if n.get(f"{{{notes.nsmap['w']}}}id") == str(number))
            _put(note[0], english(block))
    parts = dict(_parts(saved(document))) | {"word/footnotes.xml": etree.tostring(notes)}
    after = read(archive(parts))
    assert_replaced(before, after, lambda block: rows.get(block.anchor, english(block)))


def _put(paragraph: etree._Element, text: str) -> None:
    """`text` into the first run's text, the paragraph's other runs emptied."""
    slots = list(paragraph.findall("./{*}r/{*}t"))
    slots[0].text = text
    for slot in slots[1:]:
        slot.text = ""


# -- epub ------------------------------------------------------------------------------------------

CHAPTERS = {
    "a.xhtml": (
        "<h1>第一章</h1><div>散文<p>甲<em>强调</em>段。</p>尾巴</div><p></p><p>乙。</p>"
        "<ul><li>一</li><li>二<ul><li>三</li></ul></li></ul>"
    ),
    "b c.xhtml": (
        "<h2>第二章</h2><table><tr><th>年份</th><th>人数</th></tr><tr><td>去年</td><td>六万</td></tr>"
        "</table><figure><img src='x.png' alt='图'/><figcaption>图注</figcaption></figure>"
        "<p>丙一<br/>丙二</p><svg><text>画里</text></svg><p>丁。</p>"
    ),
}


def test_epub() -> None:
    before = read(book(CHAPTERS))
    # The nav document is the first of the spine.
    files = {f"chapter-{n}": name for n, name in enumerate(CHAPTERS, 2)}
    changed: dict[str, str] = {}
    expected: dict[str, str] = {}
    for chapter, name in files.items():
        root = etree.fromstring(
            f"<html><head><title>t</title></head><body>{CHAPTERS[name]}</body></html>"
        )
        for block in before.blocks:
            if block.anchor.startswith(f"{chapter}/"):
                expected[block.anchor] = _put_at(root, block, before.text[block.start : block.end])
        body = root.find("body")
        changed[name] = "".join(etree.tostring(child, encoding="unicode") for child in body)
    after = read(book(changed))
    places = [(block.anchor, block.role) for block in before.blocks]
    assert [(block.anchor, block.role) for block in after.blocks] == places
    assert texts(after) == [expected[block.anchor] for block in before.blocks]


def _put_at(root: etree._Element, block: Block, text: str) -> str:
    """English for the text nodes below the anchor's element that make up the block."""
    tag, number = NUMBERED.findall(block.anchor.split("/")[1])[0]
    element = root.xpath(f"(//{tag})[{number}]")[0]
    wanted = "".join(text.split())
    nodes = [node for node in element.xpath(".//text()") if node.strip() and node.strip() in wanted]
    assert nodes
    for node in nodes:
        holder = node.getparent()
        new = f"E{number}" if tag != "tr" else f"E{node.strip()}"
        if node.is_tail:
            holder.tail = new
        else:
            holder.text = new
        if tag != "tr":
            wanted = wanted.replace(node.strip(), "", 1)
    cells = [f"E{cell}" for cell in text.split("\t")]
    return "\t".join(cells) if tag == "tr" else f"E{number}" * len(nodes)


# -- srt -------------------------------------------------------------------------------------------

CUES = (
    "1\n00:00:01,000 --> 00:00:02,500\n你好\n\n"
    "3\n00:00:03,000 --> 00:00:04,000\n<i>第一行</i>\n第二行\n\n"
    "3\n00:00:05,000 --> 00:00:06,250\n编号重复\n\n"
    "00:01:00.000 --> 00:01:02.000\n没有编号\n"
)


def test_srt() -> None:
    before = read(CUES.encode())
    assert len(before.blocks) == 4
    cues = []
    for block in before.blocks:
        index, start, end = re.fullmatch(r"cue\[(\d+)\]@(.+)-->(.+)", block.anchor).groups()  # type: ignore[union-attr]
        times = [srt.srt_timestamp_to_timedelta(moment) for moment in (start, end)]
        cues.append(srt.Subtitle(int(index), *times, english(block)))
    after = read(srt.compose(cues, reindex=False).encode(), format="srt")
    assert_replaced(before, after, english)
