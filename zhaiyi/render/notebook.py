"""A brief in a notebook's cell: the reading page, in a frame of its own that can reach nothing."""

from __future__ import annotations

from html import escape

from zhaiyi.core.document import Brief
from zhaiyi.render import render

HEIGHT = 640


def notebook_html(brief: Brief) -> str:
    """HTML for one cell. The page's scripts run in a sandbox; its styles do not reach the
    notebook, nor the notebook's styles the page."""
    page = escape(render(brief, "html").decode("utf-8"), quote=True)
    title = escape(brief.headline.text or brief.article.title or "Brief", quote=True)
    style = f"width:100%;height:{HEIGHT}px;border:1px solid #ccc"
    return (
        f'<iframe title="{title}" sandbox="allow-scripts" style="{style}" srcdoc="{page}"></iframe>'
    )
