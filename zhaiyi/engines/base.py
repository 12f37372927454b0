"""The one interface of all engines: `generate(requests, cancel) -> Iterator[Result]`.

An engine turns requests into text and knows nothing of articles. A chat engine is given a
rendered `prompt`; an encoder-decoder engine is given `source` and ignores the prompt.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from zhaiyi.core.document import Told
from zhaiyi.core.errors import EngineError, ModelDamaged
from zhaiyi.engines.costs import Meter

FinishReason = Literal["stop", "length", "cancelled"]


class Cancel(Protocol):
    """What `threading.Event` offers: anything that can say that the work is no longer wanted."""

    def is_set(self) -> bool: ...


class _Never:
    def is_set(self) -> bool:
        return False


NEVER: Cancel = _Never()


@dataclass(frozen=True, slots=True)
class Decoding:
    """How tokens are chosen. Requests with different decoding never share a micro-batch.

    `beam` 1 is greedy. `candidates` > 1 asks for that many alternatives (needs the capability).
    `temperature` 0 is deterministic; above, sampling with `seed`. `target_only` forbids tokens of
    the source's script (Han), where the engine can.
    """

    beam: int = 1
    candidates: int = 1
    temperature: float = 0.0
    seed: int = 0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    target_only: bool = False

    @property
    def frequency_penalty(self) -> float:
        """The repetition penalty for runtimes that lower a token's logit by so much each time that
        it was written: 0 is none."""
        return min(2.0, 2 * (self.repetition_penalty - 1))


NOW, NEXT, SOON, LATER = -2, -1, 0, 1
"""Priorities: what a reader waits for first, what next, what should come soon, and all else."""

GREEDY = Decoding()
PLAIN = Decoding(target_only=True)
"""How nearly everything is decoded: greedily, in the target's script. What shares it shares
micro-batches."""


@dataclass(frozen=True, slots=True)
class Request:
    """One piece of work. `prompt` is the whole rendered chat prompt (None for seq2seq engines);
    requests of a lower `priority` number are computed first."""

    id: str
    source: str
    prompt: str | None = None
    max_new_tokens: int = 128
    priority: int = 0
    decoding: Decoding = GREEDY


@dataclass(frozen=True, slots=True)
class Result:
    """`text` is stripped output, best candidate first in `candidates` (which includes `text`).
    `score` is the mean log-probability of a token when the engine knows it; `told` what the model
    tells of each candidate, empty where it tells nothing."""

    id: str
    text: str
    finish: FinishReason = "stop"
    candidates: tuple[str, ...] = ()
    score: float | None = None
    prompt_tokens: int = 0
    output_tokens: int = 0
    told: tuple[Told, ...] = ()


@dataclass(slots=True)
class EngineStats:
    """Counters of an engine since it was made. `steps` counts micro-batches; `meter` has noted
    what the steps of a continuous batch cost."""

    steps: int = 0
    prompt_tokens: int = 0
    output_tokens: int = 0
    padded_tokens: int = 0
    seconds: float = 0.0
    meter: Meter = field(default_factory=Meter)

    def count(self, results: Sequence[Result], seconds: float, *, padded: bool = True) -> None:
        """Adds a micro-batch with its results. Where its rows are `padded`, each costs as many
        steps as the longest."""
        longest = max((r.output_tokens for r in results), default=0)
        self.steps += 1
        self.prompt_tokens += sum(r.prompt_tokens for r in results)
        self.output_tokens += sum(r.output_tokens for r in results)
        self.padded_tokens += sum(longest - r.output_tokens for r in results) if padded else 0
        self.seconds += seconds


class Engine(ABC):
    """Base of the engines. Constructors do no I/O: `load` does, and is called by `generate` if the
    caller has not; both may raise `ModelError` or `EngineError`."""

    def __init__(self) -> None:
        self.stats = EngineStats()

    @property
    @abstractmethod
    def signature(self) -> str:
        """Weights, adapter, engine and its version in one line: part of every provenance."""

    @abstractmethod
    def load(self) -> None:
        """Brings the model into memory; a second call does nothing."""

    @abstractmethod
    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        """Yields one result for each request, as they finish, in no promised order.

        After `cancel` is set at most one micro-batch more is computed; what was not computed is
        yielded with finish ``cancelled`` and empty text. Raises `EngineError` if the engine breaks.
        """

    def count_tokens(self, text: str) -> int:
        """Tokens of `text`; an estimate where the engine has no tokenizer."""
        return max(1, len(text) * 2 // 3)

    def close(self) -> None:  # noqa: B027 — not every engine holds something
        """Frees the model. The engine may be loaded again."""


class ContinuousEngine(Engine):
    """An engine whose batch requests may join and leave at any step.

    `rows` is how many may run at one time, beams and candidates counted. Not thread-safe.
    """

    rows: int

    @abstractmethod
    def add(self, request: Request) -> int:
        """Puts a request into the batch; the number it goes by. Raises `EngineError`."""

    @abstractmethod
    def step(self) -> Sequence[tuple[int, Result | EngineError]]:
        """Computes one token for every request in the batch (or a part of a prompt); those that
        have ended, each with its result or the error that it alone met. Raises `EngineError`, and
        has then forgotten all requests."""

    @abstractmethod
    def drop(self, number: int) -> None:
        """Takes a request out of the batch; nothing happens if it has ended."""

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        waiting = deque(by_urgency(requests))
        running: dict[int, Request] = {}
        try:
            while (waiting or running) and not cancel.is_set():
                while waiting and fits(waiting[0], running.values(), self.rows):
                    request = waiting.popleft()
                    running[self.add(request)] = request
                for number, result in self.step():
                    if running.pop(number, None):
                        if isinstance(result, EngineError):
                            raise result
                        yield result
            yield from (cancelled(request) for request in (*running.values(), *waiting))
        finally:
            for number in running:
                self.drop(number)


def by_urgency(requests: Iterable[Request]) -> list[Request]:
    """Lower priority numbers first, then the longest: what starts late should be over soon."""
    return sorted(requests, key=lambda r: (r.priority, -r.max_new_tokens))


def fits(request: Request, running: Iterable[Request], rows: int) -> bool:
    """Whether there is room for `request` beside those running; alone, there always is."""
    used = sum(width(other) for other in running)
    return not used or used + width(request) <= rows


def width(request: Request) -> int:
    """Rows that a request takes in a batch."""
    return max(request.decoding.beam, request.decoding.candidates)


def cancelled(request: Request) -> Result:
    """What a request gets that is no longer wanted."""
    return Result(request.id, "", finish="cancelled")


def damaged(folder: Path, error: BaseException) -> ModelDamaged:
    """What to raise where the model in `folder` does not load: one line, with the remedy."""
    reason = " ".join(str(error).split())[:200]
    return ModelDamaged(
        f"the model in {folder.name} does not load ({reason}): "
        "make it anew with zhaiyi models pull --force"
    )
