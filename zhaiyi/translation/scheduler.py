"""The work on one document: tasks are sent to the engines, and their results may ask for more.

A `Task` is a request and what to do with its result. `run_tasks` sends what there is at once, and
what a result asks for (a repair, a summary sentence once its sources are translated) as soon as it
asks, so that it joins the batch that is running.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from queue import SimpleQueue

from zhaiyi.cards import Role
from zhaiyi.engines.base import Cancel, Request, Result
from zhaiyi.engines.worker import Answer, EngineWorker
from zhaiyi.events import Event, Stage


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a result led to: events for the painter, and further tasks."""

    events: tuple[Event, ...] = ()
    tasks: tuple[Task, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.events + other.events, self.tasks + other.tasks)


@dataclass(frozen=True, slots=True)
class Task:
    """`done` is called with the request's result, also when that was cancelled."""

    request: Request
    done: Callable[[Result], Outcome] = field(compare=False)
    role: Role = "translator"
    stage: Stage = "translate"


NOTHING = Outcome()


def run_tasks(
    engines: Mapping[Role, EngineWorker],
    tasks: Iterable[Task],
    cancel: Cancel,
    tokens: Counter[str],
) -> Iterator[Event]:
    """Works off `tasks` and everything that they ask for; after a cancel, nothing more is begun.
    Raises what the engines raise. `tokens` counts prompt and output tokens, in all and for each
    stage."""
    answers: SimpleQueue[Answer | None] = SimpleQueue()
    lanes = {id(engine): engine.lane(answers, cancel) for engine in engines.values()}
    open_: dict[str, Task] = {}

    def send(more: Iterable[Task]) -> None:
        groups: dict[int, list[Request]] = {}
        for task in more:
            open_[task.request.id] = task
            groups.setdefault(id(engines[task.role]), []).append(task.request)
        for engine, requests in groups.items():
            lanes[engine].send(requests)

    try:
        send(tasks)
        while open_:
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            assert answer is not None
            task = open_.pop(answer.id)
            _count(tokens, task, answer)
            outcome = task.done(answer)
            if not cancel.is_set():
                send(outcome.tasks)  # before the events: a painter may take its time
            yield from outcome.events
    finally:
        for lane in lanes.values():
            lane.close()


def _count(tokens: Counter[str], task: Task, result: Result) -> None:
    tokens["prompt"] += result.prompt_tokens
    tokens["output"] += result.output_tokens
    tokens[task.stage] += result.prompt_tokens + result.output_tokens
