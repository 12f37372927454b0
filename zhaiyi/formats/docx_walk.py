"""The one walk over the parts of a Word document, for the reader and for the writer alike.

A `Place` is what becomes a block: a paragraph, a row of a table, a note. Anchors are in the terms
of python-docx: see `zhaiyi.formats.docx`. Deleted text, field codes, ruby and hidden text
(``w:vanish``) are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Literal, NamedTuple

from zhaiyi.formats.raised import Place as Raised
from zhaiyi.formats.raised import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of Office's "strict" files, which differ from the others in it alone."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSHOWN = ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr")
_NESTED = ("p", "tbl", "txbxContent")
_SKIPPED = frozenset([f"{W}{tag}" for tag in _UNSHOWN + _NESTED] + [f"{_MC}Fallback"])
_AROUND = frozenset(f"{W}{tag}" for tag in ("ins", "moveTo", "customXml", "smartTag"))
TEXT = f"{W}t"
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
"""Elements that stand for a character."""
_OFF = frozenset(("0", "false", "off"))
Element = Any


class Place(NamedTuple):
    """A block's anchor, and its paragraphs by cell (one cell but for rows)."""

    anchor: str
    kind: Literal["paragraph", "row", "note"]
    cells: list[list[Element]]

    @property
    def paragraphs(self) -> list[Element]:
        return [paragraph for cell in self.cells for paragraph in cell]


def in_body(root: Element) -> Iterator[Place]:
    """The places of ``word/document.xml``, in its order."""
    body = root.find(f"{W}body")
    if body is not None:
        yield from _container(body, Counter(), "p")


def in_notes(root: Element, kind: str) -> Iterator[Place]:
    """Those of foot- or endnotes (`kind`); separators have a type of their own."""
    for note in root.iter(f"{W}{kind}"):
        if note.get(f"{W}type") in (None, "normal"):
            yield Place(f"{kind}[{note.get(f'{W}id')}]", "note", [list(note.iter(f"{W}p"))])


def shown(paragraph: Element) -> Iterator[Element]:
    """What of a paragraph's own runs is text (`TEXT`) or stands for it (`CHARACTERS`), in order.
    Raised digits become characters of their own, in the tree too, so that the writer finds what
    was read."""
    elements = list(_own(paragraph))
    _settle(elements)
    yield from elements


def _own(paragraph: Element) -> Iterator[Element]:
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED or (element.tag == f"{W}r" and _is_hidden(element)):
            continue
        if element.tag == TEXT or element.tag in CHARACTERS:
            yield element
        else:
            stack.extend(reversed(element))


def _settle(elements: list[Element]) -> None:
    """Sets what Word raises or lowers in characters of their own: see `zhaiyi.formats.raised`."""
    before = ""
    groups = [(place, list(group)) for place, group in groupby(elements, _place)]
    for at, (place, group) in enumerate(groups):
        text = _words(group)
        if place is not None and all(element.tag == TEXT for element in group):
            after = _words(groups[at + 1][1][:1]) if at + 1 < len(groups) else ""
            linked = any(True for _ in group[0].iterancestors(f"{W}hyperlink"))
            new = raised(place, text, before, after, linked)
            text = text if new is None else _put(group, new)
        before = (before + text)[-20:]


def _words(elements: list[Element]) -> str:
    return "".join(CHARACTERS.get(e.tag) or e.text or "" for e in elements)


def _place(element: Element) -> Raised | None:
    align = element.getparent().find(f"{W}rPr/{W}vertAlign")
    value = "" if align is None else align.get(f"{W}val")
    return "sup" if value == "superscript" else "sub" if value == "subscript" else None


def _put(group: list[Element], new: str) -> str:
    """`new` into the first of the texts; it is raised no longer, unless it is a note's mark."""
    for element in group:
        element.text = ""
        properties = element.getparent().find(f"{W}rPr")
        align = properties.find(f"{W}vertAlign")
        if align is not None and not new.startswith("["):
            properties.remove(align)
    group[0].text = new
    return new


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in _OFF


def _container(holder: Element, counts: Counter[str], kind: str) -> Iterator[Place]:
    """Places of the paragraphs and tables that stand directly in `holder`."""
    for child in holder:
        if child.tag == f"{W}p":
            counts[kind] += 1
            yield Place(f"{kind}[{counts[kind]}]", "paragraph", [[child]])
            yield from _boxes(child, counts)
        elif child.tag == f"{W}tbl":
            yield from _table(child, counts, "table" if kind == "p" else f"{kind}-table")
        elif child.tag == f"{W}sdt":
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _container(content, counts, "sdt")
        elif child.tag in _AROUND:
            yield from _container(child, counts, "sdt")


def _boxes(paragraph: Element, counts: Counter[str]) -> Iterator[Place]:
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(a.tag == f"{_MC}Fallback" for a in box.iterancestors()):
            for inner in box.iterchildren(f"{W}p"):
                counts["box"] += 1
                yield Place(f"box[{counts['box']}]", "paragraph", [[inner]])


def _table(table: Element, counts: Counter[str], kind: str) -> Iterator[Place]:
    counts[kind] += 1
    number = counts[kind]
    for index, row in enumerate(table.iterchildren(f"{W}tr"), 1):
        cells = [
            list(cell.iter(f"{W}p"))
            for cell in row.iter(f"{W}tc")
            if next(cell.iterancestors(f"{W}tr"), None) is row
        ]
        yield Place(f"{kind}[{number}]/row[{index}]", "row", cells)
