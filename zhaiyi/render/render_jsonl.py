"""A brief as one line of JSON, so that many of them are a file of lines. Pure."""

from __future__ import annotations

from zhaiyi.core.document import Brief
from zhaiyi.render.look import PLAIN, Look
from zhaiyi.render.render_json import to_json


def write(brief: Brief, look: Look = PLAIN) -> bytes:
    """The brief in UTF-8 on one line."""
    return (to_json(brief, indent=None) + "\n").encode("utf-8")
