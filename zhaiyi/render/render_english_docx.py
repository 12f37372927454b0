"""The English article alone as a Word document. Pure; needs python-docx."""

from __future__ import annotations

import io

from zhaiyi.core.document import Brief
from zhaiyi.render.english import notices, origin, paragraphs
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.render_docx import new_document, plain, timeless
from zhaiyi.render.view import View


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The document. Raises `MissingPackage` without python-docx."""
    view, document = View(brief), new_document()
    document.core_properties.title = plain(view.title)[:250]
    document.add_heading(plain(view.title), level=0)
    for line in filter(None, origin(view)):
        document.add_paragraph(plain(line))
    document.add_paragraph(plain(" ".join(notices(view))), style="Intense Quote")
    for paragraph in paragraphs(view):
        if paragraph.heading:
            document.add_heading(plain(paragraph.text), level=1)
        else:
            document.add_paragraph(plain(paragraph.text))
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())
