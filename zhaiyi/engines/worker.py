"""One thread owns the engine; everybody else sends requests down a lane and waits.

So the main thread stays free for Ctrl-C and an event loop, several callers may share one model, and
a long article does not starve a short one: the lanes take turns, by request in a continuous batch
and by micro-batch elsewhere. Requests sent while others run join them as soon as the engine can.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from typing import Protocol

from zhaiyi.core.errors import EngineError
from zhaiyi.engines.base import (
    NEVER,
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
class _Lane:
    """One caller's requests. All but `answers`, `cancel` and `closed` belong to the worker."""

    answers: SimpleQueue[Answer | None]
    cancel: Cancel
    closed: bool = False
    waiting: list[Request] = field(default_factory=list)
    running: dict[int, Request] = field(default_factory=dict)
    batch: Iterator[Result] | None = None

    @property
    def idle(self) -> bool:
        return not (self.waiting or self.running or self.batch)

    def fail(self, error: BaseException) -> None:
        """Tells the caller, and forgets its requests."""
        self.waiting.clear()
        self.running.clear()
        self.batch = None
        self.answers.put(error)


class Lane:
    """A caller's way to the engine: `send` requests at any time, and take the answers out of the
    queue that the lane was opened with. `close` takes back what is not finished. A lane ends with
    the thread that it was opened for."""

    def __init__(self, lane: _Lane, post: Callable[[_Lane, tuple[Request, ...]], None]) -> None:
        self._lane = lane
        self._post = post

    def send(self, requests: Sequence[Request]) -> None:
        """Hands over requests; each comes back once, or an error for all."""
        self._post(self._lane, tuple(requests))

    def close(self) -> None:
        """No more answers are wanted."""
        self._lane.closed = True


_Message = tuple[_Lane, tuple[Request, ...] | None] | None
"""Requests for a lane, None in place of them to load the engine, None alone to end."""


class EngineWorker(Engine):
    """Wraps `engine` so that it is loaded, run and closed on one thread of its own."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self.stats = engine.stats
        self._lock = threading.Lock()
        self._inbox: SimpleQueue[_Message] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ending: threading.Thread | None = None
        """The thread that `close` has told to end; it may still be in its last step."""

    @property
    def signature(self) -> str:
        return self._engine.signature

    @property
    def waiting(self) -> int:
        """Messages that the thread has not yet looked at."""
        return self._inbox.qsize()

    @property
    def is_serving(self) -> bool:
        """Whether a thread serves callers: not before the first, nor once a close has begun."""
        return self._thread is not None

    def load(self) -> None:
        """Waits until the model is in memory."""
        answers: SimpleQueue[Answer | None] = SimpleQueue()
        self._load(answers)
        answer = answers.get()
        if isinstance(answer, BaseException):
            raise answer

    def preload(self) -> None:
        """Starts loading and does not wait; what goes wrong shows at the next call."""
        self._load(SimpleQueue())

    def lane(self, answers: SimpleQueue[Answer | None], cancel: Cancel = NEVER) -> Lane:
        """A way to send requests one after another; their answers come in the queue `answers`,
        which several lanes may share. After `cancel` is set, what is not finished is answered with
        finish ``cancelled``."""
        return Lane(_Lane(answers, cancel), partial(self._post, self._started()))

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        answers: SimpleQueue[Answer | None] = SimpleQueue()
        lane = self.lane(answers, cancel)
        lane.send(requests)
        try:
            for _ in requests:
                answer = answers.get()
                if isinstance(answer, BaseException):
                    raise answer
                assert answer is not None
                yield answer
        finally:
            lane.close()

    def count_tokens(self, text: str) -> int:
        return self._engine.count_tokens(text)

    def close(self) -> None:
        """Ends the thread after the running step and frees the model. Lanes that are open end with
        an error; whoever opens one afterwards has the model loaded anew."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is None:
                return
            self._ending = thread
            self._inbox.put(None)
            self._inbox = SimpleQueue()
        thread.join()

    def _load(self, answers: SimpleQueue[Answer | None]) -> None:
        self._post(self._started(), _Lane(answers, NEVER), None)

    def _post(
        self, inbox: SimpleQueue[_Message], lane: _Lane, requests: tuple[Request, ...] | None
    ) -> None:
        """Puts a message into the inbox of a thread, if that thread will still read it."""
        with self._lock:
            if inbox is self._inbox:
                inbox.put((lane, requests))
                return
        lane.answers.put(_closed())

    def _started(self) -> SimpleQueue[_Message]:
        """The inbox of the running thread, which is started if need be."""
        with self._lock:
            if self._thread is None:
                work = (self._inbox, self._ending)
                self._thread = threading.Thread(
                    target=self._run, args=work, name="engine", daemon=True
                )
                self._thread.start()
            return self._inbox

    # -- on the thread -----------------------------------------------------------------------

    def _run(self, inbox: SimpleQueue[_Message], before: threading.Thread | None) -> None:
        if before is not None:  # one thread at a time owns the engine
            before.join()
        turns = _turns_of(self._engine)
        while True:
            while turns.idle or not inbox.empty():
                message = inbox.get()
                if message is None:
                    turns.fail(_closed())
                    self._engine.close()
                    return
                self._take(message, turns)
            turns.advance()

    def _take(self, message: tuple[_Lane, tuple[Request, ...] | None], turns: _Turns) -> None:
        lane, requests = message
        if requests is not None:
            turns.add(lane, requests)
            return
        try:
            self._engine.load()
        except BaseException as error:  # handed to the caller's thread, whatever it is
            lane.answers.put(error)
        else:
            lane.answers.put(None)


def _closed() -> EngineError:
    return EngineError("the model was closed while it worked")


class _Turns(Protocol):
    """Who is next. `advance` does one step of work; nothing that a caller caused escapes it."""

    @property
    def idle(self) -> bool: ...

    def add(self, lane: _Lane, requests: Sequence[Request]) -> None: ...

    def advance(self) -> None: ...

    def fail(self, error: BaseException) -> None: ...


def _turns_of(engine: Engine) -> _Turns:
    return _Continuous(engine) if isinstance(engine, ContinuousEngine) else _Batches(engine)


class _Batches:
    """Lanes take turns by result; as those of a finished micro-batch cost nothing, the turns go by
    micro-batch. What a lane sends meanwhile waits until its running call is over."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lanes: deque[_Lane] = deque()

    @property
    def idle(self) -> bool:
        return not self._lanes

    def add(self, lane: _Lane, requests: Sequence[Request]) -> None:
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

    def _next(self, lane: _Lane) -> None:
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


class _Continuous:
    """One batch for all: lanes take turns by request whenever a row is free."""

    def __init__(self, engine: ContinuousEngine) -> None:
        self._engine = engine
        self._lanes: deque[_Lane] = deque()
        self._feed = Feed()

    @property
    def idle(self) -> bool:
        return not self._lanes

    def add(self, lane: _Lane, requests: Sequence[Request]) -> None:
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

    def _fail(self, lane: _Lane, error: EngineError) -> None:
        """One caller's request met an error: his others are taken out, nobody else is touched."""
        for number in lane.running:
            self._engine.drop(number)
        lane.fail(error)

    def _empty(self) -> None:
        for lane in self._lanes:
            for number in lane.running:
                self._engine.drop(number)
