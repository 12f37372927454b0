"""Translations that expert readers have judged (MQM): those to learn from, and good–bad pairs.

Freitag et al. (2021) had professional translators mark every error in the outputs of ten systems
and people on newstest2020. A row has `raters`, and how many of them marked a `major` and a `minor`
error. Rows of other sets are refused: those of 2021 and later are for testing only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from training.filters import HAN, Pair, numbers_agree, plain_quotes, repeats, tidy
from training.held_out import fingerprint

SET = "mqm2020"
READERS = 2
"""So many must have read a translation that is learned from."""
MOST = 4
"""Translations of one source, the best first."""
GAP = 4.0
"""Severity (a major error counts five, a minor one, a reader) between good and bad of a pair."""


@dataclass(frozen=True)
class Judged:
    """One translation; `severity` is the mean over its readers."""

    id: str
    zh: str
    en: str
    readers: int
    major: int
    minor: int

    @property
    def severity(self) -> float:
        return (5 * self.major + self.minor) / self.readers

    @property
    def by_hand(self) -> bool:
        return ".Human" in self.id


def read_judged(rows: Iterable[Mapping[str, str]], forbidden: frozenset[str]) -> list[list[Judged]]:
    """The translations of each source that is not held out. Refuses rows of any other set."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        if row["set"] != SET:
            raise SystemExit(f"{row['set']} is for testing only: learn from {SET} alone")
        judged = _judged(row)
        if 5 <= len(judged.zh) <= 220 and fingerprint(judged.zh) not in forbidden:
            groups[judged.zh].append(judged)
    return list(groups.values())


@cache
def sound(judged: Judged) -> bool:
    """What readers may forgive and a model must not learn: other numbers, Chinese left, loops."""
    ratio = len(judged.en) / len(judged.zh)
    whole = 1.3 <= ratio <= 7 and not HAN.search(judged.en) and not repeats(judged.en)
    return whole and numbers_agree(judged.zh, judged.en)


def verified(groups: Iterable[Sequence[Judged]]) -> tuple[list[Pair], list[Pair]]:
    """Translations without any error that a reader saw, and those with minor ones only."""
    clean: list[Pair] = []
    minor: list[Pair] = []
    for group in groups:
        for judged in _best(group):
            kind, kept = ("minor", minor) if judged.minor else ("clean", clean)
            kept.append(Pair(judged.id, judged.zh, judged.en, kind=kind))
    return clean, minor


def preferences(groups: Iterable[Sequence[Judged]]) -> Iterator[tuple[str, str, str]]:
    """(source, good, bad): no major error against one that most readers saw."""
    for group in groups:
        order = sorted(group, key=lambda j: j.severity)
        good = _fit(order)
        bad = [j for j in reversed(order) if j.major >= READERS and j.major / j.readers >= 0.66]
        for better in good[:2]:
            for worse in bad[:2]:
                if worse.severity - better.severity >= GAP:
                    yield better.zh, better.en, worse.en


def _judged(row: Mapping[str, str]) -> Judged:
    return Judged(
        f"mqm.{row['doc']}.{row['seg']}.{row['system']}",
        tidy(row["zh"]),
        plain_quotes(row["en"]),
        *(int(row[name]) for name in ("raters", "major", "minor")),
    )


def _fit(group: Sequence[Judged]) -> list[Judged]:
    """What may be learned from: read by enough, no major error seen, sound."""
    return [j for j in group if j.readers >= READERS and not j.major and sound(j)]


def _best(group: Sequence[Judged]) -> list[Judged]:
    """At most `MOST` different ones without a major error; people's before systems'."""
    order = sorted(group, key=lambda j: (j.severity, not j.by_hand))
    unique: dict[str, Judged] = {}
    for judged in _fit(order):
        unique.setdefault(judged.en.casefold(), judged)
    return list(unique.values())[:MOST]
