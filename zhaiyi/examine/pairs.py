"""Reads sentence pairs: TSV, CSV, TMX, XLIFF, or two text files line by line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from zhaiyi.batch.records import delimiter_of, named
from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.examine.xliff import read_xliff
from zhaiyi.formats import tmx
from zhaiyi.text.script import has_han


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
    if not any(has_han(p.source) for p in found) and any(has_han(p.target) for p in found):
        raise UnreadableInput(
            f"{paths[0]} has its Chinese where the English should stand: change --source and "
            "--target, or the order of the two files"
        )
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
    source, target = (_column(path, header, name) for name in (columns.source, columns.target))
    for number, row in rows[1:]:
        if max(source, target) >= len(row):
            raise UnreadableInput(
                f"{path}, line {number}: {len(row)} cells, too few for its header"
            )
        yield Pair(row[source].strip(), row[target].strip(), f"line {number}")


def _column(path: Path, header: Sequence[str], name: str) -> int:
    """Where a column stands; capitals count only where names differ in nothing else."""
    found = [i for i, each in enumerate(header) if each == name]
    found = found or [i for i, each in enumerate(header) if each.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    wrong = "several columns" if found else "no column"
    raise UnreadableInput(
        f"{path} has {wrong} {name} (its first line says: {named(header)}): "
        "name the columns with --source and --target"
    )


def _rows(path: Path, tabs: bool) -> Iterable[tuple[int, list[str]]]:
    """Rows that are not blank with their line numbers. In a TSV a quote is a quote, unless a
    spreadsheet has set it around a cell."""
    text = _text(path)
    lines = text.splitlines(keepends=True)
    delimiter = "\t" if tabs else delimiter_of(text.partition("\n")[0])
    quoted = not tabs or _is_quoted(text)
    reader = csv.reader(
        lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    )
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise UnreadableInput(f"{path}, line {reader.line_num}: {error}") from error


_QUOTED = (',"\n\t', '"\n\t')
"""What a cell of a TSV is set in quotes for: by Excel, by other programs."""


def _is_quoted(text: str) -> bool:
    """Whether a spreadsheet has quoted cells of a TSV: written again by its rule, the file is the
    same. Quotes of a text stand also where the rule wants none."""
    if '"' not in text:
        return False
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter="\t", strict=True))
    except csv.Error:
        return False
    return any(_written(rows, needing) == text.rstrip("\n") for needing in _QUOTED)


def _written(rows: Sequence[Sequence[str]], needing: str) -> str:
    def cell(text: str) -> str:
        quoted = text.replace('"', '""')
        return f'"{quoted}"' if any(c in text for c in needing) else text

    return "\n".join("\t".join(map(cell, row)) for row in rows).rstrip("\n")


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
