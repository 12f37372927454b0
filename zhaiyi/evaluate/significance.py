"""Whether a difference of BLEU or chrF is more than chance."""

from __future__ import annotations

from collections.abc import Sequence

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

RESAMPLES = 1000
"""Of the paired bootstrap (Koehn 2004, "Statistical Significance Tests for Machine Translation
Evaluation", as in sacrebleu)."""


def compared(
    systems: Sequence[tuple[str, Sequence[str]]], references: Sequence[str]
) -> tuple[list[tuple[float, float]], str]:
    """For each of `systems` (name, translations) but the first the p values of BLEU and of chrF:
    the probability that a difference to the first of this size is chance. With them the signature
    of the test. The seed is sacrebleu's."""
    metrics = {"BLEU": BLEU(), "chrF": CHRF()}
    test = PairedTest(list(systems), metrics, [list(references)], "bs", n_samples=RESAMPLES)
    signatures, scores = test()
    bleu, chrf = (scores[name][1:] for name in ("BLEU", "chrF2"))
    values = [(_p_value(b), _p_value(c)) for b, c in zip(bleu, chrf, strict=True)]
    return values, signatures["BLEU"].format()


def _p_value(result: Result | str) -> float:
    assert isinstance(result, Result)
    assert result.p_value is not None
    return float(result.p_value)
