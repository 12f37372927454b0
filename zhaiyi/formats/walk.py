"""An HTML tree → pieces of text in document order, each with its anchor ``tag[n]``.

`runs` is the one walk over such a tree: the reader makes text of the places that it gives, the
writer of EPUB books puts English into them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from zhaiyi.core.document import BlockRole
from zhaiyi.formats.characters import unwrap
from zhaiyi.formats.draft import Piece
from zhaiyi.formats.tags import BLOCKS, CELLS, DROPPED, NO_TEXT, name_of

_ROLES: dict[str, tuple[BlockRole, int]] = {
    **{f"h{n}": ("heading", n) for n in range(1, 7)},
    "li": ("list", 1),
    "dt": ("list", 1),
    "dd": ("list", 1),
    "figcaption": ("caption", 0),
    "caption": ("caption", 0),
    "tr": ("table", 0),
}
_OWN_TAGS = "table h1 h2 h3 h4 h5 h6 ul ol dl article section blockquote figure form"
_OWN_BLOCKS = frozenset(_OWN_TAGS.split())
"""What no cell of a table of data holds."""
_PARTS = frozenset(("p", "div", "br"))
_MAX_PARTS = 2
_ENTER, _LEAVE, _LEAVE_ROW = range(3)
_SPACE = re.compile(r"[ \t\r\f\v]+")
_LINE = "\ue000br\ue000"
_CELL = "\ue000td\ue000"


class Slot(NamedTuple):
    """A piece of text of the tree, an element's ``text`` or ``tail``; `linked` if it is in a link,
    `fixed` where its line ends count."""

    element: Any
    where: str
    linked: bool = False
    fixed: bool = False

    @property
    def text(self) -> str:
        """What stands there."""
        return getattr(self.element, self.where) or ""

    def put(self, text: str) -> None:
        """Puts `text` in its place."""
        setattr(self.element, self.where, text)

    @property
    def holder(self) -> Any:
        """The element that the text stands in."""
        return self.element if self.where == "text" else self.element.getparent()


class Run(NamedTuple):
    """The text between two borders of blocks: the block that it stands in, its pieces, and the
    marks between them (a line's end, a cell's)."""

    holder: Any
    parts: list[Slot | str]

    @property
    def slots(self) -> list[Slot]:
        """Its pieces of text, without the marks."""
        return [part for part in self.parts if isinstance(part, Slot)]


def anchors(root: Any) -> dict[Any, str]:
    """``tag[n]`` of every element: its place among those of its name, in the order of the file."""
    seen: Counter[str] = Counter()
    found: dict[Any, str] = {}
    stack = [root]
    while stack:
        element = stack.pop()
        name = name_of(element)
        if name and name not in DROPPED:
            seen[name] += 1
            found[element] = f"{name}[{seen[name]}]"
            stack.extend(reversed(element))
    return found


def pieces(
    root: Any,
    prefix: str = "",
    skip: frozenset[str] = frozenset(),
    unseen: Collection[Any] = frozenset(),
) -> Iterator[Piece]:
    """Blocks of a tree: each run of inline content under a block element, a table row by row.

    Elements named in `skip` are left out, with all in them; of the elements in `unseen` only their
    own text. Anchors count both all the same.
    """
    numbers = anchors(root)
    for run in runs(root, skip, unseen):
        lines = tidy("".join(map(_shown, run.parts)))
        role, level = _role(run.holder)
        linked = all(slot.linked for slot in run.slots if slot.text.strip())
        for number, line in enumerate(lines, 1):
            anchor = prefix + numbers[run.holder] + (f"/line[{number}]" if len(lines) > 1 else "")
            yield Piece(line, role, level, anchor, linked)


def _shown(part: Slot | str) -> str:
    """Text whose line ends count as a browser has it: those of ``<pre>`` do."""
    if isinstance(part, str):
        return part
    return part.text.replace("\n", _LINE) if part.fixed else part.text


def tidy(text: str) -> list[str]:
    """Lines (``<br>`` parts them) with white space as a browser shows it, but none for a wrap
    inside Chinese; table cells are parted by tabs."""
    lines = []
    for part in text.split(_LINE):
        cells = [unwrap(_SPACE.sub(" ", cell).strip()).strip() for cell in part.split(_CELL)]
        line = "\t".join(cells).strip()
        if line:
            lines.append(line)
    return lines


def is_row(element: Any) -> bool:
    """True for a row of a table of data, False for all else, also for a row that only lays out the
    page: a cell of it holds paragraphs, headings, lists or tables. Namespaces are looked over."""
    if name_of(element) != "tr":
        return False
    parts = 0
    for inner in element.iterdescendants():
        name = name_of(inner)
        parts = 0 if name in CELLS else parts + (name in _PARTS)
        if name in _OWN_BLOCKS or parts > _MAX_PARTS:
            return False
    return True


def block_of(element: Any | None, otherwise: Any) -> Any:
    """The nearest block from `element` upward."""
    while element is not None and name_of(element) not in BLOCKS:
        element = element.getparent()
    return otherwise if element is None else element


def _role(element: Any) -> tuple[BlockRole, int]:
    """Role by the nearest ancestor that says something."""
    for _ in range(4):
        if element is None or (name_of(element) == "tr" and not is_row(element)):
            break
        if name_of(element) in _ROLES:
            return _ROLES[name_of(element)]
        element = element.getparent()
    return "paragraph", 0


def runs(
    root: Any, skip: frozenset[str] = frozenset(), unseen: Collection[Any] = frozenset()
) -> Iterator[Run]:
    """The stretches of text between two block borders that hold more than white space.

    Iterative: the depth of a page must not be the depth of our calls.
    """
    parts: list[Slot | str] = []
    holder = root
    for part, border in _events(root, NO_TEXT | DROPPED | skip):
        if part is not None:
            if isinstance(part, str) or part.holder not in unseen:
                parts.append(part)
            continue
        if any(isinstance(part, Slot) and part.text.strip() for part in parts):
            yield Run(holder, parts)
        parts, holder = [], border


def _events(root: Any, skip: frozenset[str]) -> Iterator[tuple[Slot | str | None, Any]]:
    """Texts and marks, and for a border the block that holds what follows it. A row of a table has
    no borders inside, its cells are parted by marks."""
    stack: list[tuple[Any, int]] = [(root, _ENTER)]
    rows = links = fixed = 0
    while stack:
        element, step = stack.pop()
        name = name_of(element)
        if step != _ENTER:
            rows -= step == _LEAVE_ROW
            links -= name == "a"
            fixed -= name == "pre"
            yield from _leave(element, name, rows > 0)
        elif name and name not in skip:
            links += name == "a"
            fixed += name == "pre"
            row = is_row(element)
            yield from _enter(element, name, rows > 0)
            if element.text:
                yield Slot(element, "text", links > 0, fixed > 0), None
            rows += row
            stack.append((element, _LEAVE_ROW if row else _LEAVE))
            stack.extend((child, _ENTER) for child in reversed(element))
            continue
        if element is not root and element.tail:
            yield Slot(element, "tail", links > 0, fixed > 0), None


def _enter(element: Any, name: str, in_row: bool) -> Iterator[tuple[str | None, Any]]:
    if name == "br":
        yield _LINE, None
    elif name in BLOCKS and not in_row:
        yield None, element


def _leave(element: Any, name: str, in_row: bool) -> Iterator[tuple[str | None, Any]]:
    if name in BLOCKS and in_row:
        yield _CELL if name in CELLS else " ", None
    elif name in BLOCKS:
        yield None, block_of(element.getparent(), element)
