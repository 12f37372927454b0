"""Equations inside a sentence, MathML or Word's, as text in the line: 5.3%, 1/2, 10⁴, √2.

A figure that an author sets as an equation belongs to the sentence; left out, nobody misses it.
"""

from __future__ import annotations

import re
from typing import Any

from zhaiyi.formats.raised import Place, raised
from zhaiyi.formats.tags import name_of

_FRACTIONS = frozenset(("mfrac", "f"))
_RAISED: dict[str, tuple[Place, ...]] = {
    "msup": ("sup",),
    "sSup": ("sup",),
    "msub": ("sub",),
    "sSub": ("sub",),
    "msubsup": ("sub", "sup"),
    "sSubSup": ("sub", "sup"),
}
_ROOTS = frozenset(("msqrt", "mroot", "rad"))
_UNREAD = frozenset(("annotation", "annotation-xml", "mphantom", "rPr", "del", "moveFrom"))
_SIGNS: dict[Place, str] = {"sup": "^", "sub": "_"}
_STARTS = re.compile(r"\d+/\d")
_FIELD = re.compile(r"\s*EQ\s", re.I)
_OVER = re.compile(
    r"\\o\s?(?:\\a[dclr]\s?)?\(\s*(?:\\s\s?\\up\s*\d*\s*\([^()]*\)|[○□△◇〇◯])\s*[,;，；]([^()]*)\)",
    re.I,
)
_FRACTION = re.compile(r"\\f\s?\(([^()\\,;]+)[,;]([^()\\,;]+)\)", re.I)
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
"""Function application, invisible times, separator and plus."""


def in_line(element: Any) -> str:
    """The text of an equation; empty where it has none."""
    name = str(element.tag).rpartition("}")[2]
    parts = [text for child in _children(element) if (text := in_line(child))]
    if name in _FRACTIONS and len(parts) == 2:
        return "/".join(_closed(part) for part in parts)
    if name in _RAISED and len(parts) == 1 + len(_RAISED[name]):
        text = parts[0]
        for place, part in zip(_RAISED[name], parts[1:], strict=True):
            text += _set(place, part, text)
        return text
    if name in _ROOTS and parts:
        return _root(name, parts)
    if name == "d" and parts:
        return _delimited(element, parts)
    own: str = (element.text or "").translate(_INVISIBLE).strip()
    text = ""
    for part in parts:
        text += apart(text, part)
    return text or own


def apart(before: str, text: str) -> str:
    """The text behind `before`: a mixed number keeps its parts apart, 2 1/3."""
    return f" {text}" if before[-1:].isdigit() and _STARTS.match(text) else text


def of_field(code: str) -> str:
    """What Word's field ``EQ`` shows, of the kinds that stand in Chinese text: characters with
    readings above or a ring around, and fractions. Empty for any other."""
    if not _FIELD.match(code):
        return ""
    if found := _OVER.search(code):
        return found[1].strip()
    found = _FRACTION.search(code)
    return "/".join(_closed(part.strip()) for part in found.groups()) if found else ""


def _children(element: Any) -> list[Any]:
    """Those that say something; properties of Word's equations do not."""
    names = ((child, str(child.tag).rpartition("}")[2]) for child in element)
    return [c for c, name in names if name not in _UNREAD and not name.endswith("Pr")]


def _closed(text: str) -> str:
    """In brackets where it is more than one figure or word."""
    return text if text.replace(".", "").isalnum() else f"({text})"


def _set(place: Place, text: str, before: str) -> str:
    new = raised(place, text, before)
    return _SIGNS[place] + _closed(text) if new is None or new.startswith("[") else new


def _root(name: str, parts: list[str]) -> str:
    """The degree stands behind in MathML, before in Word."""
    if len(parts) == 1 or name == "msqrt":
        return f"√{_closed(''.join(parts))}"
    degree, radicand = parts if name == "rad" else reversed(parts)
    return f"{_set('sup', degree, 'x')}√{_closed(radicand)}"


def _delimited(element: Any, parts: list[str]) -> str:
    """Word's brackets, round where it does not say."""
    given: dict[str, str] = {
        name_of(sign): value
        for sign in element.iterfind("{*}dPr/{*}*")
        for key, value in sign.attrib.items()
        if key.rpartition("}")[2] == "val"
    }
    return given.get("begchr", "(") + ",".join(parts) + given.get("endchr", ")")
