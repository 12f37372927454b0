"""The one walk over the parts of a Word document, for the reader and for the writer alike.

A `Place` is what becomes a block: a paragraph, a row of a table, a note. Anchors are in the terms
of python-docx: see `zhaiyi.formats.docx`. Deleted, hidden and struck-out text, field codes and ruby
are left out; paragraphs whose mark is deleted are one with the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Literal, NamedTuple

from lxml.etree import SubElement

from zhaiyi.formats.equations import apart, in_line, of_field
from zhaiyi.formats.raised import Place as Raised
from zhaiyi.formats.raised import raised
from zhaiyi.text.xml_characters import xml_characters
from zhaiyi.text.xml_names import W

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of Office's "strict" files, which differ from the others in it alone."""
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSHOWN = ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr")
_NESTED = ("p", "tbl", "txbxContent")
_SKIPPED = frozenset([f"{W}{tag}" for tag in _UNSHOWN + _NESTED] + [f"{_MC}Fallback"])
_AROUND = frozenset(f"{W}{tag}" for tag in ("ins", "moveTo", "customXml", "smartTag"))
_DELETED = (f"{W}pPr/{W}rPr/{W}del", f"{W}pPr/{W}rPr/{W}moveFrom")
TEXT = f"{W}t"
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
"""Elements that stand for a character."""
_SYMBOLS = dict(
    zip(
        bytes.fromhex("44 53 57 61 62 67 6D 70 A3 A5 AE B0 B1 B3 B4 B7 B8 B9 BB"),
        "ΔΣΩαβγμπ≤∞→°±≥×•÷≠≈",
        strict=True,
    )
)
"""Of the font Symbol, whose codes stand in the private area of Unicode."""
_PRIVATE = range(0xE000, 0xF900)
_FIELD = (f"{W}fldChar", f"{W}instrText")
_UNSAID = tuple(f"{W}{mark}" for mark in ("vanish", "strike", "dstrike"))
_OFF = frozenset(("0", "false", "off"))
Element = Any


class Place(NamedTuple):
    """A block's anchor, and its paragraphs by cell (one cell but for rows)."""

    anchor: str
    kind: Literal["paragraph", "row", "note"]
    cells: list[list[Element]]

    @property
    def paragraphs(self) -> list[Element]:
        """Those of all cells."""
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
            yield Place(f"{kind}[{note.get(f'{W}id')}]", "note", [list(_paragraphs(note))])


def shown(paragraph: Element) -> Iterator[Element]:
    """What of a paragraph's own runs is text (`TEXT`) or stands for it (`CHARACTERS`), in order.
    Raised digits, symbols and equations become characters of their own, in the tree too, so that
    the writer finds what was read."""
    _write_out(paragraph)
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


def _write_out(paragraph: Element) -> None:
    """Symbols, and equations within a sentence, become runs of text."""
    for symbol in list(paragraph.iter(f"{W}sym")):
        if sign := _sign(symbol):
            symbol.tag, symbol.text = TEXT, sign
    _show_fields([e for e in paragraph.iter(*_FIELD) if _is_of(e, paragraph)])
    equations = [e for e in paragraph.iter(f"{_M}oMath") if _is_of(e, paragraph)]
    if not equations or not _words(list(_own(paragraph))).strip():
        return
    for equation in equations:
        tail, text = equation.tail, apart(_before(equation), in_line(equation))
        equation.clear()
        equation.tag, equation.tail = f"{W}r", tail
        SubElement(equation, TEXT).text = text


def _show_fields(parts: list[Element]) -> None:
    """Fields that show what their code spells out become text."""
    begin: Element | None = None
    codes: list[Element] = []
    for part in parts:
        kind = part.get(f"{W}fldCharType")
        if kind is None:
            codes.append(part)
        elif kind == "end" and begin is not None and codes:
            if text := of_field("".join(code.text or "" for code in codes)):
                codes[0].tag, codes[0].text = TEXT, apart(_before(begin.getparent()), text)
                for unused in (begin, *codes[1:], part):
                    unused.getparent().remove(unused)
            begin, codes = None, []
        else:
            begin, codes = (part if kind == "begin" else None), []


