"""The tables of `zhaiyi/data`: one record a line, tab between fields, ``#`` comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Records of ``zhaiyi/data/<name>.tsv``; blank lines and comments are left out."""
    return records(files("zhaiyi").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8"))


def records(text: str) -> Iterator[tuple[str, ...]]:
    """Those of the text of such a table."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield tuple(field.strip() for field in line.split("\t"))


def aliases(row: Sequence[str], column: int) -> tuple[str, ...]:
    """What stands in a field of a record, parted by semicolons; nothing where it has no such."""
    fields = row[column : column + 1]
    return tuple(a.strip() for field in fields for a in field.split(";") if a.strip())


@cache
def words(name: str, group: str) -> frozenset[str]:
    """The words of the rows whose first field is `group`; words stand between blanks."""
    return frozenset(w for row in rows(name) if row[0] == group for w in row[1].split())


@cache
def all_words(name: str) -> frozenset[str]:
    """The words of all groups of such a table."""
    return frozenset(w for row in rows(name) for w in row[1].split())


@cache
def mapping(name: str) -> dict[str, tuple[str, ...]]:
    """First field → the other fields; the last row wins."""
    return {row[0]: row[1:] for row in rows(name)}
