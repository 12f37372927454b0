"""What is learned from, as JSON lines, and batches of it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import torch

from training.vocabulary import Vocabulary

IGNORED = -100
"""Label of a position that is not learned."""


@dataclass(frozen=True)
class Example:
    """`prompt` is the whole text before the answer, `target` the answer with its end token; `kind`
    says where it is from."""

    id: str
    source: str
    prompt: str
    target: str
    kind: str = "teacher"


@dataclass(frozen=True)
class Preference:
    """Two answers to one prompt, each with its end token."""

    prompt: str
    good: str
    bad: str


@dataclass(frozen=True)
class Draft:
    """An English passage that is to be condensed: `asks` are prompts that make even an untaught
    model try, `prompt` is the product's own."""

    text: str
    prompt: str
    asks: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """A sentence to score on: its prompt, alone and with the sentence before it as context."""

    source: str
    reference: str
    prompt: str
    in_context: str


@dataclass(frozen=True)
class Encoded:
    """Token ids of an example; the first `prompt` of them are not learned."""

    ids: tuple[int, ...]
    prompt: int


@dataclass(frozen=True)
class Batch:
    """(examples, tokens) int64, padded on the right; labels are shifted by the loss. Attention is
    causal, so that no token that counts ever sees the padding: no mask is needed."""

    ids: torch.Tensor
    labels: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        return Batch(self.ids.to(device), self.labels.to(device))


Line = TypeVar("Line", Example, Preference, Draft, Trial)


def write_examples(examples: Iterable[Line], path: Path) -> None:
    """One JSON object a line; packed where the name ends in ``.gz``."""
    with _open(path, "wt") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")


def read_examples(path: Path, kind: type[Line]) -> list[Line]:
    """What `write_examples` wrote. Raises `OSError` where there is no such file."""
    with _open(path, "rt") as file:
        return [kind(**json.loads(line)) for line in file]


def encode(example: Example, vocabulary: Vocabulary) -> Encoded:
    """Prompt and target are tokenised apart, as they are when the model is used."""
    return joined(vocabulary.encode(example.prompt), vocabulary.encode(example.target))


def joined(prompt: Sequence[int], target: Sequence[int]) -> Encoded:
    """Prompt and target as one row."""
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
    for row, example in enumerate(batch):
        values = torch.tensor(example.ids)
        length = len(values)
        ids[row, :length] = values
        labels[row, example.prompt : length] = values[example.prompt :]
    return Batch(ids, labels)


def _open(path: Path, mode: str) -> IO[Any]:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    return cast(IO[Any], opener(path, mode, encoding="utf-8"))


def _cut(examples: Sequence[Encoded], tokens: int) -> Iterator[list[Encoded]]:
    batch: list[Encoded] = []
    for example in examples:
        if batch and (len(batch) + 1) * len(example.ids) > tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch
