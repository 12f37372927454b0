"""How well the checks tell good English from bad: a study of corruptions.

    python benchmarks/checks.py ../shared/eval/newstest2021-dev.tsv [--limit N] [--examples 3]

The table needs the columns id, zh and en; every further column is taken for a system's output. It
prints, for each check and for all of them, the part of clean references that is flagged; the part
of each kind of corrupted reference; the part of each system's output, with examples. A flag is a
finding of severity warning or error. Terms are not given (a name check needs the pipeline).
"""

from __future__ import annotations

import argparse
import csv
import html
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.checks.base import Segment, Similarity
from zhaiyi.checks.registry import CHECKS, load_check, run_checks
from zhaiyi.document import Finding
from zhaiyi.encode import Encoder, Vectors

WINDOW = 5
"""Neighbours on each side that a target is compared with."""
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, a target, and the row whose neighbours it is compared with."""

    row: int
    source: str
    target: str


Flags = dict[str, tuple[Finding, ...]]
"""Findings by the name of their check; checks without any are left out."""
Corruption = Callable[[int, Sequence[str], random.Random], str | None]
"""Gives the corrupted target of a row, or None where this one cannot be corrupted so."""


def swapped(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    other = row ^ 1
    return targets[other] if other < len(targets) else None


def negation_dropped(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    text = targets[row]
    for pattern, plain in (
        (r"\bcannot\b", "can"),
        (r"\bcan['’]t\b", "can"),
        (r"\bwon['’]t\b", "will"),
        (r"(?<=\w)n['’]t\b", ""),
        (r"\b(?:do|does|did) not\b ?", ""),
        (r"\bnot\b ?(?!only)", ""),
        (r"\bnever\b ?", ""),
        (r"\bno longer\b ?", ""),
        (r"\bno\b(?= [a-z])", "a"),
    ):
        changed = re.sub(pattern, plain, text, count=1)
        if changed != text:
            return changed
    return None


def clause_dropped(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    parts = re.split(r"(?<=[,;]) ", targets[row])
    long_parts = [i for i, part in enumerate(parts) if len(part) >= 20]
    if len(parts) < 2 or not long_parts or len(targets[row]) < 60:
        return None
    gone = rng.choice(long_parts)
    rest = " ".join(parts[:gone] + parts[gone + 1 :]).rstrip(",; ")
    return rest if len(rest) >= 15 else None


def clause_invented(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    other = targets[rng.randrange(len(targets))]
    parts = [p for p in re.split(r"(?<=[,;]) ", other) if 20 <= len(p) <= 90]
    if not parts:
        return None
    return f"{targets[row].rstrip('.')}, {rng.choice(parts).rstrip('.,;')}."


def looped(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    found = targets[row].split()
    if len(found) < 8:
        return None
    start, length = rng.randrange(2, len(found) - 3), rng.randrange(1, 5)
    block = found[start : start + length]
    return " ".join(found[:start] + block * 4 + found[start + length :])


def chinese_left(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    found = targets[row].split()
    found.insert(rng.randrange(len(found)), rng.choice(["执法", "文创", "（汕头市）", "、"]))
    return " ".join(found)


def truncated(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    found = targets[row].split()
    return " ".join(found[: len(found) // 2]) if len(found) >= 8 else None


def number_changed(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
    numbers = list(re.finditer(r"\d+", targets[row]))
    if not numbers:
        return None
    match = rng.choice(numbers)
    changed = str(int(match.group()) + rng.choice([1, 3, 10, 100]))
    return targets[row][: match.start()] + changed + targets[row][match.end() :]


CORRUPTIONS: dict[str, Corruption] = {
    "swapped": swapped,
    "negation dropped": negation_dropped,
    "clause dropped": clause_dropped,
    "clause invented": clause_invented,
    "looped": looped,
    "chinese left": chinese_left,
    "truncated": truncated,
    "number changed": number_changed,
}


def available_checks() -> tuple[str, ...]:
    """The registered checks whose modules exist."""
    folder = Path(__file__).resolve().parent.parent / "zhaiyi" / "checks"
    names = tuple(n for n in CHECKS if (folder / f"{CHECKS[n].rsplit('.', 1)[1]}.py").exists())
    for name in names:
        load_check(name)
    return names


def flags(
    pairs: Sequence[Pair], sources: Vectors, encoder: Encoder, names: tuple[str, ...]
) -> Iterator[tuple[Pair, Flags]]:
    """Warnings and errors of each pair by check; `sources` are the vectors of all sources."""
    vectors = encoder.encode([pair.target for pair in pairs])
    for pair, vector in zip(pairs, vectors, strict=True):
        near = _similarity(pair.row, vector, sources)
        segment = Segment(pair.source, pair.target, similarity=near)
        found = {name: _flagging(run_checks(segment, (name,))) for name in names}
        yield pair, {name: findings for name, findings in found.items() if findings}


def _flagging(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.severity != "info")


def _similarity(row: int, vector: Vectors, sources: Vectors) -> Similarity:
    first, last = max(0, row - WINDOW), min(len(sources), row + WINDOW + 1)
    near = sources[first:last] @ vector
    own = float(near[row - first])
    near[row - first] = -1.0
    best = int(near.argmax())
    return Similarity(own, float(near[best]), first + best)


def report(
    name: str,
    results: Sequence[tuple[Pair, Flags]],
    names: tuple[str, ...],
    examples: int,
) -> None:
    """One line of the table: the part flagged, by any check and by each."""
    counts = Counter(name for _, found in results for name in found)
    total = max(1, len(results))
    flagged = [(pair, found) for pair, found in results if found]
    cells = [f"{counts[check] / total:10.3f}" for check in names]
    print(f"{name:18}{len(results):6}{len(flagged) / total:8.3f}", *cells, sep="")
    for pair, found in random.Random(SEED).sample(flagged, min(examples, len(flagged))):
        print(f"    {pair.source[:100]}\n    {pair.target[:240]}")
        for check, findings in found.items():
            print(*(f"      {check}: {finding.message}" for finding in findings), sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("table", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only the first rows")
    parser.add_argument("--examples", type=int, default=0, help="flagged examples of each line")
    options = parser.parse_args()
    with options.table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = [{k: html.unescape(v or "") for k, v in row.items()} for row in reader]
    study(rows[: options.limit], options.examples)


def study(rows: Sequence[dict[str, str]], examples: int) -> None:
    """Print the whole table for `rows` (columns zh, en, and systems)."""
    names, encoder = available_checks(), Encoder(threads=2)
    sources = [row["zh"] for row in rows]
    started = time.perf_counter()
    vectors = encoder.encode(sources)
    print(f"encoded {len(sources)} sources in {time.perf_counter() - started:.1f} s")
    print(f"{'':18}{'pairs':>6}{'any':>8}", *(f"{check:>10.9}" for check in names), sep="")
    references = [row["en"] for row in rows]
    for name, pairs in _lines(rows, sources, references):
        report(name, list(flags(pairs, vectors, encoder, names)), names, examples)


def _lines(
    rows: Sequence[dict[str, str]], sources: Sequence[str], references: Sequence[str]
) -> Iterator[tuple[str, list[Pair]]]:
    yield "clean", [Pair(i, s, t) for i, (s, t) in enumerate(zip(sources, references, strict=True))]
    rng = random.Random(SEED)
    for name, corrupt in CORRUPTIONS.items():
        targets = [corrupt(i, references, rng) for i in range(len(references))]
        yield name, [Pair(i, sources[i], t) for i, t in enumerate(targets) if t is not None]
    for column in (c for c in rows[0] if c not in ("id", "zh", "en")):
        yield column, [Pair(i, sources[i], row[column]) for i, row in enumerate(rows)]


if __name__ == "__main__":
    main()
