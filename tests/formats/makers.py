"""Small files of every format, made on the spot."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import docx
import pytest

from zhaiyi.core.document import Source

Placed = tuple[float, float, float, str]
"""x, y (from below), font size and text of one line on a page."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def texts(source: Source) -> list[str]:
    """The text of every block."""
    return [source.text[block.start : block.end] for block in source.blocks]


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def page(title: str, paragraphs: Iterable[str]) -> str:
    """A news page with the furniture of one."""
    body = "".join(f"<p>{html.escape(p)}</p>\n" for p in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
        "<script>var hidden = '脚本里的字';</script></head><body>"
        "<nav><ul><li><a href='/'>首页</a></li><li><a href='/a'>要闻</a></li></ul></nav>"
        f"<article><h1>{html.escape(title)}</h1>{body}</article>"
        "<footer>版权所有 &copy; 某某网</footer></body></html>"
    )


def word(lines: Sequence[str]) -> bytes:
    """A Word document: the first line a title, the others paragraphs."""
    document = docx.Document()
    document.add_heading(lines[0], 0)
    for line in lines[1:]:
        document.add_paragraph(line)
    return saved(document)


def saved(document: object) -> bytes:
    """Bytes of a python-docx document."""
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def word_xml(body: str, **parts: str) -> bytes:
    """A Word document of raw WordprocessingML; `parts` are others in its folder."""
    inner = {f"word/{name}.xml": content for name, content in parts.items()}
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return archive({"word/document.xml": document, **inner})


def book(chapters: Mapping[str, str], title: str = "书名", **more: str) -> bytes:
    """An EPUB of XHTML bodies by file name, with a table of contents in front.

    A chapter whose name says that it is missing is only in the package document.
    """
    items = "".join(
        f'<item id="i{n}" href="{quote(name)}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata>'
        f"<dc:title>{title}</dc:title><dc:creator>作者</dc:creator></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'{items}</manifest><spine><itemref idref="nav"/>{refs}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    bodies = {f"OPS/{name}": xhtml(body) for name, body in chapters.items()}
    bodies = {name: body for name, body in bodies.items() if "missing" not in name}
    nav = {"OPS/nav.xhtml": xhtml("<ol><li>目录</li></ol>")}
    fixed = {"META-INF/container.xml": container, "OPS/book.opf": package}
    return archive({"mimetype": "application/epub+zip", **fixed, **nav, **bodies, **more})


def xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>t</title></head><body>{body}</body></html>"
    )


def pdf(pages: Sequence[Sequence[Placed]], *, packed: bytes | None = None) -> bytes:
    """A PDF with Chinese text. Its font stands in it (boxes for characters, of Type 3): of one that
    is only named, pdfium takes the measures of what the machine has, and where that is nothing, it
    takes equal lines below each other for one that is drawn twice.

    `packed` stands in for the first page's content, as a deflated stream.
    """
    fonts = _Fonts()
    contents = [_content(lines, fonts) for lines in pages]
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    first = 3 + 2 * len(pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<<"
            f"{fonts.named(first)}>>>>/Contents {4 + 2 * number} 0 R>>".encode()
        )
        objects.append(_stream(packed) if packed and not number else content)
    return _pdf_file([*objects, *fonts.objects(first)])


