"""What decides a state besides the data, and the sizes that all parts share."""

from __future__ import annotations

from dataclasses import dataclass

MATRICES = ("q", "k", "v", "ao", "fi", "fo")
PAD, UNKNOWN = 1, 255
FORMAT = "zhaiyi.estimator/3"
CHANGE_BLOCK = 128
POOLED, SUMMARY, HIDDEN, OUTPUTS = 3, 7, 256, 3
"""Sentence head: pooled states, summary numbers, hidden width; outputs major, minor, points."""


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the result besides the data."""

    name: str
    rate: float = 4e-5
    head_rate: float = 2e-4
    tokens: int = 16_000
    warmup: float = 0.06
    final: float = 0.03
    dropout: float = 0.05
    faults: tuple[float, float] = (0.6, 0.25)
    """Share of made faults among the batches, at the start and at the end."""
    ranking: float = 0.5
    passes: float = 4.0
    """Over the judged rows, if the time is enough."""
    frozen: int = 0
    """So many of the lowest layers are left as they are."""
    seed: int = 3
