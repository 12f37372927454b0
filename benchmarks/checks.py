"""How well the checks tell good English from bad: a study of corruptions, and of marked outputs.

    python -m benchmarks.checks ../shared/eval/newstest2021-dev.tsv [--limit N] [--examples 3]
        [--recogniser] [--json out/eval/checks.json]

The table needs the columns id, zh and en; every further column is taken for a system's output. It
prints, for each check and for all of them, the part of clean references that is flagged; the part
of each kind of corrupted reference; the part of each system's output, with examples; then precision
and recall on our own outputs that a reader marked (`benchmarks/marked.py`). A flag is a finding of
severity warning or error. The whole table counts as one article for its terms.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.marked import (
    MARKED,
    Finder,
    by_rule,
    judge,
    present,
    read_marked,
    score,
    similarity,
)
from zhaiyi.core.document import Finding, Term
from zhaiyi.core.settings import load_settings
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.registry import CHECKS, run_checks
from zhaiyi.recognition import TermFinder
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.terminology import find_term
from zhaiyi.translation.sources import lines_as_article

SEED = 20261123
NAMED = frozenset({"person", "place"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, a target, and the row whose neighbours it is compared with."""

    row: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: how many pairs, what part is flagged by any check and by each."""

    name: str
    pairs: int
    flagged: float
    checks: dict[str, float]


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


def name_swapped(terms: Sequence[tuple[Term, ...]]) -> Corruption:
    """Puts another person or place of the table where a reference has one."""
    known = sorted({(t.kind, t.target) for row in terms for t in row if t.kind in NAMED})

    def corrupt(row: int, targets: Sequence[str], rng: random.Random) -> str | None:
        spans = [
            (term, span)
            for term in terms[row]
            if term.kind in NAMED
            for span in find_term(term, targets[row])
        ]
        if not spans:
            return None
        term, span = rng.choice(spans)
        others = [name for kind, name in known if kind == term.kind and name != term.target]
        other = rng.choice(others)
        return targets[row][: span.start] + other + targets[row][span.end :]

    return corrupt


CORRUPTIONS: dict[str, Corruption] = {
    "number changed": number_changed,
    "negation dropped": negation_dropped,
    "sentences swapped": swapped,
    "clause dropped": clause_dropped,
    "second half cut off": truncated,
    "clause invented": clause_invented,
    "looped": looped,
    "Chinese left": chinese_left,
}


class Study:
    """The table's sources with their terms and vectors, against which targets are checked."""

    def __init__(
        self,
        rows: Sequence[dict[str, str]],
        lexicon: Lexicon,
        encoder: Encoder,
        find: Finder | None = None,
    ) -> None:
        self.rows = rows
        self._encoder = encoder
        self._lexicon = lexicon
        self.sources = [row["zh"] for row in rows]
        self._vectors = encoder.encode(self.sources)
        terms = (find or by_rule(lexicon))(lines_as_article(self.sources))
        self.terms = [present(source, terms, lexicon) for source in self.sources]

    def lines(self) -> Iterator[tuple[str, list[Pair]]]:
        """What is checked: clean references, corrupted ones, the systems' outputs."""
        references = [row["en"] for row in self.rows]
        yield "clean", self._pairs(references)
        for name, corrupt in (CORRUPTIONS | {"name swapped": name_swapped(self.terms)}).items():
            rng = random.Random(SEED)
            yield name, self._pairs([corrupt(i, references, rng) for i in range(len(references))])
        for column in (c for c in self.rows[0] if c not in ("id", "zh", "en")):
            yield column, self._pairs([row[column] for row in self.rows])

    def flags(self, pairs: Sequence[Pair]) -> list[tuple[Pair, Flags]]:
        """Warnings and errors of each pair by check."""
        vectors = self._encoder.encode([pair.target for pair in pairs])
        return [(pair, self._found(pair, v)) for pair, v in zip(pairs, vectors, strict=True)]

    def _pairs(self, targets: Sequence[str | None]) -> list[Pair]:
        return [Pair(i, self.sources[i], t) for i, t in enumerate(targets) if t is not None]

    def _found(self, pair: Pair, vector: Vectors) -> Flags:
        near = similarity(pair.row, vector, self._vectors)
        segment = SegmentPair(
            pair.source,
            pair.target,
            terms=self.terms[pair.row],
            similarity=near,
            lexicon=self._lexicon,
        )
        found = {name: _flagging(run_checks(segment, (name,))) for name in CHECKS}
        return {name: findings for name, findings in found.items() if findings}


