"""What the marks are worth: the model's suspicion of translations that readers have judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from training.estimator import measures
from training.examples import Encoded, Example, collate, cut, encode
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
    columns: dict[str, list[float]] = {name: [] for name in ("mark", "mean", "least")}
    device = next(model.parameters()).device
    model.eval()
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, device.type == "cuda"):
        for rows in cut([encoded[i] for i in order], TOKENS):
            for name, values in _measured(model, rows, vocabulary, device).items():
                columns[name] += values
    places = np.argsort(order)
    return {name: np.round(values, 4)[places].tolist() for name, values in columns.items()}


def area(examples: Sequence[Example], suspicion: Sequence[float]) -> float:
    """Area under the curve for telling the translations in which most readers saw a major fault."""
    wrong = np.array([(example.fault or 0.0) > 0.5 for example in examples], bool)
    return round(measures.area(np.asarray(suspicion), wrong), 4)


def _measured(
    model: Any, rows: Sequence[Encoded], vocabulary: Vocabulary, device: torch.device
) -> Mapping[str, list[float]]:
    # What follows the mark is left off: it stands there by the readers' word, and would tell it.
    cut_off = [Encoded(r.ids[: r.mark + 1], r.prompt, r.mark, r.fault) for r in rows]
    batch = collate(cut_off).to(device)
    hidden = states_of(model, batch)
    logs, row = log_likelihoods(model, batch, hidden)
    marks, _ = mark_likelihoods(model, batch, hidden, vocabulary.marks)
    of_row = [logs[row == n] for n in range(len(rows))]
    return {
        "mark": torch.softmax(marks, dim=-1)[:, 1].tolist(),
        "mean": [-float(each.mean()) for each in of_row],
        "least": [-float(each.min()) for each in of_row],
    }
