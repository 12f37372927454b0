"""The encoder that is taught: multilingual-e5-small over a pair, heads for it and its pieces."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training.estimator.recipe import HIDDEN, MATRICES, OUTPUTS, PAD, POOLED, SUMMARY, Recipe


def unpacked(blocks: np.ndarray) -> np.ndarray:
    """Blocks of 32 (a float16 scale, nibbles minus 8) as float32."""
    scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    low = (blocks[:, 2:] & 15).astype(np.int8) - 8
    high = (blocks[:, 2:] >> 4).astype(np.int8) - 8
    return (np.concatenate([low, high], 1) * scale).astype(np.float32)


class Linear(nn.Module):
    """A matrix that learns, and what it was before: only the change is packed."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("base", weight)
        self.bias = nn.Parameter(bias)
        self.weight = nn.Parameter(weight.clone())


class Layer(nn.Module):
    def __init__(self, base: dict[str, Any], index: int, recipe: Recipe) -> None:
        super().__init__()
        width, _, self.heads, inner, _ = (int(n) for n in base["sizes"])
        self.width, self.epsilon, self.dropout = width, float(base["epsilon"]), recipe.dropout
        self.linear = nn.ModuleDict()
        for name in MATRICES:
            matrix = unpacked(base[f"l{index}.{name}.w"])
            matrix = matrix.reshape(-1, inner if name == "fo" else width)
            bias = base[f"l{index}.{name}.b"]
            self.linear[name] = Linear(torch.tensor(matrix), torch.tensor(bias))
        self.norms = nn.ParameterDict(
            {
                f"{n}_{p}": nn.Parameter(torch.tensor(base[f"l{index}.{n}.{p}"]))
                for n in ("aln", "oln")
                for p in "wb"
            }
        )

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden = self._norm(hidden + self._drop(self._attention(hidden, mask)), "aln")
        inner = functional.gelu(self._product(hidden, "fi"))
        return self._norm(hidden + self._drop(self._product(inner, "fo")), "oln")

    def _attention(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        rows, length, width = hidden.shape
        three = [self.linear[n] for n in "qkv"]
        weight, bias = torch.cat([m.weight for m in three]), torch.cat([m.bias for m in three])
        split = functional.linear(hidden, weight, bias).view(rows, length, 3, self.heads, -1)
        q, k, v = split.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self._product(seen.transpose(1, 2).reshape(rows, length, width), "ao")

    def _product(self, states: torch.Tensor, name: str) -> torch.Tensor:
        part = self.linear[name]
        return functional.linear(states, part.weight, part.bias)

    def _norm(self, states: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = self.norms[f"{name}_w"], self.norms[f"{name}_b"]
        return functional.layer_norm(states, (self.width,), weight, bias, self.epsilon)

    def _drop(self, states: torch.Tensor) -> torch.Tensor:
        return functional.dropout(states, self.dropout, self.training)


class Estimator(nn.Module):
    """Encoder and heads. `forward` gives (rows, 3) for the sentence, (rows, length, 3) for the
    pieces: a major fault, a minor one, left out of the target (of source pieces)."""

    def __init__(self, base: dict[str, Any], recipe: Recipe) -> None:
        super().__init__()
        width, layers = int(base["sizes"][0]), int(base["sizes"][1])
        self.epsilon = float(base["epsilon"])
        words = torch.tensor(unpacked(base["emb.word"]).reshape(-1, width))
        places = torch.tensor(base["emb.pos"].reshape(-1, width) + base["emb.type"][:width])
        self.register_buffer("words", words)
        self.register_buffer("places", places)
        self.norm_w = nn.Parameter(torch.tensor(base["emb.ln.w"]))
        self.norm_b = nn.Parameter(torch.tensor(base["emb.ln.b"]))
        self.layers = nn.ModuleList([Layer(base, i, recipe) for i in range(layers)])
        self.pieces = nn.Linear(width, 3)
        self.first = nn.Linear(POOLED * width, HIDDEN)
        self.second = nn.Linear(HIDDEN + SUMMARY, OUTPUTS)
        for part in (self.pieces, self.second):
            nn.init.normal_(part.weight, std=0.02)
            nn.init.zeros_(part.bias)
        nn.init.constant_(self.pieces.bias, -2.0)

    def forward(self, ids: torch.Tensor, target: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        real = ids != PAD
        hidden = self.words[ids] + self.places[: ids.shape[1]]
        hidden = functional.layer_norm(
            hidden, (hidden.shape[-1],), self.norm_w, self.norm_b, self.epsilon
        )
        mask = real[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        with torch.autocast(hidden.device.type, enabled=False):
            hidden = hidden.float()
            pieces = self.pieces(hidden)
            return self._sentence(hidden, pieces, real, target), pieces

    def _sentence(
        self, hidden: torch.Tensor, pieces: torch.Tensor, real: torch.Tensor, target: torch.Tensor
    ) -> torch.Tensor:
        at = torch.arange(hidden.shape[1], device=hidden.device)[None]
        of_target = (real & (at >= target[:, None])).float()
        of_source = (real & (at < target[:, None])).float()
        pooled = [hidden[:, 0], _mean(hidden, of_target), _mean(hidden, of_source)]
        inner = functional.gelu(self.first(torch.cat(pooled, 1)))
        summary = torch.cat(_summary(pieces, of_target, of_source), 1)
        outputs: torch.Tensor = self.second(torch.cat([inner, summary], 1))
        return outputs


def _mean(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    total: torch.Tensor = (states * mask[..., None]).sum(1)
    return total / mask.sum(1, keepdim=True).clamp(min=1)


def _summary(
    pieces: torch.Tensor, of_target: torch.Tensor, of_source: torch.Tensor
) -> list[torch.Tensor]:
    """(rows, 2) highest and mean logit of a fault, (rows, 1) expected faulty pieces, the highest
    and mean of what is left out, both lengths."""
    major, left_out = pieces[..., 0], pieces[..., 2]
    out = []
    for logits, mask in ((major, of_target), (left_out, of_source)):
        out.append((logits - (1 - mask) * 30).amax(1, keepdim=True) / 4)
        out.append(
            (logits * mask).sum(1, keepdim=True) / mask.sum(1, keepdim=True).clamp(min=1) / 4
        )
    out.append(((major.sigmoid() * of_target).sum(1, keepdim=True) + 1e-3).log() / 4)
    out.extend(mask.sum(1, keepdim=True).clamp(min=1).log() / 4 for mask in (of_target, of_source))
    return out


def half_precision(batch: dict[str, torch.Tensor]) -> Any:
    """bfloat16 where the device multiplies it faster: on CUDA, and on processors made for it."""
    device = batch["ids"].device.type
    fast = device == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device, torch.bfloat16, enabled=fast)
