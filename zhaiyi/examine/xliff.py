"""Reads the units of XLIFF 1.2 and 2.x: source and target text, without formatting codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from zhaiyi.core.errors import UnreadableInput

_UNITS = {"trans-unit", "segment"}
"""What holds a source and a target: a unit in 1.2, a segment of one in 2.x."""
_CODES = {"bpt", "ept", "it", "ph", "x", "bx", "ex", "sc", "ec", "cp"}
"""Elements that hold or stand for another tool's formatting codes."""


def read_xliff(path: Path) -> Iterator[tuple[str, str, str]]:
    """(source, target, id) of each unit, in order. Raises `UnreadableInput`.

    Python's parser reads no external entity; a file that defines entities of its own is refused,
    for they can blow up.
    """
    try:
        data = path.read_bytes()
        if b"<!ENTITY" in data.replace(b"\0", b""):
            raise ValueError("it defines entities")
        root = ElementTree.fromstring(data)
        if _name(root) != "xliff":
            raise ValueError(f"its root is {_name(root)}")
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read ({error.strerror})") from error
    except (ElementTree.ParseError, UnicodeError, LookupError, ValueError) as error:
        raise UnreadableInput(f"{path}: is not an XLIFF file ({error})") from error
    yield from _units(root)


def _units(element: ElementTree.Element) -> Iterator[tuple[str, str, str]]:
    number = 0
    for unit in element.iter():
        if _name(unit) in _UNITS:
            number += 1
            sides = {_name(child): _text(child) for child in unit}
            place = f"unit {unit.get('id') or number}"
            yield sides.get("source", ""), sides.get("target", ""), place


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: ElementTree.Element) -> str:
    return " ".join("".join(_parts(element)).split())


def _parts(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _name(child) not in _CODES:
            yield from _parts(child)
        yield child.tail or ""
