"""One thread owns the engine; everybody else enqueues and waits.

So the main thread stays free for Ctrl-C and an event loop, several callers may share one model, and
a long article does not starve a short one: the worker takes one result from each job in turn, and
as the results of a finished micro-batch cost nothing, the jobs alternate by micro-batch.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.errors import EngineError


@dataclass(eq=False)
class _Job:
    """One call: `results` gives what the caller reads, None at the end, or what went wrong."""

    start: Callable[[], Iterator[Result]]
    results: SimpleQueue[Result | BaseException | None] = field(default_factory=SimpleQueue)
    iterator: Iterator[Result] | None = None
    abandoned: bool = False


class EngineWorker(Engine):
    """Wraps `engine` so that it is loaded, run and closed on one thread of its own."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self.stats = engine.stats
        self._inbox: SimpleQueue[_Job | None] = SimpleQueue()
        self._start_lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def signature(self) -> str:
        return self._engine.signature

    @property
    def waiting(self) -> int:
        """Jobs that the thread has not yet looked at."""
        return self._inbox.qsize()

    def load(self) -> None:
        """Waits until the model is in memory."""
        for _ in self._submit(lambda: _loaded(self._engine)):
            pass

    def preload(self) -> None:
        """Starts loading and does not wait; what goes wrong shows at the next call."""
        self._enqueue(_Job(lambda: _loaded(self._engine)))

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        return self._submit(lambda: self._engine.generate(requests, cancel))

    def count_tokens(self, text: str) -> int:
        return self._engine.count_tokens(text)

    def close(self) -> None:
        """Ends the thread after the running micro-batch and frees the model."""
        with self._start_lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._inbox.put(None)
            thread.join()

    def _submit(self, start: Callable[[], Iterator[Result]]) -> Iterator[Result]:
        job = _Job(start)
        self._enqueue(job)
        try:
            while (item := job.results.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            job.abandoned = True

    def _enqueue(self, job: _Job) -> None:
        with self._start_lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
                self._thread.start()
            self._inbox.put(job)

    def _run(self) -> None:
        jobs: deque[_Job] = deque()
        while True:
            while not jobs or not self._inbox.empty():
                job = self._inbox.get()
                if job is None:
                    self._shut(jobs)
                    return
                jobs.append(job)
            job = jobs.popleft()
            if _advance(job):
                jobs.append(job)

    def _shut(self, jobs: deque[_Job]) -> None:
        for job in jobs:
            job.results.put(EngineError("the model was closed while it worked"))
        self._engine.close()


def _loaded(engine: Engine) -> Iterator[Result]:
    engine.load()
    return iter(())


def _advance(job: _Job) -> bool:
    """Gives out the next result of a job; False when the job has ended."""
    if job.abandoned:
        return False
    try:
        if job.iterator is None:
            job.iterator = iter(job.start())
        job.results.put(next(job.iterator))
    except StopIteration:
        job.results.put(None)
        return False
    except BaseException as error:  # handed to the caller's thread, whatever it is
        job.results.put(error)
        return False
    return True
