"""Articles in groups of about the same number of characters: what an actor is given at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zhaiyi.cluster.feed import Item

CHARACTERS = 8_000
"""About eight news articles: what is lost at most with an actor, for each partition that it has."""
ARTICLES = 64


@dataclass(frozen=True, slots=True)
class Partition:
    """The unit of the work: its results are written once, under its id. `deaths` counts the actors
    that died over it."""

    id: str
    items: tuple[Item, ...]
    deaths: int = 0

    @property
    def characters(self) -> int:
        """About how long its articles are."""
        return sum(item.size for item in self.items)

    def after_death(self) -> Partition:
        """The same, after one more actor died over it."""
        return replace(self, deaths=self.deaths + 1)

    def singly(self) -> list[Partition]:
        """Each article by itself: one of them may be what kills the actors."""
        return [partition((item,)) for item in self.items]


def partition(items: tuple[Item, ...]) -> Partition:
    """The id is a function of the articles' keys."""
    mark = hashlib.blake2b(digest_size=10)
    for item in items:
        mark.update(item.key.encode("utf-8", "surrogateescape") + b"\0")
    return Partition(mark.hexdigest(), items)


def in_partitions(
    items: Iterable[Item], characters: int = CHARACTERS, articles: int = ARTICLES
) -> Iterator[Partition]:
    """Groups of neighbours, closed as soon as they hold `characters` or `articles`. Draws no more
    items than the next group needs."""
    held: list[Item] = []
    size = 0
    for item in items:
        held.append(item)
        size += item.size
        if size >= characters or len(held) >= articles:
            yield partition(tuple(held))
            held, size = [], 0
    if held:
        yield partition(tuple(held))