def _flagging(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.severity != "info")


def summary(name: str, results: Sequence[tuple[Pair, Flags]]) -> Line:
    """The part flagged, by any check and by each."""
    counts = Counter(check for _, found in results for check in found)
    total = max(1, len(results))
    shares = {check: counts[check] / total for check in CHECKS if counts[check]}
    return Line(name, len(results), sum(bool(found) for _, found in results) / total, shares)


def _print_line(line: Line, results: Sequence[tuple[Pair, Flags]], examples: int) -> None:
    cells = "".join(f"{line.checks.get(check, 0.0):10.3f}" for check in CHECKS)
    print(f"{line.name:20}{line.pairs:6}{line.flagged:8.3f}{cells}", flush=True)
    flagged = [(pair, found) for pair, found in results if found]
    for pair, found in random.Random(SEED).sample(flagged, min(examples, len(flagged))):
        print(f"    {pair.source[:100]}\n    {pair.target[:240]}")
        for check, findings in found.items():
            print(*(f"      {check}: {finding.message}" for finding in findings), sep="\n")


def study(
    rows: Sequence[dict[str, str]],
    lexicon: Lexicon,
    encoder: Encoder,
    examples: int,
    find: Finder | None = None,
) -> list[Line]:
    """Prints the table for `rows` (columns zh, en, and systems) and gives its lines."""
    print(f"{'':20}{'pairs':>6}{'any':>8}", *(f"{check:>10.9}" for check in CHECKS), sep="")
    made = Study(rows, lexicon, encoder, find)
    lines = []
    for name, pairs in made.lines():
        results = made.flags(pairs)
        lines.append(summary(name, results))
        _print_line(lines[-1], results, examples)
    return lines


def marked_outputs(
    lexicon: Lexicon, encoder: Encoder, find: Finder | None = None
) -> dict[str, Any]:
    """Precision and recall of "needs a look" on our outputs that a reader has marked."""
    verdicts = judge(read_marked(MARKED), lexicon, encoder, find)
    result = score(verdicts)
    print(
        f"marked outputs: {result.outputs}, {result.bad} need a look; {result.flagged} flagged, "
        f"precision {result.precision:.2f}, recall {result.recall:.2f}"
    )
    for kind, (found, marked) in result.kinds.items():
        print(f"    {kind}: {found} of {marked}")
    return {
        "outputs": result.outputs,
        "bad": result.bad,
        "flagged": result.flagged,
        "found": result.found,
        "kinds": {kind: list(counts) for kind, counts in result.kinds.items()},
        "missed": [
            f"{v.marked.origin} {v.marked.id}"
            for v in verdicts
            if v.marked.needs_look and not v.findings
        ],
    }


def read_rows(path: Path, limit: int | None) -> list[dict[str, str]]:
    """The table's rows, freed of HTML entities, the first `limit` of them."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = [{k: html.unescape(v or "") for k, v in row.items()} for row in reader]
    return rows[:limit]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the study; with --json writes it too. The exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("table", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only the first rows")
    parser.add_argument("--examples", type=int, default=0, help="flagged examples of each line")
    parser.add_argument("--json", type=Path, default=None, help="keep the figures in this file")
    parser.add_argument("--recogniser", action="store_true", help="terms with the recogniser too")
    options = parser.parse_args(arguments)
    lexicon, encoder = Lexicon(), Encoder()
    find = TermFinder(lexicon, load_settings()).terms if options.recogniser else None
    rows = read_rows(options.table, options.limit)
    lines = study(rows, lexicon, encoder, options.examples, find)
    marked = marked_outputs(lexicon, encoder, find)
    if options.json is not None:
        figures = {
            "table": options.table.name,
            "lines": [
                {"name": n.name, "pairs": n.pairs, "flagged": n.flagged, "checks": n.checks}
                for n in lines
            ],
            "marked": marked,
        }
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
