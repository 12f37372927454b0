"""Who is next at the engine: the lanes take turns, by request in a continuous batch and by
micro-batch elsewhere. Everything here runs on the engine's own thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Protocol

from zhaiyi.core.errors import EngineError
from zhaiyi.engines.base import (
    Cancel,
    ContinuousEngine,
    Engine,
    Request,
    Result,
    by_urgency,
    cancelled,
    fits,
)
from zhaiyi.engines.feeding import Feed

Answer = Result | BaseException
"""What a lane gives back: a result, or what went wrong; after that, the lane is at its end."""


@dataclass(eq=False)
class OpenLane:
    """One caller's requests. All but `answers`, `cancel` and `closed` belong to the worker."""

    answers: SimpleQueue[Answer | None]
    cancel: Cancel
    closed: bool = False
    waiting: list[Request] = field(default_factory=list)
    running: dict[int, Request] = field(default_factory=dict)
    batch: Iterator[Result] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing of it is to be done."""
        return not (self.waiting or self.running or self.batch)

    def fail(self, error: BaseException) -> None:
        """Tells the caller, and forgets its requests."""
        self.waiting.clear()
        self.running.clear()
        self.batch = None
        self.answers.put(error)


class Turns(Protocol):
    """Who is next."""

    @property
    def idle(self) -> bool:
        """Whether no lane has anything to be done."""
        ...

    def add(self, lane: OpenLane, requests: Sequence[Request]) -> None:
        """Puts requests of a lane behind what it waits for."""
        ...

    def advance(self) -> None:
        """Does one step of work; nothing that a caller caused escapes it."""
        ...

    def fail(self, error: BaseException) -> None:
        """Tells every lane, and forgets what they wait for."""
        ...


def turns_of(engine: Engine) -> Turns:
    """The turns that suit an engine."""
    return Continuous(engine) if isinstance(engine, ContinuousEngine) else Batches(engine)


class Batches:
    """Lanes take turns by result; as those of a finished micro-batch cost nothing, the turns go by
    micro-batch. What a lane sends meanwhile waits until its running call is over."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lanes: deque[OpenLane] = deque()

    @property
    def idle(self) -> bool:
        return not self._lanes

    def add(self, lane: OpenLane, requests: Sequence[Request]) -> None:
        lane.waiting.extend(requests)
        if lane not in self._lanes:
            self._lanes.append(lane)

    def advance(self) -> None:
        lane = self._lanes.popleft()
        if lane.closed:
            return
        try:
            self._next(lane)
        except BaseException as error:  # handed to the caller's thread, whatever it is
            lane.fail(error)
        if not lane.idle:
            self._lanes.append(lane)

    def _next(self, lane: OpenLane) -> None:
        if lane.batch is None:
            requests, lane.waiting = lane.waiting, []
            lane.batch = iter(self._engine.generate(requests, lane.cancel))
        result = next(lane.batch, None)
        if result is None:
            lane.batch = None
        else:
            lane.answers.put(result)

    def fail(self, error: BaseException) -> None:
        for lane in self._lanes:
            lane.fail(error)


class Continuous:
    """One batch for all: lanes take turns by request whenever a row is free."""

    def __init__(self, engine: ContinuousEngine) -> None:
        self._engine = engine
        self._lanes: deque[OpenLane] = deque()
        self._feed = Feed()

    @property
    def idle(self) -> bool:
        return not self._lanes

    def add(self, lane: OpenLane, requests: Sequence[Request]) -> None:
        lane.waiting = by_urgency((*lane.waiting, *requests))
        if lane not in self._lanes:
            self._lanes.append(lane)

    def advance(self) -> None:
        try:
            self._engine.load()
            self._drop_unwanted()
            self._fill()
            if any(lane.running for lane in self._lanes):
                self._step()
        except BaseException as error:  # handed to the callers' threads, whatever it is
            self._empty()
            self.fail(error)
        self._lanes = deque(lane for lane in self._lanes if not (lane.closed or lane.idle))

    def fail(self, error: BaseException) -> None:
        for lane in self._lanes:
            lane.fail(error)

    def _drop_unwanted(self) -> None:
        for lane in self._lanes:
            if lane.closed or lane.cancel.is_set():
                for number in lane.running:
                    self._engine.drop(number)
                for request in (*lane.running.values(), *lane.waiting):
                    lane.answers.put(cancelled(request))
                lane.running.clear()
                lane.waiting.clear()

    def _fill(self) -> None:
        """Each lane with something waiting gives one request in turn, while there is room and what
        is more urgent does not suffer; the headline of one caller goes before what another can
        wait for."""
        first = [lane.waiting[0] for lane in self._lanes if lane.waiting]
        self._feed.next_step(tuple(self._running()), first, self._engine.stats.meter.known())
        while heads := [lane.waiting[0].priority for lane in self._lanes if lane.waiting]:
            lane = self._lanes[0]
            self._lanes.rotate(-1)
            if not lane.waiting or lane.waiting[0].priority > min(heads):
                continue
            request = lane.waiting[0]
            room = fits(request, self._running(), self._engine.rows)
            if not (room and self._feed.lets(request)):
                self._lanes.rotate(1)
                return
            lane.running[self._engine.add(request)] = lane.waiting.pop(0)

    def _running(self) -> Iterator[Request]:
        return (request for lane in self._lanes for request in lane.running.values())

    def _step(self) -> None:
        for number, result in self._engine.step():
            for lane in self._lanes:
                if lane.running.pop(number, None) is None:
                    continue
                if isinstance(result, Result):
                    lane.answers.put(result)
                else:
                    self._fail(lane, result)

    def _fail(self, lane: OpenLane, error: EngineError) -> None:
        """One caller's request met an error: his others are taken out, nobody else is touched."""
        for number in lane.running:
            self._engine.drop(number)
        lane.fail(error)

    def _empty(self) -> None:
        for lane in self._lanes:
            for number in lane.running:
                self._engine.drop(number)
