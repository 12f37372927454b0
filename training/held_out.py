"""Sentences that must never be learned from, known by hashes of their Chinese text.

python -m training.held_out newstest2021-dev.tsv flores-devtest.tsv > training/held-out.txt
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

LIST = Path(__file__).with_name("held-out.txt")
_NOT_WORDS = re.compile(r"[\W_]+")


def fingerprint(text: str) -> str:
    """12 hex digits that punctuation, white space, case and width do not change."""
    bare = _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return hashlib.sha256(bare.encode()).hexdigest()[:12]


def held_out(path: Path = LIST) -> frozenset[str]:
    """Fingerprints of the held-out sentences."""
    return frozenset(path.read_text(encoding="ascii").split())


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header and no quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def fingerprints(paths: Iterable[Path]) -> list[str]:
    """Sorted fingerprints of the column `zh` of the files."""
    return sorted({fingerprint(row["zh"]) for path in paths for row in read_tsv(path)})


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line: TSV files with a column `zh`; prints the list."""
    paths = sys.argv[1:] if arguments is None else arguments
    print("\n".join(fingerprints(Path(path) for path in paths)))


if __name__ == "__main__":
    main()
