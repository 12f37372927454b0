"""What a job may ask for: a job is a generator that reads from top to bottom.

It yields what it needs and what it has to tell, and is sent the answer:

    Ask(requests)   → their results, in order; all cancelled where the work is no longer wanted
    Await(ids)      → the translations of these sentences; None when nothing new will come
    Start(jobs)     → nothing; the jobs run beside it
    an event        → nothing; it goes to whoever listens

The functions of this module say the same with the type of the answer: `results = yield from
ask(...)`. `zhaiyi.translation.scheduler` runs jobs.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from zhaiyi.core.document import Translation
from zhaiyi.core.events import Event, Stage
from zhaiyi.engines.base import Request, Result
from zhaiyi.models.cards import Role


@dataclass(frozen=True, slots=True)
class Ask:
    """Requests for the engine of `role`. `stage` is what their tokens are counted for; `segment`
    is the sentence that they are for, None where they are for none alone."""

    requests: tuple[Request, ...]
    role: Role = "translator"
    stage: Stage = "translate"
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class Await:
    """The translations of `ids`: the first time as soon as each may be built upon, from then on
    whenever one has changed. `final`: only when all are done with. Without `wait`, what stands
    there now."""

    ids: tuple[int, ...]
    final: bool = False
    wait: bool = True


@dataclass(frozen=True, slots=True)
class Start:
    """Further jobs."""

    jobs: tuple[Job[object], ...]


Step = Ask | Await | Start | Event
T = TypeVar("T", covariant=True)
Job = Generator[Step, Any, T]


def ask(
    requests: Sequence[Request],
    role: Role = "translator",
    stage: Stage = "translate",
    segment: int | None = None,
) -> Job[tuple[Result, ...]]:
    """The results of `requests`, in their order."""
    results: tuple[Result, ...] = yield Ask(tuple(requests), role, stage, segment)
    return results


def translations(
    ids: Sequence[int], *, final: bool = False, wait: bool = True
) -> Job[tuple[Translation, ...] | None]:
    """The translations of `ids` in order, see `Await`; None when nothing new will come."""
    found: tuple[Translation, ...] | None = yield Await(tuple(ids), final, wait)
    return found