class _Fonts:
    """Fonts of at most 255 characters each, made as characters come."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[int, int]] = {}

    def place(self, character: str) -> tuple[int, int]:
        """Number of the font, and code in it."""
        count = len(self._places)
        return self._places.setdefault(character, (count // 255, 1 + count % 255))

    def named(self, first: int) -> str:
        """The fonts as the resources of a page."""
        return "".join(f"/F{n} {first + 1 + 2 * n} 0 R" for n in range(self._count))

    def objects(self, first: int) -> Iterator[bytes]:
        """The box that all characters are drawn as, then each font and its map to Unicode."""
        yield _stream(zlib.compress(b"1000 0 0 -120 1000 880 d1 0 0 1000 880 re f"))
        for n in range(self._count):
            own = {code: c for c, (font, code) in self._places.items() if font == n}
            names = "".join(f"/c{code}" for code in own)
            yield (
                "<</Type/Font/Subtype/Type3/FontBBox[0 -120 1000 880]"
                "/FontMatrix[.001 0 0 .001 0 0]"
                f"/CharProcs<<{''.join(f'/c{code} {first} 0 R' for code in own)}>>"
                f"/Encoding<</Type/Encoding/Differences[1{names}]>>/FirstChar 1/LastChar {len(own)}"
                f"/Widths[{'1000 ' * len(own)}]/Resources<<>>/ToUnicode {first + 2 + 2 * n} 0 R>>"
            ).encode()
            lines = "\n".join(
                f"<{code:02x}> <{c.encode('utf-16-be').hex()}>" for code, c in own.items()
            )
            cmap = (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
                "1 begincodespacerange <00> <ff> endcodespacerange\n"
                f"{len(own)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
            )
            yield _stream(zlib.compress(cmap.encode()))

    @property
    def _count(self) -> int:
        return 1 + max((font for font, _ in self._places.values()), default=0)


def typeset(
    lines: Sequence[str], *, heads: Iterable[str] = (), columns: int = 1, indent: int = 0
) -> bytes:
    """A PDF of these lines: headline, paragraphs in columns on small pages, a running head and a
    page number on each. Latin letters are set half as wide as Han."""
    size, left, width, heads = 10.0, 60.0, 480.0 if columns == 1 else 228.0, frozenset(heads)
    rows: list[tuple[float, float, str]] = []
    for number, line in enumerate(lines):
        rows += [(0.0, 0.0, "")] * bool(number and not indent) if rows else []
        large = 1.6 if number == 0 else 1.2 if line in heads else 1.0
        for at, row in enumerate(
            _wrapped(line, width / (size * large), 0 if large > 1 else indent)
        ):
            rows.append((size * large, size * indent if not at and large == 1.0 else 0.0, row))
    per = 34
    slots = [rows[at : at + per] for at in range(0, len(rows), per)]
    pages = [slots[at : at + columns] for at in range(0, len(slots), columns)]
    return pdf([_page(columns_, number, left, width) for number, columns_ in enumerate(pages, 1)])


def _page(
    slots: Sequence[Sequence[tuple[float, float, str]]], number: int, left: float, width: float
) -> list[Placed]:
    placed: list[Placed] = [(left, 770.0, 8.0, "某某日报　2020年7月27日　要闻")]
    for column, rows in enumerate(slots):
        x = left + column * (width + 24)
        placed += [
            (x + shift, 730.0 - 19 * at, size, row)
            for at, (size, shift, row) in enumerate(rows)
            if row
        ]
    return [*placed, (296.0, 30.0, 8.0, f"- {number} -")]


_CLOSERS = "，。、；：？！”’）》」』,.:;?!"


def _wrapped(line: str, width: float, indent: int) -> list[str]:
    """The line in rows of at most `width` Han; no closing mark begins a row."""
    rows, row, used = [], "", float(indent)
    for character in line:
        wide = 1.0
        if used + wide > width and character not in _CLOSERS:
            rows.append(row)
            row, used = "", 0.0
        row, used = row + character, used + wide
    return [*rows, row]


def _content(lines: Sequence[Placed], fonts: _Fonts) -> bytes:
    operators = "\n".join(
        f"BT {x} {y} Td {_drawn(text, size, fonts)} ET" for x, y, size, text in lines
    )
    return _stream(zlib.compress(operators.encode()))


def _drawn(text: str, size: float, fonts: _Fonts) -> str:
    """The characters of a line, those of one font together."""
    runs = groupby(map(fonts.place, text), key=lambda place: place[0])
    return " ".join(
        f"/F{font} {size} Tf <{''.join(f'{code:02x}' for _, code in places)}> Tj"
        for font, places in runs
    )


def _stream(packed: bytes) -> bytes:
    head = f"<</Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{len(out)}\n%%EOF"
        ).encode()
    )


def printed(content: str, folder: Path, *options: str) -> bytes:
    """A page as the browser prints it; skips the test where there is no browser."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("needs chromium to print a PDF")
    (folder / "page.html").write_text(content, encoding="utf-8")
    target = folder / "page.pdf"
    fixed = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command = [browser, *fixed, *options, f"--print-to-pdf={target}", f"{folder / 'page.html'}"]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    if not target.exists():
        pytest.skip("chromium is here, but prints nothing on this machine")
    return target.read_bytes()
