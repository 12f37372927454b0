"""The English article alone as Markdown. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from zhaiyi.core.document import Brief
from zhaiyi.render.english import notices, origin, paragraphs
from zhaiyi.render.inert import markdown
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.view import View


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The English alone, in Markdown."""
    return ("\n\n".join(_parts(View(brief))) + "\n").encode("utf-8")


def _parts(view: View) -> Iterator[str]:
    yield f"# {markdown(view.title)}"
    line, url = origin(view)
    if line:
        yield markdown(line)
    if url:
        yield f"<{url}>"
    yield f"> {' '.join(map(markdown, notices(view)))}"
    for paragraph in paragraphs(view):
        yield f"{'## ' if paragraph.heading else ''}{markdown(paragraph.text)}"
