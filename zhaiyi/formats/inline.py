"""What a browser draws within a line of HTML → characters: the quotation marks of ``<q>``, raised
digits, equations. Struck-out text is no longer said, and goes."""

from __future__ import annotations

from typing import Any

from zhaiyi.formats import raised
from zhaiyi.formats.equations import apart, in_line
from zhaiyi.formats.tags import BLOCKS, EQUATION, name_of

_STRUCK = frozenset(("s", "strike", "del"))
_OPENING = "“‘\"'「『"
_PAIRS = (("“", "”"), ("‘", "’"))


def settle(root: Any) -> None:
    """Puts the characters into the tree."""
    for element in list(root.iter()):
        name = name_of(element)
        if name in _STRUCK:
            _strike(element)
        elif name == "q":
            _quote(element)
        elif name == EQUATION:
            _equate(element)
    raised.settle(root)


def _strike(element: Any) -> None:
    """Not over the borders of blocks: there a tag was left open."""
    inner = list(element.iterdescendants())
    if any(name_of(each) in BLOCKS for each in inner):
        return
    element.text = ""
    for each in inner:
        each.text = each.tail = ""


def _quote(element: Any) -> None:
    """Marks that stand there already are enough."""
    text = "".join(element.itertext()).strip()
    if not text or text[0] in _OPENING or raised.text_before(element).rstrip()[-1:] in _OPENING:
        return
    depth = sum(name_of(outer) == "q" for outer in element.iterancestors())
    opening, closing = _PAIRS[depth % 2]
    element.text = opening + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + closing
    else:
        element.text += closing


def _equate(element: Any) -> None:
    """Only within a sentence: an equation that stands alone is none."""
    if not (raised.text_before(element) + (element.tail or "")).strip():
        return
    text = apart(raised.text_before(element), in_line(element))
    for child in list(element):
        element.remove(child)
    element.text = text
    head, brace, _ = element.tag.rpartition("}")
    element.tag = f"{head}{brace}span"
