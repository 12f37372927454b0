"""TMX 1.4, the exchange format of translation memories: read and written unit by unit.

The memory, glossaries and the briefs that leave Zhaiyi all go through here. Pure: it reads and
writes open files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.text.xml_characters import xml_text
from zhaiyi.text.xml_names import XML_LANG

TOOL = "Zhaiyi"
_STAMP = "%Y%m%dT%H%M%SZ"
_CODES = ("{*}bpt", "{*}ept", "{*}it", "{*}ph", "{*}ut")
"""Elements inside a segment that hold another tool's formatting codes, not text."""
LATEST = 4e9
"""Seconds since 1970 after which a time is no time."""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One ``<tu>``. `sides` are language tags with their text, in order; `properties` are the
    ``<prop>``s by type; `changed` is seconds since 1970, 0 where nothing says; `tool` made the
    file that it was read from."""

    sides: tuple[tuple[str, str], ...]
    id: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    changed: float = 0.0
    tool: str = ""

    def text(self, language: str) -> str:
        """The first text of a language, whatever its region and script; empty without one."""
        return next((text for tag, text in self.sides if primary(tag) == language and text), "")


def primary(tag: str) -> str:
    """``zh`` of ``zh-Hans-CN`` and ``ZH_cn``."""
    return tag.lower().replace("_", "-").partition("-")[0]


# -- writing -----------------------------------------------------------------------------------


def write(
    file: IO[bytes], units: Iterable[TranslationUnit], *, kind: str, language: str, version: str
) -> int:
    """Writes a whole file; the number of its units. `kind` says what of ours it holds
    (``o-tmf``), `language` is that of the sources, `version` the one of Zhaiyi."""
    xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    _open(xml, "tmx", 0, version="1.4")
    _open(xml, "header", 1, **_header(kind, language, version))
    xml.endElement("header")
    _open(xml, "body", 1)
    count = 0
    for unit in units:
        _write_unit(xml, unit)
        count += 1
    _close(xml, "body", 1)
    _close(xml, "tmx", 0)
    xml.ignorableWhitespace("\n")
    xml.endDocument()
    return count


def _header(kind: str, language: str, version: str) -> dict[str, str]:
    return {
        "creationtool": TOOL,
        "creationtoolversion": version,
        "segtype": "sentence",
        "o-tmf": kind,
        "adminlang": "en",
        "srclang": language,
        "datatype": "plaintext",
    }


def _write_unit(xml: XMLGenerator, unit: TranslationUnit) -> None:
    given = {"tuid": unit.id, "changedate": _stamp(unit.changed)}
    _open(xml, "tu", 2, **{name: value for name, value in given.items() if value})
    for name, value in unit.properties.items():
        _leaf(xml, "prop", 3, value, type=name)
    for tag, text in unit.sides:
        _open(xml, "tuv", 3, **{"xml:lang": tag})
        _leaf(xml, "seg", 4, text)
        _close(xml, "tuv", 3)
    _close(xml, "tu", 2)


def _stamp(moment: float) -> str:
    if not 0 < moment < LATEST:
        return ""
    return datetime.fromtimestamp(moment, UTC).strftime(_STAMP)


def _open(xml: XMLGenerator, name: str, depth: int, **attributes: str) -> None:
    xml.ignorableWhitespace("\n" + "  " * depth if depth else "")
    clean = {key: xml_text(value) for key, value in attributes.items()}
    xml.startElement(name, AttributesImpl(clean))


def _close(xml: XMLGenerator, name: str, depth: int) -> None:
    xml.ignorableWhitespace("\n" + "  " * depth)
    xml.endElement(name)


# -- reading -----------------------------------------------------------------------------------


def _leaf(xml: XMLGenerator, name: str, depth: int, text: str, **attributes: str) -> None:
    _open(xml, name, depth, **attributes)
    xml.characters(xml_text(text))
    xml.endElement(name)


def read(file: IO[bytes], name: str) -> Iterator[TranslationUnit]:
    """The units of an open file, one at a time; `name` is what an error calls it.

    Raises `UnreadableInput` for what is no TMX, what is nested without end, and for a file that
    defines entities of its own, for they can blow up; no other file is ever opened.
    """
    from lxml import etree

    try:
        yield from _units(file)
    except (etree.LxmlError, UnicodeError, LookupError, ValueError) as error:
        words = " ".join(str(getattr(error, "msg", None) or error).split())
        raise UnreadableInput(f"{name}: is not a TMX file ({words})") from error


def _units(file: IO[bytes]) -> Iterator[TranslationUnit]:
    from lxml import etree

    found = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    tool, has_body, root = "", False, None
    for event, element in found:
        local = _local(element)
        if root is None:
            root = element
            _check_root(element)
        elif event == "start":
            has_body = has_body or local == "body"
        elif local == "header":
            tool = element.get("creationtool") or ""
        elif local == "tu":
            if not has_body:
                raise ValueError("it has a <tu> outside its <body>")
            yield _unit(element, tool)
            _forget(element)
    if not has_body:
        raise ValueError("it has no <body>")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _check_root(root: Any) -> None:
    if _local(root) != "tmx":
        raise ValueError(f"its root is {_local(root)}")
    own = root.getroottree().docinfo.internalDTD
    if own is not None and any(entity.content is not None for entity in own.iterentities()):
        raise ValueError("it defines entities")


def _forget(element: Any) -> None:
    """Frees a unit that was read, so that a large file needs no memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _unit(element: Any, tool: str) -> TranslationUnit:
    sides, properties = [], {}
    for child in element:
        if _local(child) == "prop":
            properties[child.get("type", "")] = child.text or ""
        elif _local(child) == "tuv":
            sides.append((child.get(XML_LANG) or child.get("lang") or "", _segment(child)))
    stamp = element.get("changedate") or element.get("creationdate") or ""
    return TranslationUnit(tuple(sides), element.get("tuid", ""), properties, _moment(stamp), tool)


def _segment(variant: Any) -> str:
    from lxml import etree

    segment = next((child for child in variant if _local(child) == "seg"), None)
    if segment is None:
        return ""
    etree.strip_elements(segment, *_CODES, etree.Entity, with_tail=False)
    return "".join(segment.itertext()).strip()


def _moment(stamp: str) -> float:
    try:
        moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0
    return moment if 0 < moment < LATEST else 0.0
