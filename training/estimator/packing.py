"""A state as a small file: changes of the matrices in blocks of 3 bits, the rest in float16."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from training.estimator.encoder import Estimator
from training.estimator.recipe import CHANGE_BLOCK, FORMAT, Recipe


def pack(net: Estimator, recipe: Recipe, path: Path) -> None:
    """Writes what was learned: changes of matrices in blocks of 3 bits, the rest as float16."""
    from safetensors.numpy import save_file

    tensors: dict[str, np.ndarray] = {}
    for index, layer in enumerate(net.layers):
        for name, part in layer.linear.items():
            change = (part.weight - part.base).detach().float().cpu().numpy()
            tensors |= _three_bits(f"l{index}.{name}", change)
            tensors[f"l{index}.{name}.b"] = _half(part.bias)
        for name, value in layer.norms.items():
            tensors[f"l{index}.{name.replace('_', '.')}"] = _half(value)
    tensors["emb.ln.w"], tensors["emb.ln.b"] = _half(net.norm_w), _half(net.norm_b)
    for name in ("pieces", "first", "second"):
        part = getattr(net, name)
        tensors[f"head.{name}.w"], tensors[f"head.{name}.b"] = _half(part.weight), _half(part.bias)
    said = {key: json.dumps(value) for key, value in asdict(recipe).items()}
    save_file(tensors, path, metadata={"format": FORMAT, **said})


def _half(value: torch.Tensor) -> np.ndarray:
    return np.ascontiguousarray(value.detach().float().cpu().numpy().astype(np.float16))


def _three_bits(name: str, matrix: np.ndarray) -> dict[str, np.ndarray]:
    """Blocks of `CHANGE_BLOCK` numbers: a float16 scale and whole numbers of -3 to 3, eight in
    three bytes. Of several scales the one with the least squared error is taken."""
    blocks = matrix.reshape(-1, min(CHANGE_BLOCK, matrix.shape[1]))
    peak = np.abs(blocks).max(1, keepdims=True)
    best, kept, chosen = np.full(len(blocks), np.inf), np.zeros_like(blocks), np.zeros_like(peak)
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        scale = np.maximum(peak * share / 3, 1e-7).astype(np.float16).astype(np.float32)
        whole = np.clip(np.rint(blocks / scale), -3, 3)
        error = np.square(whole * scale - blocks).sum(1)
        better = error < best
        best[better], kept[better], chosen[better] = error[better], whole[better], scale[better]
    bits = np.unpackbits((kept + 4).astype(np.uint8)[..., None], axis=2, count=3, bitorder="little")
    return {
        f"{name}.change": np.packbits(bits.reshape(len(blocks), -1), axis=1, bitorder="little"),
        f"{name}.scale": chosen[:, 0].astype(np.float16),
    }


def change_of(tensors: Mapping[str, np.ndarray], name: str, shape: Sequence[int]) -> np.ndarray:
    """What `_three_bits` packed, as float32."""
    packed, scale = tensors[f"{name}.change"], tensors[f"{name}.scale"].astype(np.float32)
    bits = np.unpackbits(packed, axis=1, bitorder="little").reshape(len(packed), -1, 3)
    whole = bits @ np.array([1, 2, 4], np.float32)
    return ((whole - 4) * scale[:, None]).reshape(shape)


def restored(base: dict[str, Any], recipe: Recipe, path: Path) -> Estimator:
    """A net with what a packed file holds."""
    from safetensors.numpy import load_file

    found = load_file(path)
    net = Estimator(base, recipe)

    def take(parameter: nn.Parameter, value: np.ndarray) -> None:
        parameter.data = torch.tensor(value.astype(np.float32))

    for index, layer in enumerate(net.layers):
        for name, part in layer.linear.items():
            change = change_of(found, f"l{index}.{name}", part.base.shape)
            take(part.weight, part.base.numpy() + change)
            take(part.bias, found[f"l{index}.{name}.b"])
        for name, parameter in layer.norms.items():
            take(parameter, found[f"l{index}.{name.replace('_', '.')}"])
    take(net.norm_w, found["emb.ln.w"])
    take(net.norm_b, found["emb.ln.b"])
    for name in ("pieces", "first", "second"):
        part = getattr(net, name)
        take(part.weight, found[f"head.{name}.w"])
        take(part.bias, found[f"head.{name}.b"])
    return net
