"""The translated sentences as a TMX 1.4b translation memory. Pure.

Only pairs with English stand in it: no repeats, no failures. A flagged pair says so in a property,
so that a memory can leave it out.
"""

from __future__ import annotations

from lxml import etree

from zhaiyi.document import Brief
from zhaiyi.render.inert import encodable, xml_text
from zhaiyi.render.view import Row, View

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TARGET = "en"


def write(brief: Brief) -> bytes:
    view = View(brief)
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(root, "header", _header(view))
    body = etree.SubElement(root, "body")
    for row in view.rows:
        if row.state == "translated":
            _unit(body, row, view.lang)
    data: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, pretty_print=True, doctype=None
    )
    return data


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


def _unit(body: etree._Element, row: Row, lang: str) -> None:
    unit = etree.SubElement(body, "tu", tuid=str(row.number))
    for kind, value in (("status", row.status), ("kind", row.sentence.kind)):
        etree.SubElement(unit, "prop", type=f"x-{kind}").text = value
    for code, text in ((lang, row.sentence.text), (_TARGET, row.text)):
        variant = etree.SubElement(unit, "tuv", {_LANG: code})
        etree.SubElement(variant, "seg").text = _text(text)


def _text(text: str) -> str:
    return xml_text(encodable(text))
