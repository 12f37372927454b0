"""Names in English, against a list that a reader made: it shares nothing with the term list.

    python -m benchmarks.names ../shared/eval/newstest2021-dev.tsv [--columns en,bergamot,google]
        [--ours NAME=FILE ...] [--misses COLUMN]
    python -m benchmarks.names ../shared/eval/newstest2021-dev.tsv --sources > sources.txt

`tests/data/names-marked.tsv` holds the id and hash of each sentence, and every name in it with the
renderings that a reader accepts. A name is *right* if one of them stands in the English, as whole
words; case, accents, hyphens and apostrophes do not matter. `--sources` prints the sentences, one a
line, for `zhaiyi translate`; `--ours` takes files of as many lines. `--misses` lists the names that
one column has not.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checks import read_rows

MARKED = Path(__file__).parents[1] / "tests/data/names-marked.tsv"
KINDS = ("person", "place", "organisation", "media", "title")


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name in sentence `id`, whose Chinese hashes to `digest`; any of `renderings` is right."""

    id: str
    digest: str
    kind: str
    source: str
    renderings: tuple[str, ...]

    def right_in(self, english: str) -> bool:
        """Whether `english` has one of the renderings."""
        return any(_has(name, english) for name in self.renderings)


def _has(name: str, english: str) -> bool:
    """As whole words, a plural or possessive s aside, with the hyphens read either way; names in
    capitals (US) keep them."""
    fold = (lambda text: text) if name.isupper() else str.casefold
    wanted = rf" {re.escape(fold(_flat(name)))}s? "
    return any(re.search(wanted, f" {fold(_flat(english, hyphen))} ") for hyphen in ("", " "))


def _flat(text: str, hyphen: str = "") -> str:
    """Words without accents, a blank between; apostrophes and dots inside are dropped."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = re.sub(r"(?<=\w)['’.](?=\w)", "", text)
    text = re.sub(r"(?<=\w)-(?=\w)", hyphen, text)
    return re.sub(r"[^\w]+|_", " ", text).strip()


def read_marked(path: Path = MARKED) -> tuple[MarkedName, ...]:
    """The list; comments and blank lines are left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(MarkedName(*row[:4], tuple(row[4].split(";"))) for row in rows)


def digest(text: str) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def chosen(rows: Sequence[dict[str, str]], names: Sequence[MarkedName]) -> list[dict[str, str]]:
    """The rows that the list is about, in the order of the table. Raises ValueError where a
    sentence is missing or another than was marked."""
    digests = {name.id: name.digest for name in names}
    found = [row for row in rows if row["id"] in digests]
    wrong = [row["id"] for row in found if digest(row["zh"]) != digests[row["id"]]]
    if wrong or len(found) < len(digests):
        raise ValueError(f"not the table that was marked: {', '.join(wrong) or 'rows are missing'}")
    return found


def shares(names: Sequence[MarkedName], english: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """(right, all) by kind and for all of them; `english` is by sentence id."""
    right = {name: name.right_in(english[name.id]) for name in names}
    groups = {kind: [n for n in names if n.kind == kind] for kind in KINDS}
    return {
        kind: (sum(right[n] for n in group), len(group))
        for kind, group in ({"all": list(names)} | groups).items()
        if group
    }


def _columns(
    rows: Sequence[dict[str, str]], columns: Sequence[str], ours: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    for column in columns:
        yield column, {row["id"]: row[column] for row in rows}
    for given in ours:
        name, _, file = given.rpartition("=")
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        if len(lines) != len(rows):
            raise ValueError(f"{file}: {len(lines)} lines, but {len(rows)} sentences are marked")
        yield name or file, {row["id"]: line for row, line in zip(rows, lines, strict=True)}


def _print_shares(column: str, found: Mapping[str, tuple[int, int]]) -> None:
    cells = (f"{kind} {right}/{total}" for kind, (right, total) in found.items() if kind != "all")
    right, total = found["all"]
    print(f"{column:16}{right / total:8.1%}  {'  '.join(cells)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the shares of each column. The exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("table", type=Path)
    parser.add_argument("--columns", default="en,bergamot,microsoft,google")
    parser.add_argument("--ours", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--sources", action="store_true", help="print the sentences, one a line")
    parser.add_argument("--misses", default="", metavar="COLUMN", help="list what it has not")
    options = parser.parse_args(arguments)
    names = read_marked()
    try:
        rows = chosen(read_rows(options.table, None), names)
        if options.sources:
            print("\n".join(row["zh"] for row in rows))
            return 0
        for column, english in _columns(rows, options.columns.split(","), options.ours):
            _print_shares(column, shares(names, english))
            for name in names if column == options.misses else ():
                if not name.right_in(english[name.id]):
                    print(f"{name.id}\t{name.source}={name.renderings[0]}\t{english[name.id]}")
    except (OSError, ValueError) as error:
        parser.exit(1, f"benchmarks.names: {error}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
