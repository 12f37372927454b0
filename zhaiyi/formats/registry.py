"""Which reader takes which input: one line for each format, imported when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from zhaiyi.core.errors import UsageError
from zhaiyi.core.plugins import Table, resolve
from zhaiyi.formats.draft import ReadingJob, SourceDraft

Reader = Callable[[bytes, ReadingJob], SourceDraft]


class Format(NamedTuple):
    """A format: `target` is ``module:function``, ours by the name in this package; `magic` matches
    the first bytes where it can."""

    target: str
    suffixes: tuple[str, ...]
    content_types: tuple[str, ...]
    magic: re.Pattern[bytes] | None = None


def _of(entry: Any) -> Format:
    """The `Format` that an entry point names."""
    found = entry.load()
    if not isinstance(found, Format):
        raise TypeError("it is no zhaiyi.formats.registry.Format")
    return found


FORMATS: Table[Format] = Table(
    {
        "pdf": Format(
            "pdf:parse", (".pdf",), ("application/pdf",), re.compile(rb".{0,1024}?%PDF-", re.S)
        ),
        "docx": Format(
            "docx:parse",
            (".docx", ".docm"),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
            re.compile(rb"PK\x03\x04(?=.*word/document\.xml)", re.S),
        ),
        "epub": Format(
            "epub:parse",
            (".epub",),
            ("application/epub+zip",),
            re.compile(rb"PK\x03\x04(?=.*META-INF/container\.xml)", re.S),
        ),
        "html": Format(
            "html:parse",
            (".html", ".htm", ".xhtml", ".shtml"),
            ("text/html", "application/xhtml+xml"),
            re.compile(
                rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?"
                rb"<(?:!doctype\s+html|html\b)",
                re.I | re.S,
            ),
        ),
        "srt": Format(
            "srt:parse",
            (".srt",),
            ("application/x-subrip", "text/srt"),
            re.compile(rb"(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\d+:\d\d:\d\d[,.]\d+\s*-->"),
        ),
        "md": Format("markdown:parse", (".md", ".markdown"), ("text/markdown",)),
        "txt": Format("plain:parse", (".txt", ".text"), ("text/plain",)),
    },
    "zhaiyi.formats",
    _of,
)
"""By name; others' from the entry points ``zhaiyi.formats``."""

_HEAD = 4096

BINARIES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a WebP picture or a WAV sound"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "an MP3 sound"),
    (b"OggS", "an Ogg sound"),
    (b"\x00\x00\x00\x18ftyp", "an MP4 film"),
    (b"\x00\x00\x00\x20ftyp", "an MP4 film"),
    (b"SQLite format 3", "an SQLite database"),
    (b"wOF", "a web font"),
)
LEGACY: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word (.doc) or Office file"),
    (b"{\\rtf", "an RTF file"),
)
"""Readable once they are saved anew."""


def reader(name: str) -> Reader:
    """The function that reads the format. Raises `UsageError` for an unknown name and for one that
    cannot be imported."""
    if name not in FORMATS:
        raise UsageError(f"no such input format: {name!r}; one of {', '.join(sorted(FORMATS))}")
    target = FORMATS[name].target
    where = f"zhaiyi.formats.{target}" if FORMATS.is_ours(name) else target
    return cast(Reader, resolve(where, f"the input format {name}"))


def by_magic(data: bytes) -> str | None:
    """The format that the bytes themselves name, also where they are UTF-16."""
    for name, form in FORMATS.items():
        if form.magic and form.magic.match(data):
            return name
    return by_magic(narrow) if (narrow := _narrow(data)) else None


def _narrow(data: bytes) -> bytes:
    """The ASCII of a UTF-16 file's beginning; empty where it is none."""
    head = data[:_HEAD].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if head[:4].count(b"\x00") != 2 or head.startswith(b"\x00\x00"):
        return b""
    return head.replace(b"\x00", b"")


def by_suffix(suffix: str) -> str | None:
    """The format of a file name's suffix (with its dot), in any case."""
    return next((n for n, f in FORMATS.items() if suffix.lower() in f.suffixes), None)


def by_content_type(content_type: str) -> str | None:
    """The format of a MIME type, without its parameters."""
    return next((n for n, f in FORMATS.items() if content_type.lower() in f.content_types), None)


def binary_kind(data: bytes) -> str | None:
    """What a file that is not text looks like, in words."""
    return next((kind for mark, kind in BINARIES if data.startswith(mark)), None)


def legacy_kind(data: bytes) -> str | None:
    """A document format that must be saved anew first, in words."""
    return next((kind for mark, kind in LEGACY if data.startswith(mark)), None)
