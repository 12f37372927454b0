"""EPUB books: the text of chapters is changed; markup, images, links, styles and fonts stay.

A chapter is gone through as `zhaiyi.reading.walk` does it, a run of inline content under a block
element at a time, a table row by row; but here the places of the text are kept, not the text alone.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

from zhaiyi.document import Article
from zhaiyi.errors import UnreadableInput
from zhaiyi.reading.walk import is_row
from zhaiyi.rewrite.blocks import BlockPairs, fill

_CONTAINER = "META-INF/container.xml"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCK_TAGS = (
    "p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table "
    "tr td th thead tbody tfoot caption figure figcaption blockquote pre address hr form fieldset "
    "details summary body html center hgroup legend"
)
_UNCOUNTED_TAGS = (
    "script style noscript template iframe object embed applet svg math canvas audio video map "
    "select button textarea input"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNCOUNTED = frozenset(_UNCOUNTED_TAGS.split())
_NO_TEXT = frozenset(("head", "title", "rt", "rp", "hr", "nav"))
_ENTER, _LEAVE, _LEAVE_ROW = range(3)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]{1,30};")
Element = Any


class Slot(NamedTuple):
    """A piece of text of the tree: an element's ``text`` or ``tail``."""

    element: Element
    where: str

    @property
    def text(self) -> str:
        return getattr(self.element, self.where) or ""

    def put(self, text: str) -> None:
        setattr(self.element, self.where, text)

    @property
    def holder(self) -> Element:
        """The element that the text stands in."""
        return self.element if self.where == "text" else self.element.getparent()


