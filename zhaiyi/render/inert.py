"""Text of strangers made inert for each kind of file. Pure.

Articles, models and glossaries are not to be trusted: whatever they hold stays text. HTML is
escaped by the template engine; the other escapes are here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&|~{}$^]|(?<=\{)%|%(?=\})|:(?=//)|(?<=www)\.|(?<=ftp)\.")
_LINE_START = re.compile(r"^(?=[#+=\-])|^(\d{1,9})(?=[.)](?:\s|\Z))")
_WEB = re.compile(r"https?://[^\s<>\"'`\\]+\Z", re.IGNORECASE)


def encodable(text: str) -> str:
    """`text` with every lone surrogate, and what is no character in Unicode or XML, as U+FFFD, so
    that any program can read it."""
    return _NO_CHARACTERS.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` on one line, without the controls that would steer a terminal or turn the reading
    direction of what follows."""
    kept = (" " if c.isspace() else c for c in encodable(text) if c.isspace() or not _steers(c))
    return " ".join("".join(kept).split())


def printable(text: str) -> str:
    """`text` for a terminal: lines and tabs stay, U+FFFD stands for each control that would steer
    it or turn the reading direction."""
    return "".join("\ufffd" if char not in "\n\t" and _steers(char) else char for char in text)


def undirected(text: str) -> str:
    """`text` without controls of reading direction, which would turn our own words around it."""
    return "".join(char for char in text if char not in _BIDI)


def _steers(char: str) -> bool:
    return char in _BIDI or unicodedata.category(char) == "Cc"


def markdown(text: str) -> str:
    """`text` as inert Markdown on one line: no markup, table border, link, formula or template."""
    escaped = _MARKDOWN.sub(_escape, one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}\\" if m[1] else "\\", escaped)


def _escape(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(match[0], f"\\{match[0]}")


def safe_url(url: Any) -> str:
    """`url` if a browser may follow it (http or https), else an empty string."""
    return url if isinstance(url, str) and _WEB.match(url) else ""
