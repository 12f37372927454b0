"""The English article alone as one HTML file without a script. Pure but for the package's files."""

from __future__ import annotations

from functools import cache
from typing import Any

from markupsafe import Markup

from zhaiyi.core.document import Brief
from zhaiyi.render.assets import csp_hash, reader_css
from zhaiyi.render.english import notices, origin, paragraphs
from zhaiyi.render.inert import encodable
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.render_html import template
from zhaiyi.render.view import View
from zhaiyi.render.words import english


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The page of the English alone."""
    view = View(brief)
    line, url = origin(view)
    values: dict[str, Any] = {
        "title": view.title,
        "origin": line,
        "url": url,
        "notices": " ".join(notices(view)),
        "paragraphs": paragraphs(view),
        "words": english(),
    }
    page: str = template("english.html").render(_shell() | values)
    return encodable(page).encode("utf-8")


@cache
def _shell() -> dict[str, Any]:
    css = reader_css()
    policy = f"default-src 'none'; style-src {csp_hash(css)}; base-uri 'none'; form-action 'none'"
    return {"css": Markup(css), "policy": policy}
