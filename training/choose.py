"""The pairs worth most, where there is no time for all of them.

News in Chinese style, rich in names and numbers that both sides agree on, comes first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from training.filters import Pair


def choose(pairs: Sequence[Pair], most: int, model: Sequence[str]) -> list[Pair]:
    """The `most` pairs worth most: alike in meaning, like the texts `model` in style, rich in names
    and numbers that both sides agree on."""
    styles = style_scores([pair.zh for pair in pairs], model)
    worth = {p.id: _worth(p) + 0.15 * style for p, style in zip(pairs, styles, strict=True)}
    return sorted(pairs, key=lambda p: (-worth[p.id], p.id))[:most]


def style_scores(texts: Sequence[str], model: Sequence[str]) -> list[float]:
    """How much more likely each text is among `model` than among all of `texts`, a character: the
    cross-entropy difference of Moore & Lewis (2010) over character bigrams with add-one smoothing.
    A text's own bigrams are left out of both counts."""
    inside = Counter(bigram for text in model for bigram in _bigrams(text))
    overall = Counter(bigram for text in texts for bigram in _bigrams(text))
    known, kinds = set(model), len(overall)
    sums = inside.total() + kinds, overall.total() + kinds
    base = math.log(sums[1] / sums[0])

    def score(text: str) -> float:
        own = Counter(_bigrams(text))
        within = own if text in known else Counter[str]()
        logs = [
            math.log((inside[b] - within[b] + 1) / (overall[b] - n + 1)) + base
            for b, n in own.items()
        ]
        return sum(logs) / len(logs)

    return [score(text) for text in texts]


def _bigrams(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text)]


def _worth(pair: Pair) -> float:
    digits = len(re.findall(r"\d+", pair.zh))
    richness = 0.05 * min(4, len(pair.hints)) + 0.02 * min(3, digits)
    return pair.similarity + richness - 0.08 * min(3, pair.missed)
