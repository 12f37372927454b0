"""When a job may use the engine: a `Turn` is asked for, granted, and may be taken back.

Everything that needs no engine (reading, key sentences, terms) happens at once, also while a job
waits in line: the first request for the engine asks for the turn. A turn that is taken back ends
the job's work after the running micro-batch, and what was not computed is asked for again when the
turn is granted anew; the pipeline behind the engine notices nothing, so a parked job goes on where
it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from typing import cast

from zhaiyi.cards import Role
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result, cancelled
from zhaiyi.engines.worker import Answer, EngineWorker
from zhaiyi.models import Model, Models


class Turn:
    """One job's right to use the engine. `ask` is called whenever the job needs the engine and has
    not the turn. `stopping` is what the pipeline looks at; the turn itself, as a `Cancel`, is what
    the engine looks at. Any thread may call anything here."""

    def __init__(self, ask: Callable[[], None] = lambda: None, *, granted: bool = False) -> None:
        self.stopping = threading.Event()
        self._ask = ask
        self._change = threading.Condition()
        self._granted = granted
        self._lanes: list[TurnLane] = []

    def is_set(self) -> bool:
        """True while the engine shall not work for this job."""
        return self.stopping.is_set() or not self._granted

    def need(self) -> None:
        """Asks for the turn, if the job has not got it."""
        if not self._granted and not self.stopping.is_set():
            self._ask()

    def wait(self) -> bool:
        """Waits for the turn, asking for it if need be; False when the job is stopped instead."""
        self.need()
        with self._change:
            self._change.wait_for(lambda: self._granted or self.stopping.is_set())
        return not self.stopping.is_set()

    def grant(self) -> None:
        """The job may use the engine."""
        self._granted = True
        self._tell()

    def take_back(self) -> None:
        """The job may not use the engine until `grant`."""
        self._granted = False

    def stop(self) -> None:
        """Ends the job's work for good, after the running micro-batch."""
        self.stopping.set()
        self._tell()

    def join(self, lane: TurnLane) -> None:
        """Lets `lane` know of every grant and of the end."""
        with self._change:
            self._lanes.append(lane)

    def leave(self, lane: TurnLane) -> None:
        """The opposite of `join`."""
        with self._change:
            self._lanes = [other for other in self._lanes if other is not lane]

    def _tell(self) -> None:
        with self._change:
            self._change.notify_all()
            lanes = tuple(self._lanes)
        for lane in lanes:
            lane.flush()


class TurnLane:
    """See `zhaiyi.engines.worker.Lane`: what is sent is computed in the job's turn. It stands
    between the worker and the job's queue of answers: a request that comes back cancelled because
    the turn was taken back is held, and sent again in the next."""

    def __init__(
        self,
        engine: EngineWorker,
        turn: Turn,
        answers: SimpleQueue[Answer | None],
        cancel: Cancel,
    ) -> None:
        self._turn = turn
        self._answers = answers
        self._cancel = cancel
        self._lock = threading.Lock()
        self._held: list[Request] = []
        self._sent: dict[str, Request] = {}
        self._closed = False
        self._lane = engine.lane(cast("SimpleQueue[Answer | None]", self), turn)
        turn.join(self)

    def send(self, requests: Sequence[Request]) -> None:
        """Hands over requests; each comes back once, or an error for all."""
        with self._lock:
            self._held.extend(requests)
        self._turn.need()
        self.flush()

    def close(self) -> None:
        """No more answers are wanted; those that still come are let go."""
        self._closed = True
        self._turn.leave(self)
        self._lane.close()

    def put(self, answer: Answer | None) -> None:
        """Takes an answer from the worker, on its thread."""
        if self._closed:
            return
        if not isinstance(answer, Result):
            self._answers.put(answer)
            return
        with self._lock:
            request = self._sent.pop(answer.id)
            if again := answer.finish == "cancelled" and not self._over():
                self._held.append(request)
        if again:
            self._turn.need()
            self.flush()
        else:
            self._answers.put(answer)

    def flush(self) -> None:
        """Sends what is held if it may be sent, or gives it up if nobody waits for it."""
        with self._lock:
            over = self._over()
            if self._closed or (not over and self._turn.is_set()):
                return
            held, self._held = self._held, []
            if not over:
                self._sent.update((request.id, request) for request in held)
        if over:
            for request in held:
                self._answers.put(cancelled(request))
        elif held:
            self._lane.send(held)

    def _over(self) -> bool:
        return self._cancel.is_set() or self._turn.stopping.is_set()


class TurnEngine(Engine):
    """`engine` as one job sees it: it computes only in the job's turn."""

    def __init__(self, engine: EngineWorker, turn: Turn) -> None:
        super().__init__()
        self._engine = engine
        self._turn = turn
        self.stats = engine.stats

    @property
    def signature(self) -> str:
        return self._engine.signature

    def load(self) -> None:
        """Waits for the turn too: behind a running micro-batch this would take as long."""
        if self._turn.wait():
            self._engine.load()

    def preload(self) -> None:
        """See `EngineWorker.preload`."""
        self._engine.preload()

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        left = {request.id: request for request in requests}
        while left and not cancel.is_set() and self._turn.wait():
            for result in self._engine.generate(tuple(left.values()), self._turn):
                if result.finish != "cancelled":
                    del left[result.id]
                    yield result
        yield from (cancelled(request) for request in left.values())

    def lane(self, answers: SimpleQueue[Answer | None], cancel: Cancel = NEVER) -> TurnLane:
        """See `EngineWorker.lane`."""
        return TurnLane(self._engine, self._turn, answers, cancel)

    def count_tokens(self, text: str) -> int:
        return self._engine.count_tokens(text)


class TurnModels(Models):
    """The models of a server as one job sees them: shared, and used in the job's turn."""

    def __init__(self, models: Models, turn: Turn) -> None:
        self._shared_models = models
        self._turn = turn
        self.notices = models.notices

    def model(self, role: Role) -> Model:
        model = self._shared_models.model(role)
        return Model(model.card, TurnEngine(model.engine, self._turn))  # type: ignore[arg-type]

    def ready(self, role: Role) -> Model:
        """See `Models.ready`; waits for the turn."""
        if self._turn.wait():
            self._shared_models.ready(role)
        return self.model(role)

    def close(self) -> None:
        """Nothing: the models are not the job's."""
