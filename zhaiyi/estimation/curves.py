"""Features to a confidence: a logistic curve fitted on marked outputs (Platt 2000). Pure.

The curves lie in `data/confidence.json`, written by ``python -m training.estimator.calibrate``.
Each belongs to a translator, by the signature that it was fitted for, or is the general one. A
curve names its features; of those whose features are all known the first is taken.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zhaiyi.core.document import Level
from zhaiyi.estimation.features import Features

GENERAL = "general"
_FILE = "confidence.json"


@dataclass(frozen=True, slots=True)
class Curve:
    """Weights over standardised features: (x - `means`) / `scales`. From `sure` upwards a sentence
    is sure, up to `doubtful` it is doubtful."""

    features: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    sure: float
    doubtful: float

    def confidence(self, found: Features) -> float:
        """The chance, 0..1, that nothing needs correction. KeyError for a missing feature."""
        values = zip(self.features, self.means, self.scales, self.weights, strict=True)
        total = self.bias + sum(w * (found[name] - m) / s for name, m, s, w in values)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


class Curves:
    """The curves of each translator; `GENERAL` serves the others."""

    def __init__(self, by_translator: Mapping[str, Sequence[Curve]]) -> None:
        self._curves = by_translator

    def knows(self, translator: str) -> bool:
        """True where outputs of this very translator were marked."""
        return translator in self._curves

    def of(self, translator: str, found: Features) -> Curve | None:
        """The curve for what is known of a sentence, None where no curve can use it."""
        for name in (translator, GENERAL):
            for curve in self._curves.get(name, ()):
                if found.keys() >= set(curve.features):
                    return curve
        return None


def level_of(confidence: float, curve: Curve, objections: float) -> Level:
    """A sentence to which a check objects is never sure."""
    if confidence <= curve.doubtful:
        return "doubtful"
    return "sure" if confidence >= curve.sure and not objections else "look"


def curves_from(text: str) -> Curves:
    """Curves as `calibrate` wrote them."""
    tree = json.loads(text)["curves"]
    return Curves({name: [_curve(one) for one in each] for name, each in tree.items()})


def _curve(record: Mapping[str, object]) -> Curve:
    fields = {k: tuple(v) if isinstance(v, list) else v for k, v in record.items()}
    fields.pop("fitted", None)
    return Curve(**fields)  # type: ignore[arg-type]


@cache
def load_curves() -> Curves:
    """The curves that travel with the package."""
    return curves_from(files("zhaiyi").joinpath("data", _FILE).read_text(encoding="utf-8"))
