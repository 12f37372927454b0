"""What the marks are worth: the model's suspicion of translations that readers have judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from training.examples import Encoded, Example, collate, encode
from training.learn import log_likelihoods, mark_likelihoods, states_of
from training.vocabulary import Vocabulary

TOKENS = 24_000
"""Padded, of a batch."""


def suspicions(
    model: Any, examples: Sequence[Example], vocabulary: Vocabulary
) -> dict[str, list[float]]:
    """Of each translation: `mark`, the share of the mark `FAULTY` of both; `mean` and `least`, the
    negative mean and least log-probability of its tokens."""
    encoded = [encode(example, vocabulary) for example in examples]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    found: dict[str, list[float]] = {n: [0.0] * len(encoded) for n in ("mark", "mean", "least")}
    device = next(model.parameters()).device
    model.eval()
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, device.type == "cuda"):
        for part in _cut(order, encoded):
            values = _measured(model, [encoded[i] for i in part], vocabulary, device)
            for name, column in values.items():
                for i, value in zip(part, column, strict=True):
                    found[name][i] = round(value, 4)
    return found


def area(examples: Sequence[Example], suspicion: Sequence[float]) -> float:
    """Area under the curve: how often a translation in which most readers saw a major fault is the
    more suspect one of two (Mann-Whitney)."""
    wrong = np.array([(e.fault or 0.0) > 0.5 for e in examples])
    values = np.asarray(suspicion)
    ranks = np.empty(len(values))
    ranks[np.argsort(values)] = np.arange(1, len(values) + 1)
    for value in np.unique(values):
        ranks[values == value] = ranks[values == value].mean()
    bad, good = int(wrong.sum()), int((~wrong).sum())
    if not bad or not good:
        return float("nan")
    return round(float((ranks[wrong].sum() - bad * (bad + 1) / 2) / (bad * good)), 4)


def _cut(order: Sequence[int], encoded: Sequence[Encoded]) -> list[list[int]]:
    parts: list[list[int]] = []
    for i in order:
        full = not parts or (len(parts[-1]) + 1) * len(encoded[i].ids) > TOKENS
        parts += [[]] if full else []
        parts[-1].append(i)
    return parts


def _measured(
    model: Any, rows: Sequence[Encoded], vocabulary: Vocabulary, device: torch.device
) -> Mapping[str, list[float]]:
    batch = collate([Encoded(r.ids, r.prompt, r.mark, r.fault, True) for r in rows]).to(device)
    hidden = states_of(model, batch)
    logs, row = log_likelihoods(model, batch, hidden)
    marks, _ = mark_likelihoods(model, batch, hidden, vocabulary.marks)
    of_row = [logs[row == n] for n in range(len(rows))]
    return {
        "mark": torch.softmax(marks, dim=-1)[:, 1].tolist(),
        "mean": [-float(each.mean()) for each in of_row],
        "least": [-float(each.min()) for each in of_row],
    }
