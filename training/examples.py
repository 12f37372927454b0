"""Training examples as JSON lines, and batches of them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from tokenizers import Tokenizer

IGNORED = -100
"""Label of a position that is not learned."""


@dataclass(frozen=True)
class Example:
    """`prompt` is the whole text before the answer, `target` the answer with its end token."""

    id: str
    source: str
    prompt: str
    target: str


@dataclass(frozen=True)
class Encoded:
    """Token ids of an example; the first `prompt` of them are not learned."""

    ids: tuple[int, ...]
    prompt: int


@dataclass(frozen=True)
class Batch:
    """(examples, tokens) int64, padded on the right; labels are shifted by the loss."""

    ids: torch.Tensor
    labels: torch.Tensor
    attention: torch.Tensor


def write_examples(examples: Iterable[Example], path: Path) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")


def read_examples(path: Path) -> list[Example]:
    """What `write_examples` wrote."""
    with path.open(encoding="utf-8") as file:
        return [Example(**json.loads(line)) for line in file]


def encode(example: Example, tokenizer: Tokenizer) -> Encoded:
    """Prompt and target are tokenised apart, as they are when the model is used."""
    prompt = tokenizer.encode(example.prompt, add_special_tokens=False).ids
    target = tokenizer.encode(example.target, add_special_tokens=False).ids
    return Encoded((*prompt, *target), len(prompt))


def batches(
    encoded: Sequence[Encoded], tokens: int, seed: int, bucket: int = 128
) -> list[list[Encoded]]:
    """One pass over all examples: shuffled, sorted by length within buckets of `bucket`, cut into
    batches of at most `tokens` padded tokens (at least one example), batches shuffled."""
    order = list(encoded)
    rng = random.Random(seed)
    rng.shuffle(order)
    result = [
        batch
        for start in range(0, len(order), bucket)
        for batch in _cut(sorted(order[start : start + bucket], key=lambda e: len(e.ids)), tokens)
    ]
    rng.shuffle(result)
    return result


def collate(batch: Sequence[Encoded]) -> Batch:
    """Tensors of a batch. The padding's id is never looked at."""
    width = max(len(example.ids) for example in batch)
    ids = torch.zeros((len(batch), width), dtype=torch.long)
    labels = torch.full((len(batch), width), IGNORED, dtype=torch.long)
    attention = torch.zeros((len(batch), width), dtype=torch.long)
    for row, example in enumerate(batch):
        values = torch.tensor(example.ids)
        length = len(values)
        ids[row, :length] = values
        attention[row, :length] = 1
        labels[row, example.prompt : length] = values[example.prompt :]
    return Batch(ids, labels, attention)


def _cut(examples: Sequence[Encoded], tokens: int) -> Iterator[list[Encoded]]:
    batch: list[Encoded] = []
    for example in examples:
        if batch and (len(batch) + 1) * len(example.ids) > tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch
