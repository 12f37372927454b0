"""The model teaches itself: what it finds by beam search becomes what it is to write at once."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from training.beams import Beam, Beams, chunks
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
        beams, waiting = Beams(model, vocabulary), list[tuple[int, list[Beam], Future[Any]]]()
        limits = [int(len(ask.source) * 1.3) + 32 for ask in asks]
        for part in chunks([len(ask.source) for ask in asks], rows):
            if clock.left < reserve:
                break
            found = beams.write([asks[i].prompt for i in part], [limits[i] for i in part])
            for index, each in zip(part, found, strict=True):
                future = self.pool.submit(best_of, asks[index], _given(each))
                waiting.append((index, each, future))
        result = Found()
        for index, each, future in waiting:
            ask, (text, how) = asks[index], self._result(future, asks[index], each)
            place = next((n for n, beam in enumerate(each) if beam.text == text), -1)
            result.counts[how if place < 0 else f"{how} {place}"] += 1
            result.texts.append((ask.source, text, [beam.text for beam in each]))
            if text:
                target = marked(text, None, END)
                result.examples.append(Example("", ask.source, ask.prompt, target, "own"))
        return result

    def _result(self, future: Future[Any], ask: Ask, beams: Sequence[Beam]) -> tuple[str, str]:
        try:
            found: tuple[str, str] = future.result(timeout=60)
        except (OSError, RuntimeError, TimeoutError):  # a worker that died: here, then
            return best_of(ask, _given(beams))
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
        beams, examples = Beams(model, vocabulary), list[Example]()
        for part in chunks([len(draft.text) for draft in drafts], rows):
            if clock.left < reserve:
                break
            found = beams.write([drafts[i].prompt for i in part], [LONGEST] * len(part))
            for index, each in zip(part, found, strict=True):
                draft = drafts[index]
                texts = [beam.text for beam in each]
                best = max(texts, key=lambda t: worth(draft.text, t), default="")
                if best and worth(draft.text, best) > 0:
                    target = best + END
                    examples.append(Example("", draft.text, draft.prompt, target, "condense"))
        return examples


def _given(beams: Sequence[Beam]) -> list[Hypothesis]:
    return [Hypothesis(beam.text, beam.mean, beam.doubt) for beam in beams]
