"""PDF by way of PDFium: text of pages, without running heads, page numbers and line breaks.

Anchor: ``page[n]/p[m]``, the m-th paragraph that begins on page n. The layout rules are in
`pdf_layout`; here are the limits and the calls.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.draft import Piece, ReadingJob, SourceDraft, assemble, check_length
from zhaiyi.formats.pdf_layout import Glyph, Page, paragraphs, without_furniture
from zhaiyi.formats.pdf_raised import settled
from zhaiyi.formats.pdf_text import unify
from zhaiyi.text.script import count_han

_PDFIUM = threading.Lock()
"""PDFium is one machine for the whole process and not safe for two threads."""
_STREAM = re.compile(rb"stream\r?\n")
_PART = 1 << 18
_FIRST = 1 << 9
_PACKED = 3
_MAX_CONTENT = 20_000_000
"""Bytes that one stream other than a picture may unpack to; PDFium takes seconds for so much."""
_HEADER = 400
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_MAX_STRANGE = 0.3
_UPRIGHT = 0.2
"""Radians by which a letter may lean; watermarks lean more."""
_META = {"Title": "title", "Author": "byline"}


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a PDF file. Raises `UnreadableInput` for encrypted, scanned or broken ones."""
    _refuse_bombs(data, job)
    with _PDFIUM:
        document = _open(data, job)
        try:
            pages = tuple(_pages(document, job))
            meta = _meta(document)
        finally:
            document.close()
    text, blocks = assemble(_pieces(pages), job)
    _refuse_strange(text, pages, job)
    return SourceDraft(text, blocks, meta)


def _open(data: bytes, job: ReadingJob) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableInput(
                f"{job.name} is encrypted; save a copy without password"
            ) from error
        raise UnreadableInput(f"{job.name} is damaged: not a whole PDF file") from error
    if not 0 < count <= job.limits.max_pages:
        document.close()
        what = (
            f"has {count:,} pages; the limit is {job.limits.max_pages:,}" if count else "is damaged"
        )
        raise UnreadableInput(f"{job.name} {what}")
    return document


def _meta(document: Any) -> dict[str, str]:
    found = document.get_metadata_dict(skip_empty=True)
    fields = {name: " ".join(str(found.get(key, "")).split()) for key, name in _META.items()}
    # Without Chinese it is the file's name or the program's.
    return {name: unify(value) for name, value in fields.items() if count_han(value)}


def _pages(document: Any, job: ReadingJob) -> Iterator[Page]:
    """Glyphs of each page that opens; a broken page is left out."""
    characters = 0
    for number in range(len(document)):
        job.deadline.check()
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        characters += raw.FPDFText_CountChars(text)
        check_length(characters // 2, job)
        yield Page(number + 1, page.get_height(), tuple(settled(list(_glyphs(text, job)))))
        text.close()
        page.close()


def _glyphs(text: Any, job: ReadingJob) -> Iterator[Glyph]:
    """Upright letters in PDFium's order. A blank stands where the letter before it ends: the boxes
    of blanks that PDFium makes up itself are not to be relied on."""
    last: Glyph | None = None
    for index in range(raw.FPDFText_CountChars(text)):
        if index % 2000 == 0:
            job.deadline.check()
        code = raw.FPDFText_GetUnicode(text, index)
        angle = raw.FPDFText_GetCharAngle(text, index)
        if not 0x20 <= code <= 0x10FFFF or 0xD800 <= code < 0xE000:
            continue
        if chr(code).isspace():
            if last:
                yield Glyph(" ", last.right, last.right, last.base, last.size)
        elif not _UPRIGHT < angle < 2 * math.pi - _UPRIGHT:
            last = _glyph(text, index, chr(code))
            yield last


def _glyph(text: Any, index: int, character: str) -> Glyph:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFText_GetLooseCharBox(text, index, box)
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    places = (x.value, max(box.right, x.value), y.value, size)
    if not all(map(math.isfinite, places)):
        return Glyph(character, 0.0, 0.0, 0.0, 1.0)
    return Glyph(character, *places[:3], max(size, 0.1))


def _pieces(pages: tuple[Page, ...]) -> Iterator[Piece]:
    number = 0
    on_page = 0
    for paragraph in paragraphs(without_furniture(pages)):
        on_page = on_page + 1 if paragraph.page == number else 1
        number = paragraph.page
        role = "heading" if paragraph.level else "paragraph"
        text = unify(paragraph.text)
        yield Piece(text, role, paragraph.level, f"page[{number}]/p[{on_page}]")  # type: ignore[arg-type]


def _refuse_strange(text: str, pages: tuple[Page, ...], job: ReadingJob) -> None:
    """Refuse scans, and fonts that do not say which characters their shapes are."""
    if not pages:
        raise UnreadableInput(f"{job.name} is damaged: none of its pages can be opened")
    if not text.strip():
        raise UnreadableInput(
            f"{job.name} has no text in its {len(pages)} pages (a scan?); run OCR over it first"
        )
    strange = sum(
        "\ue000" <= c <= "\uf8ff" or c == "\ufffd" or (c < " " and c not in "\n\t") for c in text
    )
    if strange > _MAX_STRANGE * len(text):
        raise UnreadableInput(
            f"{job.name} does not say which characters its fonts show; run OCR over it first"
        )


def _refuse_bombs(data: bytes, job: ReadingJob) -> None:
    """Refuse a file with a stream that unpacks beyond bounds, be it packed up to three times.

    Pictures may be large: they are never unpacked for their text.
    """
    view = memoryview(data)
    for found in _STREAM.finditer(data):
        job.deadline.check()
        header = data[max(0, found.start() - _HEADER) : found.start()].rpartition(b"endobj")[2]
        bound = job.limits.max_unzipped if _PICTURE.search(header) else _MAX_CONTENT
        _measure([_Level(bound) for _ in range(_PACKED)], view[found.end() :], job)


class _Level:
    """One packing of a stream: inflates what it is given and counts what comes out."""

    def __init__(self, bound: int) -> None:
        self._machine = zlib.decompressobj()
        self._left = bound
        self.ended = False

    def unpack(self, data: bytes, job: ReadingJob) -> Iterator[bytes]:
        """Parts of at most `_PART` bytes; none once the data are no deflated stream."""
        while data and not self.ended:
            job.deadline.check()
            try:
                out = self._machine.decompress(data, _PART)
            except zlib.error:
                self.ended = True
                return
            self._left -= len(out)
            if self._left < 0:
                raise UnreadableInput(
                    f"{job.name} is refused: a small stream in it unpacks too far"
                )
            self.ended = self._machine.eof
            data = self._machine.unconsumed_tail
            yield out


def _measure(levels: list[_Level], view: memoryview, job: ReadingJob) -> None:
    """Send the file from a stream's begin on through its packings, until the outer one ends."""
    at, step = 0, _FIRST
    while at < len(view) and not levels[0].ended:
        _descend(levels, bytes(view[at : at + step]), job)
        at, step = at + step, _PART


def _descend(levels: list[_Level], data: bytes, job: ReadingJob) -> None:
    if levels and not levels[0].ended:
        for part in levels[0].unpack(data, job):
            _descend(levels[1:], part, job)
