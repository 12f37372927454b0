"""What a hypothesis is worth, and whether the sentence is tried again.

`Judge` is the seam: whoever judges by more than checks (an estimate of quality, say) brings another
judge, and the job of a sentence stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from zhaiyi import quantities
from zhaiyi.core.document import Finding, Told
from zhaiyi.engines.base import Result
from zhaiyi.quality.base import Similarity
from zhaiyi.quality.document import similarity
from zhaiyi.quality.names.homeland import with_own_country
from zhaiyi.quality.names.offices import without_invented
from zhaiyi.quality.registry import run_checks
from zhaiyi.terminology.english import offices
from zhaiyi.terminology.english.respelling import respelt
from zhaiyi.terminology.english.spelling import labelled, spelt
from zhaiyi.translation import broken
from zhaiyi.translation.consensus import by_consensus
from zhaiyi.translation.context import DocumentContext, SourceSegment
from zhaiyi.translation.post_edit import autonomous, claimed, said_dead, tidy
from zhaiyi.translation.retry import Budget, Hypothesis, Means, Step, best_of, next_step

NEARBY = 5
"""Sentences on either side with which a target may have been mixed up."""

MENDED = Finding(
    "number",
    "info",
    "A number was put right by rule (its scale, or “more than”); the model had its digits.",
)


class Judge(Protocol):
    """Judges the hypotheses of one document."""

    def judged(self, segment: SourceSegment, result: Result, by: str) -> Hypothesis:
        """The hypothesis that a result comes to; `by` names the step that it answers."""

    def next_step(self, segment: SourceSegment, hypotheses: Sequence[Hypothesis]) -> Step | None:
        """What is worth trying after `hypotheses`; None where the best of them stands."""


@dataclass(frozen=True, slots=True)
class CheckJudge:
    """Judges by the checks, and spends `budget` where they object."""

    context: DocumentContext
    budget: Budget

    def judged(self, segment: SourceSegment, result: Result, by: str) -> Hypothesis:
        """The best of the result's candidates by the checks; between equals the surest, then the
        one that the others agree with most."""
        context = self.context
        candidates = result.candidates or (result.text,)
        told = result.told or (None,) * len(candidates)
        texts: dict[str, Told | None] = {}
        for i in by_consensus(candidates):
            text = with_own_country(segment.text, tidy(candidates[i], segment.text), context.home)
            texts.setdefault(_spelt(text, segment), told[i])
        cut = result.finish == "length"
        best = best_of(
            [Hypothesis(t, self.findings(segment, t), cut, by, told=k) for t, k in texts.items()]
        )
        return best_of([best, *self._mended(segment, best)])

    def next_step(self, segment: SourceSegment, hypotheses: Sequence[Hypothesis]) -> Step | None:
        """See `zhaiyi.translation.retry`."""
        context, constraints = self.context, segment.constraints
        if context.hints or context.rewriter:
            best = best_of(hypotheses)
            constraints = constraints.after(context.violations(segment.text, best.text))
        if not context.may_begin:
            constraints = replace(constraints, opening="")
        means = Means(context.hints, context.quality == "best", context.rewriter is not None)
        return next_step(segment.text, constraints, hypotheses, self.budget, means)

    def findings(self, segment: SourceSegment, text: str) -> tuple[Finding, ...]:
        """Findings of all checks on a target of `segment`."""
        terms, near = segment.constraints.terms, self._similarity(segment, text)
        known, kind = self.context.known, segment.kind
        return run_checks(known.pair(segment.text, text, kind=kind, terms=terms, similarity=near))

    def _mended(self, segment: SourceSegment, hypothesis: Hypothesis) -> Iterator[Hypothesis]:
        """The hypothesis with those numbers put right whose scale or bound alone is wrong, if
        any."""
        known = {"year": self.context.year, "month": self.context.month}
        text = quantities.mend(segment.text, hypothesis.text, **known, home=self.context.home)
        if text != hypothesis.text:
            findings = (*self.findings(segment, text), MENDED)
            yield replace(hypothesis, text=text, findings=findings, mended=True)

    def _similarity(self, segment: SourceSegment, text: str) -> Similarity | None:
        vectors = self.context.vectors
        if not text or segment.id >= len(vectors):
            return None
        return similarity(segment.id, self.context.encoder.encode([text])[0], vectors, NEARBY)


def _spelt(text: str, segment: SourceSegment) -> str:
    """Names by rule, as the document's terms have them, and deaths called so."""
    terms = segment.constraints.terms
    for mend in (said_dead, autonomous, claimed):
        text = mend(text, segment.text)
    text = broken.mended(text, segment.text, terms)
    text = offices.titled(segment.text, spelt(text, terms), terms)
    text = without_invented(segment.text, text, terms)
    return labelled(segment.text, respelt(segment.text, text, terms), terms)
