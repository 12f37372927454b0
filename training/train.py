"""Train an adapter: one pass over the examples, or as far as the time allows.

    python -m training.train base.gguf examples.jsonl out/run --start first.safetensors --minutes 90

Every few minutes `out/run` gets a checkpoint (`step-N.safetensors`, and `state.pt` to resume from);
the same command started again goes on where it stood. The learning rate falls with the share of the
examples or of the minutes that is used up, whichever is further, so that a run that is cut off by
its time has still seen the whole schedule.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from training.adapters import Adapter, read_adapter, write_adapter
from training.examples import IGNORED, Batch, Encoded, batches, collate, encode, read_examples
from training.model import (
    add_adapter,
    device_and_dtype,
    get_adapter,
    load_base,
    set_adapter,
    trainable,
)
from training.pack import sha256

LOGITS_AT_ONCE = 256
"""Target positions whose logits (152,000 floats each) are held at a time."""


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the result, besides base, examples and the adapter to start from."""

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


def loss_of(model: Any, batch: Batch) -> torch.Tensor:
    """Mean cross-entropy of the target tokens. Logits are made for those positions only."""
    hidden = model.get_base_model().model(
        input_ids=batch.ids, attention_mask=batch.attention, use_cache=False
    )[0]
    learned = batch.labels[:, 1:] != IGNORED
    states, labels = hidden[:, :-1][learned], batch.labels[:, 1:][learned]
    head = model.get_base_model().lm_head
    sums = [
        _cross_entropy(head, part, target)
        for part, target in zip(
            torch.split(states, LOGITS_AT_ONCE), torch.split(labels, LOGITS_AT_ONCE), strict=True
        )
    ]
    return torch.stack(sums).sum() / len(labels)


