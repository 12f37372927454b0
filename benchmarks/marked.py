"""Real outputs of ours that a reader has marked, and how well the checks find the bad ones.

`tests/data/outputs-marked.tsv` holds the outputs with the mark "needs a look", its kinds and its
reason; the README beside it says where they come from and how they were marked.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from zhaiyi.core.document import Article, Finding, Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair, Similarity
from zhaiyi.quality.registry import run_checks
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.terminology import find_terms, in_text
from zhaiyi.translation.sources import lines_as_article

MARKED = Path(__file__).resolve().parent.parent / "tests" / "data" / "outputs-marked.tsv"
WINDOW = 5
"""Neighbours on each side that a target is compared with, as in `zhaiyi.translation.judge`."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An output with its mark. `kinds` are those of the faults: name, number, negation, omission,
    invention, meaning, quotes; empty where nothing needs a look."""

    origin: str
    id: str
    source: str
    output: str
    needs_look: bool
    kinds: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of a marked output (warnings and errors)."""

    marked: Marked
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How the checks do on the marked outputs; `kinds` gives (found, marked) for each kind."""

    outputs: int
    bad: int
    flagged: int
    found: int
    kinds: Mapping[str, tuple[int, int]]

    @property
    def precision(self) -> float:
        """Share of the flagged outputs that need a look; 1 where none is flagged."""
        return self.found / self.flagged if self.flagged else 1.0

    @property
    def recall(self) -> float:
        """Share of the outputs that need a look which are flagged; 1 where none does."""
        return self.found / self.bad if self.bad else 1.0


def read_marked(path: Path = MARKED) -> tuple[Marked, ...]:
    """The marked outputs of the table at `path`, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Marked(
            row["origin"],
            row["id"],
            row["zh"],
            row["output"],
            {"yes": True, "no": False}[row["needs_look"]],
            tuple(kind for kind in row["kind"].split(",") if kind),
            row["reason"],
        )
        for row in rows
    )


Finder = Callable[[Article], Sequence[Term]]
"""Finds the terms of an article."""


def by_rule(lexicon: Lexicon) -> Finder:
    """The terms without a recogniser."""
    return lambda article: find_terms(article, lexicon)


def judge(
    marked: Sequence[Marked], lexicon: Lexicon, encoder: Encoder, find: Finder | None = None
) -> tuple[Verdict, ...]:
    """The checks' findings on each; the outputs of one origin count as one document. `find` None:
    its terms by rule."""
    verdicts: list[Verdict] = []
    for _, group in groupby(marked, key=lambda m: m.origin):
        verdicts += _document(list(group), lexicon, encoder, find or by_rule(lexicon))
    return tuple(verdicts)


def score(verdicts: Sequence[Verdict]) -> Score:
    """Precision and recall of the checks on marked outputs."""
    bad = [v for v in verdicts if v.marked.needs_look]
    marked = Counter(kind for v in bad for kind in v.marked.kinds)
    found = Counter(kind for v in bad if v.findings for kind in v.marked.kinds)
    return Score(
        len(verdicts),
        len(bad),
        sum(bool(v.findings) for v in verdicts),
        sum(bool(v.findings) for v in bad),
        {kind: (found[kind], marked[kind]) for kind in sorted(marked)},
    )


def _document(
    group: Sequence[Marked], lexicon: Lexicon, encoder: Encoder, find: Finder
) -> list[Verdict]:
    sources = [m.source for m in group]
    terms = find(lines_as_article(sources))
    vectors = encoder.encode(sources)
    targets = encoder.encode([m.output for m in group])
    return [
        _verdict(m, present(m.source, terms, lexicon), similarity(i, targets[i], vectors), lexicon)
        for i, m in enumerate(group)
    ]


def _verdict(
    marked: Marked, terms: tuple[Term, ...], near: Similarity, lexicon: Lexicon
) -> Verdict:
    segment = SegmentPair(
        marked.source, marked.output, terms=terms, similarity=near, lexicon=lexicon
    )
    findings = run_checks(segment)
    return Verdict(marked, tuple(f for f in findings if f.severity != "info"))


def present(source: str, terms: Sequence[Term], lexicon: Lexicon) -> tuple[Term, ...]:
    """The terms that occur in `source`, each once."""
    found = in_text(source, [t for t in terms if t.source in source], lexicon)
    return tuple({o.term.source: o.term for o in found}.values())


def similarity(row: int, vector: Vectors, sources: Vectors) -> Similarity:
    """Of a target (d,) with row `row` of `sources` (n, d), its own, and with the rows around it."""
    first, last = max(0, row - WINDOW), min(len(sources), row + WINDOW + 1)
    near = np.array(sources[first:last] @ vector)
    own = float(near[row - first])
    near[row - first] = -1.0
    best = int(near.argmax())
    return Similarity(own, float(near[best]), first + best)
