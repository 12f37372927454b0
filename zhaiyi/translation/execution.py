"""Which jobs of a run can go on, and what the others wait for: no engine, no thread, no clock.

The scheduler sends what is `waiting` and brings the results; a test may do both by hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from zhaiyi.core.document import Translation
from zhaiyi.core.events import Event, Stage
from zhaiyi.engines.base import Result, cancelled
from zhaiyi.translation.jobs import Ask, Await, Job, Start
from zhaiyi.translation.state import BriefState


@dataclass(eq=False)
class Pending:
    """A job that waits for the results of `ask`; those that are there stand in `results`."""

    job: Job[object]
    ask: Ask
    wanted: tuple[str, ...]
    results: dict[str, Result] = field(default_factory=dict)


@dataclass(eq=False)
class _Awaiting:
    """A job that waits for translations."""

    job: Job[object]
    step: Await


@dataclass(eq=False)
class Execution:
    """The jobs of one run: `waiting` are asked for and not sent, `running` are sent, by request
    id. `state` is what all of them have told."""

    state: BriefState
    waiting: list[Pending] = field(default_factory=list)
    running: dict[str, Pending] = field(default_factory=dict)
    _ready: deque[tuple[Job[object], object]] = field(default_factory=deque)
    _awaiting: list[_Awaiting] = field(default_factory=list)
    _given: dict[tuple[Job[object], tuple[int, ...]], tuple[Translation, ...]] = field(
        default_factory=dict
    )
    """What a job was given last for the ids that it awaits."""
    _events: list[Event] = field(default_factory=list)

    def start(self, jobs: Iterable[Job[object]]) -> None:
        """Adds jobs; `advance` begins them."""
        self._ready.extend((job, None) for job in jobs)

    def told(self) -> list[Event]:
        """The events since the last call."""
        events, self._events = self._events, []
        return events

    # -- jobs go on ------------------------------------------------------------------------------

    def advance(self) -> None:
        """Lets every job go on that can."""
        while self._ready or self._wake():
            self._go_on(*self._ready.popleft())

    def _go_on(self, job: Job[object], reply: object) -> None:
        """One job, up to what it has to wait for."""
        try:
            while True:
                match job.send(reply):
                    case Ask() as ask if ask.requests:
                        wanted = tuple(request.id for request in ask.requests)
                        self.waiting.append(Pending(job, ask, wanted))
                        return
                    case Ask():
                        reply = ()
                    case Await() as step:
                        self._awaiting.append(_Awaiting(job, step))
                        return
                    case Start(jobs):
                        self.start(jobs)
                        reply = None
                    case event:
                        self.state = self.state.apply(event)
                        self._events.append(event)
                        reply = None
        except StopIteration:
            pass

    # -- translations ----------------------------------------------------------------------------

    def _wake(self) -> bool:
        """Makes those ready whose translations have come or changed; whether there are any."""
        still = []
        for each in self._awaiting:
            found = self._found(each)
            if found is None and not self._over(each):
                still.append(each)
            else:
                self._ready.append((each.job, found))
        self._awaiting = still
        return bool(self._ready)

    def _found(self, each: _Awaiting) -> tuple[Translation, ...] | None:
        """What a job is given now, if there is anything new."""
        ids, known = each.step.ids, self.state.final if each.step.final else self.state.usable
        if not known.issuperset(ids):
            return None
        found = tuple(self.state.translations[i] for i in ids)
        key = (each.job, ids)
        if each.step.wait and self._given.get(key) == found:
            return None
        self._given[key] = found
        return found

    def _over(self, each: _Awaiting) -> bool:
        """Whether a job has been given the last that there will be."""
        given = (each.job, each.step.ids) in self._given
        return not each.step.wait or (given and self.state.final.issuperset(each.step.ids))

    def release(self) -> bool:
        """Tells those who still wait for translations that no more will come; False for none."""
        self._ready.extend((each.job, None) for each in self._awaiting)
        self._awaiting = []
        return bool(self._ready)

    # -- results ---------------------------------------------------------------------------------

    def sent(self, lets: Callable[[Ask], bool] = lambda ask: True) -> list[Pending]:
        """What waits and may be sent: noted as sent."""
        sent = [pending for pending in self.waiting if lets(pending.ask)]
        self.waiting = [pending for pending in self.waiting if pending not in sent]
        for pending in sent:
            self.running.update((request.id, pending) for request in pending.ask.requests)
        return sent

    def take(self, result: Result) -> Stage:
        """Gives a result to who asked for it; the stage that it counts for."""
        pending = self.running.pop(result.id)
        self._answer(pending, result)
        return pending.ask.stage

    def again(self, request_id: str) -> None:
        """A request that was sent back waits once more."""
        pending = self.running.pop(request_id)
        left = tuple(r for r in pending.ask.requests if r.id == request_id)
        self.waiting.append(replace(pending, ask=replace(pending.ask, requests=left)))

    def give_up(self) -> None:
        """Answers all that waits as cancelled."""
        waiting, self.waiting = self.waiting, []
        for pending in waiting:
            for request in pending.ask.requests:
                self._answer(pending, cancelled(request))

    def _answer(self, pending: Pending, result: Result) -> None:
        pending.results[result.id] = result
        if len(pending.results) == len(pending.wanted):
            results = tuple(pending.results[i] for i in pending.wanted)
            self._ready.append((pending.job, results))
