"""DOCX: paragraphs, headings, lists, tables by row, text boxes, foot- and endnotes.

Read from the parts of the archive themselves, not through python-docx: that opens every part
without bounds and has no footnotes. Anchors are in its terms all the same, so that an export can
use them: ``p[n]`` is ``document.paragraphs[n-1]``,
``table[n]/row[m]`` is ``document.tables[n-1].rows[m-1]``;
``sdt[n]`` the n-th paragraph in content controls, ``box[n]`` in text boxes, ``footnote[id]`` and
``endnote[id]`` the note with that ``w:id``. Deleted text, field codes and ruby are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from zhaiyi.document import BlockRole
from zhaiyi.errors import UnreadableInput
from zhaiyi.reading.archive import Archive
from zhaiyi.reading.draft import Draft, Job, Piece, assemble
from zhaiyi.reading.tree import xml_tree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARTS = {"title": "title", "creator": "byline", "created": "date"}
_UNSHOWN = ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr")
_NESTED = ("p", "tbl", "txbxContent")
_SKIPPED = frozenset([f"{_W}{tag}" for tag in _UNSHOWN + _NESTED] + [f"{_MC}Fallback"])
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.I)


class _Style(NamedTuple):
    role: BlockRole
    level: int


def parse(data: bytes, job: Job) -> Draft:
    """Read a Word document."""
    archive = Archive(data, job)
    root = _part(archive, "word/document.xml", job)
    if root is None:
        raise UnreadableInput(f"{job.name} is no Word document: it has no word/document.xml")
    styles = _styles(_part(archive, "word/styles.xml", job))
    text, blocks = assemble(_pieces(root, styles, archive, job), job)
    return Draft(text, blocks, _meta(archive, job))


def _part(archive: Archive, name: str, job: Job) -> Any | None:
    data = archive.read(name)
    if data is None:
        return None
    # Office's "strict" files differ in their namespaces alone.
    return xml_tree(data.replace(_STRICT, _W[1:-1].encode()), name, job)


def _meta(archive: Archive, job: Job) -> dict[str, str]:
    root = _part(archive, "docProps/core.xml", job)
    found = {}
    for element in root.iter() if root is not None else ():
        key = _PARTS.get(str(element.tag).rpartition("}")[2])
        if key and element.text:
            found[key] = " ".join(element.text.split())
    if found.get("byline") == "python-docx":
        del found["byline"]
    return found


def _styles(root: Any | None) -> dict[str, _Style]:
    """Role of each paragraph style; ids are localised, names are not."""
    found: dict[str, _Style] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        role = _style_role((name.get(f"{_W}val") or "") if name is not None else "")
        if role is not None and style.get(f"{_W}styleId"):
            found[style.get(f"{_W}styleId")] = role
    return found


def _style_role(name: str) -> _Style | None:
    name = name.lower().strip()
    if found := _HEADING.match(name):
        return _Style("heading", int(found[1]))
    if name in {"title", "subtitle"}:
        return _Style("heading", 1 if name == "title" else 2)
    if name == "caption":
        return _Style("caption", 0)
    return _Style("list", 1) if name.startswith("list") else None


def _pieces(root: Any, styles: dict[str, _Style], archive: Archive, job: Job) -> Iterator[Piece]:
    counts: Counter[str] = Counter()
    body = root.find(f"{_W}body")
    if body is not None:
        yield from _container(body, styles, counts, "p")
    yield from _notes(archive, "footnote", job)
    yield from _notes(archive, "endnote", job)


def _container(
    holder: Any, styles: dict[str, _Style], counts: Counter[str], kind: str
) -> Iterator[Piece]:
    """Pieces of the paragraphs and tables that stand directly in `holder`."""
    for child in holder:
        if child.tag == f"{_W}p":
            counts[kind] += 1
            role, level = _role(child, styles)
            yield Piece(_text(child), role, level, f"{kind}[{counts[kind]}]")
            yield from _boxes(child, styles, counts)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, counts, "table" if kind == "p" else f"{kind}-table")
        elif child.tag == f"{_W}sdt":
            for content in child.iterchildren(f"{_W}sdtContent"):
                yield from _container(content, styles, counts, "sdt")
        elif child.tag in {f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _container(child, styles, counts, "sdt")


def _boxes(paragraph: Any, styles: dict[str, _Style], counts: Counter[str]) -> Iterator[Piece]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors()):
            for inner in box.iterchildren(f"{_W}p"):
                counts["box"] += 1
                yield Piece(_text(inner), *_role(inner, styles), f"box[{counts['box']}]")


def _table(table: Any, counts: Counter[str], kind: str) -> Iterator[Piece]:
    counts[kind] += 1
    number = counts[kind]
    for index, row in enumerate(table.iterchildren(f"{_W}tr"), 1):
        cells = [_cell(cell) for cell in row.iter(f"{_W}tc") if _row_of(cell) is row]
        yield Piece("\t".join(cells), "table", 0, f"{kind}[{number}]/row[{index}]")


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _cell(cell: Any) -> str:
    texts = (_text(p).replace("\n", " ").replace("\t", " ").strip() for p in cell.iter(f"{_W}p"))
    return " ".join(filter(None, texts))


def _role(paragraph: Any, styles: dict[str, _Style]) -> _Style:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return _Style("paragraph", 0)
    style = properties.find(f"{_W}pStyle")
    named = styles.get(style.get(f"{_W}val") or "") if style is not None else None
    outline = properties.find(f"{_W}outlineLvl")
    level = (outline.get(f"{_W}val") or "") if outline is not None else ""
    if named is None and level in set("012345678"):
        return _Style("heading", int(level) + 1)
    if named is None and properties.find(f"{_W}numPr") is not None:
        return _Style("list", 1)
    return named or _Style("paragraph", 0)


def _text(paragraph: Any) -> str:
    """Text of a paragraph's own runs, in order."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _CHARACTERS:
            parts.append(_CHARACTERS[element.tag])
        else:
            stack.extend(reversed(element))
    return "".join(parts)


def _notes(archive: Archive, kind: str, job: Job) -> Iterator[Piece]:
    """Foot- or endnotes; separators have a type of their own."""
    root = _part(archive, f"word/{kind}s.xml", job)
    for note in root.iter(f"{_W}{kind}") if root is not None else ():
        if note.get(f"{_W}type") in (None, "normal"):
            text = "\n".join(filter(None, (_text(p).strip() for p in note.iter(f"{_W}p"))))
            yield Piece(text, "footnote", 0, f"{kind}[{note.get(f'{_W}id')}]")
