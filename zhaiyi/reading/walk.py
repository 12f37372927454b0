"""An HTML tree → pieces of text in document order, each with its anchor ``tag[n]``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from zhaiyi.document import BlockRole
from zhaiyi.reading.characters import unwrap
from zhaiyi.reading.draft import Piece

_BLOCK_TAGS = (
    "p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table "
    "tr td th thead tbody tfoot caption figure figcaption blockquote pre address hr form fieldset "
    "details summary body html center hgroup legend"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_ROLES: dict[str, tuple[BlockRole, int]] = {
    **{f"h{n}": ("heading", n) for n in range(1, 7)},
    "li": ("list", 1),
    "dt": ("list", 1),
    "dd": ("list", 1),
    "figcaption": ("caption", 0),
    "caption": ("caption", 0),
    "tr": ("table", 0),
}
_CELLS = frozenset(("td", "th"))
_OWN_TAGS = "table h1 h2 h3 h4 h5 h6 ul ol dl article section blockquote figure form"
_OWN_BLOCKS = frozenset(_OWN_TAGS.split())
"""What no cell of a table of data holds."""
_PARTS = frozenset(("p", "div", "br"))
_MAX_PARTS = 2
_ENTER, _LEAVE, _LEAVE_ROW = range(3)
_NO_TEXT = frozenset(("head", "title", "rt", "rp", "hr", "script"))
_SPACE = re.compile(r"[ \t\r\f\v]+")
_MARK = "\ue000br\ue000"
_TAB = "\ue000td\ue000"


class Numbers:
    """The anchor of every element: its place among those of its name."""

    def __init__(self, root: Any) -> None:
        seen: Counter[str] = Counter()
        self._anchors: dict[Any, str] = {}
        for element in root.iter():
            seen[element.tag] += 1
            self._anchors[element] = f"{element.tag}[{seen[element.tag]}]"

    def __getitem__(self, element: Any) -> str:
        return self._anchors[element]


def pieces(root: Any, prefix: str = "", skip: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """Blocks of a tree: each run of inline content under a block element, a table row by row.

    Elements named in `skip` are left out, with all in them; anchors count them all the same.
    """
    numbers = Numbers(root)
    for element, text, linked in _runs(root, _NO_TEXT | skip):
        lines = tidy(text)
        role, level = _role(element)
        for number, line in enumerate(lines, 1):
            anchor = prefix + numbers[element] + (f"/line[{number}]" if len(lines) > 1 else "")
            yield Piece(line, role, level, anchor, linked)


def tidy(text: str) -> list[str]:
    """Lines (``<br>`` parts them) with white space as a browser shows it, but none for a wrap
    inside Chinese; table cells are parted by tabs."""
    lines = []
    for part in text.split(_MARK):
        cells = [unwrap(_SPACE.sub(" ", cell).strip()).strip() for cell in part.split(_TAB)]
        line = "\t".join(cells).strip()
        if line:
            lines.append(line)
    return lines


def is_row(element: Any) -> bool:
    """True for a row of a table of data, False for all else, also for a row that only lays out the
    page: a cell of it holds paragraphs, headings, lists or tables. Namespaces are looked over."""
    if _name(element) != "tr":
        return False
    parts = 0
    for inner in element.iterdescendants():
        name = _name(inner)
        parts = 0 if name in _CELLS else parts + (name in _PARTS)
        if name in _OWN_BLOCKS or parts > _MAX_PARTS:
            return False
    return True


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _role(element: Any) -> tuple[BlockRole, int]:
    """Role by the nearest ancestor that says something."""
    for _ in range(4):
        if element is None or (element.tag == "tr" and not is_row(element)):
            break
        if element.tag in _ROLES:
            return _ROLES[element.tag]
        element = element.getparent()
    return "paragraph", 0


def _runs(root: Any, skip: frozenset[str]) -> Iterator[tuple[Any, str, bool]]:
    """Each stretch of text between two block borders with the block that it stands in, and whether
    it is all a link.

    Iterative: the depth of a page must not be the depth of our calls.
    """
    buffer: list[str] = []
    holder = root
    linked = True
    for event, element in _events(root, skip):
        if event in ("text", "link"):
            buffer.append(element)
            linked = linked and (event == "link" or element in (_MARK, _TAB) or not element.strip())
        elif (border := _border(event, element)) is not None:
            text = "".join(buffer)
            if text.strip():
                yield holder, text, linked
            buffer.clear()
            linked = True
            holder = border


def _border(event: str, element: Any) -> Any | None:
    """The block that begins to hold the text after a tag, None where the tag is no border."""
    if event == "start":
        return element
    parent = element.getparent()
    while parent is not None and parent.tag not in _BLOCKS:
        parent = parent.getparent()
    return parent if parent is not None else element


def _events(root: Any, skip: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Texts, and borders of blocks; a row of a table is one text, its cells parted by tabs."""
    stack: list[tuple[Any, int]] = [(root, _ENTER)]
    rows = links = fixed = 0
    while stack:
        element, step = stack.pop()
        if step != _ENTER:
            rows -= step == _LEAVE_ROW
            links -= element.tag == "a"
            fixed -= element.tag == "pre"
            yield from _leave(element, rows > 0)
        elif element.tag not in skip:
            links += element.tag == "a"
            fixed += element.tag == "pre"
            yield from _enter(element, rows > 0, "link" if links else "text", fixed > 0)
            row = is_row(element)
            rows += row
            stack.append((element, _LEAVE_ROW if row else _LEAVE))
            stack.extend((child, _ENTER) for child in reversed(element))
            continue
        if element is not root and element.tail:
            yield "link" if links else "text", _kept(element.tail, fixed > 0)


def _kept(text: str, fixed: bool) -> str:
    """Text whose line ends count as a browser has it: those of ``<pre>`` do."""
    return text.replace("\n", _MARK) if fixed else text


def _enter(element: Any, in_row: bool, event: str, fixed: bool) -> Iterator[tuple[str, Any]]:
    if element.tag == "br":
        yield "text", _MARK
    elif element.tag in _BLOCKS and not in_row:
        yield "start", element
    if element.text:
        yield event, _kept(element.text, fixed)


def _leave(element: Any, in_row: bool) -> Iterator[tuple[str, Any]]:
    if element.tag not in _BLOCKS:
        return
    if in_row:
        yield "text", _TAB if element.tag in _CELLS else " "
    else:
        yield "end", element
