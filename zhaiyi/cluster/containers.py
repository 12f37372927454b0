"""Files that hold many articles: tables, Parquet, web archives; on a disk or at an address."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from zhaiyi.batch.records import Record, find_records
from zhaiyi.cluster.places import file_system, is_address
from zhaiyi.core.errors import MissingPackage, UnreadableInput
from zhaiyi.core.plaindata import parse_json
from zhaiyi.formats import ReadLimits

CONTAINERS = (".parquet", ".warc", ".wacz")
"""Suffixes of what holds articles beside tables; ``.gz`` may stand behind."""
_ROWS = 256
_MARKUP = 20
"""Bytes of a news page to one character of its article, roughly."""


@dataclass(frozen=True, slots=True)
class Found:
    """Record `number`, counted from 1: its place in a table on the disk, or what it holds."""

    number: int
    size: int
    record: Record | None = None
    payload: bytes | str | None = None
    url: str = ""


def found_in(where: str, suffix: str, field: str | None) -> Iterator[Found]:
    """The records of a container; `suffix` says of which kind. Raises `UnreadableInput` (before
    or between records), `MissingPackage`."""
    try:
        if suffix == ".parquet":
            yield from _parquet(where, field)
        elif suffix == ".warc":
            with _opened(where) as file:
                yield from _numbered(_pages(file))
        elif suffix == ".wacz":
            with _opened(where, seek=True) as file:
                yield from _numbered(_of_wacz(where, file))
        elif is_address(where):
            yield from _table(where, suffix, field)
        else:
            for record in find_records(Path(where), field):
                size = max(1, (record.end - record.start) // 3)
                yield Found(record.number, size, record)
    except (OSError, ValueError, zipfile.BadZipFile, csv.Error) as error:
        words = " ".join(str(error).split())[:200]
        raise UnreadableInput(f"{where} cannot be read: {words}") from error


@contextmanager
def _opened(where: str, seek: bool = False) -> Iterator[IO[bytes]]:
    if not is_address(where):
        with open(where, "rb") as file:
            yield file
        return
    system, path = file_system(where)
    opened = system.open_input_file(path) if seek else system.open_input_stream(path, None)
    with opened as stream:
        yield stream


def _parquet(where: str, field: str | None) -> Iterator[Found]:
    import pyarrow.parquet as pq

    with _opened(where, seek=True) as source:
        file = pq.ParquetFile(source)
        column = _field(where, field, file.schema_arrow.names)
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=[column]):
            for value in batch.column(0):
                number += 1
                yield _text(number, value.as_py())


def _table(where: str, suffix: str, field: str | None) -> Iterator[Found]:
    """JSON Lines or CSV at an address."""
    with _opened(where) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as file:
        rows: Iterator[Any] = (
            csv.DictReader(file) if suffix == ".csv" else map(parse_json, filter(str.strip, file))
        )
        column = ""
        for number, row in enumerate(rows, 1):
            given = row if isinstance(row, dict) else {}
            column = column or _field(where, field, list(given))
            yield _text(number, given.get(column))


def _field(where: str, field: str | None, known: list[str]) -> str:
    listed = f" (it has {', '.join(known)})" if known else ""
    if not field:
        raise UnreadableInput(f"{where} holds records: name their text with --field{listed}")
    if field not in known:
        raise UnreadableInput(f"{where} has no field {field!r}{listed}")
    return field


def _text(number: int, value: object) -> Found:
    """What is no text is refused when the article is made, as any unreadable one is."""
    text = value if isinstance(value, str) else ""
    return Found(number, max(1, len(text)), payload=text)


# -- web archives ----------------------------------------------------------------------------------


def _numbered(pages: Iterator[tuple[str, bytes]]) -> Iterator[Found]:
    for number, (url, data) in enumerate(pages, 1):
        yield Found(number, max(1, len(data) // _MARKUP), payload=data, url=url)


def _of_wacz(where: str, file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(file) as archive:
        names = [n for n in archive.namelist() if n.lower().endswith((".warc", ".warc.gz"))]
        if not names:
            raise UnreadableInput(f"{where} holds no WARC file")
        for name in names:
            with archive.open(name) as member:
                yield from _pages(member)


def _pages(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of each page that was answered with success."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingPackage("zhaiyi[cluster]", "a web archive") from error
    most = ReadLimits().max_bytes
    try:
        for record in ArchiveIterator(file):
            if _is_page(record):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                yield url, record.content_stream().read(most + 1)
    except ArchiveLoadFailed as error:
        raise ValueError(str(error)) from error


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    good = str(record.http_headers.get_statuscode()).startswith("2")
    return good and kind.split(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")
