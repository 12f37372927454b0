"""Teaching: the recipe, the losses, and the loop that ends with its plan or its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training.examples import IGNORED, Batch, Encoded, collate
from training.model import trainable

LOGITS_AT_ONCE = 256
"""Target positions whose logits (up to 152,000 floats each) are made at a time."""
AT_ONCE_ON_GPU = 4096
MARK = 0.5
"""Weight of the mean loss of the marks beside that of the tokens."""
BETA = 0.1
"""How sharply CPO looks at the margin between good and bad."""

Loss = Callable[[Any, Batch], Tensor]


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the result, besides base, examples and the adapter to start from.
    `layers`: the first, and the one behind the last."""

    rank: int = 16
    alpha: int = 32
    layers: tuple[int, int] = (14, 28)
    rate: float = 1e-4
    final: float = 0.05
    warmup: int = 20
    tokens: int = 900
    clip: float = 1.0
    minutes: float | None = None
    seed: int = 1


def learning_rate(recipe: Recipe, step: int, progress: float) -> float:
    """Linear warm-up over `recipe.warmup` steps, then linear decay to `rate * final` at the end."""
    warm = min(1.0, (step + 1) / recipe.warmup) if recipe.warmup else 1.0
    return recipe.rate * warm * (1.0 - (1.0 - recipe.final) * min(1.0, progress))


def log_likelihoods(
    model: Any, batch: Batch, hidden: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """Log-probability of every target token, and the row that it is of. Logits are made for those
    positions only; `hidden` are the model's states, where they are there already."""
    hidden = states_of(model, batch) if hidden is None else hidden
    learned = batch.labels[:, 1:] != IGNORED
    states, labels = hidden[:, :-1][learned], batch.labels[:, 1:][learned]
    size = AT_ONCE_ON_GPU if states.is_cuda else LOGITS_AT_ONCE
    logs = [
        -functional.cross_entropy(model.lm_head(part).float(), target, reduction="none")
        for part, target in zip(torch.split(states, size), torch.split(labels, size), strict=True)
    ]
    return torch.cat([states.new_zeros(0, dtype=torch.float32), *logs]), learned.nonzero()[:, 0]


def states_of(model: Any, batch: Batch) -> Tensor:
    """The last hidden states, (examples, tokens, width)."""
    hidden: Tensor = model.model(input_ids=batch.ids, use_cache=False)[0]
    return hidden


def mark_likelihoods(
    model: Any, batch: Batch, hidden: Tensor, marks: tuple[int, int]
) -> tuple[Tensor, Tensor]:
    """(marked rows, 2) log-probabilities of the marks `SOUND` and `FAULTY` where a mark stands, and
    the numbers of those rows."""
    rows = batch.marks.nonzero()[:, 0]
    states = hidden[rows, batch.marks[rows] - 1]
    logs = functional.log_softmax(model.lm_head(states).float(), dim=-1)
    return logs[:, list(marks)], rows


def loss_with(marks: tuple[int, int]) -> Loss:
    """Mean cross-entropy of the target tokens, and of the marks with what the readers said. Of an
    answer that nobody judged only that a mark stands there is learned."""

    def loss(model: Any, batch: Batch) -> Tensor:
        hidden = states_of(model, batch)
        logs, _ = log_likelihoods(model, batch, hidden)
        found, rows = mark_likelihoods(model, batch, hidden, marks)
        told = batch.faults[rows].isfinite()
        fault = torch.nan_to_num(batch.faults[rows])
        judged = -((1 - fault) * found[:, 0] + fault * found[:, 1])
        either = -torch.logsumexp(found, dim=-1)
        parts = [(-logs, 1.0), (judged[told], MARK), (either[~told], MARK)]
        return torch.stack([w * p.mean() for p, w in parts if len(p)]).sum()

    return loss


def loss_of(model: Any, batch: Batch) -> Tensor:
    """Mean cross-entropy of the target tokens."""
    return -log_likelihoods(model, batch)[0].mean()


def preference_loss(model: Any, batch: Batch) -> Tensor:
    """Contrastive preference optimisation (Xu et al. 2024): the first half of the rows are good
    answers, the second the bad ones to the same prompts. Log-sigmoid of the margin between the two,
    and the likelihood of the good one."""
    logs, row = log_likelihoods(model, batch)
    half = len(batch.ids) // 2
    sums = torch.zeros(2 * half, device=logs.device).index_add(0, row, logs)
    margin = BETA * (sums[:half] - sums[half:])
    return -functional.logsigmoid(margin).mean() - logs[row < half].mean()


class Learner:
    """Steps of AdamW on the matrices of `model` that learn. The learning rate falls with the share
    of the plan or of the time that is used up, whichever is further, so that a run that is cut off
    by its time has still seen the whole schedule."""

    def __init__(self, model: Any, recipe: Recipe, loss: Loss = loss_of) -> None:
        self.model, self.recipe, self.loss = model, recipe, loss
        self.step, self.seconds, self.losses = 0, 0.0, list[float]()
        self.parameters = list(trainable(model).values())
        self.device = next(model.parameters()).device
        self.low = _base_dtype(model) == torch.bfloat16
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=recipe.rate, betas=(0.9, 0.99), weight_decay=0.0
        )

    def learn(self, plan: Sequence[Sequence[Encoded]]) -> None:
        """Works through `plan` from the present step on, to its end or that of the time."""
        self.model.train()
        while self.step < len(plan) and self.progress(len(plan)) < 1.0:
            started = time.monotonic()
            self._learn(collate(plan[self.step]), self.progress(len(plan)))
            self.seconds += time.monotonic() - started
            self.report(len(plan), sum(len(e.ids) for e in plan[self.step - 1]))
            self.after_step()

    def progress(self, steps: int) -> float:
        """Share of the steps or of the minutes that is used up, whichever is larger."""
        minutes = self.recipe.minutes
        timed = self.seconds / 60 / minutes if minutes else 0.0
        return max(self.step / steps, timed)

    def after_step(self) -> None:
        """What a run does between two steps."""

    @property
    def recent(self) -> float:
        """Mean loss of the last twenty steps."""
        last = self.losses[-20:]
        return sum(last) / max(1, len(last))

    def report(self, steps: int, tokens: int, every: int = 5) -> None:
        """A line on stderr now and then."""
        if self.step % every and self.step != steps:
            return
        done = max(self.progress(steps), 1e-9)
        left = self.seconds * (1 - done) / done / 60
        print(
            f"step {self.step}/{steps}  loss {self.recent:.3f}  "
            f"{tokens} tokens in the batch  {self.seconds / self.step:.1f} s a step  "
            f"{left:.0f} min left",
            file=sys.stderr,
            flush=True,
        )

    def _learn(self, batch: Batch, progress: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.recipe, self.step, progress)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.low):
            loss = self.loss(self.model, batch.to(self.device))
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.parameters, self.recipe.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.losses.append(float(loss.detach()))
        self.step += 1


def _base_dtype(model: Any) -> torch.dtype:
    dtype: torch.dtype = next(p.dtype for p in model.parameters() if not p.requires_grad)
    return dtype
