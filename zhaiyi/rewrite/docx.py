"""Word documents: only the text of runs is changed; styles, links, images, notes and fields stay.

Paragraphs are gone through as `zhaiyi.reading.docx` does it, and called by the same anchors. Each
``w:t`` of a paragraph is a slot; English goes into the slots that held its Chinese.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from zhaiyi.document import Article
from zhaiyi.errors import UnreadableInput
from zhaiyi.rewrite.blocks import BlockPairs, fill

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNSHOWN = ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr", "p", "tbl")
_SKIPPED = frozenset([*(f"{_W}{tag}" for tag in _UNSHOWN), f"{_W}txbxContent", f"{_MC}Fallback"])
_ONCE = (
    "drawing pict object footnoteReference endnoteReference bookmarkStart bookmarkEnd "
    "commentRangeStart commentRangeEnd commentReference pageBreakBefore"
)
_KEPT_ONCE = tuple(f"{_W}{tag}" for tag in _ONCE.split())
"""What the English copy of a paragraph must not hold a second time."""
_BEFORE_NUMBERS = frozenset(
    f"{_W}{tag}" for tag in ("pStyle", "keepNext", "keepLines", "framePr", "widowControl")
)
_HYPHENS = {f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}
_PARTS = ("document", "footnotes", "endnotes")
Element = Any


def write(data: bytes, article: Article, blocks: list[BlockPairs], bilingual: bool) -> bytes:
    """The document in English. Parts without text are copied byte for byte."""
    by_anchor = {block.anchor: block for block in blocks if block.is_translated}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _rezipped(archive, by_anchor, bilingual)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError) as error:
        raise UnreadableInput(f"{article.source.name} is damaged: {error}") from error


def _rezipped(archive: zipfile.ZipFile, blocks: dict[str, BlockPairs], bilingual: bool) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for info in archive.infolist():
            part = archive.read(info)
            kind = info.filename.removeprefix("word/").removesuffix(".xml")
            if info.filename == f"word/{kind}.xml" and kind in _PARTS:
                part = _part(part, kind, blocks, bilingual)
            out.writestr(info, part)
    return buffer.getvalue()


def _part(data: bytes, kind: str, blocks: dict[str, BlockPairs], bilingual: bool) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    strict = _STRICT in data
    root = etree.fromstring(data.replace(_STRICT, _W[1:-1].encode()), parser)
    found = _in_body(root) if kind == "document" else _in_notes(root, kind.removesuffix("s"))
    for anchor, paragraphs in list(found):
        if (block := blocks.get(anchor)) is not None:
            _replace(paragraphs, block, bilingual)
    new: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return new.replace(_W[1:-1].encode(), _STRICT) if strict else new


# -- paragraphs by anchor --------------------------------------------------------------------------

Place = tuple[str, list[Element]]


def _in_body(root: Element) -> Iterator[Place]:
    body = root.find(f"{_W}body")
    if body is not None:
        yield from _container(body, Counter(), "p")


def _container(holder: Element, counts: Counter[str], kind: str) -> Iterator[Place]:
    for child in holder:
        if child.tag == f"{_W}p":
            counts[kind] += 1
            yield f"{kind}[{counts[kind]}]", [child]
            yield from _boxes(child, counts)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, counts, "table" if kind == "p" else f"{kind}-table")
        elif child.tag == f"{_W}sdt":
            for content in child.iterchildren(f"{_W}sdtContent"):
                yield from _container(content, counts, "sdt")
        elif child.tag in {f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _container(child, counts, "sdt")


def _boxes(paragraph: Element, counts: Counter[str]) -> Iterator[Place]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors()):
            for inner in box.iterchildren(f"{_W}p"):
                counts["box"] += 1
                yield f"box[{counts['box']}]", [inner]


def _table(table: Element, counts: Counter[str], kind: str) -> Iterator[Place]:
    counts[kind] += 1
    for index, row in enumerate(table.iterchildren(f"{_W}tr"), 1):
        cells = (c for c in row.iter(f"{_W}tc") if next(c.iterancestors(f"{_W}tr"), None) is row)
        paragraphs = [p for cell in cells for p in cell.iter(f"{_W}p")]
        yield f"{kind}[{counts[kind]}]/row[{index}]", paragraphs


def _in_notes(root: Element, kind: str) -> Iterator[Place]:
    for note in root.iter(f"{_W}{kind}"):
        if note.get(f"{_W}type") in (None, "normal"):
            yield f"{kind}[{note.get(f'{_W}id')}]", list(note.iter(f"{_W}p"))


# -- English into a block --------------------------------------------------------------------------


def _replace(paragraphs: Sequence[Element], block: BlockPairs, bilingual: bool) -> None:
    """Puts the block's English into the paragraphs' slots, or into copies that follow them."""
    slots = [list(_slots(paragraph)) for paragraph in paragraphs]
    flat = [slot for each in slots for slot in each]
    texts = fill([slot.text or "" for slot in flat], block.pairs)
    if texts is None:
        return
    given = iter(texts)
    for paragraph, own in zip(paragraphs, slots, strict=True):
        english = [next(given) for _ in own]
        if not any(text.strip() for text in english):
            continue
        _put(_follower(paragraph) if bilingual else own, _ended(english))


def _slots(paragraph: Element) -> Iterator[Element]:
    """The ``w:t`` of a paragraph's own runs, in order."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag in _HYPHENS:
            element.text, element.tag = _HYPHENS[element.tag], f"{_W}t"
        if element.tag == f"{_W}t":
            yield element
        else:
            stack.extend(reversed(element))


def _follower(paragraph: Element) -> list[Element]:
    """The slots of a copy behind `paragraph`: of its style, without what must not stand twice. A
    section that ends with the paragraph ends with the copy."""
    twin = copy.deepcopy(paragraph)
    for section in list(paragraph.iterfind(f"{_W}pPr/{_W}sectPr")):
        section.getparent().remove(section)
    _unnumber(twin)
    for element in list(twin.iter(*_KEPT_ONCE)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for name in list(twin.attrib):
        if name.endswith("}paraId") or name.endswith("}textId"):
            del twin.attrib[name]
    paragraph.addnext(twin)
    return list(_slots(twin))


def _unnumber(paragraph: Element) -> None:
    """A list's number stands before the Chinese alone."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return
    for numbers in properties.findall(f"{_W}numPr"):
        properties.remove(numbers)
    at = sum(child.tag in _BEFORE_NUMBERS for child in properties)
    numbers = etree.Element(f"{_W}numPr")
    etree.SubElement(numbers, f"{_W}numId").set(f"{_W}val", "0")
    properties.insert(at, numbers)


def _ended(texts: list[str]) -> list[str]:
    """The last text of a paragraph without a space behind it."""
    last = max((n for n, text in enumerate(texts) if text.strip()), default=0)
    return [text.rstrip() if n == last else text for n, text in enumerate(texts)]


def _put(slots: Sequence[Element], texts: Sequence[str]) -> None:
    for slot, text in zip(slots, texts, strict=True):
        slot.text = text
        if text != text.strip():
            slot.set(_XML_SPACE, "preserve")
