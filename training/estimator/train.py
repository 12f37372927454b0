"""Train the estimator: multilingual-e5-small reads source and target as one sequence and says how
doubtful the target is, as a whole and at each of its pieces.

    python -m training.estimator.train --data out/estimator --out out/run --minutes 3

Reads the folder that `training.estimator.prepare` made; needs torch, numpy and safetensors and of
this repository nothing but its own folder, so that it can be carried to any machine. CUDA where
there is one.
The minutes are shared by the recipes and count from the start of the program; the learning rate
falls with the share of them, or of the passes over the data, that is used up. The best state by the
held-out documents is packed (the change of every matrix in 3 bits, the rest float16) as soon as
there is one; `scores.json` says what each recipe reached: on held-out documents, on MQM 2021 and
on the marks of the repository. With --start it goes on with a packed state.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.estimator.learning import learn
from training.estimator.log import STARTED, Log, say
from training.estimator.recipe import Recipe
from training.estimator.rows import Rows

RECIPES = (Recipe("whole"), Recipe("whole-second", seed=5))
MORE = Recipe("more", rate=1.5e-5, head_rate=1e-4, tokens=2_400, faults=(0.3, 0.3), frozen=4)
"""With --start: goes on with a packed state, on a processor too."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=1.5, help="of the whole program")
    parser.add_argument("--recipes", default=",".join(r.name for r in RECIPES))
    parser.add_argument("--start", type=Path, help="a packed state to go on with")
    parser.add_argument("--rate", type=float, help="with --start: the learning rate")
    parser.add_argument("--seed", type=int, help="with --start: the order of the rows")
    parser.add_argument("--tokens", type=int, help="pieces of a batch, instead of the recipe's")
    parser.add_argument("--most", type=int, help="test on no more rows than this (to rehearse)")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    sys.stderr = Log(options.out / "train.log")  # type: ignore[assignment]
    run(options)


def run(options: argparse.Namespace) -> None:
    torch.set_float32_matmul_precision("high")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    where = torch.cuda.get_device_name() if device.type == "cuda" else "the processor"
    say(f"torch {torch.__version__} on {where}")
    with np.load(options.data / "base.npz") as file:
        base = {key: file[key] for key in file.files}
    data = {
        n: Rows(options.data / f"{n}.npz", device) for n in ("learn", "faults", "test", "marks")
    }
    if options.most:
        _shorten(data, options.most)
    say("read")
    chosen = [r for r in RECIPES if r.name in options.recipes.split(",")]
    if options.start:
        chosen = [replace(MORE, rate=options.rate or MORE.rate, seed=options.seed or MORE.seed)]
    results: dict[str, Any] = {}
    for index, recipe in enumerate(chosen):
        if options.tokens:
            recipe = replace(recipe, tokens=options.tokens)
        left = options.minutes * 60 - (time.monotonic() - STARTED)
        share = left / (len(chosen) - index) - 6.0
        if share < 2.0:
            say(f"no time left for {recipe.name}")
            continue
        try:
            results[recipe.name] = learn(data, base, recipe, share, options.out, options.start)
        except RuntimeError:  # a recipe that fails must not take the others with it
            say(traceback.format_exc())
            continue
        write_scores(results, options.out)
    say(f"done: {options.out / 'scores.json'}")


def write_scores(results: dict[str, Any], out: Path) -> None:
    best = max(results, key=lambda name: results[name]["held"]["points"])
    text = json.dumps({"best": best, "recipes": results}, indent=1)
    (out / "scores.json").write_text(text + "\n", encoding="utf-8")


def _shorten(data: dict[str, Rows], most: int) -> None:
    """Fewer held-out and test rows."""
    rng = np.random.default_rng(0)
    for rows in data.values():
        dropped = rng.random(len(rows)) > most / len(rows)
        rows.arrays["held"] = rows.arrays["held"] & ~dropped
    data["test"].lengths = data["test"].lengths[:most]


if __name__ == "__main__":
    main()
