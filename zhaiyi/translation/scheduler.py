"""Runs the jobs of one document over its engines, and tells what they tell.

What a job asks for is sent at once with its urgency (`zhaiyi.translation.urgency`), so that it
joins the batch that is running; a job goes on once all its results are there. Jobs wait for
translations by sentence id, which are read off the one `BriefState` that the events make.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from queue import SimpleQueue

from zhaiyi.core.events import Event, Stage
from zhaiyi.engines.base import NEVER, NOW, Cancel, Request, Result
from zhaiyi.engines.worker import Answer, EngineWorker, Lane
from zhaiyi.models.cards import Role
from zhaiyi.translation.execution import Execution
from zhaiyi.translation.gate import OPEN, Gate
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.state import BriefState
from zhaiyi.translation.urgency import Urgency


class Scheduler:
    """`tokens` counts prompt and output tokens of all runs, in all and for each stage. After
    `cancel` nothing more is begun: what is asked for comes back cancelled. Whoever cancels what
    waits at a closed gate has to wake it too."""

    def __init__(
        self,
        engines: Mapping[Role, EngineWorker],
        cancel: Cancel = NEVER,
        gate: Gate = OPEN,
        urgency: Urgency | None = None,
    ) -> None:
        self.tokens: Counter[str] = Counter()
        self._engines = engines
        self._cancel = cancel
        self._gate = gate
        self._urgency = urgency or Urgency()

    def run(self, jobs: Iterable[Job[object]], state: BriefState) -> Iterator[Event]:
        """Runs `jobs` and all that they start to their ends; their events, as they happen. `state`
        is what is known before. Raises what the engines raise."""
        answers: SimpleQueue[Answer | None] = SimpleQueue()
        shut = _Shut(self._cancel, self._gate)
        lanes = {id(engine): engine.lane(answers, shut) for engine in self._engines.values()}

        def wake() -> None:
            answers.put(None)

        self._gate.join(wake)
        execution = Execution(state)
        execution.start(jobs)
        try:
            while self._pump(execution, lanes):
                yield from execution.told()
                answer = answers.get()
                if isinstance(answer, BaseException):
                    raise answer
                if answer is None:
                    continue  # the gate woke us
                if answer.finish == "cancelled" and shut.by_gate():
                    execution.again(answer.id)
                else:
                    self._count(execution.take(answer), answer)
            yield from execution.told()
        finally:
            self._gate.leave(wake)
            for lane in lanes.values():
                lane.close()

    def _pump(self, execution: Execution, lanes: Mapping[int, Lane]) -> bool:
        """Lets jobs go on until all wait for the engines; False when all have ended. What they ask
        for is sent before their events are told: a listener may take its time."""
        while True:
            execution.advance()
            if execution.waiting and self._cancel.is_set():
                execution.give_up()
            elif execution.waiting:
                self._send(execution, lanes)
                return True
            elif execution.running:
                return True
            elif not execution.release():
                return False

    def _send(self, execution: Execution, lanes: Mapping[int, Lane]) -> None:
        groups: dict[int, list[Request]] = {}
        for pending in execution.sent(lambda ask: self._gate.lets(self._urgency.of(ask))):
            engine = id(self._engines[pending.ask.role])
            groups.setdefault(engine, []).extend(self._urgency.requests(pending.ask))
        if execution.waiting:
            self._gate.want()
        for engine, requests in groups.items():
            lanes[engine].send(requests)

    def _count(self, stage: Stage, result: Result) -> None:
        self.tokens["prompt"] += result.prompt_tokens
        self.tokens["output"] += result.output_tokens
        self.tokens[stage] += result.prompt_tokens + result.output_tokens


@dataclass(eq=False, slots=True)
class _Shut:
    """What the engines look at: whether they shall stop, for good or because the gate is closed."""

    cancel: Cancel
    gate: Gate
    _closed: bool = False

    def is_set(self) -> bool:
        closed = not self.gate.lets(NOW)
        self._closed = self._closed or closed
        return closed or self.cancel.is_set()

    def by_gate(self) -> bool:
        """Whether what comes back cancelled is to be asked again: the gate has been closed."""
        return self._closed and not self.cancel.is_set()
