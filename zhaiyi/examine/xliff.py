"""Reads the units of XLIFF 1.2 and 2.x: source and target text, without formatting codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.tmx import primary

_UNITS = {"trans-unit", "segment"}
"""What holds a source and a target: a unit in 1.2, a segment of one in 2.x."""
_CODES = {"bpt", "ept", "it", "ph", "x", "bx", "ex", "sc", "ec", "cp"}
"""Elements that hold or stand for another tool's formatting codes."""
_LANGUAGES = ("source-language", "srcLang")
"""Attributes that name the language of the sources: of a file in 1.2, of the whole in 2.x."""

Unit = tuple[str, str, str]
"""Chinese, English, and the id."""


def read_xliff(path: Path) -> Iterator[Unit]:
    """The units in order; where English was translated into Chinese, its sides change places.
    Raises `UnreadableInput`.

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


def _units(element: ElementTree.Element) -> Iterator[Unit]:
    number, turned = 0, False
    for unit in element.iter():
        for name in _LANGUAGES:
            turned = primary(unit.get(name, "")) == "en" if name in unit.attrib else turned
        if _name(unit) in _UNITS:
            number += 1
            place = f"unit {unit.get('id') or number}"
            for source, target in _pairs({_name(child): child for child in unit}):
                yield (target, source, place) if turned else (source, target, place)


def _pairs(sides: Mapping[str, ElementTree.Element]) -> Iterator[tuple[str, str]]:
    """The two sides of a unit; of each sentence, where a unit of 1.2 has parted both alike."""
    source, target = sides.get("source"), sides.get("target")
    left, right = _segments(sides.get("seg-source")), _segments(target)
    if left and left.keys() == right.keys():
        yield from ((text, right[name]) for name, text in left.items())
        return
    yield ("" if source is None else _text(source)), ("" if target is None else _text(target))


def _segments(side: ElementTree.Element | None) -> dict[str, str]:
    """Sentences by the names that their marks give them."""
    marks = side.iter() if side is not None else ()
    return {
        mark.get("mid", ""): _text(mark)
        for mark in marks
        if _name(mark) == "mrk" and mark.get("mtype") == "seg"
    }


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
