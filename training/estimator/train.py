"""Train the estimator: multilingual-e5-small reads source and target as one sequence and says how
doubtful the target is, as a whole and at each of its pieces.

    python -m training.estimator.train --data out/estimator --out out/run --minutes 3

Reads the folder that `training.estimator.prepare` made; needs torch, numpy and safetensors and
nothing of this repository, so that the file can be carried to any machine. CUDA where there is one.
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

STARTED = time.monotonic()
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
PAD, UNKNOWN = 1, 255
FORMAT = "zhaiyi.estimator/3"
CHANGE_BLOCK = 128
POOLED, SUMMARY, HIDDEN, OUTPUTS = 3, 7, 256, 3
"""Sentence head: pooled states, summary numbers, hidden width; outputs major, minor, points."""


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the result besides the data."""

    name: str
    rate: float = 4e-5
    head_rate: float = 2e-4
    tokens: int = 16_000
    warmup: float = 0.06
    final: float = 0.03
    dropout: float = 0.05
    faults: tuple[float, float] = (0.6, 0.25)
    """Share of made faults among the batches, at the start and at the end."""
    ranking: float = 0.5
    passes: float = 4.0
    """Over the judged rows, if the time is enough."""
    frozen: int = 0
    """So many of the lowest layers are left as they are."""
    seed: int = 3


RECIPES = (Recipe("whole"), Recipe("whole-second", seed=5))
MORE = Recipe("more", rate=1.5e-5, head_rate=1e-4, tokens=2_400, faults=(0.3, 0.3), frozen=4)
"""With --start: goes on with a packed state, on a processor too."""


# -- the encoder -------------------------------------------------------------------------------


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


# -- data --------------------------------------------------------------------------------------


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


# -- learning ----------------------------------------------------------------------------------


def loss_of(
    batch: dict[str, torch.Tensor], sentence: torch.Tensor, pieces: torch.Tensor, recipe: Recipe
) -> torch.Tensor:
    """Cross-entropy with the readers' shares, regression on the points, ranking within a group,
    cross-entropy of the pieces."""
    votes, weight = batch["votes"], batch["weight"]
    bce = functional.binary_cross_entropy_with_logits
    each = bce(sentence[:, :2], votes[:, :2], reduction="none")
    points = functional.smooth_l1_loss(
        sentence[:, 2], torch.log1p(votes[:, 2]), reduction="none", beta=0.5
    )
    whole = ((each[:, 0] + 0.4 * each[:, 1] + 0.7 * points) * weight).sum() / weight.sum()
    return whole + recipe.ranking * _ranking(batch, sentence) + _pieces_loss(batch, pieces)


def _ranking(batch: dict[str, torch.Tensor], sentence: torch.Tensor) -> torch.Tensor:
    group, votes = batch["group"], batch["votes"]
    worth = votes[:, 0] + 0.25 * votes[:, 1]
    worse = (group[:, None] == group[None]) & (worth[:, None] - worth[None] > 0.3)
    apart = sentence[:, None, 0] - sentence[None, :, 0]
    return (functional.softplus(-apart) * worse).sum() / worse.sum().clamp(min=1)


def _pieces_loss(batch: dict[str, torch.Tensor], pieces: torch.Tensor) -> torch.Tensor:
    at = torch.arange(pieces.shape[1], device=pieces.device)[None]
    of_target = (batch["real"] & (at >= batch["target"][:, None])).float()
    known = ((batch["left_out"] != UNKNOWN) & (at < batch["target"][:, None])).float()
    labels = torch.stack(
        [batch["token_major"], batch["token_minor"], (batch["left_out"] == 1).float()], 2
    )
    each = functional.binary_cross_entropy_with_logits(pieces, labels, reduction="none")
    target = ((each[..., 0] + 0.3 * each[..., 1]) * of_target).sum() / of_target.sum()
    source = (each[..., 2] * known).sum() / known.sum().clamp(min=1)
    return 1.5 * target + 0.3 * source


class Clock:
    """The share of the minutes that a recipe may use."""

    def __init__(self, seconds: float) -> None:
        self.start, self.seconds = time.monotonic(), max(1.0, seconds)

    def share(self) -> float:
        return min(1.0, (time.monotonic() - self.start) / self.seconds)


def optimiser(net: Estimator, recipe: Recipe) -> torch.optim.Optimizer:
    heads, matrices, rest = [], [], []
    for name, value in net.named_parameters():
        if not value.requires_grad:
            continue
        if name.startswith(("pieces", "first", "second")):
            heads.append(value)
        elif ".linear." in name and name.endswith(".weight"):
            matrices.append(value)
        else:
            rest.append(value)
    return torch.optim.AdamW(
        [
            {"params": heads, "peak": recipe.head_rate, "weight_decay": 0.01},
            {"params": matrices, "peak": recipe.rate, "weight_decay": 0.01},
            {"params": rest, "peak": recipe.rate, "weight_decay": 0.0},
        ],
        lr=1e-4,
        betas=(0.9, 0.98),
        fused=next(net.parameters()).is_cuda,
    )


def set_rates(optimizer: torch.optim.Optimizer, recipe: Recipe, share: float) -> None:
    """Linear rise over `warmup` of the time, then linear fall to `final`."""
    rise = min(1.0, (share + 1e-3) / recipe.warmup)
    fall = 1.0 - (1.0 - recipe.final) * share
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * min(rise, fall)


