"""What is learned from, as JSON lines, and batches of it."""

from __future__ import annotations

import gzip
import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import torch

from training.own import Ask
from training.vocabulary import FAULTY, SOUND, Vocabulary

IGNORED = -100
"""Label of a position that is not learned."""


@dataclass(frozen=True)
class Example:
    """`prompt` is the whole text before the answer, `target` the answer with its end token; `kind`
    says where it is from. A translation has a mark before its end: `fault` is the share of readers
    who saw a major fault in it, None where nobody judged it. Of one without `text` only the mark
    is learned."""

    id: str
    source: str
    prompt: str
    target: str
    kind: str = "teacher"
    fault: float | None = None
    text: bool = True


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
    """Token ids of an example; the first `prompt` of them are not learned. `mark` is the place of
    the mark, 0 where there is none; `fault` and `text` as those of the example."""

    ids: tuple[int, ...]
    prompt: int
    mark: int = 0
    fault: float | None = None
    text: bool = True


@dataclass(frozen=True)
class Batch:
    """(examples, tokens) int64, padded on the right; labels are shifted by the loss. Attention is
    causal, so that no token that counts ever sees the padding: no mask is needed. `marks`
    (examples) int64 are the places of the marks, 0 for none; `faults` (examples) float32, NaN where
    nobody judged."""

    ids: torch.Tensor
    labels: torch.Tensor
    marks: torch.Tensor
    faults: torch.Tensor

    def to(self, device: torch.device) -> Batch:
        return Batch(*(each.to(device) for each in vars(self).values()))


Line = TypeVar("Line", Example, Preference, Draft, Trial, Ask)


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
    prompt, target = vocabulary.encode(example.prompt), vocabulary.encode(example.target)
    places = [i for i, token in enumerate(target) if token in vocabulary.marks]
    mark = len(prompt) + places[-1] if places else 0
    return Encoded((*prompt, *target), len(prompt), mark, example.fault, example.text)


def marked(target: str, fault: float | None, end: str) -> str:
    """A translation with its mark and its end; what stands for the mark of one that nobody judged
    is not looked at."""
    return target + (FAULTY if fault is not None and fault > 0.5 else SOUND) + end


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
        for batch in cut(sorted(order[start : start + bucket], key=lambda e: len(e.ids)), tokens)
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
        if example.text:
            labels[row, example.prompt : length] = values[example.prompt :]
        if example.mark:
            labels[row, example.mark] = IGNORED
    marks = torch.tensor([example.mark for example in batch])
    faults = torch.tensor([math.nan if e.fault is None else e.fault for e in batch])
    return Batch(ids, labels, marks, faults)


def _open(path: Path, mode: str) -> IO[Any]:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    return cast(IO[Any], opener(path, mode, encoding="utf-8"))


def cut(examples: Sequence[Encoded], tokens: int) -> Iterator[list[Encoded]]:
    """Batches of at most `tokens` padded tokens (at least one example), in the order given: best
    by length."""
    batch: list[Encoded] = []
    for example in examples:
        if batch and (len(batch) + 1) * len(example.ids) > tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch
