"""A `Brief` in every form that leaves Zhaiyi: one file here for each format.

>>> data = render(brief, "html")            # bytes, ready to be written
>>> FORMATS["html"].suffix, FORMATS["html"].mime
>>> brief == from_json(to_json(brief))      # JSON is the lossless form

How the reading view is drawn, in the exported file and on the page, is told in
`zhaiyi.render.assets`. Everything here is a function of the brief: no clock, no network; the
templates and scripts of this package are the only files that are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from zhaiyi.core.document import Brief, Finding
from zhaiyi.core.errors import UsageError
from zhaiyi.core.plugins import Table, resolve
from zhaiyi.render.look import Look, Shape


@dataclass(frozen=True, slots=True)
class Format:
    """Where a format lives (`module` has ``write(brief, look)``) and what its files are."""

    module: str
    suffix: str
    mime: str
    title: str


def _of(entry: Any) -> Format:
    """The `Format` that an entry point names."""
    found = entry.load()
    if not isinstance(found, Format):
        raise TypeError("it is no zhaiyi.render.Format")
    return found


FORMATS: Table[Format] = Table(
    {
        "html": Format("zhaiyi.render.render_html", ".html", "text/html", "Reading page"),
        "md": Format("zhaiyi.render.render_md", ".md", "text/markdown", "Markdown"),
        "json": Format("zhaiyi.render.render_json", ".json", "application/json", "JSON"),
        "txt": Format("zhaiyi.render.render_txt", ".txt", "text/plain", "Plain text"),
        "docx": Format(
            "zhaiyi.render.render_docx",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Word, bilingual",
        ),
        "tmx": Format(
            "zhaiyi.render.render_tmx", ".tmx", "application/x-tmx+xml", "Translation memory"
        ),
        "jsonl": Format(
            "zhaiyi.render.render_jsonl", ".jsonl", "application/jsonl", "JSON, one line"
        ),
        "en-html": Format(
            "zhaiyi.render.render_english_html", ".en.html", "text/html", "Page, English only"
        ),
        "en-md": Format(
            "zhaiyi.render.render_english_md", ".en.md", "text/markdown", "Markdown, English only"
        ),
        "en-docx": Format(
            "zhaiyi.render.render_english_docx",
            ".en.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Word, English only",
        ),
    },
    "zhaiyi.renderers",
    _of,
)
"""Every format by name, in the order in which they are offered; others' from the entry points
``zhaiyi.renderers`` behind ours."""

PAIR_FORMATS = ("txt", "md", "html", "jsonl")
"""What `render_pairs` writes."""


def render(
    brief: Brief,
    format: str,
    *,
    aid: Mapping[str, Any] | None = None,
    paragraph: bool = False,
    shape: Shape = "list",
) -> bytes:
    """The whole file. `aid` (`zhaiyi.render.aid.reading_aid`) gives the reading page pinyin and
    English for each Chinese word; `shape` is the summary's (see
    `zhaiyi.render.look.Look`), `paragraph` another word for that one.

    Raises `UsageError` for an unknown format and one that cannot be imported, `MissingPackage`
    where a format needs an optional package that is not installed.
    """
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; choose from {', '.join(FORMATS)}")
    look = Look(aid, "paragraph" if paragraph else shape)
    write = resolve(f"{FORMATS[format].module}:write", f"the format {format}")
    data: bytes = write(brief, look)
    return data


def render_pairs(
    pairs: Sequence[tuple[str, str]],
    format: str,
    *,
    title: str = "",
    findings: Mapping[int, Sequence[Finding]] = MappingProxyType({}),
) -> str:
    """Source and target side by side, for a plain translation without a summary. `findings`, by
    the index of the pair, are told in JSON lines.

    Raises `UsageError` for a format that is not in `PAIR_FORMATS`.
    """
    if format not in PAIR_FORMATS:
        raise UsageError(f"unknown format {format!r}; choose from {', '.join(PAIR_FORMATS)}")
    writer = getattr(import_module("zhaiyi.render.pairs"), f"write_{format}")
    text: str = writer(pairs, title, findings)
    return text


def to_json(brief: Brief) -> str:
    """See `zhaiyi.render.render_json`."""
    text: str = import_module(FORMATS["json"].module).to_json(brief)
    return text


def from_json(text: str | bytes) -> Brief:
    """See `zhaiyi.render.render_json`. Raises `UnreadableInput`."""
    brief: Brief = import_module(FORMATS["json"].module).from_json(text)
    return brief


__all__ = ["FORMATS", "PAIR_FORMATS", "Format", "from_json", "render", "render_pairs", "to_json"]
