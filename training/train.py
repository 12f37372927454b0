"""Train an adapter: one pass over the examples, or as far as the time allows.

    python -m training.train base.gguf out/data/examples-1.jsonl.gz out/run --minutes 90 \
        --start news-v3-lower.safetensors+news-v3-upper.safetensors

For a processor, which can pay for the upper half of the layers; for a visit to a GPU there is
`training.visit`.

Every few minutes `out/run` gets a checkpoint (`step-N.safetensors`, and `state.pt` to resume from);
the same command started again goes on where it stood. The learning rate falls with the share of the
examples or of the minutes that is used up, whichever is further, so that a run that is cut off by
its time has still seen the whole schedule.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from training.adapters import Adapter, files_of, read_adapter, write_adapter
from training.base import open_base
from training.examples import Encoded, Example, batches, encode, read_examples
from training.learn import Learner, Loss, Recipe, loss_of, loss_with
from training.model import add_adapter, device_and_dtype, get_adapter, load_base, trainable


class Run(Learner):
    """A training run and its folder."""

    def __init__(
        self,
        model: Any,
        recipe: Recipe,
        folder: Path,
        metadata: dict[str, str],
        loss: Loss = loss_of,
    ) -> None:
        super().__init__(model, recipe, loss)
        self.folder, self.metadata = folder, metadata
        self.saved, self.save_every = 0.0, 300.0

    def train(self, plan: Sequence[Sequence[Encoded]], save_every: float = 300.0) -> Adapter:
        """Works through `plan` from the present step on; saves every `save_every` seconds and at
        the end. Returns the adapter as it then is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.saved, self.save_every = self.seconds, save_every
        self.learn(plan)
        self.save()
        return get_adapter(self.model, self.metadata)

    def after_step(self) -> None:
        if self.seconds - self.saved >= self.save_every:
            self.save()
            self.saved = self.seconds

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


def train(
    base: Path,
    examples: Path,
    folder: Path,
    recipe: Recipe,
    *,
    start: Sequence[Path] = (),
    save_every: float,
) -> Adapter:
    """Loads everything, resumes if `folder` holds a state, trains. `start`: the files of an adapter
    to go on from; what it has on other layers than those of the recipe stays as it is."""
    opened = open_base(base)
    encoded = [encode(example, opened.vocabulary) for example in read_examples(examples, Example)]
    plan = batches(encoded, recipe.tokens, recipe.seed)
    device, dtype = device_and_dtype()
    print(f"{len(encoded)} examples, {len(plan)} steps, {device} {dtype}", file=sys.stderr)
    torch.manual_seed(recipe.seed)
    model = add_adapter(
        load_base(opened, dtype, device),
        rank=recipe.rank,
        alpha=recipe.alpha,
        layers=range(*recipe.layers),
        start=read_adapter(*start) if start else None,
    )
    loss = loss_with(opened.vocabulary.marks)
    run = Run(model, recipe, folder, said(opened.sha256, recipe), loss)
    run.resume()
    return run.train(plan, save_every)


def said(base_sha256: str, recipe: Recipe) -> dict[str, str]:
    """The part of an adapter's metadata that the recipe decides; the layers are written with it."""
    return {"base_sha256": base_sha256, "alpha": str(recipe.alpha), "rank": str(recipe.rank)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.train", description=__doc__)
    parser.add_argument("base", type=Path, help="GGUF file, or the folder of training.pieces")
    parser.add_argument("examples", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--start", help="adapter to go on from, its files joined by + (default: a fresh one)"
    )
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
        options.base,
        options.examples,
        options.folder,
        recipe,
        start=files_of(options.start),
        save_every=options.save_every * 60,
    )


if __name__ == "__main__":
    main()
