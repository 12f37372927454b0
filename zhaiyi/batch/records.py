"""Articles in the records of a JSON Lines or CSV file: one field of each record is an article.

The file is walked once and only the places of its records are kept, so that a large one needs no
memory; each record is read when its turn comes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.plaindata import parse_json

SUFFIXES = (".jsonl", ".ndjson", ".csv")
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Record:
    """A record's place: bytes `start` to `end` of the file; `number` counts from 1."""

    path: Path
    number: int
    start: int
    end: int
    field: str
    encoding: str
    columns: tuple[str, ...] = ()
    """Names of a CSV file's columns."""

    def text(self) -> str:
        """The field's text. Raises `UnreadableInput`."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self.start)
                line = file.read(self.end - self.start).decode(self.encoding)
            value = self._value(line)
        except OSError as error:
            raise UnreadableInput(f"{self.path}: cannot be read: {error.strerror}") from error
        except (ValueError, csv.Error) as error:
            raise self._unreadable(f"is no record: {error}") from error
        if not isinstance(value, str):
            raise self._unreadable(f"has no text in the field {self.field!r}")
        return value

    def _value(self, line: str) -> Any:
        if self.columns:
            row = next(csv.reader(io.StringIO(line, newline="")), [])
            return dict(zip(self.columns, row, strict=False)).get(self.field)
        found = parse_json(line)
        return found.get(self.field) if isinstance(found, dict) else None

    def _unreadable(self, words: str) -> UnreadableInput:
        return UnreadableInput(f"{self.path}: record {self.number} {words}")


def is_table(path: Path) -> bool:
    """Whether a file holds records."""
    return path.suffix.lower() in SUFFIXES


def find_records(path: Path, field: str | None) -> Iterator[Record]:
    """The records of a file. Raises `UnreadableInput`, also where `field` is missing or unknown."""
    try:
        encoding = _encoding(path)
        known = _fields(path, encoding)
        if not field:
            raise UnreadableInput(f"{path} holds records: name their text with --field{_of(known)}")
        if field not in known:
            raise UnreadableInput(f"{path} has no field {field!r}{_of(known)}")
        columns = known if path.suffix.lower() == ".csv" else ()
        found = _csv_places(path, encoding) if columns else _line_places(path)
        for number, (start, end) in enumerate(found, 1):
            yield Record(path, number, start, end, field, encoding, columns)
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror}") from error
    except csv.Error as error:
        raise UnreadableInput(f"{path} is no readable CSV: {error}") from error


def _of(known: tuple[str, ...]) -> str:
    return f" (it has {', '.join(known)})" if known else ""


def _encoding(path: Path) -> str:
    """UTF-8 unless some line is not."""
    for encoding in _ENCODINGS:
        try:
            with open(path, encoding=encoding, newline="") as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableInput(f"{path} is no text in UTF-8 or GB18030: save it as UTF-8")


def _fields(path: Path, encoding: str) -> tuple[str, ...]:
    """Columns of a CSV file; the keys of a JSON Lines file's first record."""
    with open(path, encoding=encoding, newline="") as file:
        if path.suffix.lower() == ".csv":
            return tuple(name.strip() for name in next(csv.reader(file), []))
        first = next((line for line in file if line.strip()), "")
    try:
        record = parse_json(first) if first else {}
    except ValueError as error:
        raise UnreadableInput(f"{path}: record 1 is no record: {error}") from error
    return tuple(record) if isinstance(record, dict) else ()


def _line_places(path: Path) -> Iterator[tuple[int, int]]:
    at = 0
    with open(path, "rb") as file:
        for line in file:
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield at, at + len(line)
            at += len(line)


def _csv_places(path: Path, encoding: str) -> Iterator[tuple[int, int]]:
    """A row may go over several lines: the reader takes as many as it needs."""
    at = 0

    def lines() -> Iterator[str]:
        nonlocal at
        with open(path, "rb") as file:
            for line in file:
                at += len(line)
                yield line.decode(encoding)

    start = 0
    for number, row in enumerate(csv.reader(lines())):
        if number and any(cell.strip() for cell in row):
            yield start, at
        start = at
