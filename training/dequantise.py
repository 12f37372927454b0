"""The block formats of the base model's GGUF, as torch sums, which a GPU does in a second.

The layouts are those of ggml (`Q4_K`: 256 weights in 144 bytes, `Q6_K`: 256 in 210); a test holds
them against the gguf package, which a machine that nothing reaches need not have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import Tensor


def dequantise(raw: Tensor, kind: str, shape: tuple[int, ...]) -> Tensor:
    """uint8 bytes → float32 weights of `shape`, on the device of `raw`."""
    return KINDS[kind](raw).reshape(shape)


def q4_k(raw: Tensor) -> Tensor:
    """Eight groups of 32 weights with scales and offsets of six bits."""
    blocks = raw.view(-1, 144)
    scale, offset = _halves(blocks, 0), _halves(blocks, 2)
    low, high, rest = blocks[:, 4:16].view(-1, 3, 4).unbind(1)
    scales = torch.cat([low & 0x3F, (rest & 0x0F) | ((low >> 2) & 0x30)], 1).float()
    offsets = torch.cat([high & 0x3F, (rest >> 4) | ((high >> 2) & 0x30)], 1).float()
    packed = blocks[:, 16:].view(-1, 4, 1, 32)
    values = torch.cat([packed & 0x0F, packed >> 4], 2).reshape(-1, 8, 32).float()
    return (scale * scales).unsqueeze(-1) * values - (offset * offsets).unsqueeze(-1)


def q6_k(raw: Tensor) -> Tensor:
    """Sixteen groups of 16 weights with scales of eight bits."""
    blocks = raw.view(-1, 210)
    low = blocks[:, :128].reshape(-1, 2, 1, 64)
    high = blocks[:, 128:192].reshape(-1, 2, 1, 32)
    scales = blocks[:, 192:208].contiguous().view(torch.int8).float()
    low = torch.cat([low & 0x0F, low >> 4], 2).reshape(len(blocks), -1, 32)
    high = torch.cat([(high >> s) & 3 for s in (0, 2, 4, 6)], 2).reshape(len(blocks), -1, 32)
    values = (low | (high << 4)).to(torch.int16) - 32
    return (_halves(blocks, 208) * scales).unsqueeze(-1) * values.reshape(-1, 16, 16).float()


def _halves(blocks: Tensor, at: int) -> Tensor:
    return blocks[:, at : at + 2].contiguous().view(torch.float16).float()


KINDS: Mapping[str, Callable[[Tensor], Tensor]] = {
    "Q4_K": q4_k,
    "Q6_K": q6_k,
    "F16": lambda raw: raw.view(torch.float16).float(),
    "F32": lambda raw: raw.view(torch.float32),
}
