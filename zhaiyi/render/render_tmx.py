"""The translated sentences as a TMX 1.4b translation memory. Pure.

Only pairs with English stand in it: no repeats, no failures. A flagged pair says so in a property,
so that a memory can leave it out; one that a person changed holds the machine's text in another.
"""

from __future__ import annotations

from xml.etree import ElementTree

from zhaiyi.document import Brief
from zhaiyi.render.inert import encodable, xml_text
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.view import Row, View

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TARGET = "en"


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    view = View(brief)
    root = ElementTree.Element("tmx", version="1.4")
    ElementTree.SubElement(root, "header", _header(view))
    body = ElementTree.SubElement(root, "body")
    for row in view.rows:
        if row.state == "translated":
            _unit(body, row, view.lang)
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _header(view: View) -> dict[str, str]:
    return {
        "creationtool": "Zhaiyi",
        "creationtoolversion": _text(view.brief.provenance.version),
        "segtype": "sentence",
        "o-tmf": "zhaiyi.brief",
        "adminlang": "en",
        "srclang": view.lang,
        "datatype": "plaintext",
    }


def _unit(body: ElementTree.Element, row: Row, lang: str) -> None:
    unit = ElementTree.SubElement(body, "tu", tuid=str(row.number))
    for kind, value in (("status", row.status), ("kind", row.sentence.kind)):
        ElementTree.SubElement(unit, "prop", type=f"x-{kind}").text = value
    if row.machine:
        ElementTree.SubElement(unit, "prop", type="x-machine").text = _text(row.machine)
    for code, text in ((lang, row.sentence.text), (_TARGET, row.text)):
        variant = ElementTree.SubElement(unit, "tuv", {_LANG: code})
        ElementTree.SubElement(variant, "seg").text = _text(text)


def _text(text: str) -> str:
    return xml_text(encodable(text))
