"""The measures of one system's outputs, and the report on all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from zhaiyi import quantities
from zhaiyi.core.document import Finding
from zhaiyi.estimation import Estimator, Evidence
from zhaiyi.estimation.base import Reader
from zhaiyi.estimation.installed import translator_of
from zhaiyi.evaluate.marks import Marks, fingerprint, worth
from zhaiyi.evaluate.outputs import Output, counting
from zhaiyi.evaluate.significance import compared
from zhaiyi.evaluate.table import Table
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.document import known_of_lines, present, similarity
from zhaiyi.quality.registry import run_checks
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.terminology import find_terms, uses
from zhaiyi.text.script import has_han
from zhaiyi.translation.judge import NEARBY
from zhaiyi.translation.sources import lines_as_article

OWN = "zhaiyi"
"""Name of the row of our own output."""
NEIGHBOURS = NEARBY
"""Sentences to each side that a target is compared with, as in `zhaiyi.translation.judge`."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one system. BLEU and chrF are 0..100; the others are shares, 0..1, None where
    nothing was there to count. `bleu_p`, `chrf_p`: probability, by paired bootstrap, that a
    difference to `zhaiyi` of this size is chance.

    `numbers_right_or_flagged` counts a wrong quantity too if its sentence has a finding on numbers.
    Measure and check read quantities with the same reader: where it errs, neither figure shows it.
    `marked`, `auc`, `sure`, `sure_right`: what the confidence is worth, by marks of a reader (see
    `zhaiyi.evaluate.marks.Worth`); None without marks.
    """

    name: str
    bleu: float
    chrf: float
    numbers_right: float | None
    numbers_right_or_flagged: float | None
    names_right: float | None
    flag_rate: float
    leftover: float
    empty: float
    seconds: float | None = None
    chars_per_second: float | None = None
    bleu_p: float | None = None
    chrf_p: float | None = None
    marked: int | None = None
    auc: float | None = None
    sure: float | None = None
    sure_right: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What `zhaiyi eval` prints; `translator` is the signature of ours, None if it was left out."""

    rows: tuple[Row, ...]
    signatures: Mapping[str, str]
    sentences: int
    translator: str | None = None

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


class Judge:
    """Scores outputs of one table. The whole table counts as one article for its terms."""

    def __init__(self, table: Table, lexicon: Lexicon, encoder: Encoder) -> None:
        self._table = table
        self._encoder = encoder
        self._vectors = encoder.encode(table.sources)
        article = lines_as_article(table.sources)
        self._known = known_of_lines(article, lexicon)
        terms = find_terms(article, lexicon)
        self._terms = [present(source, terms, lexicon) for source in table.sources]

    def stored(self, system: str) -> list[Output]:
        """The outputs of a column, with what our checks find in each."""
        texts = [line.outputs[system] for line in self._table.lines]
        vectors = self._encoder.encode(texts)
        return [self._checked(i, text, vectors) for i, text in enumerate(texts)]

    def row(self, name: str, outputs: Sequence[Output]) -> Row:
        """All figures that need no other system."""
        texts = [output.text for output in outputs]
        references = [self._table.references]
        right, told, total = self._numbers(outputs)
        return Row(
            name,
            BLEU().corpus_score(texts, references).score,
            CHRF().corpus_score(texts, references).score,
            _share(right, total),
            _share(right + told, total),
            self._names(outputs),
            _mean(output.flagged for output in outputs),
            _mean(has_han(text) for text in texts),
            _mean(not text.strip() for text in texts),
        )

    def with_worth(
        self, row: Row, outputs: Sequence[Output], marks: Marks, estimator: Estimator
    ) -> Row:
        """The row with what the confidence of its marked outputs is worth."""
        texts = [output.text for output in outputs]
        keys = [fingerprint(s, t) for s, t in zip(self._table.sources, texts, strict=True)]
        marked = [i for i, key in enumerate(keys) if key in marks]
        if not marked:
            return replace(row, marked=0)
        vectors = self._encoder.encode([texts[i] for i in marked])
        pairs = [(self._table.lines[i].source, texts[i]) for i in marked]
        found = [self._findings(i, texts[i], v) for i, v in zip(marked, vectors, strict=True)]
        estimates = estimator.estimate(pairs, [Evidence(each) for each in found])
        return replace(row, **asdict(worth(estimates, [marks[keys[i]] for i in marked])))

    def _checked(self, index: int, text: str, vectors: Vectors) -> Output:
        kinds = counting(self._findings(index, text, vectors[index]))
        return Output(text, bool(kinds), kinds)

    def _findings(self, index: int, text: str, vector: Any) -> tuple[Finding, ...]:
        source = self._table.lines[index].source
        near = similarity(index, vector, self._vectors, NEIGHBOURS)
        return run_checks(self._known.pair(source, text, terms=self._terms[index], similarity=near))

    def _numbers(self, outputs: Sequence[Output]) -> tuple[int, int, int]:
        """Quantities right, wrong but told, and all."""
        right, told, total = 0, 0, 0
        for line, output in zip(self._table.lines, outputs, strict=True):
            good, due = quantities.score(line.source, output.text)
            right, total = right + good, total + due
            if {"number", "empty"} & set(output.kinds):
                told += due - good
        return right, told, total

    def _names(self, outputs: Sequence[Output]) -> float | None:
        used = [
            uses(term, output.text)
            for terms, output in zip(self._terms, outputs, strict=True)
            for term in terms
        ]
        return _share(sum(used), len(used))


