"""The work that is measured: the same sentences and articles each time.

Articles come from ``../shared/articles`` where that folder is present, and from the samples.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from zhaiyi.article import parse
from zhaiyi.core.document import Source
from zhaiyi.core.resources import folder
from zhaiyi.formats import read
from zhaiyi.models.cards import Card
from zhaiyi.text.script import has_han
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.sources import is_translated

REPO = Path(__file__).resolve().parent.parent
EXCERPT = REPO / "tests/data/flores-excerpt.tsv"
FLORES = 100
"""The first so many sentences of the excerpt."""
SENTENCES = 8
"""Sentences of a small article at most."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, with its English reference where there is one."""

    source: str
    reference: str | None = None


def article_files() -> list[Path]:
    """The shared articles and the samples; one that lies in both once."""
    shared = sorted((REPO.parent / "shared/articles").glob("*.zh.txt"))
    held = {path.name.split(".")[0] for path in shared}
    samples = sorted(folder("samples").glob("*.txt"))
    return [*shared, *(path for path in samples if path.stem not in held)]


def sources(files: Sequence[Path]) -> list[Source]:
    """The articles in `files`. Raises `InputError`."""
    return [read(path, name=path.name) for path in files]


def bare_prompt(card: Card, source: str) -> str | None:
    """What the model of `card` is asked without hints; None if it is no chat model."""
    text = load_prompt("translate").render(source=source, glossary="")
    return card.chat.wrap(text) if card.chat is not None else None


def fixed_work() -> list[Piece]:
    """All sentences of the shared articles, then those of the excerpt."""
    with EXCERPT.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:FLORES]
    shared = [path for path in article_files() if path.name.endswith(".zh.txt")]
    texts = chain.from_iterable(map(article_sentences, sources(shared)))
    return [*map(Piece, texts), *(Piece(row["zh"], row["en"]) for row in rows)]


def article_sentences(source: Source) -> list[str]:
    """What an engine has to translate of an article."""
    wanted = (s for s in parse(source).sentences if is_translated(s) and not s.foreign)
    return [s.text.strip() for s in wanted if has_han(s.text)]


def spread(items: Sequence[Item], count: int) -> list[Item]:
    """`count` of the items at equal distances, or all: a share with the same mix of lengths."""
    if count >= len(items):
        return list(items)
    return [items[i * len(items) // count] for i in range(count)]


def small_articles(count: int) -> list[str]:
    """`count` short articles of consecutive sentences, none of them in two articles."""
    held = [article_sentences(source) for source in sources(article_files())]
    size = max(1, min(SENTENCES, sum(map(len, held)) // count - 1))
    pieces = list(chain.from_iterable(_cut(sentences, size) for sentences in held))
    while len(pieces) < count and size > 1:
        size -= 1
        pieces = list(chain.from_iterable(_cut(sentences, size) for sentences in held))
    return ["\n".join(piece) for piece in pieces[:count]]


def _cut(sentences: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Whole pieces of `size` sentences."""
    return (sentences[i : i + size] for i in range(0, len(sentences) - size + 1, size))
