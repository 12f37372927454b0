"""EPUB books: the text of chapters is changed; markup, images, links, styles and fonts stay.

`zhaiyi.formats.walk` goes through a chapter, as it does for the reader; here the places of the text
matter, not the text alone.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from html import unescape
from itertools import chain
from typing import Any
from urllib.parse import unquote

from lxml import etree

from zhaiyi.core.document import Article
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.epub import FURNITURE
from zhaiyi.formats.hidden import unseen
from zhaiyi.formats.inline import settle
from zhaiyi.formats.tags import READINGS, name_of
from zhaiyi.formats.walk import Slot, anchors, block_of, runs
from zhaiyi.formats.writing.blocks import BlockPairs, Written, fill, squeezed
from zhaiyi.text.xml_names import XML_LANG

_CONTAINER = "META-INF/container.xml"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]{1,30};")
Element = Any


def write(data: bytes, article: Article, blocks: list[BlockPairs], bilingual: bool) -> Written:
    """The book in English. What is no chapter, contents or package is copied byte for byte. Raises
    `UnreadableInput` for a damaged one."""
    unplaced: list[BlockPairs] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            new = _rezipped(archive, blocks, unplaced, bilingual)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError) as error:
        raise UnreadableInput(f"{article.source.name} is damaged: {error}") from error
    return Written(new, tuple(block for block in unplaced if block.is_translated))


def _rezipped(
    archive: zipfile.ZipFile,
    blocks: Sequence[BlockPairs],
    unplaced: list[BlockPairs],
    bilingual: bool,
) -> bytes:
    """Adds to `unplaced` the blocks whose text is in no chapter."""
    place, chapters, contents = _package(archive)
    by_chapter: dict[str, list[BlockPairs]] = defaultdict(list)
    for block in blocks:
        by_chapter[block.anchor.partition("/")[0]].append(block)
    labels = {squeezed(b.text): b.english for b in blocks if b.is_translated}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for info in archive.infolist():
            part = archive.read(info)
            if found := by_chapter.pop(chapters.get(info.filename, ""), None):
                part, left = _chapter(part, found, bilingual)
                unplaced += left
            elif not bilingual and info.filename in {place, *contents}:
                part = _labels(part, labels)
            out.writestr(info, part)
    unplaced += chain.from_iterable(by_chapter.values())
    return buffer.getvalue()


def _package(archive: zipfile.ZipFile) -> tuple[str, dict[str, str], set[str]]:
    """Name of the package document, chapters by file name, names of the contents pages."""
    container = _tree(archive.read(_CONTAINER))
    place = next(r.get("full-path") for r in container.iter("{*}rootfile") if r.get("full-path"))
    package = _tree(archive.read(place))
    folder = posixpath.dirname(place)
    files: dict[str, str] = {}
    contents: set[str] = set()
    for item in package.iter("{*}item"):
        href = unquote((item.get("href") or "").split("#")[0])
        files[item.get("id")] = posixpath.normpath(posixpath.join(folder, href))
        ncx = item.get("media-type") == "application/x-dtbncx+xml"
        if ncx or "nav" in (item.get("properties") or "").split():
            contents.add(files[item.get("id")])
    chapters = {
        files[ref.get("idref")]: f"chapter-{number}"
        for number, ref in enumerate(package.iter("{*}itemref"), 1)
        if ref.get("idref") in files and files[ref.get("idref")] not in contents
    }
    return place, chapters, contents


def _tree(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=True,
        remove_blank_text=False,
    )
    root = etree.fromstring(
        _ENTITY.sub(_character, data.decode("latin-1")).encode("latin-1"), parser
    )
    if root is None:
        raise KeyError("a part of the book is no XML")
    return root


def _character(entity: re.Match[str]) -> str:
    """A named character as a number, which needs no DTD."""
    text = unescape(entity[0])
    return text if text == entity[0] else "".join(f"&#{ord(c)};" for c in text)


def _bytes(root: Element) -> bytes:
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return data


# -- chapters --------------------------------------------------------------------------------------


def _chapter(
    data: bytes, blocks: Sequence[BlockPairs], bilingual: bool
) -> tuple[bytes, list[BlockPairs]]:
    """The chapter in English, and the blocks that were not found in it."""
    root = _tree(data)
    waiting: dict[str, deque[BlockPairs]] = defaultdict(deque)
    for block in blocks:
        waiting[block.anchor.split("/")[1]].append(block)
    numbers = anchors(root)
    dark = unseen(root)
    settle(root)  # as the reader does: the text must be found again
    for run in list(runs(root, FURNITURE, dark)):
        slots = run.slots
        pairs = _pairs(slots, waiting[numbers.get(run.holder, "")])
        texts = fill([slot.text for slot in slots], pairs) if pairs else None
        if texts is not None:
            (_add if bilingual else _put)(slots, texts)
    if not bilingual:
        _mark_language(root)
    return _bytes(root), list(chain.from_iterable(waiting.values()))


def _pairs(slots: Sequence[Slot], waiting: deque[BlockPairs]) -> list[tuple[str, str]]:
    """The pairs of the blocks that make up a run; the first blocks that wait for its holder. Empty
    where nothing of it is translated, or the run is not what was read."""
    text = squeezed("".join(slot.text for slot in slots))
    taken: list[BlockPairs] = []
    left = text
    while left and waiting and left.startswith(words := squeezed(waiting[0].text)):
        left = left[len(words) :]
        taken.append(waiting.popleft())
    if left:
        waiting.extendleft(reversed(taken))
        return []
    return [p for b in taken for p in b.pairs] if any(b.is_translated for b in taken) else []


# -- English into a run ----------------------------------------------------------------------------


def _put(slots: Sequence[Slot], texts: Sequence[str]) -> None:
    """English instead of Chinese; the readings of its characters go."""
    for slot, text in zip(slots, texts, strict=True):
        slot.put(text)
    for slot in slots:
        if name_of(slot.holder) in {"ruby", "rb"}:
            ruby = slot.holder if name_of(slot.holder) == "ruby" else slot.holder.getparent()
            for reading in ruby:
                if name_of(reading) in READINGS:
                    reading.text = ""


def _add(slots: Sequence[Slot], texts: Sequence[str]) -> None:
    """English below the Chinese of each block (of each cell, in a table row)."""
    cells: dict[Element, list[int]] = {}
    for number, slot in enumerate(slots):
        cells.setdefault(block_of(slot.holder, slot.holder), []).append(number)
    for cell, numbers in cells.items():
        english = "".join(texts[n] for n in numbers).strip()
        if english:
            _append(cell, slots[numbers[-1]], english)


def _append(cell: Element, last: Slot, english: str) -> None:
    namespace = _XHTML if str(cell.tag).startswith(_XHTML) else ""
    line = etree.Element(f"{namespace}br")
    span = etree.Element(f"{namespace}span")
    span.set(XML_LANG, "en")
    span.text = english
    child = last.element
    at = 0
    if child is not cell:
        while child.getparent() is not cell:
            child = child.getparent()
        at = cell.index(child) + 1
    cell.insert(at, line)
    cell.insert(at + 1, span)


def _mark_language(root: Element) -> None:
    for name in (XML_LANG, "lang"):
        if root.get(name):
            root.set(name, "en")


# -- contents and package --------------------------------------------------------------------------


def _labels(data: bytes, labels: Mapping[str, str]) -> bytes:
    """Contents and title in English where the book's headings say what they are."""
    root = _tree(data)
    for element in root.iter():
        name = name_of(element)
        if name == "language" and element.text:
            element.text = "en"
        elif name and element.text and name != "style":
            english = labels.get(squeezed(element.text))
            if english and not len(element):
                element.text = english
    return _bytes(root)