@dataclass(frozen=True, slots=True)
class Marked:
    """Marks of a reader, and what estimates how sure an output is. Without a `reader` the estimates
    are those of checks and lengths alone, if there is a curve for these."""

    marks: Marks
    reader: Reader | None


def evaluate(
    table: Table,
    own: Sequence[Output] | None,
    translator: str | None,
    lexicon: Lexicon,
    marked: Marked | None = None,
) -> Report:
    """The report on our outputs `own` (None: leave us out), made by `translator`, and on every
    system of the table; with `marked` also what the confidence is worth."""
    judge = Judge(table, lexicon, Encoder())
    stored = {name: judge.stored(name) for name in table.systems}
    rows = [judge.row(name, outputs) for name, outputs in stored.items()]
    signatures = {"bleu": _signature(BLEU(), table), "chrf": _signature(CHRF(), table)}
    if own is not None:
        rows.insert(0, _with_speed(judge.row(OWN, own), table.sources, own))
        stored = {OWN: list(own)} | stored
    if marked is not None:
        rows = [_worthed(judge, row, stored[row.name], translator, marked) for row in rows]
    if own is not None and table.systems:
        rows[1:], signatures["paired_bootstrap"] = _compared(rows[1:], table, own)
    return Report(tuple(rows), signatures, len(table.lines), translator)


def _worthed(
    judge: Judge, row: Row, outputs: Sequence[Output], translator: str | None, marked: Marked
) -> Row:
    """Ours by the curve of our translator, others by the general one."""
    by = translator_of(translator or "") if row.name == OWN else ""
    return judge.with_worth(row, outputs, marked.marks, Estimator(marked.reader, by))


def _with_speed(row: Row, sources: Sequence[str], own: Sequence[Output]) -> Row:
    """With the time of our outputs; a sentence that occurs twice was translated once."""
    unique = dict(zip(sources, own, strict=True))
    seconds = sum(output.seconds or 0.0 for output in unique.values())
    rate = sum(map(len, unique)) / seconds if seconds else None
    return replace(row, seconds=seconds, chars_per_second=rate)


def _compared(rows: Sequence[Row], table: Table, own: Sequence[Output]) -> tuple[list[Row], str]:
    """The systems' rows with p values, and the signature of the test."""
    systems: list[tuple[str, Sequence[str]]] = [(OWN, [output.text for output in own])]
    systems += [(name, [line.outputs[name] for line in table.lines]) for name in table.systems]
    values, signature = compared(systems, table.references)
    pairs = zip(rows, values, strict=True)
    return [replace(row, bleu_p=bleu, chrf_p=chrf) for row, (bleu, chrf) in pairs], signature


def _signature(metric: Any, table: Table) -> str:
    metric.corpus_score(table.references, [table.references])
    text: str = metric.get_signature().format()
    return text


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(marks: Iterable[bool]) -> float:
    values = list(marks)
    return sum(values) / len(values)
