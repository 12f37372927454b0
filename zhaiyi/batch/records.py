"""Articles in the records of a JSON Lines or CSV file: one field of each record is an article.

The file is walked once and only the places of its records are kept, so that a large one needs no
memory; each record is read when its turn comes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.plaindata import parse_json

SUFFIXES = (".jsonl", ".ndjson", ".csv")
_LONGEST = 200
"""Characters of a file that a message repeats."""
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
    delimiter: str = ","

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
            lines = io.StringIO(line, newline="")
            row = next(csv.reader(lines, delimiter=self.delimiter), [])
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
        delimiter = _delimiter(path, encoding)
        known = _fields(path, encoding, delimiter)
        if not field:
            raise UnreadableInput(f"{path} holds records: name their text with --field{_of(known)}")
        if field not in known:
            raise UnreadableInput(f"{path} has no field {field!r}{_of(known)}")
        columns = known if path.suffix.lower() == ".csv" else ()
        found = _csv_places(path, encoding, delimiter) if columns else _line_places(path)
        for number, (start, end) in enumerate(found, 1):
            yield Record(path, number, start, end, field, encoding, columns, delimiter)
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror}") from error
    except csv.Error as error:
        raise UnreadableInput(f"{path} is no readable CSV: {error}") from error


def _of(known: tuple[str, ...]) -> str:
    return f" (it has {named(known)})" if known else ""


def named(columns: Iterable[str]) -> str:
    """Columns for a message; a file that is no table may have anything in its first line."""
    words = ", ".join(columns)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


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


def delimiter_of(header: str) -> str:
    """What parts the cells of a CSV file, by its first line: where the decimal sign is a comma,
    Excel writes semicolons."""
    return ";" if ";" in header and "," not in header else ","


def _delimiter(path: Path, encoding: str) -> str:
    with open(path, encoding=encoding, newline="") as file:
        return delimiter_of(file.readline())


def _fields(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    """Columns of a CSV file; the keys of a JSON Lines file's first record."""
    with open(path, encoding=encoding, newline="") as file:
        if path.suffix.lower() == ".csv":
            return tuple(name.strip() for name in next(csv.reader(file, delimiter=delimiter), []))
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


def _csv_places(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """A row may go over several lines: the reader takes as many as it needs."""
    at = 0

    def lines() -> Iterator[str]:
        nonlocal at
        with open(path, "rb") as file:
            for line in file:
                at += len(line)
                yield line.decode(encoding)

    start = 0
    for number, row in enumerate(csv.reader(lines(), delimiter=delimiter)):
        if number and any(cell.strip() for cell in row):
            yield start, at
        start = at
