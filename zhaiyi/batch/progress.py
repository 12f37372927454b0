"""How far a batch is, counted over articles and sentences, and how long the rest will take."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class _Article:
    sentences: int
    characters: int
    done: int = 0


@dataclass
class BatchProgress:
    """Counts of a batch of `total` articles. Lengths of articles not yet read are taken to be the
    mean of those that were; `speed` in characters a second holds until this run has its own."""

    total: int
    speed: float | None = None
    finished: int = 0
    _running: dict[str, _Article] = field(default_factory=dict)
    _sentences: int = 0
    _characters: int = 0
    _read: int = 0

    def read(self, item: str, sentences: int, characters: int) -> None:
        """An article is open, and its size known."""
        self._running[item] = _Article(max(1, sentences), characters)
        self._read += 1

    def advance(self, item: str, done: int, of: int) -> None:
        """`done` sentences of an article are ready, of the `of` that are wanted."""
        if article := self._running.get(item):
            article.sentences = max(1, of)
            article.done = min(done, article.sentences)

    def finish(self, item: str) -> None:
        """An article has ended, well or not."""
        self.finished += 1
        if article := self._running.pop(item, None):
            self._sentences += article.done
            self._characters += article.characters

    @property
    def at_work(self) -> int:
        return len(self._running)

    @property
    def sentences(self) -> int:
        """Sentences that are ready, of all articles."""
        return self._sentences + sum(a.done for a in self._running.values())

    @property
    def characters(self) -> float:
        """Characters that are done; of a running article, its share."""
        return self._characters + sum(
            a.characters * a.done / a.sentences for a in self._running.values()
        )

    @property
    def share(self) -> float:
        """How much of the batch is done, 0 to 1, by characters."""
        expected = self._expected()
        if not expected:
            return self.finished / self.total if self.total else 1.0
        return min(1.0, self.characters / expected)

    def seconds_left(self, elapsed: float) -> float | None:
        """An estimate; None while nothing is known."""
        expected = self._expected()
        speed = self.characters / elapsed if self.characters and elapsed > 0 else self.speed
        if not expected or not speed:
            return None
        return max(0.0, expected - self.characters) / speed

    def _expected(self) -> float:
        """Characters of the whole batch; articles that could not be read count as nothing."""
        known = self._characters + sum(a.characters for a in self._running.values())
        unread = self.total - self.finished - len(self._running)
        return known + (known / self._read) * unread if self._read else 0.0
