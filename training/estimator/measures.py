"""What a state is worth: areas under the curve, rank correlation."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from training.estimator.encoder import Estimator, half_precision
from training.estimator.recipe import OUTPUTS
from training.estimator.rows import Rows


@torch.no_grad()
def predict(net: Estimator, rows: Rows, chosen: np.ndarray, tokens: int = 16_000) -> dict[str, Any]:
    """Outputs of the sentence head, (rows, 3), and (pieces, 2): logit and share of readers."""
    net.eval()
    order = chosen[np.argsort(rows.lengths[chosen], kind="stable")]
    sentence = np.zeros((len(rows), OUTPUTS), np.float32)
    pieces = []
    at = 0
    while at < len(order):
        size = max(1, tokens // int(rows.lengths[order[min(len(order) - 1, at + 63)]]))
        part = order[at : at + min(64, size) if size < 64 else at + 64]
        batch = rows.batch(part)
        with half_precision(batch):
            outputs, logits = net(batch["ids"], batch["target"])
        sentence[part] = outputs.cpu().numpy()
        place = torch.arange(logits.shape[1], device=logits.device)[None]
        of_target = batch["real"] & (place >= batch["target"][:, None])
        both = torch.stack([logits[..., 0], batch["token_major"]], 2)[of_target]
        pieces.append(both.cpu().numpy())
        at += len(part)
    return {"sentence": sentence[chosen], "pieces": np.concatenate(pieces)}


def scores(found: dict[str, Any], rows: Rows, chosen: np.ndarray) -> dict[str, float]:
    """Areas under the curve; `within`: share of pairs of one source that are ranked rightly."""
    sentence, votes = found["sentence"], rows.arrays["votes"][chosen]
    major = sentence[:, 0]
    human = rows.arrays["human"][chosen]
    truth = votes[:, 0] >= 0.5
    out = {
        "major": area(major, truth),
        "major_systems": area(major[~human], truth[~human]),
        "points": area(sentence[:, 2], truth),
        "minor": area(sentence[:, 1], truth),
        "length": area(rows.arrays["characters"][chosen].astype(float), truth),
        "pieces": area(found["pieces"][:, 0], found["pieces"][:, 1] >= 0.5),
        "spearman": correlation(sentence[:, 2], votes[:, 2]),
        "within": within(major, votes[:, 0], rows.arrays["group"][chosen]),
    }
    return {name: round(value, 4) for name, value in out.items()}


def area(score: np.ndarray, truth: np.ndarray) -> float:
    """Area under the receiver operating characteristic, ties counted half (Mann and Whitney)."""
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return 0.5
    rank = ranks(score)
    return float((rank[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def ranks(score: np.ndarray) -> np.ndarray:
    """Ranks from 1; equal values share their mean."""
    _, where, counts = np.unique(score, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + 1 + ends) / 2)[where]


def correlation(left: np.ndarray, right: np.ndarray) -> float:
    if min(left.std(), right.std()) == 0:
        return 0.0
    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])


def within(score: np.ndarray, votes: np.ndarray, group: np.ndarray) -> float:
    right = total = 0.0
    for number in np.unique(group):
        inside = group == number
        s, v = score[inside], votes[inside]
        worse = v[:, None] - v[None] > 0.3
        total += worse.sum()
        right += (worse & (s[:, None] > s[None])).sum()
    return right / total if total else 0.5
