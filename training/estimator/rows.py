"""Rows to learn from and to test on, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from training.estimator.recipe import PAD, UNKNOWN


class Rows:
    """Rows of one file, in batches of like length that keep the rows of a group together."""

    def __init__(self, path: Path, device: torch.device) -> None:
        with np.load(path) as file:
            self.arrays = {key: file[key] for key in file.files}
        self.device = device
        self.lengths = np.diff(self.arrays["offsets"])

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, held: bool) -> np.ndarray:
        return np.flatnonzero(self.arrays["held"] == held)

    def batches(
        self, rows: np.ndarray, tokens: int, rng: np.random.Generator
    ) -> Iterator[dict[str, torch.Tensor]]:
        """Endless; each pass in another order."""
        while True:
            for chosen in self._pass(rows, tokens, rng):
                yield self.batch(chosen)

    def _pass(self, rows: np.ndarray, tokens: int, rng: np.random.Generator) -> list[np.ndarray]:
        groups: dict[int, list[int]] = {}
        for row in rows:
            groups.setdefault(int(self.arrays["group"][row]), []).append(int(row))
        longest = [(self.lengths[g].max() * rng.uniform(0.9, 1.1), g) for g in groups.values()]
        longest.sort(key=lambda pair: pair[0])
        out, current, width = [], [], 0
        for _, group in longest:
            widest = max(width, int(self.lengths[group].max()))
            if current and widest * (len(current) + len(group)) > tokens:
                out.append(np.array(current))
                current, widest = [], int(self.lengths[group].max())
            current, width = current + group, widest
        out.append(np.array(current))
        rng.shuffle(out)  # type: ignore[arg-type]
        return out

    def batch(self, rows: np.ndarray) -> dict[str, torch.Tensor]:
        a = self.arrays
        width = -8 * (-int(self.lengths[rows].max()) // 8)
        place = np.arange(width)[None]
        real = place < self.lengths[rows][:, None]
        flat = np.where(real, a["offsets"][rows][:, None] + place, 0)
        made = {
            "ids": np.where(real, a["ids"][flat], PAD).astype(np.int64),
            "target": a["target"][rows].astype(np.int64),
            "real": real,
            "group": a["group"][rows].astype(np.int64),
            "votes": a["votes"][rows],
            "weight": a["weight"][rows],
        }
        for name in ("token_major", "token_minor"):
            made[name] = np.where(real, a[name][flat], 0).astype(np.float32) / 100
        made["left_out"] = np.where(real, a["left_out"][flat], UNKNOWN).astype(np.int64)
        return {k: torch.from_numpy(v).to(self.device, non_blocking=True) for k, v in made.items()}
