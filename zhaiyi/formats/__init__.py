"""Reading: a path, bytes or URL → `Source` (text, blocks with anchors back into the file, meta).

Anchors by format (n, m count from 1 in the order of the file):

======  =========================================================================================
txt     ``line[n]``: the line
md      ``line[n]``: the first line of the block; a table row has its own line
html    ``tag[n]``: the n-th element of that name, XPath ``(//tag)[n]``, with ``/line[m]`` where
        ``<br>`` parts it; ``title`` for a title that is only in the page's head; stretches of
        text before and behind an inner block share their element's anchor, in order
docx    ``p[n]``: python-docx's ``document.paragraphs[n-1]``; ``table[n]/row[m]``:
        ``document.tables[n-1].rows[m-1]``; ``box[n]``: the n-th paragraph inside text boxes;
        ``footnote[id]``, ``endnote[id]``: the note with that ``w:id``
pdf     ``page[n]/p[m]``: the m-th paragraph that begins on page n
epub    ``chapter-n/tag[m]``: as in html, n is the position in the spine
srt     ``cue[i]@from-->to``: index and times as in the file
======  =========================================================================================
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zhaiyi.core.document import Source
from zhaiyi.formats import entities, mojibake, plain
from zhaiyi.formats.characters import clean_ends, clean_surrogates, one_line
from zhaiyi.formats.draft import ReadingJob, SourceDraft, check_length, line_blocks
from zhaiyi.formats.limits import Deadline, ReadLimits
from zhaiyi.formats.load import check_size, choose_format, file_bytes, finish, to_source
from zhaiyi.formats.registry import FORMATS, reader
from zhaiyi.text.language import ensure_chinese, language_of

__all__ = [
    "ReadLimits",
    "ensure_chinese",
    "language_of",
    "read",
    "read_lines",
    "read_text",
    "supported_suffixes",
]

_DEFAULT = ReadLimits()


def read(
    where: str | Path | bytes,
    *,
    encoding: str | None = None,
    format: str | None = None,
    limits: ReadLimits = _DEFAULT,
    allow_private: bool = False,
    name: str | None = None,
) -> Source:
    """Read one article.

    `where` is a path, the bytes themselves, or a string ``http://…`` / ``https://…``. `encoding`
    and `format` override what is found; `allow_private` lets a URL lead to this machine's network;
    `name` is what messages call the input. Raises `UnreadableInput`; `UsageError` for an unknown
    format or encoding.
    """
    if format is not None:
        reader(format)
    if isinstance(where, str) and "://" in where[:12]:
        return _read_url(where, encoding, format, limits, allow_private, name)
    data = where if isinstance(where, bytes) else file_bytes(Path(where), limits)
    label = one_line(name or ("input" if isinstance(where, bytes) else str(where)))
    check_size(len(data), label, limits)
    job = ReadingJob(label, limits, Deadline(label, limits.seconds), encoding)
    return to_source(data, job, format or choose_format(data, label, None))


def read_lines(
    data: bytes,
    *,
    encoding: str | None = None,
    limits: ReadLimits = _DEFAULT,
    name: str = "input",
    tell: Callable[[str], None] = lambda message: None,
) -> list[str]:
    """The lines of a text in any encoding, without their ends, for what gives one line for one.

    Only a line feed ends a line (a carriage return before it goes with it); what else some programs
    take for a line's end (U+2028, U+2029, U+0085, a form feed, a lone carriage return) becomes a
    space. `tell` is called with each remark on the file.

    Raises `UnreadableInput`; `UsageError` for an unknown encoding.
    """
    name = one_line(name)
    check_size(len(data), name, limits)
    found, notes = plain.lines(
        data, ReadingJob(name, limits, Deadline(name, limits.seconds), encoding)
    )
    for note in notes:
        tell(f"{name}: {note}")
    return found


def _read_url(
    url: str,
    encoding: str | None,
    form: str | None,
    limits: ReadLimits,
    allow_private: bool,
    name: str | None,
) -> Source:
    from zhaiyi.formats.url import fetch, shown  # late: httpx is only for URLs

    page = fetch(url.strip(), limits, allow_private=allow_private)
    label = one_line(name or shown(url))
    job = ReadingJob(
        label, limits, Deadline(label, limits.seconds), encoding, page.charset, page.url
    )
    chosen = form or choose_format(page.data, page.path, page.format)
    return to_source(page.data, job, chosen, {"url": page.url})


def read_text(text: str, name: str = "text", limits: ReadLimits = _DEFAULT) -> Source:
    """The source of text that is already a string (pasted, or from a program).

    Line ends become ``\\n``, NUL and lone surrogates U+FFFD, HTML entities what they stand for;
    nothing else changes, unless the text is recognised as wrongly decoded. Errors:
    `UnreadableInput` when it is empty, too long or lost.
    """
    name = one_line(name)
    job = ReadingJob(name, limits, Deadline(name, limits.seconds))
    check_length(len(text), job)
    clean = clean_surrogates(text.replace("\x00", "\ufffd"))
    clean, notes = mojibake.repair(clean, name, text)
    clean, resolved = entities.resolve(clean_ends(clean))
    return finish(SourceDraft(clean, line_blocks(clean), notes=notes + resolved), name, "txt")


def supported_suffixes() -> tuple[str, ...]:
    """Suffixes of the files that can be read, sorted, each with its dot."""
    return tuple(sorted(suffix for form in FORMATS.values() for suffix in form.suffixes))
