"""The table of sentences that is scored."""

from __future__ import annotations

import csv
import html
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from zhaiyi.batch.records import named
from zhaiyi.core.errors import UnreadableInput, UsageError

NEEDED = ("id", "zh", "en")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its reference and the stored outputs of other systems by name."""

    id: str
    source: str
    reference: str
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The sentences to be scored, and the other systems' names in the order of their columns."""

    lines: tuple[Line, ...]
    systems: tuple[str, ...] = ()

    @property
    def sources(self) -> list[str]:
        return [line.source for line in self.lines]

    @property
    def references(self) -> list[str]:
        return [line.reference for line in self.lines]


def read_table(path: Path, columns: Sequence[str] | None = None) -> Table:
    """The TSV at `path`: a header with ``id``, ``zh``, ``en`` (the reference), then other systems.

    `columns` chooses among the systems; ``en`` may be among them, to see what the measures say of
    the human reference. Cells are taken as they are (no quoting); stored outputs are freed of HTML
    entities, which web services leave in them. Raises `UnreadableInput`; `UsageError` for an
    unknown column.
    """
    header, rows = _cells(path)
    if missing := [name for name in NEEDED if name not in header]:
        raise UnreadableInput(
            f"{path} has no column {missing[0]} (its first line says: {named(header)}): "
            "name the columns id, zh and en there, with tabs between them"
        )
    systems = tuple(columns) if columns is not None else tuple(n for n in header if n not in NEEDED)
    if unknown := [name for name in systems if name not in header or name in ("id", "zh")]:
        raise UsageError(f"{path} has no system {unknown[0]}: choose from {named(header[1:])}")
    lines = [_line(path, number, header, row, systems) for number, row in rows]
    if not lines:
        raise UnreadableInput(f"{path} holds no sentences: put one on each line below the header")
    return Table(tuple(lines), systems)


def sample(table: Table, limit: int | None, seed: int | None) -> Table:
    """At most `limit` lines: the first ones, or with a `seed` a random sample that is always the
    same, in the order of the table."""
    if limit is None or limit >= len(table.lines):
        return table
    if seed is None:
        return replace(table, lines=table.lines[:limit])
    chosen = sorted(random.Random(seed).sample(range(len(table.lines)), limit))
    return replace(table, lines=tuple(table.lines[i] for i in chosen))


def _cells(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and every row that is not blank with its line number."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1))
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path} is not UTF-8: save it as a UTF-8 TSV") from error
    except csv.Error as error:
        raise UnreadableInput(f"{path} is no TSV: {error}") from error
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise UnreadableInput(f"{path} is empty: it needs a header with id, zh and en")
    header = [name.strip() for name in filled[0][1]]
    if len(set(header)) < len(header):
        raise UnreadableInput(f"{path} names a column twice in its first line")
    return header, filled[1:]


def _line(
    path: Path, number: int, header: Sequence[str], row: Sequence[str], systems: Sequence[str]
) -> Line:
    if len(row) != len(header):
        words = f"{len(row)} cells where the header has {len(header)}"
        raise UnreadableInput(f"{path}, line {number}: {words}")
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    if empty := [name for name in ("zh", "en") if not cells[name]]:
        raise UnreadableInput(f"{path}, line {number}: the column {empty[0]} is empty")
    outputs = {name: html.unescape(cells[name]) for name in systems}
    return Line(cells["id"], cells["zh"], cells["en"], outputs)
