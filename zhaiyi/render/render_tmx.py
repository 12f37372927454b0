"""The translated sentences as a TMX 1.4b translation memory. Pure.

Only pairs with English stand in it: no repeats, no failures. A flagged pair says so in a property,
so that a memory can leave it out; one that a person changed holds the machine's text in another.
"""

from __future__ import annotations

import io

from zhaiyi.core.document import Brief
from zhaiyi.formats import tmx
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.view import Row, View

_TARGET = "en"


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The translated sentences, a unit each."""
    view = View(brief)
    file = io.BytesIO()
    tmx.write(
        file,
        (_unit(row, view.lang) for row in view.rows if row.state == "translated"),
        kind="zhaiyi.brief",
        language=view.lang,
        version=brief.provenance.version,
    )
    return file.getvalue()


def _unit(row: Row, language: str) -> tmx.TranslationUnit:
    properties = {"x-status": row.status, "x-kind": row.sentence.kind}
    if row.translation is not None and row.translation.level is not None:
        properties["x-level"] = row.translation.level
        properties["x-confidence"] = f"{row.translation.confidence or 0.0:.3f}"
    if row.machine:
        properties["x-machine"] = row.machine
    texts = ((language, row.sentence.text), (_TARGET, row.text))
    return tmx.TranslationUnit(texts, str(row.number), properties)
