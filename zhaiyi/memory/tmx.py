"""TMX 1.4: the exchange format of translation memories, written and read unit by unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from zhaiyi.errors import UnreadableInput
from zhaiyi.version import __version__

_STAMP = "%Y%m%dT%H%M%SZ"
_TOOL = "Zhaiyi"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Elements inside a segment that hold another tool's formatting codes, not text."""


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LAST = 4e9
"""Seconds since 1970 after which a time is no time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit. `human` is True for what a person wrote; `digest` is the memory's key of what a
    machine made, empty where the file names none."""

    source: str
    target: str
    time: float
    human: bool
    digest: str = ""
    status: str = "edited"
    findings: str = ""
    translator: str = ""


def write(path: Path, entries: Iterable[Entry]) -> int:
    """Writes a file; the number of its units."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        xml.startDocument()
        _open(xml, "tmx", version="1.4")
        _open(xml, "header", **_HEADER)
        xml.endElement("header")
        _open(xml, "body")
        for entry in entries:
            _unit(xml, entry)
            count += 1
        xml.endElement("body")
        xml.endElement("tmx")
        xml.endDocument()
    return count


_HEADER = {
    "creationtool": _TOOL,
    "creationtoolversion": __version__,
    "segtype": "sentence",
    "o-tmf": "zhaiyi.memory",
    "adminlang": "en",
    "srclang": "zh",
    "datatype": "plaintext",
}


def _unit(xml: XMLGenerator, entry: Entry) -> None:
    xml.characters("\n")
    moment = datetime.fromtimestamp(entry.time, UTC)
    identity = {"tuid": entry.digest} if entry.digest else {}
    _open(xml, "tu", **identity, changedate=moment.strftime(_STAMP))
    properties = {
        "origin": "human" if entry.human else "machine",
        "status": entry.status,
        "translator": entry.translator,
        "findings": entry.findings if entry.findings != "[]" else "",
        "time": repr(entry.time),
    }
    for name, value in properties.items():
        if value:
            _text(xml, "prop", value, type=f"x-{name}")
    for code, text in (("zh", entry.source), ("en", entry.target)):
        _open(xml, "tuv", **{"xml:lang": code})
        _text(xml, "seg", text)
        xml.endElement("tuv")
    xml.endElement("tu")


def _open(xml: XMLGenerator, name: str, **attributes: str) -> None:
    clean = {key: _xml_text(value) for key, value in attributes.items()}
    xml.startElement(name, AttributesImpl(clean))


def _text(xml: XMLGenerator, name: str, text: str, **attributes: str) -> None:
    _open(xml, name, **attributes)
    xml.characters(_xml_text(text))
    xml.endElement(name)


def _xml_text(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text)


def read(path: Path) -> Iterator[Entry]:
    """The Chinese-English units of a file, one at a time. Raises `UnreadableInput`.

    Python's parser reads no external entity; a file that defines entities of its own is refused,
    for they can blow up.
    """
    try:
        yield from _units(path)
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read ({error.strerror})") from error
    except (ElementTree.ParseError, UnicodeError, LookupError, ValueError) as error:
        raise UnreadableInput(f"{path}: is not a TMX file ({error})") from error


def _units(path: Path) -> Iterator[Entry]:
    ours, root = False, None
    with path.open("rb") as file:
        if b"<!ENTITY" in file.read(4096).replace(b"\0", b""):
            raise ValueError("it defines entities")
        file.seek(0)
        for event, element in ElementTree.iterparse(file, events=("start", "end")):
            if root is None:
                root = _root(element)
            elif event == "start":
                continue
            elif element.tag == "header":
                ours = element.get("creationtool") == _TOOL
            elif element.tag == "tu":
                if (entry := _entry(element, ours)) is not None:
                    yield entry
                element.clear()
                root.find("body").clear()  # type: ignore[union-attr]


def _root(element: ElementTree.Element) -> ElementTree.Element:
    if element.tag != "tmx":
        raise ValueError(f"its root is {element.tag}")
    return element


def _entry(unit: ElementTree.Element, ours: bool) -> Entry | None:
    """One unit, or None where it lacks a side. Without word of its origin, what another tool wrote
    counts as a person's work and what Zhaiyi wrote as a machine's."""
    sides = {_language(v): _segment(v) for v in unit.iter("tuv")}
    source, target = sides.get("zh", ""), sides.get("en", "")
    if not source or not target:
        return None
    prop = {p.get("type", ""): p.text or "" for p in unit.findall("prop")}
    status = prop.get("x-status", "ok")
    human = not ours or prop.get("x-origin") == "human" or status == "edited"
    digest = unit.get("tuid", "") if prop.get("x-origin") == "machine" else ""
    return Entry(
        source, target, _time(unit, prop), human, digest, status,
        prop.get("x-findings", ""), prop.get("x-translator", ""),
    )  # fmt: skip


def _time(unit: ElementTree.Element, prop: dict[str, str]) -> float:
    """When it was last changed; 0 where nothing says."""
    try:
        if exact := prop.get("x-time"):
            moment = float(exact)
        else:
            stamp = unit.get("changedate") or unit.get("creationdate") or ""
            moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0
    return moment if 0 < moment < _LAST else 0.0


def _language(variant: ElementTree.Element) -> str:
    code = variant.get(_LANG) or variant.get("lang") or ""
    return code.lower().replace("_", "-").partition("-")[0]


def _segment(variant: ElementTree.Element) -> str:
    segment: Any = variant.find("seg")
    return "".join(_texts(segment)).strip() if segment is not None else ""


def _texts(element: ElementTree.Element) -> Iterator[str]:
    if element.tag not in _CODES:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
