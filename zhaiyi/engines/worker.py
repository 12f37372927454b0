"""One thread owns the engine; everybody else sends requests down a lane and waits.

So the main thread stays free for Ctrl-C and an event loop, several callers may share one model, and
a long article does not starve a short one: the lanes take turns (`engines.turns`). Requests sent
while others run join them as soon as the engine can.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from queue import SimpleQueue

from zhaiyi.core.errors import EngineError
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.engines.turns import Answer, OpenLane, Turns, turns_of

__all__ = ["Answer", "EngineWorker", "Lane"]


class Lane:
    """A caller's way to the engine: `send` requests at any time, and take the answers out of the
    queue that the lane was opened with. `close` takes back what is not finished. A lane ends with
    the thread that it was opened for."""

    def __init__(
        self, lane: OpenLane, post: Callable[[OpenLane, tuple[Request, ...]], None]
    ) -> None:
        self._lane = lane
        self._post = post

    def send(self, requests: Sequence[Request]) -> None:
        """Hands over requests; each comes back once, or an error for all."""
        self._post(self._lane, tuple(requests))

    def close(self) -> None:
        """No more answers are wanted."""
        self._lane.closed = True


_Message = tuple[OpenLane, tuple[Request, ...] | None] | None
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
        return Lane(OpenLane(answers, cancel), partial(self._post, self._started()))

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
        self._post(self._started(), OpenLane(answers, NEVER), None)

    def _post(
        self, inbox: SimpleQueue[_Message], lane: OpenLane, requests: tuple[Request, ...] | None
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
        turns = turns_of(self._engine)
        while True:
            while turns.idle or not inbox.empty():
                message = inbox.get()
                if message is None:
                    turns.fail(_closed())
                    self._engine.close()
                    return
                self._take(message, turns)
            turns.advance()

    def _take(self, message: tuple[OpenLane, tuple[Request, ...] | None], turns: Turns) -> None:
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
