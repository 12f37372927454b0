"""Large word lists that travel as one sorted file: nothing is parsed, a look-up is a binary search.

A list of 60,000 names is one read of 2 MB (a few milliseconds); a look-up takes about ten
microseconds. `scripts/pack_names.py` makes the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files


class SortedTable:
    """Records of UTF-8 text, one a line, tab between fields, sorted by the bytes of the first field
    (the key, once each). Lines that begin with ``#`` are comments and stand first."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def get(self, key: str) -> tuple[str, ...] | None:
        """The fields behind `key`, or None."""
        wanted = key.encode("utf-8", "surrogatepass")
        low, high = 0, len(self._data)
        while low < high:
            start = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._data.find(b"\n", start)
            end = len(self._data) if end < 0 else end
            found, _, fields = self._data[start:end].partition(b"\t")
            if found == wanted:
                return tuple(fields.decode().split("\t"))
            low, high = (end + 1, high) if found < wanted else (low, start)
        return None

    def holds(self, start: str) -> bool:
        """Whether a field behind a key begins with `start`."""
        return f"\t{start}".encode("utf-8", "surrogatepass") in self._data

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def keys(self) -> Iterator[str]:
        """All keys, in order."""
        for line in self._data.decode().splitlines():
            if line and not line.startswith("#"):
                yield line.partition("\t")[0]


def sorted_lines(records: Mapping[str, Sequence[str]]) -> bytes:
    """What a `SortedTable` reads, of fields by key; neither may hold a tab or the end of a line."""
    lines = {key.encode(): "\t".join((key, *fields)) for key, fields in records.items()}
    return "\n".join(lines[key] for key in sorted(lines)).encode()


@cache
def table(name: str) -> SortedTable:
    """``zhaiyi/data/<name>.tsv``, read at first use."""
    return SortedTable(files("zhaiyi").joinpath("data", f"{name}.tsv").read_bytes())
