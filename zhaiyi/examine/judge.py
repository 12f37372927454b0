"""What checks and estimator say of pairs from anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhaiyi.core.document import Finding, Level
from zhaiyi.estimation import Estimate, Estimator, Evidence
from zhaiyi.examine.asked import Opinion
from zhaiyi.examine.pairs import Pair
from zhaiyi.quality.document import known_of_lines, present, similarity
from zhaiyi.quality.registry import run_checks
from zhaiyi.recognition import TermFinder
from zhaiyi.salience.encoder import Encoder
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
    """Each pair in order. The pairs count as one document: names are to agree throughout, and its
    dateline, if it has but one, dates them all. Raises what `opinion`, the translator's word on
    them, raises."""
    sources = [pair.source for pair in pairs]
    article = lines_as_article(sources)
    known, terms = known_of_lines(article, names.lexicon), names.terms(article)
    vectors, targets = encoder.encode(sources), encoder.encode([pair.target for pair in pairs])
    for start in range(0, len(pairs), PORTION):
        part = range(start, min(start + PORTION, len(pairs)))
        findings = [
            run_checks(
                known.pair(
                    sources[i],
                    pairs[i].target,
                    terms=present(sources[i], terms, names.lexicon),
                    similarity=similarity(i, targets[i], vectors, NEARBY),
                )
            )
            for i in part
        ]
        texts = [(sources[i], pairs[i].target) for i in part]
        told = opinion.told([pairs[i] for i in part]) if opinion else [None] * len(part)
        estimates = estimator.estimate(texts, list(map(Evidence, findings, told)))
        for i, found, estimate in zip(part, findings, estimates, strict=True):
            yield Examined(pairs[i], found, estimate)
