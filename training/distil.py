"""The model teaches itself: what it finds by beam search becomes what it is to write at once."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from training.beams import Beams, chunks
from training.condense import LONGEST, worth
from training.examples import Draft, Example, marked
from training.own import Ask, Hypothesis, best_of
from training.vocabulary import END, Vocabulary
from training.write import Clock

ROWS = 256
"""Prompts that are searched at once."""
WORKERS = 6


@dataclass
class Found:
    """Examples to learn from; how many came how (`counts`); all hypotheses, to be kept."""

    examples: list[Example] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    texts: list[tuple[str, str, list[str]]] = field(default_factory=list)


class Distiller:
    """Beam search of `model` over many prompts until the time is over; hypotheses are compared on
    other processors meanwhile. Make it before the model is on a GPU: the workers are new processes,
    and a context manager ends them."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(WORKERS, mp_context=context)
        self.pool.submit(best_of, Ask("", ""), [])  # begins to import

    def __enter__(self) -> Distiller:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown()

    def translations(
        self,
        model: Any,
        vocabulary: Vocabulary,
        clock: Clock,
        asks: Sequence[Ask],
        *,
        reserve: float,
        rows: int = ROWS,
    ) -> Found:
        """The best hypothesis of each ask, as far as the clock has more than `reserve` seconds."""
        asked = [(ask.prompt, len(ask.source), int(len(ask.source) * 1.3) + 32) for ask in asks]
        waiting = [
            (asks[index], each, self.pool.submit(best_of, asks[index], each))
            for index, each in _searched(Beams(model, vocabulary), clock, asked, reserve, rows)
        ]
        result = Found()
        for ask, each, future in waiting:
            text, how = self._result(future, ask, each)
            place = next((n for n, beam in enumerate(each) if beam.text == text), -1)
            result.counts[how if place < 0 else f"{how} {place}"] += 1
            result.texts.append((ask.source, text, [beam.text for beam in each]))
            if text:
                target = marked(text, None, END)
                result.examples.append(Example("", ask.source, ask.prompt, target, "own"))
        return result

    def _result(
        self, future: Future[Any], ask: Ask, hypotheses: Sequence[Hypothesis]
    ) -> tuple[str, str]:
        try:
            found: tuple[str, str] = future.result(timeout=60)
        except (OSError, RuntimeError, TimeoutError):  # a worker that died: here, then
            return best_of(ask, hypotheses)
        return found

    def condensations(
        self,
        model: Any,
        vocabulary: Vocabulary,
        clock: Clock,
        drafts: Sequence[Draft],
        *,
        reserve: float,
        rows: int = ROWS,
    ) -> list[Example]:
        """The same of passages: the hypothesis that `condense.worth` values most, if it does."""
        asked = [(draft.prompt, len(draft.text), LONGEST) for draft in drafts]
        examples = []
        for index, each in _searched(Beams(model, vocabulary), clock, asked, reserve, rows):
            draft = drafts[index]
            valued = [(worth(draft.text, one.text), one.text) for one in each if one.text]
            value, best = max(valued, key=lambda pair: pair[0], default=(0.0, ""))
            if value > 0:
                target = best + END
                examples.append(Example("", draft.text, draft.prompt, target, "condense"))
        return examples


def _searched(
    beams: Beams, clock: Clock, asked: Sequence[tuple[str, int, int]], reserve: float, rows: int
) -> Iterator[tuple[int, list[Hypothesis]]]:
    """Place and hypotheses of each of `asked` (prompt, length to sort by, most tokens), until the
    clock has less than `reserve` seconds left."""
    for part in chunks([length for _, length, _ in asked], rows):
        if clock.left < reserve:
            return
        found = beams.write([asked[i][0] for i in part], [asked[i][2] for i in part])
        yield from zip(part, found, strict=True)
