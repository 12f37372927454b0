"""Low-rank adapters as files: read, write, rotate to a lower rank, pack to int8, average.

An adapter is a set of pairs (A, B) of shapes (rank, in) and (out, rank), one for each module; the
update of a module's weight is B·A·alpha/rank (Hu et al. 2021). A packed file holds int8 matrices
with a scale for each row; `zhaiyi.models.convert` reads both kinds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Tensors = dict[str, NDArray[np.generic]]

METADATA = ("base_sha256", "alpha", "rank", "layers", "prompt", "data", "recipe", "licence")
"""What every adapter of the project says about itself."""

_A, _B = ".lora_A", ".lora_B"


@dataclass(frozen=True)
class Adapter:
    """`pairs`: module name (``model.layers.14.mlp.up_proj``) → (A, B), float32."""

    pairs: Mapping[str, tuple[Array, Array]]
    metadata: Mapping[str, str]

    @property
    def rank(self) -> int:
        a, _ = next(iter(self.pairs.values()))
        return len(a)

    @property
    def alpha(self) -> float:
        return float(self.metadata["alpha"])

    @property
    def layers(self) -> str:
        """The first and the last layer that has a pair, ``14-27``."""
        numbers = sorted(layer_of(name) for name in self.pairs)
        return f"{numbers[0]}-{numbers[-1]}"

    def update(self, module: str) -> Array:
        """What is added to the weight of `module`, (out, in)."""
        a, b = self.pairs[module]
        product: Array = b @ a * np.float32(self.alpha / self.rank)
        return product


def read_adapter(*paths: Path) -> Adapter:
    """An adapter from plain or packed files that hold its layers; the first one's metadata."""
    from safetensors import safe_open

    metadata: dict[str, str] = {}
    tensors: Tensors = {}
    for path in paths:
        with safe_open(path, framework="numpy") as file:
            metadata = metadata or file.metadata() or {}
            tensors |= {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    names = sorted(
        key.removesuffix(f"{_A}.weight") for key in tensors if key.endswith(f"{_A}.weight")
    )
    return Adapter(
        {n: (_matrix(tensors, n + _A), _matrix(tensors, n + _B)) for n in names}, metadata
    )


def files_of(name: str | None) -> list[Path]:
    """The files of an adapter as a command takes them, joined by ``+``; none for no name."""
    return [Path(part) for part in name.split("+")] if name else []


def parts_of(adapter: Adapter, parts: int) -> list[Adapter]:
    """The adapter in `parts` with as many layers each, low to high."""
    layers = sorted({layer_of(name) for name in adapter.pairs})
    groups = np.array_split(layers, parts)
    return [
        replace(adapter, pairs={n: p for n, p in adapter.pairs.items() if layer_of(n) in group})
        for group in groups
        if len(group)
    ]


def write_parts(adapter: Adapter, folder: Path, name: str, parts: int) -> list[Path]:
    """Writes ``NAME-1.safetensors`` and on, packed."""
    paths = []
    for number, part in enumerate(parts_of(adapter, parts), 1):
        paths.append(folder / f"{name}-{number}.safetensors")
        write_adapter(part, paths[-1], packed=True)
    return paths


def write_adapter(adapter: Adapter, path: Path, *, packed: bool) -> None:
    """Writes int8 with row scales if `packed`, else float16; the metadata name the layers."""
    from safetensors.numpy import save_file

    tensors: Tensors = {}
    for name, (a, b) in adapter.pairs.items():
        if packed:
            a, b = balanced(a, b)
        for key, matrix, scales in ((name + _A, a, np.float32), (name + _B, b, np.float16)):
            tensors |= _packed(key, matrix, scales) if packed else _plain(key, matrix)
    save_file(tensors, path, metadata={**adapter.metadata, "layers": adapter.layers})


def is_packed(path: Path) -> bool:
    """Whether the file holds int8 matrices with their scales."""
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        return any(key.endswith(".scale") for key in file.keys())  # noqa: SIM118


def relabel(source: Path, target: Path, metadata: Mapping[str, str]) -> None:
    """The same tensors under other metadata."""
    from safetensors.numpy import load_file, save_file

    save_file(load_file(source), target, metadata=dict(metadata))


def with_rank(adapter: Adapter, rank: int) -> Adapter:
    """The nearest adapter of a lower rank: the truncated singular value decomposition of each
    update (Eckart & Young 1936). alpha/rank stays what it was."""
    pairs = {name: _truncated(a, b, rank) for name, (a, b) in adapter.pairs.items()}
    alpha = adapter.alpha * rank / adapter.rank
    return Adapter(pairs, {**adapter.metadata, "rank": str(rank), "alpha": f"{alpha:g}"})


def average(adapters: Sequence[Adapter]) -> Adapter:
    """The mean of A and of B over checkpoints of one run (Izmailov et al. 2018). Only such
    checkpoints lie near enough for it; the mean of products would need a higher rank."""
    first = adapters[0]
    pairs = {name: _mean([adapter.pairs[name] for adapter in adapters]) for name in first.pairs}
    return replace(first, pairs=pairs)


def distance(left: Adapter, right: Adapter) -> float:
    """Relative difference of the updates, in the Frobenius norm over all modules."""
    differing = sum(
        float(np.square(left.update(name) - right.update(name)).sum()) for name in left.pairs
    )
    whole = sum(float(np.square(left.update(name)).sum()) for name in left.pairs)
    return float(np.sqrt(differing / whole))


def layer_of(module: str) -> int:
    return int(module.split(".")[2])


def _matrix(tensors: Tensors, key: str) -> Array:
    matrix = tensors[f"{key}.weight"].astype(np.float32)
    scale = tensors.get(f"{key}.scale")
    return matrix if scale is None else matrix * scale.astype(np.float32)[:, None]


def balanced(a: Array, b: Array) -> tuple[Array, Array]:
    """The same product with every column of B of peak 1, so that one scale fits a row of B."""
    peak = np.abs(b).max(axis=0)
    peak[peak == 0] = 1.0
    return a * peak[:, None], b / peak


def as_begun(a: Array, b: Array) -> tuple[Array, Array]:
    """The same product, exactly, with rows of A about as long as `Lora.reset` makes them (√⅓)."""
    norms = np.linalg.norm(a, axis=1)
    norms[norms == 0] = np.sqrt(1 / 3)
    factors = np.exp2(np.rint(np.log2(np.sqrt(1 / 3) / norms))).astype(np.float32)
    return a * factors[:, None], b / factors


def _packed(key: str, matrix: Array, scale_type: type[np.floating]) -> Tensors:
    scale = (np.abs(matrix).max(axis=1) / 127.0).astype(scale_type)
    divisor = np.where(scale == 0, 1.0, scale.astype(np.float32))[:, None]
    rounded = np.clip(np.rint(matrix / divisor), -127, 127).astype(np.int8)
    return {f"{key}.weight": rounded, f"{key}.scale": scale}


def _plain(key: str, matrix: Array) -> Tensors:
    return {f"{key}.weight": np.ascontiguousarray(matrix, dtype=np.float16)}


def _truncated(a: Array, b: Array, rank: int) -> tuple[Array, Array]:
    """Through QR of both factors, so that only a rank × rank matrix is decomposed."""
    q_b, r_b = np.linalg.qr(b)
    q_a, r_a = np.linalg.qr(a.T)
    left, values, right = np.linalg.svd(r_b @ r_a.T)
    root = np.sqrt(values[:rank])
    return (root[:, None] * (right[:rank] @ q_a.T)), (q_b @ left[:, :rank]) * root


def _mean(pairs: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    a: Array = np.mean([pair[0] for pair in pairs], axis=0, dtype=np.float32)
    b: Array = np.mean([pair[1] for pair in pairs], axis=0, dtype=np.float32)
    return a, b