def learn(
    data: dict[str, Rows],
    base: dict[str, Any],
    recipe: Recipe,
    seconds: float,
    out: Path,
    start: Path | None = None,
) -> dict[str, Any]:
    """One recipe. Packs the state that ranks the held-out documents best; returns its scores."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    device = data["learn"].device
    clock = Clock(seconds)
    net = Estimator(base, recipe) if start is None else restored(base, recipe, start)
    net = net.to(device)
    for layer in net.layers[: recipe.frozen]:
        layer.requires_grad_(False)
    optimizer = optimiser(net, recipe)
    real = data["learn"].batches(data["learn"].part(held=False), recipe.tokens, rng)
    made = data["faults"].batches(np.arange(len(data["faults"])), recipe.tokens, rng)
    best, step, looks = -1.0, 0, [] if start else [0.55, 0.7, 0.8, 0.9]
    whole, seen = recipe.passes * len(data["learn"].part(held=False)), 0
    while (share := max(clock.share(), seen / whole)) < 1.0:
        set_rates(optimizer, recipe, share)
        odds = recipe.faults[0] + (recipe.faults[1] - recipe.faults[0]) * share
        stream = made if rng.random() < odds else real
        batch = next(stream)
        loss = train_step(net, optimizer, batch, recipe)
        step, seen = step + 1, seen + (len(batch["ids"]) if stream is real else 0)
        if step % 50 == 1 or not next(net.parameters()).is_cuda:
            say(f"{recipe.name} step {step} {share:.0%} loss {float(loss):.3f}")
        if looks and share >= looks[0]:
            looks.pop(0)
            best = keep_if_better(net, data, recipe, best, out, step)
    best = keep_if_better(net, data, recipe, best, out, step)
    return report(data, base, recipe, out, step)


def train_step(
    net: Estimator, optimizer: torch.optim.Optimizer, batch: dict[str, torch.Tensor], recipe: Recipe
) -> torch.Tensor:
    net.train()
    with half_precision(batch):
        sentence, pieces = net(batch["ids"], batch["target"])
    loss = loss_of(batch, sentence, pieces, recipe)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return loss.detach()


def half_precision(batch: dict[str, torch.Tensor]) -> Any:
    """bfloat16 where the device multiplies it faster: on CUDA, and on processors made for it."""
    device = batch["ids"].device.type
    fast = device == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device, torch.bfloat16, enabled=fast)


def keep_if_better(
    net: Estimator, data: dict[str, Rows], recipe: Recipe, best: float, out: Path, step: int
) -> float:
    """Packs the net if it ranks the held-out documents better than any state before."""
    held = data["learn"].part(held=True)
    found = scores(predict(net, data["learn"], held), data["learn"], held)
    say(f"{recipe.name} step {step} held out: {json.dumps(found)}")
    worth = found["points"] + 0.5 * found["pieces"]
    if worth > best:
        pack(net, recipe, out / f"{recipe.name}.safetensors")
    return max(worth, best)


@torch.no_grad()
def predict(net: Estimator, rows: Rows, chosen: np.ndarray, tokens: int = 16_000) -> dict[str, Any]:
    """Outputs of the sentence head, (rows, 3), and (pieces, 2): logit and share of readers."""
    net.eval()
    order = chosen[np.argsort(rows.lengths[chosen], kind="stable")]
    sentence = np.zeros((len(rows), OUTPUTS), np.float32)
    pieces = []
    at = 0
    while at < len(order):
        size = max(1, tokens // int(rows.lengths[order[min(len(order) - 1, at + 63)]]))
        part = order[at : at + min(64, size) if size < 64 else at + 64]
        batch = rows.batch(part)
        with half_precision(batch):
            outputs, logits = net(batch["ids"], batch["target"])
        sentence[part] = outputs.cpu().numpy()
        place = torch.arange(logits.shape[1], device=logits.device)[None]
        of_target = batch["real"] & (place >= batch["target"][:, None])
        both = torch.stack([logits[..., 0], batch["token_major"]], 2)[of_target]
        pieces.append(both.cpu().numpy())
        at += len(part)
    return {"sentence": sentence[chosen], "pieces": np.concatenate(pieces)}


def scores(found: dict[str, Any], rows: Rows, chosen: np.ndarray) -> dict[str, float]:
    """Areas under the curve; `within`: share of pairs of one source that are ranked rightly."""
    sentence, votes = found["sentence"], rows.arrays["votes"][chosen]
    major = sentence[:, 0]
    human = rows.arrays["human"][chosen]
    truth = votes[:, 0] >= 0.5
    out = {
        "major": area(major, truth),
        "major_systems": area(major[~human], truth[~human]),
        "points": area(sentence[:, 2], truth),
        "minor": area(sentence[:, 1], truth),
        "length": area(rows.arrays["characters"][chosen].astype(float), truth),
        "pieces": area(found["pieces"][:, 0], found["pieces"][:, 1] >= 0.5),
        "spearman": correlation(sentence[:, 2], votes[:, 2]),
        "within": within(major, votes[:, 0], rows.arrays["group"][chosen]),
    }
    return {name: round(value, 4) for name, value in out.items()}


def area(score: np.ndarray, truth: np.ndarray) -> float:
    """Area under the receiver operating characteristic, ties counted half (Mann and Whitney)."""
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return 0.5
    rank = ranks(score)
    return float((rank[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def ranks(score: np.ndarray) -> np.ndarray:
    """Ranks from 1; equal values share their mean."""
    _, where, counts = np.unique(score, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + 1 + ends) / 2)[where]


def correlation(left: np.ndarray, right: np.ndarray) -> float:
    if min(left.std(), right.std()) == 0:
        return 0.0
    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])


def within(score: np.ndarray, votes: np.ndarray, group: np.ndarray) -> float:
    right = total = 0.0
    for number in np.unique(group):
        inside = group == number
        s, v = score[inside], votes[inside]
        worse = v[:, None] - v[None] > 0.3
        total += worse.sum()
        right += (worse & (s[:, None] > s[None])).sum()
    return right / total if total else 0.5


# -- packing -----------------------------------------------------------------------------------


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


def say(line: str) -> None:
    print(f"{time.monotonic() - STARTED:6.1f} s  {line}", file=sys.stderr, flush=True)


class Log:
    """Standard error and a file at once."""

    def __init__(self, path: Path) -> None:
        self.file, self.screen = path.open("a", encoding="utf-8"), sys.stderr

    def write(self, text: str) -> int:
        self.file.write(text)
        return self.screen.write(text)

    def flush(self) -> None:
        self.file.flush()
        self.screen.flush()


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
