"""Rounds of work: what waits is sent to the engine together, and its results may ask for more.

A `Task` is a request and what to do with its result. `run_rounds` sends all waiting tasks to their
engine at once, so that they share micro-batches; whatever the results ask for (a repair, a summary
sentence once its sources are translated) waits for the next round and shares that one's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from zhaiyi.engines.base import Cancel, Engine, Request, Result
from zhaiyi.events import Event, Stage

Role = Literal["translator", "summarizer"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a result led to: events for the painter, tasks for the next round."""

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


def run_rounds(
    engines: Mapping[Role, Engine],
    rounds: Iterable[Iterable[Task]],
    cancel: Cancel,
    tokens: Counter[str],
) -> Iterator[Event]:
    """Works off the planned `rounds`, each together with what the rounds before it asked for, and
    then goes on until nothing is asked for. Raises what the engines raise. `tokens` counts prompt
    and output tokens, in all and for each stage."""
    planned = [list(tasks) for tasks in rounds]
    asked: list[Task] = []
    while planned or asked:
        waiting = asked + (planned.pop(0) if planned else [])
        asked = []
        for outcome in _round(engines, waiting, cancel, tokens):
            yield from outcome.events
            asked.extend(outcome.tasks)
        if cancel.is_set():
            return


def _round(
    engines: Mapping[Role, Engine], tasks: list[Task], cancel: Cancel, tokens: Counter[str]
) -> Iterator[Outcome]:
    roles: dict[int, list[Task]] = {}
    for task in tasks:
        roles.setdefault(id(engines[task.role]), []).append(task)
    for group in roles.values():
        by_id = {task.request.id: task for task in group}
        engine = engines[group[0].role]
        for result in engine.generate([task.request for task in group], cancel):
            task = by_id[result.id]
            tokens["prompt"] += result.prompt_tokens
            tokens["output"] += result.output_tokens
            tokens[task.stage] += result.prompt_tokens + result.output_tokens
            yield task.done(result)
