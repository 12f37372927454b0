"""Jobs of the page: each runs in a thread of its own, keeps its latest state, and is known only to
whoever holds its token.

`Jobs.submit` puts work in line; `Jobs.look` tells how it stands and is the visitor's sign of life.
Without one for `WebLimits.grace` seconds a job is parked: it stops after the running micro-batch,
and begins again when its visitor comes back, who meanwhile sees what was done before. Results are
forgotten `WebLimits.keep` seconds after the last sign of life. Nothing is written to disk.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from zhaiyi import __version__
from zhaiyi.document import Brief, Provenance, Run
from zhaiyi.draft import Draft
from zhaiyi.engines.base import Cancel
from zhaiyi.errors import ZhaiyiError
from zhaiyi.events import ArticleRead, Event, Finished, HighlightsFound, Notice, Progress
from zhaiyi.web.limits import WebLimits

Work = Callable[[Cancel], Iterator[Event]]
Phase = Literal["waiting", "working", "parked", "done", "stopped", "failed", "stored"]
ENDED = frozenset({"done", "stopped", "failed", "stored"})

BROKEN = "Something broke on the server, not in your text. Press Start to try again."


class Busy(ZhaiyiError):
    """The line is full."""


class Unknown(ZhaiyiError):
    """No job has this token, or its result has been forgotten."""


@dataclass(frozen=True, slots=True)
class State:
    """How a job stands. `version` grows with each change; `position` counts from 1 while the job
    waits, else 0; `wait` and `seconds_left` are estimates in seconds, None while unknown;
    `stopping` is True from Stop to the end of the running micro-batch."""

    version: int
    phase: Phase
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    position: int = 0
    wait: float | None = None
    notices: tuple[str, ...] = ()
    error: str = ""
    stopping: bool = False

    @property
    def ended(self) -> bool:
        return self.phase in ENDED


class Job:
    """One piece of work with its latest state. Its own thread writes, any other may read."""

    def __init__(self, token: str, work: Work, seen: float) -> None:
        self.token = token
        self.seen = seen
        self.cancel = threading.Event()
        self._work = work
        self._lock = threading.Lock()
        self._phase: Phase = "waiting"
        self._version = 0
        self._progress = Progress("read", 0, 0)
        self._notices: tuple[str, ...] = ()
        self._error = ""
        self._draft: Draft | None = None
        self._brief: Brief | None = None
        self._before: Brief | None = None
        self._parking = False

    # -- read by others ----------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        return self._phase

    @property
    def chars(self) -> int:
        """Characters of the text; 0 until it is read."""
        draft = self._draft
        return len(draft.article.text) if draft else 0

    @property
    def chars_left(self) -> float:
        """Characters still to be done, by the share of sentences that are."""
        progress = self._progress
        share = progress.done / progress.total if progress.total else 0.0
        return self.chars * (1 - share)

    def state(self, position: int = 0, wait: float | None = None) -> State:
        """How the job stands; its place in line is the caller's knowledge."""
        with self._lock:
            progress = self._progress
            return State(
                self._version,
                self._phase,
                progress.done,
                progress.total,
                progress.seconds_left,
                position,
                wait,
                self._notices,
                self._error,
                self._phase == "working" and self.cancel.is_set(),
            )

    def brief(self) -> Brief | None:
        """What is done so far; None before the text is read."""
        with self._lock:
            if self._brief is not None:
                return self._brief
            if self._draft is None:
                return self._before
            drawn = self._draft.brief(Provenance(__version__, "the model", "the model"), Run())
        before = self._before
        if before is not None and len(before.translations) > len(drawn.translations):
            return before
        return drawn

    # -- the job's own thread ------------------------------------------------------------------

    def run(self) -> None:
        """Does the work. What Zhaiyi raises on purpose becomes the job's error; anything else
        ends the job too, and goes on to the thread, which logs it."""
        self._change(phase="working")
        try:
            for event in self._work(self.cancel):
                self._note(event)
            self._change(phase=self._end())
        except ZhaiyiError as error:
            self._change(phase="failed", error=str(error))
        finally:
            if self._phase == "working":
                self._change(phase="failed", error=BROKEN)

    def _end(self) -> Phase:
        if not self.cancel.is_set():
            return "done"
        return "parked" if self._parking else "stopped"

    def _note(self, event: Event) -> None:
        with self._lock:
            self._version += 1
            match event:
                case ArticleRead(article):
                    self._draft = Draft(article)
                case Notice(message):
                    self._notices = (*self._notices, message)
                case Progress():
                    self._progress = event
                case Finished(brief):
                    self._brief = brief
                case HighlightsFound(highlights) if self._draft:
                    self._draft.highlights = highlights
                case _ if self._draft:
                    self._draft.note(event)

    def _change(self, phase: Phase, error: str = "") -> None:
        with self._lock:
            self._version += 1
            self._phase = phase
            self._error = error

    # -- asked for by `Jobs` ---------------------------------------------------------------------

    def hold(self, brief: Brief) -> None:
        """Makes this the job of a brief that was finished elsewhere."""
        self._brief = brief
        self._change(phase="stored")

    def stop(self) -> None:
        """Ends the job after the running micro-batch, or at once while it waits."""
        self._parking = False
        self.cancel.set()
        if self._phase in ("waiting", "parked"):
            self._change(phase="stopped")
        else:
            with self._lock:
                self._version += 1

    def park(self) -> None:
        """Like `stop`, until somebody comes back."""
        self._parking = True
        self.cancel.set()
        if self._phase == "waiting":
            self._change(phase="parked")

    def wake(self) -> None:
        """Makes a parked job ready to begin again."""
        before = self.brief()
        with self._lock:
            self._before, self._brief = before, None
            self._draft, self._notices = None, ()
            self._progress = Progress("read", 0, 0)
            self._parking = False
            self.cancel = threading.Event()
        self._change(phase="waiting")