def _cross_entropy(head: Any, states: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return functional.cross_entropy(head(states).float(), labels, reduction="sum")


class Run:
    """A training run and its folder."""

    def __init__(self, model: Any, recipe: Recipe, folder: Path, metadata: dict[str, str]) -> None:
        self.model, self.recipe, self.folder, self.metadata = model, recipe, folder, metadata
        self.step, self.seconds, self.losses = 0, 0.0, list[float]()
        self.parameters = list(trainable(model).values())
        self.device, self.dtype = next(model.parameters()).device, _base_dtype(model)
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=recipe.rate, betas=(0.9, 0.99), weight_decay=0.0
        )

    def train(self, plan: Sequence[Sequence[Encoded]], save_every: float = 300.0) -> Adapter:
        """Works through `plan` from the present step on; saves every `save_every` seconds and at
        the end. Returns the adapter as it then is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.model.train()
        saved = self.seconds
        while self.step < len(plan) and self.progress(len(plan)) < 1.0:
            started = time.monotonic()
            self._learn(collate(plan[self.step]), self.progress(len(plan)))
            self.seconds += time.monotonic() - started
            self._report(len(plan), sum(len(e.ids) for e in plan[self.step - 1]))
            if self.seconds - saved >= save_every:
                self.save()
                saved = self.seconds
        self.save()
        return get_adapter(self.model, self.metadata)

    def progress(self, steps: int) -> float:
        """Share of the steps or of the minutes that is used up, whichever is larger."""
        minutes = self.recipe.minutes
        timed = self.seconds / 60 / minutes if minutes else 0.0
        return max(self.step / steps, timed)

    def save(self) -> None:
        """The adapter under its step's name, and the state to resume from; each atomically."""
        adapter = get_adapter(self.model, self.metadata)
        target = self.folder / f"step-{self.step:05}.safetensors"
        write_adapter(adapter, target.with_suffix(".part"), packed=False)
        target.with_suffix(".part").replace(target)
        state = {
            "step": self.step,
            "seconds": self.seconds,
            "optimizer": self.optimizer.state_dict(),
            "weights": {name: p.detach().cpu() for name, p in trainable(self.model).items()},
        }
        torch.save(state, self.folder / "state.part")
        (self.folder / "state.part").replace(self.folder / "state.pt")

    def resume(self) -> bool:
        """Goes back to the saved state, if there is one."""
        path = self.folder / "state.pt"
        if not path.exists():
            return False
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.step, self.seconds = state["step"], state["seconds"]
        self.optimizer.load_state_dict(state["optimizer"])
        with torch.no_grad():
            for name, parameter in trainable(self.model).items():
                parameter.copy_(state["weights"][name])
        return True

    def _learn(self, batch: Batch, progress: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.recipe, self.step, progress)
        batch = Batch(*(t.to(self.device) for t in (batch.ids, batch.labels, batch.attention)))
        low = self.dtype == torch.bfloat16
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=low):
            loss = loss_of(self.model, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.parameters, self.recipe.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.losses.append(float(loss.detach()))
        self.step += 1

    def _report(self, steps: int, tokens: int) -> None:
        if self.step % 5 and self.step != steps:
            return
        recent = self.losses[-20:]
        done = max(self.progress(steps), 1e-9)
        left = self.seconds * (1 - done) / done / 60
        print(
            f"step {self.step}/{steps}  loss {sum(recent) / len(recent):.3f}  "
            f"{tokens} tokens in the batch  {self.seconds / self.step:.1f} s a step  "
            f"{left:.0f} min left",
            file=sys.stderr,
            flush=True,
        )


def _base_dtype(model: Any) -> torch.dtype:
    dtype: torch.dtype = next(p.dtype for p in model.parameters() if not p.requires_grad)
    return dtype


def train(
    gguf: Path,
    examples: Path,
    folder: Path,
    recipe: Recipe,
    *,
    start: Path | None,
    save_every: float,
) -> Adapter:
    """Loads everything, resumes if `folder` holds a state, trains. `start` is an adapter of the
    recipe's own shape to go on from."""
    from zhaiyi.models.convert import build_tokenizer

    reader, metadata = _open(gguf), _metadata(gguf, recipe)
    tokenizer = build_tokenizer(reader)
    encoded = [encode(example, tokenizer) for example in read_examples(examples)]
    plan = batches(encoded, recipe.tokens, recipe.seed)
    device, dtype = device_and_dtype()
    print(f"{len(encoded)} examples, {len(plan)} steps, {device} {dtype}", file=sys.stderr)
    torch.manual_seed(recipe.seed)
    model = add_adapter(
        load_base(gguf, dtype),
        rank=recipe.rank,
        alpha=recipe.alpha,
        layers=range(*recipe.layers),
        start=None,
    ).to(device)
    run = Run(model, recipe, folder, metadata)
    if not run.resume() and start is not None:
        set_adapter(model, read_adapter(start))
    return run.train(plan, save_every)


def _open(gguf: Path) -> Any:
    from gguf import GGUFReader

    return GGUFReader(gguf)


def _metadata(gguf: Path, recipe: Recipe) -> dict[str, str]:
    first, behind = recipe.layers
    return {
        "base_sha256": sha256(gguf),
        "alpha": str(recipe.alpha),
        "rank": str(recipe.rank),
        "layers": f"{first}-{behind - 1}",
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.train", description=__doc__)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--start", type=Path, help="adapter to go on from (default: a fresh one)")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--layers", default="14-27", help="first-last (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=900, help="padded tokens in a batch")
    parser.add_argument("--warmup", type=int, default=20, help="steps")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes of training")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save-every", type=float, default=5.0, help="minutes")
    parser.add_argument("--threads", type=int, default=0, help="0: torch decides")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    first, last = (int(number) for number in options.layers.split("-"))
    recipe = Recipe(
        rank=options.rank,
        alpha=2 * options.rank,
        layers=(first, last + 1),
        rate=options.rate,
        tokens=options.tokens,
        warmup=options.warmup,
        minutes=options.minutes,
        seed=options.seed,
    )
    train(
        options.gguf,
        options.examples,
        options.folder,
        recipe,
        start=options.start,
        save_every=options.save_every * 60,
    )


if __name__ == "__main__":
    main()