def _before(element: Element) -> str:
    previous = element.getprevious()
    return "" if previous is None else _words(list(previous.iter(TEXT)))


def _sign(symbol: Element) -> str:
    try:
        code = int(symbol.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    if code not in _PRIVATE:
        return xml_characters(chr(code)) if 0x20 < code <= 0x10FFFF else ""
    return _SYMBOLS.get(code & 0xFF, "") if symbol.get(f"{W}font") == "Symbol" else ""


def _is_of(element: Element, paragraph: Element) -> bool:
    """In this paragraph, not in one of a text box of it."""
    return next(element.iterancestors(f"{W}p"), None) is paragraph


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
    """Not shown, or struck out: no longer said."""
    marks = (run.find(f"{W}rPr/{mark}") for mark in _UNSAID)
    return any(mark is not None and mark.get(f"{W}val") not in _OFF for mark in marks)


def _container(holder: Element, counts: Counter[str], kind: str) -> Iterator[Place]:
    """Places of the paragraphs and tables that stand directly in `holder`."""
    begun: list[Element] = []
    anchor = ""
    for child in holder:
        if child.tag == f"{W}p":
            counts[kind] += 1
            anchor = anchor if begun else f"{kind}[{counts[kind]}]"
            begun.append(child)
            if _goes_on(child):
                continue
        if begun:
            yield Place(anchor, "paragraph", [begun])
            for paragraph in begun:
                yield from _boxes(paragraph, counts)
            begun = []
        yield from _held(child, counts, kind)


def _held(child: Element, counts: Counter[str], kind: str) -> Iterator[Place]:
    """Places of what is no paragraph."""
    if child.tag == f"{W}tbl":
        yield from _table(child, counts, "table" if kind == "p" else f"{kind}-table")
    elif child.tag == f"{W}sdt":
        for content in child.iterchildren(f"{W}sdtContent"):
            yield from _container(content, counts, "sdt")
    elif child.tag in _AROUND:
        yield from _container(child, counts, "sdt")
    elif child.tag == f"{_MC}AlternateContent" and len(child):
        yield from _container(child[0], counts, "sdt")


def _goes_on(paragraph: Element) -> bool:
    """A tracked change took its mark away, and something of it is left for the next to go on."""
    after = paragraph.getnext()
    return (
        after is not None
        and after.tag == f"{W}p"
        and any(paragraph.find(mark) is not None for mark in _DELETED)
        and any(True for _ in _own(paragraph))
    )


def _boxes(paragraph: Element, counts: Counter[str]) -> Iterator[Place]:
    for box in paragraph.iter(f"{W}txbxContent"):
        if _is_of(box, paragraph) and not _is_second(box):
            yield from _container(box, counts, "box")


def _is_second(element: Element) -> bool:
    """In the copy for programs that do not know text boxes."""
    return any(True for _ in element.iterancestors(f"{_MC}Fallback"))


def _paragraphs(holder: Element) -> Iterator[Element]:
    """All in it, those of its text boxes once."""
    return (p for p in holder.iter(f"{W}p") if not _is_second(p))


def _table(table: Element, counts: Counter[str], kind: str) -> Iterator[Place]:
    """Rows in content controls have a count of their own: python-docx does not see them."""
    counts[kind] += 1
    name = f"{kind}[{counts[kind]}]"
    seen: Counter[str] = Counter()
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is not table:
            continue
        part = "row" if row.getparent() is table else "sdt-row"
        seen[part] += 1
        cells = [
            list(_paragraphs(cell))
            for cell in row.iter(f"{W}tc")
            if next(cell.iterancestors(f"{W}tr"), None) is row
        ]
        yield Place(f"{name}/{part}[{seen[part]}]", "row", cells)
