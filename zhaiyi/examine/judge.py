"""What checks and estimator say of pairs from anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhaiyi.core.document import Finding, Level, Term
from zhaiyi.estimation import Estimate, Estimator, Evidence
from zhaiyi.examine.asked import Opinion
from zhaiyi.examine.pairs import Pair
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair, Similarity
from zhaiyi.quality.registry import run_checks
from zhaiyi.quantities import home_of
from zhaiyi.recognition import TermFinder
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.terminology import in_text
from zhaiyi.translation.sources import lines_as_article

NEARBY = 3
"""Sentences on each side that a target is held against: it may say what they say."""
PORTION = 64
"""Pairs that are read at once: what is done is shown while the rest goes on."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A pair with what is known of it. `estimate` is None without an estimator."""

    pair: Pair
    findings: tuple[Finding, ...]
    estimate: Estimate | None

    @property
    def level(self) -> Level:
        """As estimated; without an estimate by the checks: nothing is sure then."""
        if self.estimate is not None:
            return self.estimate.level
        grave = any(finding.severity == "error" for finding in self.findings)
        return "doubtful" if grave else "look"


def examine(
    pairs: Sequence[Pair],
    estimator: Estimator,
    names: TermFinder,
    encoder: Encoder,
    opinion: Opinion | None = None,
) -> Iterator[Examined]:
    """Each pair in order. The pairs count as one document: names are to agree throughout. Raises
    what `opinion`, the translator's word on them, raises."""
    sources = [pair.source for pair in pairs]
    lexicon, home = names.lexicon, home_of("\n".join(sources))
    terms = names.terms(lines_as_article(sources))
    vectors = encoder.encode(sources), encoder.encode([pair.target for pair in pairs])
    for start in range(0, len(pairs), PORTION):
        part = range(start, min(start + PORTION, len(pairs)))
        findings = [
            run_checks(
                SegmentPair(
                    sources[i],
                    pairs[i].target,
                    terms=_present(sources[i], terms, lexicon),
                    similarity=_similarity(i, *vectors),
                    home=home,
                )
            )
            for i in part
        ]
        texts = [(sources[i], pairs[i].target) for i in part]
        told = opinion.told([pairs[i] for i in part]) if opinion else [None] * len(part)
        estimates = estimator.estimate(texts, list(map(Evidence, findings, told)))
        for i, found, estimate in zip(part, findings, estimates, strict=True):
            yield Examined(pairs[i], found, estimate)


def _present(source: str, terms: Sequence[Term], lexicon: Lexicon) -> tuple[Term, ...]:
    possible = [term for term in terms if term.source in source]
    found = in_text(source, possible, lexicon)
    return tuple({one.term.source: one.term for one in found}.values())


def _similarity(index: int, sources: Vectors, targets: Vectors) -> Similarity:
    first = max(0, index - NEARBY)
    scores = sources[first : index + NEARBY + 1] @ targets[index]
    others = {first + i: float(s) for i, s in enumerate(scores) if first + i != index}
    neighbour = max(others, key=others.__getitem__, default=None)
    best = others[neighbour] if neighbour is not None else -1.0
    return Similarity(float(scores[index - first]), best, neighbour)