def write(data: bytes, article: Article, blocks: list[BlockPairs], bilingual: bool) -> bytes:
    """The book in English. What is no chapter, contents or package is copied byte for byte."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _rezipped(archive, blocks, bilingual)
    except (zipfile.BadZipFile, etree.LxmlError, KeyError) as error:
        raise UnreadableInput(f"{article.source.name} is damaged: {error}") from error


def _rezipped(archive: zipfile.ZipFile, blocks: Sequence[BlockPairs], bilingual: bool) -> bytes:
    place, chapters, contents = _package(archive)
    by_chapter: dict[str, list[BlockPairs]] = defaultdict(list)
    for block in blocks:
        by_chapter[block.anchor.partition("/")[0]].append(block)
    labels = {"".join(b.text.split()): b.english for b in blocks if b.is_translated}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for info in archive.infolist():
            part = archive.read(info)
            if found := by_chapter.get(chapters.get(info.filename, "")):
                part = _chapter(part, found, bilingual)
            elif not bilingual and info.filename in {place, *contents}:
                part = _labels(part, labels)
            out.writestr(info, part)
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


def _chapter(data: bytes, blocks: Sequence[BlockPairs], bilingual: bool) -> bytes:
    root = _tree(data)
    waiting: dict[str, deque[BlockPairs]] = defaultdict(deque)
    for block in blocks:
        waiting[block.anchor.split("/")[1]].append(block)
    anchors = _anchors(root)
    for holder, slots in list(_runs(root)):
        pairs = _pairs(slots, waiting[anchors.get(holder, "")])
        texts = fill([slot.text for slot in slots], pairs) if pairs else None
        if texts is not None:
            (_add if bilingual else _put)(slots, texts)
    if not bilingual:
        _mark_language(root)
    return _bytes(root)


def _anchors(root: Element) -> dict[Element, str]:
    """``tag[n]`` of every element, counted as the reader counts."""
    seen: Counter[str] = Counter()
    anchors: dict[Element, str] = {}
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or _name(element) in _UNCOUNTED:
            continue
        seen[_name(element)] += 1
        anchors[element] = f"{_name(element)}[{seen[_name(element)]}]"
        stack.extend(reversed(element))
    return anchors


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _pairs(slots: Sequence[Slot], waiting: deque[BlockPairs]) -> list[tuple[str, str]]:
    """The pairs of the blocks that make up a run; the first blocks that wait for its holder. Empty
    where nothing of it is translated, or the run is not what was read."""
    text = "".join("".join(slot.text.split()) for slot in slots)
    taken: list[BlockPairs] = []
    left = text
    while left and waiting and left.startswith(words := "".join(waiting[0].text.split())):
        left = left[len(words) :]
        taken.append(waiting.popleft())
    if left:
        waiting.extendleft(reversed(taken))
        return []
    return [p for b in taken for p in b.pairs] if any(b.is_translated for b in taken) else []


def _runs(root: Element) -> Iterator[tuple[Element, list[Slot]]]:
    """Each stretch of text between two block borders with the block that it stands in."""
    slots: list[Slot] = []
    holder = root
    for border, slot in _events(root):
        if slot is not None:
            slots.append(slot)
            continue
        if any(s.text.strip() for s in slots):
            yield holder, slots
        slots, holder = [], border


def _events(root: Element) -> Iterator[tuple[Element, Slot | None]]:
    """Texts, and the block that holds what follows a border. A table row has no borders inside."""
    stack: list[tuple[Element, int]] = [(root, _ENTER)]
    rows = 0
    while stack:
        element, step = stack.pop()
        name = _name(element)
        if step != _ENTER:
            rows -= step == _LEAVE_ROW
            if name in _BLOCKS and not rows:
                yield _holder(element.getparent(), element), None
        elif name and name not in _UNCOUNTED | _NO_TEXT:
            if name in _BLOCKS and not rows:
                yield element, None
            row = is_row(element)
            rows += row
            if element.text:
                yield element, Slot(element, "text")
            stack.append((element, _LEAVE_ROW if row else _LEAVE))
            stack.extend((child, _ENTER) for child in reversed(element))
            continue
        if element is not root and element.tail:
            yield element, Slot(element, "tail")


def _holder(element: Element | None, otherwise: Element) -> Element:
    """The nearest block from `element` upward."""
    while element is not None and _name(element) not in _BLOCKS:
        element = element.getparent()
    return otherwise if element is None else element


# -- English into a run ----------------------------------------------------------------------------


def _put(slots: Sequence[Slot], texts: Sequence[str]) -> None:
    """English instead of Chinese; the readings of its characters go."""
    for slot, text in zip(slots, texts, strict=True):
        slot.put(text)
    for slot in slots:
        if _name(slot.holder) in {"ruby", "rb"}:
            ruby = slot.holder if _name(slot.holder) == "ruby" else slot.holder.getparent()
            for reading in ruby:
                if _name(reading) in {"rt", "rp"}:
                    reading.text = ""


def _add(slots: Sequence[Slot], texts: Sequence[str]) -> None:
    """English below the Chinese of each block (of each cell, in a table row)."""
    cells: dict[Element, list[int]] = {}
    for number, slot in enumerate(slots):
        cells.setdefault(_holder(slot.holder, slot.holder), []).append(number)
    for cell, numbers in cells.items():
        english = "".join(texts[n] for n in numbers).strip()
        if english:
            _append(cell, slots[numbers[-1]], english)


def _append(cell: Element, last: Slot, english: str) -> None:
    namespace = _XHTML if str(cell.tag).startswith(_XHTML) else ""
    line = etree.Element(f"{namespace}br")
    span = etree.Element(f"{namespace}span")
    span.set(_LANG, "en")
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
    for name in (_LANG, "lang"):
        if root.get(name):
            root.set(name, "en")


# -- contents and package --------------------------------------------------------------------------


def _labels(data: bytes, labels: Mapping[str, str]) -> bytes:
    """Contents and title in English where the book's headings say what they are."""
    root = _tree(data)
    for element in root.iter():
        name = _name(element)
        if name == "language" and element.text:
            element.text = "en"
        elif name and element.text and name != "style":
            english = labels.get("".join(element.text.split()))
            if english and not len(element):
                element.text = english
    return _bytes(root)
