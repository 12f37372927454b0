"""The steps of learning: losses, rates, batches, and the best state so far."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training.estimator.encoder import Estimator, half_precision
from training.estimator.log import say
from training.estimator.measures import predict, scores
from training.estimator.packing import pack, restored
from training.estimator.recipe import UNKNOWN, Recipe
from training.estimator.report import report
from training.estimator.rows import Rows


def loss_of(
    batch: dict[str, torch.Tensor], sentence: torch.Tensor, pieces: torch.Tensor, recipe: Recipe
) -> torch.Tensor:
    """Cross-entropy with the readers' shares, regression on the points, ranking within a group,
    cross-entropy of the pieces."""
    votes, weight = batch["votes"], batch["weight"]
    bce = functional.binary_cross_entropy_with_logits
    each = bce(sentence[:, :2], votes[:, :2], reduction="none")
    points = functional.smooth_l1_loss(
        sentence[:, 2], torch.log1p(votes[:, 2]), reduction="none", beta=0.5
    )
    whole = ((each[:, 0] + 0.4 * each[:, 1] + 0.7 * points) * weight).sum() / weight.sum()
    return whole + recipe.ranking * _ranking(batch, sentence) + _pieces_loss(batch, pieces)


def _ranking(batch: dict[str, torch.Tensor], sentence: torch.Tensor) -> torch.Tensor:
    group, votes = batch["group"], batch["votes"]
    worth = votes[:, 0] + 0.25 * votes[:, 1]
    worse = (group[:, None] == group[None]) & (worth[:, None] - worth[None] > 0.3)
    apart = sentence[:, None, 0] - sentence[None, :, 0]
    return (functional.softplus(-apart) * worse).sum() / worse.sum().clamp(min=1)


def _pieces_loss(batch: dict[str, torch.Tensor], pieces: torch.Tensor) -> torch.Tensor:
    at = torch.arange(pieces.shape[1], device=pieces.device)[None]
    of_target = (batch["real"] & (at >= batch["target"][:, None])).float()
    known = ((batch["left_out"] != UNKNOWN) & (at < batch["target"][:, None])).float()
    labels = torch.stack(
        [batch["token_major"], batch["token_minor"], (batch["left_out"] == 1).float()], 2
    )
    each = functional.binary_cross_entropy_with_logits(pieces, labels, reduction="none")
    target = ((each[..., 0] + 0.3 * each[..., 1]) * of_target).sum() / of_target.sum()
    source = (each[..., 2] * known).sum() / known.sum().clamp(min=1)
    return 1.5 * target + 0.3 * source


class Clock:
    """The share of the minutes that a recipe may use."""

    def __init__(self, seconds: float) -> None:
        self.start, self.seconds = time.monotonic(), max(1.0, seconds)

    def share(self) -> float:
        return min(1.0, (time.monotonic() - self.start) / self.seconds)


def optimiser(net: Estimator, recipe: Recipe) -> torch.optim.Optimizer:
    heads, matrices, rest = [], [], []
    for name, value in net.named_parameters():
        if not value.requires_grad:
            continue
        if name.startswith(("pieces", "first", "second")):
            heads.append(value)
        elif ".linear." in name and name.endswith(".weight"):
            matrices.append(value)
        else:
            rest.append(value)
    return torch.optim.AdamW(
        [
            {"params": heads, "peak": recipe.head_rate, "weight_decay": 0.01},
            {"params": matrices, "peak": recipe.rate, "weight_decay": 0.01},
            {"params": rest, "peak": recipe.rate, "weight_decay": 0.0},
        ],
        lr=1e-4,
        betas=(0.9, 0.98),
        fused=next(net.parameters()).is_cuda,
    )


def set_rates(optimizer: torch.optim.Optimizer, recipe: Recipe, share: float) -> None:
    """Linear rise over `warmup` of the time, then linear fall to `final`."""
    rise = min(1.0, (share + 1e-3) / recipe.warmup)
    fall = 1.0 - (1.0 - recipe.final) * share
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * min(rise, fall)


def learn(
    data: dict[str, Rows],
    base: dict[str, Any],
    recipe: Recipe,
    seconds: float,
    out: Path,
    start: Path | None = None,
) -> dict[str, Any]:
    """One recipe. Packs the state that ranks the held-out documents best; returns its scores."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    device = data["learn"].device
    clock = Clock(seconds)
    net = Estimator(base, recipe) if start is None else restored(base, recipe, start)
    net = net.to(device)
    for layer in net.layers[: recipe.frozen]:
        layer.requires_grad_(False)
    optimizer = optimiser(net, recipe)
    real = data["learn"].batches(data["learn"].part(held=False), recipe.tokens, rng)
    made = data["faults"].batches(np.arange(len(data["faults"])), recipe.tokens, rng)
    best, step, looks = -1.0, 0, [] if start else [0.55, 0.7, 0.8, 0.9]
    whole, seen = recipe.passes * len(data["learn"].part(held=False)), 0
    while (share := max(clock.share(), seen / whole)) < 1.0:
        set_rates(optimizer, recipe, share)
        odds = recipe.faults[0] + (recipe.faults[1] - recipe.faults[0]) * share
        stream = made if rng.random() < odds else real
        batch = next(stream)
        loss = train_step(net, optimizer, batch, recipe)
        step, seen = step + 1, seen + (len(batch["ids"]) if stream is real else 0)
        if step % 50 == 1 or not next(net.parameters()).is_cuda:
            say(f"{recipe.name} step {step} {share:.0%} loss {float(loss):.3f}")
        if looks and share >= looks[0]:
            looks.pop(0)
            best = keep_if_better(net, data, recipe, best, out, step)
    best = keep_if_better(net, data, recipe, best, out, step)
    return report(data, base, recipe, out, step)


def train_step(
    net: Estimator, optimizer: torch.optim.Optimizer, batch: dict[str, torch.Tensor], recipe: Recipe
) -> torch.Tensor:
    net.train()
    with half_precision(batch):
        sentence, pieces = net(batch["ids"], batch["target"])
    loss = loss_of(batch, sentence, pieces, recipe)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return loss.detach()


def keep_if_better(
    net: Estimator, data: dict[str, Rows], recipe: Recipe, best: float, out: Path, step: int
) -> float:
    """Packs the net if it ranks the held-out documents better than any state before."""
    held = data["learn"].part(held=True)
    found = scores(predict(net, data["learn"], held), data["learn"], held)
    say(f"{recipe.name} step {step} held out: {json.dumps(found)}")
    worth = found["points"] + 0.5 * found["pieces"]
    if worth > best:
        pack(net, recipe, out / f"{recipe.name}.safetensors")
    return max(worth, best)
