"""The English article alone as a Word document, what is not sure as comments. Pure; needs
python-docx."""

from __future__ import annotations

import io
from typing import Any

from zhaiyi.core.document import Brief
from zhaiyi.render.docx_comments import add_commented, plain
from zhaiyi.render.english import Paragraph, notices, origin, paragraphs
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.remarks import doubted, remarks, row_remarks
from zhaiyi.render.render_docx import new_document, timeless
from zhaiyi.render.view import View


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The document. Raises `MissingPackage` without python-docx."""
    view, document = View(brief), new_document()
    document.core_properties.title = plain(view.title)[:250]
    heading = document.add_heading("", level=0)
    add_commented(document, heading, view.title, remarks(view.brief.headline))
    for line in filter(None, origin(view)):
        document.add_paragraph(plain(line))
    document.add_paragraph(plain(" ".join(notices(view))), style="Intense Quote")
    for paragraph in paragraphs(view):
        _add(document, paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())


def _add(document: Any, paragraph: Paragraph) -> None:
    line = document.add_heading("", level=1) if paragraph.heading else document.add_paragraph()
    for n, (text, row) in enumerate(paragraph.sentences):
        line.add_run(" " if n else "")
        add_commented(document, line, text, row_remarks(row), doubted(row))
