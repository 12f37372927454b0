"""DOCX: paragraphs, headings, lists, tables by row, text boxes, foot- and endnotes.

Read from the parts of the archive themselves, not through python-docx: that opens every part
without bounds and has no footnotes. Anchors are in its terms all the same, so that an export can
use them: ``p[n]`` is ``document.paragraphs[n-1]``,
``table[n]/row[m]`` is ``document.tables[n-1].rows[m-1]``;
``sdt[n]`` the n-th paragraph in content controls (``table[n]/sdt-row[m]`` a table's rows in such),
``box[n]`` in text boxes, ``footnote[id]`` and ``endnote[id]`` the note with that ``w:id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from zhaiyi.core.document import BlockRole
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.archive import Archive
from zhaiyi.formats.docx_walk import CHARACTERS, STRICT, in_body, in_notes, shown
from zhaiyi.formats.draft import Piece, ReadingJob, SourceDraft, assemble
from zhaiyi.formats.tree import xml_tree
from zhaiyi.text.xml_names import W

_PARTS = {"title": "title", "creator": "byline", "created": "date"}
_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.I)


class _Style(NamedTuple):
    role: BlockRole
    level: int


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a Word document. Raises `UnreadableInput` for what is none."""
    archive = Archive(data, job)
    root = _part(archive, "word/document.xml", job)
    if root is None:
        raise UnreadableInput(f"{job.name} is no Word document: it has no word/document.xml")
    styles = _styles(_part(archive, "word/styles.xml", job))
    text, blocks = assemble(_pieces(root, styles, archive, job), job)
    return SourceDraft(text, blocks, _meta(archive, job))


def _part(archive: Archive, name: str, job: ReadingJob) -> Any | None:
    data = archive.read(name)
    if data is None:
        return None
    # Office's "strict" files differ in their namespaces alone.
    return xml_tree(data.replace(STRICT, W[1:-1].encode()), name, job)


def _meta(archive: Archive, job: ReadingJob) -> dict[str, str]:
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
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        role = _style_role((name.get(f"{W}val") or "") if name is not None else "")
        if role is not None and style.get(f"{W}styleId"):
            found[style.get(f"{W}styleId")] = role
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


def _pieces(
    root: Any, styles: dict[str, _Style], archive: Archive, job: ReadingJob
) -> Iterator[Piece]:
    for place in in_body(root):
        if place.kind == "row":
            cells = "\t".join(_cell(paragraphs) for paragraphs in place.cells)
            yield Piece(cells, "table", 0, place.anchor)
        else:
            role, level = _role(place.paragraphs[-1], styles)
            yield Piece("".join(map(_text, place.paragraphs)), role, level, place.anchor)
    for kind in ("footnote", "endnote"):
        notes = _part(archive, f"word/{kind}s.xml", job)
        for place in in_notes(notes, kind) if notes is not None else ():
            text = "\n".join(filter(None, (_text(p).strip() for p in place.paragraphs)))
            yield Piece(text, "footnote", 0, place.anchor)


def _cell(paragraphs: list[Any]) -> str:
    texts = (_text(p).replace("\n", " ").replace("\t", " ").strip() for p in paragraphs)
    return " ".join(filter(None, texts))


def _role(paragraph: Any, styles: dict[str, _Style]) -> _Style:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return _Style("paragraph", 0)
    style = properties.find(f"{W}pStyle")
    named = styles.get(style.get(f"{W}val") or "") if style is not None else None
    outline = properties.find(f"{W}outlineLvl")
    level = (outline.get(f"{W}val") or "") if outline is not None else ""
    if named is None and level in set("012345678"):
        return _Style("heading", int(level) + 1)
    if named is None and properties.find(f"{W}numPr") is not None:
        return _Style("list", 1)
    return named or _Style("paragraph", 0)


def _text(paragraph: Any) -> str:
    return "".join(CHARACTERS.get(e.tag) or e.text or "" for e in shown(paragraph))
