"""Raised and lowered digits → characters of their own: 10⁸, km², CO₂.

Without its tags an exponent would glue to the figure before it: 10⁸ would be read as 108. A raised
number that is no exponent is the mark of a note: it is set in brackets, [2], for the same reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from zhaiyi.formats.tags import BLOCKS, name_of

Place = Literal["sup", "sub"]
_FROM = "0123456789+-"
_TO: dict[Place, dict[int, int]] = {
    "sup": str.maketrans(f"{_FROM}−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻"),
    "sub": str.maketrans(f"{_FROM}−–", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋"),
}
_DIGITS = re.compile(r"[+\-−–]?\d+|\d*[+\-−–]", re.ASCII)
_NUMBERS = re.compile(r"\d{1,3}(?:[,，\-–]\d{1,3})*", re.ASCII)
"""Marks of notes."""
_BASE = re.compile(
    r"(?:\d|[⁺⁻]|(?<![A-Za-z])(?:[A-Za-z]|[kcdmnμµ]m|mc|min|kg|sec)"
    r"|(?:[千厘毫微纳分]|(?<=\d))米|公里|公分|英里|英尺|英寸|秒)\Z",
    re.ASCII,
)
"""What is raised to a power: a figure, a unit, a variable."""
_ION = re.compile(r"[A-Za-z]\Z")
_LOWERED = re.compile(r"(?:(?<!PM)\d|(?<!PM)[A-Za-z]|[A-Za-z\d]\)|[₀-₉₊₋])\Z")
"""What is written with an index; PM10 is not."""
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![A-Za-z])")
_SIGN = re.compile(r"[+\-−–]")
_STYLE = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.I)
_BORDERS = BLOCKS | {"br"}
_CLIMB = 8
"""Empty elements that are looked past for what stands before a raised one."""
_NEAR = 20
_MARK = "\ue000{}\ue000"
SUP, SUP_END, SUB, SUB_END, LINK = (
    _MARK.format(name) for name in ("sup", "/sup", "sub", "/sub", "a")
)
"""Stand in a text for the tags that are gone, until `settled`."""
_MARKED = re.compile("\ue000(su[pb])\ue000([^\ue000]*(?:\ue000a\ue000[^\ue000]*)*)\ue000/\\1\ue000")
_LEFT = re.compile("\ue000(?:/?su[pb]|a)\ue000")


def raised(
    place: Place, text: str, before: str, after: str = "", linked: bool = False
) -> str | None:
    """What stands for a raised or lowered `text`; None where it is to stay as it is."""
    bare, before = text.strip(), before.rstrip()
    if not linked and _DIGITS.fullmatch(bare) and _has_base(place, bare, before, after):
        return bare.translate(_TO[place])
    return f"[{bare}]" if place == "sup" and _NUMBERS.fullmatch(bare) else None


def _has_base(place: Place, text: str, before: str, after: str) -> bool:
    if place == "sub":
        return bool(_LOWERED.search(before))
    if _SIGN.search(text) and _ION.search(before):
        return True
    return bool(_BASE.search(before) or _ELEMENT.match(after))


# -- a text with marks -----------------------------------------------------------------------------


def settled(text: str) -> str:
    """The text with its marks resolved."""
    if "\ue000" not in text:
        return text
    out, at, end = [], 0, ""
    for found in _MARKED.finditer(text):
        out.append(text[at : found.start()])
        at = found.end()
        out.append(_resolved(found, (end + out[-1])[-_NEAR:], text[at : at + _NEAR]))
        end = "".join(out[-2:])[-_NEAR:]
    return _LEFT.sub("", "".join([*out, text[at:]]))


def _resolved(found: re.Match[str], before: str, after: str) -> str:
    content = found[2].replace(LINK, "")
    place: Place = "sup" if found[1] == "sup" else "sub"
    new = raised(place, content, before, after, LINK in found[2])
    return content if new is None else new


# -- a tree of HTML --------------------------------------------------------------------------------


def settle(root: Any) -> None:
    """Puts the characters into the tree. What got one is no longer raised by its tag."""
    for element in root.iter():
        place = _place(element)
        texts = list(_texts(element)) if place else []
        whole = "".join(getattr(holder, where) for holder, where in texts)
        if place is None or not whole.strip() or len(whole) > _CLIMB:
            continue
        new = raised(
            place, whole, text_before(element), element.tail or "", _is_link(element, whole)
        )
        if new is not None:
            _put(element, texts, new)


def _place(element: Any) -> Place | None:
    name = name_of(element)
    if name == "sup" or name == "sub":
        return "sup" if name == "sup" else "sub"
    style = _STYLE.search(element.get("style") or "") if name == "span" else None
    return None if style is None else ("sup" if style[1].lower() == "super" else "sub")


def _texts(element: Any) -> Iterator[tuple[Any, str]]:
    for inner in element.iter():
        if inner.text:
            yield inner, "text"
        if inner is not element and inner.tail:
            yield inner, "tail"


def _put(element: Any, texts: list[tuple[Any, str]], new: str) -> None:
    for holder, where in texts:
        setattr(holder, where, "")
    setattr(*texts[0], new)
    if not new.startswith("["):
        head, brace, _ = element.tag.rpartition("}")
        element.tag = f"{head}{brace}span"
        element.attrib.pop("style", None)


def _is_link(element: Any, whole: str) -> bool:
    """A link is in it, or it is all of a link."""
    if any(name_of(inner) == "a" for inner in element.iter()):
        return True
    parent = element.getparent()
    return (
        parent is not None
        and name_of(parent) == "a"
        and "".join(parent.itertext()).strip(" []［］") == whole.strip()
    )


def text_before(element: Any) -> str:
    """The end of the text that stands before it in its block."""
    for _ in range(_CLIMB):
        previous = element.getprevious()
        if previous is None:
            element = element.getparent()
            text: str = "" if element is None else element.text or ""
        else:
            element = previous
            tail: str = previous.tail or ""
            text = tail if tail.strip() else _inner(previous) + tail
        if text.strip() or element is None or name_of(element) in _BORDERS:
            return text
    return ""


def _inner(element: Any) -> str:
    return "" if name_of(element) in _BORDERS else "".join(element.itertext())
