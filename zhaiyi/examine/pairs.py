"""Reads sentence pairs: TSV, CSV, TMX, XLIFF, or two text files line by line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.examine.xliff import read_xliff
from zhaiyi.formats import tmx


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, its target, and where they stand (``line 7``, the id of a unit)."""

    source: str
    target: str
    place: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of a table."""

    source: str = "zh"
    target: str = "en"


def read_pairs(paths: Sequence[Path], columns: Columns = Columns()) -> list[Pair]:
    """The pairs of one file, or of two text files of as many lines. Pairs without a source are left
    out; an empty target stays, for a check says so. Raises `UsageError`, `UnreadableInput`."""
    if len(paths) == 2:
        pairs = _side_by_side(*paths)
    elif len(paths) == 1:
        pairs = _reader(paths[0])(paths[0], columns)
    else:
        raise UsageError("name one file with both languages, or two text files: Chinese, English")
    found = [pair for pair in pairs if pair.source.strip()]
    if not found:
        raise UnreadableInput(f"{paths[0]} holds no pairs of sentences: name another file")
    return found


def _reader(path: Path) -> Callable[[Path, Columns], Iterable[Pair]]:
    suffix = path.suffix.lower()
    if suffix not in READERS:
        known = ", ".join(READERS)
        raise UsageError(
            f"{path}: known are {known}; give plain text as two files, Chinese and English"
        )
    return READERS[suffix]


def _table(path: Path, columns: Columns) -> Iterable[Pair]:
    tabs = path.suffix.lower() == ".tsv"
    rows = list(_rows(path, tabs))
    if not rows:
        raise UnreadableInput(f"{path} is empty: its first line names the columns")
    header = [name.strip() for name in rows[0][1]]
    for name in (columns.source, columns.target):
        if name not in header:
            raise UnreadableInput(
                f"{path} has no column {name} (its first line says: {', '.join(header)}): "
                "name the columns with --source and --target"
            )
    source, target = header.index(columns.source), header.index(columns.target)
    for number, row in rows[1:]:
        if max(source, target) >= len(row):
            raise UnreadableInput(
                f"{path}, line {number}: {len(row)} cells, too few for its header"
            )
        yield Pair(row[source].strip(), row[target].strip(), f"line {number}")


def _rows(path: Path, tabs: bool) -> Iterable[tuple[int, list[str]]]:
    """Rows that are not blank with their line numbers. In a TSV a quote is a quote."""
    lines = _text(path).splitlines(keepends=True)
    reader = (
        csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(lines)
    )
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise UnreadableInput(f"{path}, line {reader.line_num}: {error}") from error


def _tmx(path: Path, _: Columns) -> Iterable[Pair]:
    with path.open("rb") as file:
        for number, unit in enumerate(tmx.read(file, str(path)), 1):
            yield Pair(unit.text("zh"), unit.text("en"), f"unit {number}")


def _xliff(path: Path, _: Columns) -> Iterable[Pair]:
    return [Pair(*unit) for unit in read_xliff(path)]


READERS: dict[str, Callable[[Path, Columns], Iterable[Pair]]] = {
    ".tsv": _table,
    ".csv": _table,
    ".tmx": _tmx,
    ".xlf": _xliff,
    ".xliff": _xliff,
}
"""By the end of a file's name."""


def _side_by_side(source: Path, target: Path) -> Iterable[Pair]:
    left, right = (_text(path).splitlines() for path in (source, target))
    if len(left) != len(right):
        raise UnreadableInput(
            f"{source} has {len(left)} lines, {target} has {len(right)}: line by line they must "
            "say the same"
        )
    for number, (zh, en) in enumerate(zip_longest(left, right, fillvalue=""), 1):
        yield Pair(zh.strip(), en.strip(), f"line {number}")


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path} is not UTF-8: save it as UTF-8") from error
    # str.splitlines would part a line at form feeds and the like, which tables may hold.
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NO_BREAKS)


_NO_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), " ")
