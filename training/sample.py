"""The fixed sentences that adapters are chosen on."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SENTENCES, SEED = 200, 2021


@dataclass(frozen=True)
class Sample:
    """Sources and their human references."""

    sources: tuple[str, ...]
    references: tuple[str, ...]


def fixed_rows(
    rows: Sequence[Mapping[str, str]], sentences: int = SENTENCES
) -> list[Mapping[str, str]]:
    """The same `sentences` rows of the same file, every time."""
    order = list(rows)
    random.Random(SEED).shuffle(order)
    return order[:sentences]


def fixed_sample(rows: Sequence[Mapping[str, str]], sentences: int = SENTENCES) -> Sample:
    """The columns `zh` and `en` of `fixed_rows`."""
    chosen = fixed_rows(rows, sentences)
    return Sample(tuple(r["zh"] for r in chosen), tuple(r["en"] for r in chosen))
