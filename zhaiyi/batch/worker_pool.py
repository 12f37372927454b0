"""Several jobs at once, in threads, heard in one place.

The main thread iterates over what the workers tell, and so stays free for signals; the workers
take the next job only when they are through with theirs, so no more than `workers` jobs are ever
in memory. What they tell waits in a queue of bounded length.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from zhaiyi.engines.base import Cancel

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")
Word = TypeVar("Word")

_WAITING = 256
"""Words that may wait to be heard before a worker waits for the listener."""
_LOOK = 0.2
"""Seconds after which an idle listener looks round: for a signal on systems whose locks hide it."""


@dataclass(frozen=True, slots=True)
class Begun(Generic[Job]):
    job: Job


@dataclass(frozen=True, slots=True)
class Told(Generic[Job, Word]):
    """Something that a job said while it ran."""

    job: Job
    word: Word


@dataclass(frozen=True, slots=True)
class Ended(Generic[Job, Outcome]):
    """A job's end: its outcome, or what it raised."""

    job: Job
    outcome: Outcome | None = None
    error: BaseException | None = None


Report = Begun[Job] | Told[Job, Word] | Ended[Job, Outcome]


def run_crew(
    jobs: Iterable[Job],
    work: Callable[[Job, Callable[[Word], None]], Outcome],
    workers: int,
    cancel: Cancel,
) -> Iterator[Report[Job, Word, Outcome]]:
    """Does every job, `workers` at once; yields what happens as it happens. After `cancel` no job
    is begun. The threads are daemons: a caller that leaves early is not held up by them."""
    crew: _Crew[Job, Word, Outcome] = _Crew(iter(jobs), work, cancel)
    threads = [
        threading.Thread(target=crew.labour, name=f"article-{n}", daemon=True)
        for n in range(1, max(1, workers) + 1)
    ]
    for thread in threads:
        thread.start()
    left = len(threads)
    while left:
        report = crew.hear()
        if report is None:
            left -= 1
        else:
            yield report


class _Crew(Generic[Job, Word, Outcome]):
    def __init__(
        self,
        jobs: Iterator[Job],
        work: Callable[[Job, Callable[[Word], None]], Outcome],
        cancel: Cancel,
    ) -> None:
        self._jobs = jobs
        self._work = work
        self._cancel = cancel
        self._lock = threading.Lock()
        self._reports: queue.Queue[Report[Job, Word, Outcome] | None] = queue.Queue(_WAITING)

    def hear(self) -> Report[Job, Word, Outcome] | None:
        """The next report; None when a worker has left."""
        while True:
            try:
                return self._reports.get(timeout=_LOOK)
            except queue.Empty:
                continue

    def labour(self) -> None:
        """Takes job after job until none is left."""
        try:
            while (job := self._next()) is not None:
                self._reports.put(Begun(job))
                self._reports.put(self._do(job))
        finally:
            self._reports.put(None)

    def _next(self) -> Job | None:
        with self._lock:
            return None if self._cancel.is_set() else next(self._jobs, None)

    def _do(self, job: Job) -> Ended[Job, Outcome]:
        try:
            return Ended(job, self._work(job, lambda word: self._reports.put(Told(job, word))))
        except BaseException as error:  # handed to the listener, whatever it is
            return Ended(job, error=error)
