"""Word documents: only the text of runs is changed; styles, links, images, notes and fields stay.

`zhaiyi.formats.docx_walk` goes through the paragraphs, as it does for the reader. Each ``w:t`` of a
paragraph is a slot; English goes into the slots that held its Chinese.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

from zhaiyi.core.document import Article
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.docx_walk import CHARACTERS, STRICT, TEXT, Element, in_body, in_notes, shown
from zhaiyi.formats.writing.blocks import BlockPairs, Written, fill
from zhaiyi.text.xml_names import W

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ONCE = (
    "drawing pict object footnoteReference endnoteReference bookmarkStart bookmarkEnd "
    "commentRangeStart commentRangeEnd commentReference pageBreakBefore"
)
_KEPT_ONCE = tuple(f"{W}{tag}" for tag in _ONCE.split())
"""What the English copy of a paragraph must not hold a second time."""
_BEFORE_NUMBERS = frozenset(
    f"{W}{tag}" for tag in ("pStyle", "keepNext", "keepLines", "framePr", "widowControl")
)
_HYPHENS = frozenset((f"{W}noBreakHyphen", f"{W}softHyphen"))
_PARTS = ("document", "footnotes", "endnotes")


def write(data: bytes, article: Article, blocks: list[BlockPairs], bilingual: bool) -> Written:
    """The document in English. Parts without text are copied byte for byte. Raises
    `UnreadableInput` for a damaged one."""
    waiting = {block.anchor: block for block in blocks if block.is_translated}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            new = _rezipped(archive, waiting, bilingual)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError) as error:
        raise UnreadableInput(f"{article.source.name} is damaged: {error}") from error
    return Written(new, tuple(waiting.values()))


def _rezipped(archive: zipfile.ZipFile, waiting: dict[str, BlockPairs], bilingual: bool) -> bytes:
    """Takes from `waiting` what it puts in its place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for info in archive.infolist():
            part = archive.read(info)
            kind = info.filename.removeprefix("word/").removesuffix(".xml")
            if info.filename == f"word/{kind}.xml" and kind in _PARTS:
                part = _part(part, kind, waiting, bilingual)
            out.writestr(info, part)
    return buffer.getvalue()


def _part(data: bytes, kind: str, waiting: dict[str, BlockPairs], bilingual: bool) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    strict = STRICT in data
    root = etree.fromstring(data.replace(STRICT, W[1:-1].encode()), parser)
    places = in_body(root) if kind == "document" else in_notes(root, kind.removesuffix("s"))
    for place in list(places):
        block = waiting.get(place.anchor)
        if block is not None and _replace(place.paragraphs, block, bilingual):
            del waiting[place.anchor]
    new: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return new.replace(W[1:-1].encode(), STRICT) if strict else new


# -- English into a block --------------------------------------------------------------------------


def _replace(paragraphs: Sequence[Element], block: BlockPairs, bilingual: bool) -> bool:
    """Puts the block's English into the paragraphs' slots, or into copies that follow them. False
    where they do not hold the block's Chinese."""
    slots = [list(_slots(paragraph)) for paragraph in paragraphs]
    flat = [slot for each in slots for slot in each]
    texts = fill([slot.text or "" for slot in flat], block.pairs)
    if texts is None:
        return False
    given = iter(texts)
    for paragraph, own in zip(paragraphs, slots, strict=True):
        english = [next(given) for _ in own]
        held = not bilingual and any((slot.text or "").strip() for slot in own)
        if not held and not any(text.strip() for text in english):
            continue
        _put(_follower(paragraph) if bilingual else own, _ended(english))
    return True


def _slots(paragraph: Element) -> Iterator[Element]:
    """The texts of a paragraph's own runs, in order; its hyphens become texts."""
    for element in list(shown(paragraph)):
        if element.tag in _HYPHENS:
            element.text, element.tag = CHARACTERS[element.tag], TEXT
        if element.tag == TEXT:
            yield element


def _follower(paragraph: Element) -> list[Element]:
    """The slots of a copy behind `paragraph`: of its style, without what must not stand twice. A
    section that ends with the paragraph ends with the copy."""
    twin = copy.deepcopy(paragraph)
    for section in list(paragraph.iterfind(f"{W}pPr/{W}sectPr")):
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
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return
    for numbers in properties.findall(f"{W}numPr"):
        properties.remove(numbers)
    at = sum(child.tag in _BEFORE_NUMBERS for child in properties)
    numbers = etree.Element(f"{W}numPr")
    etree.SubElement(numbers, f"{W}numId").set(f"{W}val", "0")
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
