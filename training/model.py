"""The base as a trainable model: transformers' Qwen2 with low-rank pairs beside its matrices.

The weights are dequantised from the very bytes that the product converts, so the adapter learns on
what it will be merged into. The pairs are ours: PEFT does the same, but is not on every machine.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.adapters import Adapter, as_begun
from training.base import BY_TOKEN, Base, open_base, torch_name
from training.dequantise import dequantise

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class Lora(nn.Module):
    """A matrix with a low-rank update beside it: x·Wᵀ + x·Aᵀ·Bᵀ·alpha/rank (Hu et al. 2021)."""

    def __init__(self, base: nn.Linear, rank: int, alpha: float) -> None:
        super().__init__()
        self.base, self.scale = base, alpha / rank
        self.alone: Tensor | None = None
        device = base.weight.device
        self.lora_A = nn.Parameter(torch.empty(rank, base.in_features, device=device))
        self.lora_B = nn.Parameter(torch.empty(base.out_features, rank, device=device))
        self.reset()

    def reset(self) -> None:
        """An update of zero."""
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))
        nn.init.zeros_(self.lora_B)

    def merge(self) -> None:
        """The update goes into the matrix, so that a step costs what it costs without."""
        self.alone = self.base.weight.detach().clone()
        update = self.scale * (self.lora_B.detach() @ self.lora_A.detach())
        self.base.weight.data = (self.alone.float() + update.float()).to(self.alone.dtype)

    def split(self) -> None:
        """The matrix as it was before `merge`, to the bit."""
        if self.alone is not None:
            self.base.weight.data, self.alone = self.alone, None

    def forward(self, x: Tensor) -> Tensor:
        if self.alone is not None:
            merged: Tensor = self.base(x)
            return merged
        low = functional.linear(x, self.lora_A.to(x.dtype))
        updated: Tensor = self.base(x) + self.scale * functional.linear(
            low, self.lora_B.to(x.dtype)
        )
        return updated


def device_and_dtype() -> tuple[torch.device, torch.dtype]:
    """CUDA with bfloat16 where there is one; else the processor with the type it multiplies faster.

    Measured, not asked: of two processors seen that both report AVX512_BF16, one was nearly four
    times as fast in bfloat16 as in float32, the other three times as slow.
    """
    if torch.cuda.is_available():
        return torch.device("cuda"), torch.bfloat16
    return torch.device("cpu"), min((torch.bfloat16, torch.float32), key=_product_seconds)


def load_base(
    base: Base | Path, dtype: torch.dtype, device: torch.device | str = "cpu"
) -> nn.Module:
    """`Qwen2ForCausalLM` with the weights of `base` (or of the GGUF or pieces at that path),
    frozen."""
    from transformers import Qwen2ForCausalLM

    base = open_base(base) if isinstance(base, Path) else base
    with torch.device("meta"):
        model: Any = Qwen2ForCausalLM(_config(base))
    model.to(dtype).to_empty(device=device)
    weights = model.state_dict()
    for tensor in base.tensors:
        raw = torch.from_numpy(np.array(tensor.data)).to(device)
        values = dequantise(raw, tensor.kind, tensor.shape)
        weights[torch_name(tensor.name)].copy_(values)
    model.model.rotary_emb = type(model.model.rotary_emb)(model.config).to(device)
    frozen: nn.Module = model.requires_grad_(False).eval()
    return frozen


def add_adapter(
    model: Any, *, rank: int, alpha: float, layers: range, start: Adapter | None = None
) -> Any:
    """Puts pairs on `layers`, the only weights of `model` that learn, in float32.

    `start` gives the pairs their values; layers of it that are not asked for get theirs too, but do
    not learn. Raises `ValueError` where it lacks a layer that is asked for, or is of another shape.
    """
    learned = set(layers)
    for number, layer in enumerate(model.model.layers):
        if number in learned | _layers(start):
            for part in (layer.self_attn, layer.mlp):
                for name in PROJECTIONS:
                    if isinstance(matrix := getattr(part, name, None), nn.Linear):
                        pair = Lora(matrix, rank, alpha).requires_grad_(number in learned)
                        pair.base.requires_grad_(False)
                        setattr(part, name, pair)
    if start is not None:
        set_adapter(model, start)
    return model


@contextmanager
def merged(model: nn.Module) -> Iterator[None]:
    """Meanwhile the pairs are part of their matrices: for writing, not for learning."""
    pairs = list(pairs_of(model).values())
    for pair in pairs:
        pair.merge()
    try:
        yield
    finally:
        for pair in pairs:
            pair.split()


def pairs_of(model: nn.Module) -> dict[str, Lora]:
    """The pairs of `model` by the names of their modules (``model.layers.14.mlp.up_proj``)."""
    return {name: module for name, module in model.named_modules() if isinstance(module, Lora)}


def trainable(model: nn.Module) -> dict[str, nn.Parameter]:
    """The matrices that learn, by their names in an adapter file (``….lora_A.weight``)."""
    return {f"{n}.weight": p for n, p in model.named_parameters() if p.requires_grad}


def reset_adapter(model: nn.Module, seed: int) -> None:
    """The pairs as at the very beginning."""
    torch.manual_seed(seed)
    for pair in pairs_of(model).values():
        pair.reset()


def set_adapter(model: nn.Module, adapter: Adapter) -> None:
    """Copies the pairs of `adapter` into `model`, the same products of factors as large as they are
    in a run from the start: a file has them in whatever shape packs well, and AdamW takes steps of
    one size. Raises `ValueError` where they do not fit."""
    pairs = pairs_of(model)
    if set(pairs) != set(adapter.pairs):
        raise ValueError("the adapter to start from has other modules: check --layers")
    with torch.no_grad():
        for name, (a, b) in adapter.pairs.items():
            if pairs[name].lora_A.shape != a.shape:
                raise ValueError(f"the adapter to start from is of rank {len(a)}: check --rank")
            a, b = as_begun(a, b)
            pairs[name].lora_A.copy_(torch.from_numpy(a))
            pairs[name].lora_B.copy_(torch.from_numpy(b))


def get_adapter(model: nn.Module, metadata: Mapping[str, str]) -> Adapter:
    """The present pairs of `model` as an adapter."""
    pairs = {n: (_copy(pair.lora_A), _copy(pair.lora_B)) for n, pair in pairs_of(model).items()}
    return Adapter(pairs, metadata)


def _product_seconds(dtype: torch.dtype) -> float:
    """The shorter of two runs of a matrix product of the sizes that training has."""
    states = torch.ones(512, 1536, dtype=dtype)
    weights = torch.ones(4096, 1536, dtype=dtype)
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        functional.linear(states, weights)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def _layers(adapter: Adapter | None) -> set[int]:
    names: Iterable[str] = adapter.pairs if adapter else ()
    return {int(name.split(".")[2]) for name in names}


def _copy(parameter: nn.Parameter) -> Any:
    return np.array(parameter.detach().float().cpu().numpy(), dtype=np.float32)


def _config(base: Base) -> Any:
    from transformers import Qwen2Config

    value, shapes = base.config, {tensor.name: tensor.shape for tensor in base.tensors}
    return Qwen2Config(
        vocab_size=shapes[BY_TOKEN[0]][0],
        hidden_size=value["embedding_length"],
        intermediate_size=value["feed_forward_length"],
        num_hidden_layers=value["block_count"],
        num_attention_heads=value["attention.head_count"],
        num_key_value_heads=value["attention.head_count_kv"],
        rms_norm_eps=value["attention.layer_norm_rms_epsilon"],
        rope_parameters={
            "rope_type": "default",
            "rope_theta": value.get("rope.freq_base", 10_000.0),
        },
        tie_word_embeddings=BY_TOKEN[1] not in shapes,
    )