class Jobs:
    """All jobs of a server. `clock` gives seconds; tests bring their own."""

    def __init__(self, limits: WebLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._lock = threading.RLock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._line: list[Job] = []
        self._running: list[Job] = []
        self._chars_done = 0
        self._busy_seconds = 0.0
        self._busy_since = 0.0
        self._closed = threading.Event()
        self._janitor: threading.Thread | None = None

    # -- for visitors ----------------------------------------------------------------------------

    def submit(self, work: Work) -> str:
        """Puts work in line; the token of its job. Raises `Busy`."""
        with self._lock:
            if len(self._line) >= self._limits.waiting and not self._free():
                raise Busy(
                    f"{len(self._line)} articles are waiting already, and that is all this page "
                    "takes: please come back in a few minutes"
                )
            job = self._new(work)
            self._line.append(job)
            self._begin_waiting()
        return job.token

    def keep(self, brief: Brief) -> str:
        """Keeps a finished brief as if it were a result; its token."""
        job = self._new(lambda cancel: iter(()))
        job.hold(brief)
        return job.token

    def look(self, token: str) -> State:
        """How a job stands; a sign of life from its visitor. Raises `Unknown`."""
        job = self._alive(token)
        with self._lock:
            if job.phase == "parked" and job not in self._running:
                job.wake()
                self._line.append(job)
                self._begin_waiting()
            if job.phase == "waiting" and job in self._line:
                position = self._line.index(job) + 1
                return job.state(position, self._wait(position))
        return job.state()

    def brief(self, token: str) -> Brief | None:
        """What a job has done so far. Raises `Unknown`."""
        return self._alive(token).brief()

    def stop(self, token: str) -> None:
        """Ends a job; what is done stays. A token of nothing is no trouble."""
        with self._lock:
            job = self._jobs.get(token)
            if job is None or job.phase in ENDED:
                return
            job.stop()
            self._line = [other for other in self._line if other is not job]

    def forget(self, token: str) -> None:
        """Ends a job and drops its result, because another has taken its place."""
        self.stop(token)
        with self._lock:
            self._jobs.pop(token, None)

    def rate(self) -> float | None:
        """Characters a second over all jobs so far; None before the first is done."""
        with self._lock:
            now = self._clock()
            busy = self._busy_seconds + (now - self._busy_since if self._running else 0.0)
            return self._chars_done / busy if busy > 0 and self._chars_done else None

    # -- upkeep ------------------------------------------------------------------------------------

    def sweep(self) -> None:
        """Parks jobs whose visitor is gone and forgets old results."""
        now, limits = self._clock(), self._limits
        with self._lock:
            for job in list(self._jobs.values()):
                silent = now - job.seen
                if job.phase in ("waiting", "working") and silent > limits.grace:
                    job.park()
                    self._line = [other for other in self._line if other is not job]
                elif silent > limits.keep and job not in self._running:
                    del self._jobs[job.token]
            idle = [j for j in self._jobs.values() if j.phase in ENDED or j.phase == "parked"]
            for job in idle[: max(0, len(idle) - limits.kept)]:
                del self._jobs[job.token]

    def close(self) -> None:
        """Stops every job and the upkeep."""
        self._closed.set()
        with self._lock:
            for token in list(self._jobs):
                self.stop(token)

    # -- inside ------------------------------------------------------------------------------------

    def _new(self, work: Work) -> Job:
        with self._lock:
            job = Job(secrets.token_urlsafe(24), work, self._clock())
            self._jobs[job.token] = job
            if self._janitor is None:
                self._janitor = threading.Thread(target=self._tidy, name="janitor", daemon=True)
                self._janitor.start()
        self.sweep()
        return job

    def _alive(self, token: str) -> Job:
        with self._lock:
            job = self._jobs.get(token)
            if job is None:
                raise Unknown("This result is no longer kept. Press Start to make it again.")
            job.seen = self._clock()
            return job

    def _free(self) -> bool:
        return len(self._running) < self._limits.running

    def _begin_waiting(self) -> None:
        while self._line and self._free():
            job = self._line.pop(0)
            if not self._running:
                self._busy_since = self._clock()
            self._running.append(job)
            threading.Thread(target=self._run, args=(job,), name="job", daemon=True).start()

    def _run(self, job: Job) -> None:
        try:
            job.run()
        finally:
            with self._lock:
                self._running.remove(job)
                self._chars_done += round(job.chars - job.chars_left)
                if not self._running:
                    self._busy_seconds += self._clock() - self._busy_since
                self._begin_waiting()

    def _wait(self, position: int) -> float | None:
        rate = self.rate()
        if rate is None:
            return None
        ahead = [*self._running, *self._line[: position - 1]]
        mean = self._mean_chars()
        return sum(job.chars_left or mean for job in ahead) / rate

    def _mean_chars(self) -> float:
        """Length of a text that nobody has read yet: the mean of those that are."""
        known = [job.chars for job in self._jobs.values() if job.chars]
        return sum(known) / len(known) if known else 0.0

    def _tidy(self) -> None:
        pause = min(5.0, self._limits.grace / 4)
        while not self._closed.wait(pause):
            self.sweep()
