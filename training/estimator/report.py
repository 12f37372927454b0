"""What a packed state is worth, as it would ship."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from training.estimator.log import say
from training.estimator.measures import predict, scores
from training.estimator.packing import restored
from training.estimator.recipe import Recipe
from training.estimator.rows import Rows


def report(
    data: dict[str, Rows], base: dict[str, Any], recipe: Recipe, out: Path, steps: int
) -> dict[str, Any]:
    """Scores of the packed file, as it would ship."""
    path = out / f"{recipe.name}.safetensors"
    net = restored(base, recipe, path).to(data["learn"].device)
    result: dict[str, Any] = {
        "recipe": asdict(recipe),
        "steps": steps,
        "bytes": path.stat().st_size,
    }
    held = data["learn"].part(held=True)
    for name, rows, chosen in (
        ("held", data["learn"], held),
        ("mqm2021", data["test"], np.arange(len(data["test"]))),
        ("marks", data["marks"], np.arange(len(data["marks"]))),
    ):
        found = predict(net, rows, chosen)
        result[name] = scores(found, rows, chosen)
        np.save(out / f"{recipe.name}-{name}.npy", found["sentence"])
        say(f"{recipe.name} packed, {name}: {json.dumps(result[name])}")
    return result
