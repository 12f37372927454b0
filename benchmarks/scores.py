"""How good what was written is, beside what it cost."""

from __future__ import annotations

from collections.abc import Mapping

import sacrebleu


def chrf(written: Mapping[str, str], references: Mapping[str, str]) -> float | None:
    """chrF of translations by source, on those with a reference; None if there are none."""
    common = [source for source in written if source in references]
    if not common:
        return None
    found = sacrebleu.corpus_chrf([written[s] for s in common], [[references[s] for s in common]])
    return float(found.score)
