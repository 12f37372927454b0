"""What the encoder's states say: of each word piece, and of the whole sentence. Pure numpy.

The same sums as `training.estimator.train`, which learned the weights; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_FAR = 30.0
_SCALE = 4.0


class Heads:
    """The heads' matrices, and the embedding of places."""

    def __init__(self, tensors: Mapping[str, Floats]) -> None:
        self._tensors = tensors
        self.places = tensors["places"]

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Those of a safetensors file."""
        from safetensors.numpy import load_file

        return cls(load_file(path))

    def __call__(
        self, hidden: Floats, real: Floats, starts: NDArray[np.int64]
    ) -> tuple[Floats, Floats]:
        """Logits of the pieces, (rows, length, 3): a major fault, a minor one, left out of the
        target; and of the sentences, (rows, 3): major, minor, points."""
        pieces = self._linear("pieces", hidden)
        behind = np.arange(hidden.shape[1])[None] >= starts[:, None]
        masks = real * behind, real * ~behind
        pooled = [hidden[:, 0], *(_mean(hidden, mask) for mask in masks)]
        inner = _gelu(self._linear("first", np.concatenate(pooled, 1)))
        summary = _summary(pieces, *masks)
        return pieces, self._linear("second", np.concatenate([inner, summary], 1))

    def _linear(self, name: str, states: Floats) -> Floats:
        out: Floats = states @ self._tensors[f"{name}.w"].T + self._tensors[f"{name}.b"]
        return out


def _mean(states: Floats, mask: Floats) -> Floats:
    count = np.maximum(mask.sum(1, keepdims=True), 1)
    mean: Floats = np.einsum("blw,bl->bw", states, mask) / count
    return mean


def _summary(pieces: Floats, of_target: Floats, of_source: Floats) -> Floats:
    """Highest and mean logit of a fault and of an omission, expected faulty pieces, lengths."""
    major = pieces[..., 0]
    counts = [np.maximum(mask.sum(1), 1) for mask in (of_target, of_source)]
    columns: list[Any] = []
    for logits, mask, count in zip(
        (major, pieces[..., 2]), (of_target, of_source), counts, strict=True
    ):
        columns.append((logits - (1 - mask) * _FAR).max(1) / _SCALE)
        columns.append((logits * mask).sum(1) / count / _SCALE)
    expected = (of_target / (1 + np.exp(-major))).sum(1)
    columns.append(np.log(expected + 1e-3) / _SCALE)
    columns.extend(np.log(count) / _SCALE for count in counts)
    summary: Floats = np.stack(columns, 1).astype(np.float32)
    return summary


def _gelu(values: Floats) -> Floats:
    """Hendrycks and Gimpel 2016, with the error function."""
    from math import erf, sqrt

    erfs = np.vectorize(erf, otypes=[np.float32])(values / sqrt(2.0))
    out: Floats = 0.5 * values * (1.0 + erfs)
    return out
