"""Jobs of the page: each runs in a thread of its own, keeps its latest state, and is known only to
whoever holds its token.

`Jobs.submit` begins work at once; for the engine it stands in line (`zhaiyi.web.line`), where
`WebLimits.running` jobs at a time, more if they are short, have a turn and share the engine. Who
stands there has the `OPENING` made before all else, and nothing is begun while somebody's article
is being read: so everybody soon has key sentences and a headline.

`Jobs.look` tells how a job stands and is the visitor's sign of life. Without one for
`WebLimits.grace` seconds a job is parked: its turn is taken back, so that nothing is begun for it,
and it goes on where it was when its visitor comes back. Results are forgotten `WebLimits.keep`
seconds after the last sign of life; where there are too many, those of the owner who has the most
give way (`zhaiyi.web.share`). Nothing is written to disk.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from zhaiyi.core.document import Brief
from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.engines.base import NEXT
from zhaiyi.render.edit import edited
from zhaiyi.web.job import BROKEN, ENDED, Again, Aid, Edit, PageJob, Phase, State, Work
from zhaiyi.web.lease import EngineLease
from zhaiyi.web.limits import WebLimits
from zhaiyi.web.line import LONG, Place, expected_wait, may_begin, order, soon
from zhaiyi.web.share import Kept, excess

OPENING = NEXT
"""What is made for a job before its turn: the headline, and one sentence of the summary."""


class Busy(ZhaiyiError):
    """The line is full."""


class Unknown(ZhaiyiError):
    """No job has this token, or its result has been forgotten."""


@dataclass(frozen=True, slots=True)
class Census:
    """Jobs that run, that wait in line, and results that are kept, with their briefs."""

    running: int
    waiting: int
    kept: int
    briefs: tuple[Brief, ...]


class Jobs:
    """All jobs of a server. `clock` gives seconds; tests bring their own. `edit` puts a visitor's
    own words into a brief."""

    def __init__(
        self,
        limits: WebLimits,
        clock: Callable[[], float] = time.monotonic,
        edit: Edit = edited,
    ) -> None:
        self._edit = edit
        self._limits = limits
        self._clock = clock
        self._lock = threading.RLock()
        self._jobs: OrderedDict[str, PageJob] = OrderedDict()
        self._line: list[PageJob] = []
        self._running: list[PageJob] = []
        self._chars_done = 0.0
        self._busy_seconds = 0.0
        self._busy_since = 0.0
        self._closed = threading.Event()
        self._draining = False
        self._janitor: threading.Thread | None = None

    # -- for visitors ----------------------------------------------------------------------------

    def submit(self, work: Work, owner: str = "") -> str:
        """Begins work; the token of its job. `owner` says whose it is (`share.visitor`). Raises
        `Busy`."""
        with self._lock:
            self._ensure_room()
            job = self._new(work, owner)
            self._start(job)
        return job.token

    def keep(self, brief: Brief, owner: str = "") -> str:
        """Keeps a finished brief as if it were a result; its token. Of those that one owner has
        brought, those that were silent longest make room."""
        job = self._new(None, owner)
        job.hold(brief)
        with self._lock:
            brought = [job for job in self._jobs.values() if job.is_brought and job.owner == owner]
            self._make_room(brought, self._limits.opened)
        return job.token

    def again(self, token: str, work: Again) -> None:
        """Adds work on a job's brief, to be done after what it does now. Raises `Unknown`,
        `Busy`."""
        job = self._alive(token)
        with self._lock:
            if job.ended:
                self._ensure_room()
            if job.add(work, self._lease_of(job)):
                self._start(job)

    def look(self, token: str) -> State:
        """How a job stands; a sign of life from its visitor. Raises `Unknown`."""
        job = self._alive(token)
        with self._lock:
            if job not in self._line:
                return job.state()
            line = self._ordered()
            position = line.index(job) + 1
            return job.state(position, self._wait(line[: position - 1]))

    def brief(self, token: str) -> Brief | None:
        """What a job has done so far. Raises `Unknown`."""
        return self._alive(token).brief()

    def edit(self, token: str, ref: str, text: str | None) -> Brief:
        """See `PageJob.edit`. Raises `Unknown`, `UsageError`."""
        return self._alive(token).edit(ref, text)

    def aid(self, token: str, make: Callable[[], Aid]) -> Aid:
        """The reading aid of a job's article, made when first asked for. Raises `Unknown`."""
        job = self._alive(token)
        if job.aid is None:
            job.aid = make()
        return job.aid

    def stop(self, token: str) -> None:
        """Ends a job; what is done stays. A token of nothing is no trouble."""
        with self._lock:
            job = self._jobs.get(token)
            if job is not None and not job.ended:
                self._leave(job)
                job.stop()

    def forget(self, token: str) -> None:
        """Ends a job and drops its result, because another has taken its place."""
        self.stop(token)
        with self._lock:
            self._jobs.pop(token, None)

    def leave(self, token: str) -> None:
        """Its visitor goes on to another article: ended and dropped, unless it is listed."""
        with self._lock:
            job = self._jobs.get(token)
            if job is not None and not job.listed:
                self.forget(token)

    def mark_listed(self, token: str) -> None:
        """Marks a job as one of a reading list, which its visitor comes back to."""
        with self._lock:
            if token in self._jobs:
                self._jobs[token].listed = True

    def rate(self) -> float | None:
        """Characters a second over all jobs so far; None before the first is done."""
        with self._lock:
            now = self._clock()
            busy = self._busy_seconds + (now - self._busy_since if self._running else 0.0)
            return self._chars_done / busy if busy > 0 and self._chars_done else None

    def at_work(self) -> int:
        """Jobs that are waiting or running: neither ended nor parked."""
        with self._lock:
            return sum(1 for job in self._jobs.values() if not job.ended and not job.parked)

    def census(self) -> Census:
        """How many jobs there are of each kind, and what the ended ones hold."""
        with self._lock:
            ended = [job for job in self._jobs.values() if job.ended]
            running, waiting = len(self._running), len(self._line)
        briefs = (job.brief() for job in ended)
        return Census(running, waiting, len(ended), tuple(b for b in briefs if b is not None))

    # -- upkeep ------------------------------------------------------------------------------------

    def sweep(self) -> None:
        """Parks jobs whose visitor is gone and forgets old results."""
        now, limits = self._clock(), self._limits
        with self._lock:
            for job in list(self._jobs.values()):
                silent = now - job.seen
                if silent > limits.keep:
                    self.forget(job.token)
                elif silent > limits.grace and not job.ended and not job.parked:
                    self._park(job)
            idle = [job for job in self._jobs.values() if job.ended or job.parked]
            self._make_room(idle, limits.kept)

    def _make_room(self, jobs: list[PageJob], limit: int) -> None:
        """Forgets what is beyond the limit: the cheapest first, of the owner who has the most."""
        now = self._clock()
        kept = [Kept(job.owner, now - job.seen, worth=job.worth) for job in jobs]
        for index in excess(kept, limit):
            self.forget(jobs[index].token)

    def clear(self) -> None:
        """Stops and forgets every job."""
        with self._lock:
            for token in list(self._jobs):
                self.forget(token)

    def drain(self) -> None:
        """From now on no work is begun; what is at work or in line goes on."""
        with self._lock:
            self._draining = True

    def close(self) -> None:
        """Stops every job and the upkeep."""
        self._closed.set()
        with self._lock:
            for token in list(self._jobs):
                self.stop(token)

    # -- jobs come and go --------------------------------------------------------------------------

    def _new(self, work: Work | None, owner: str) -> PageJob:
        with self._lock:
            job = PageJob(secrets.token_urlsafe(24), work, self._clock(), EngineLease(), self._edit)
            job.lease = self._lease_of(job)
            job.owner = owner
            self._jobs[job.token] = job
            if self._janitor is None:
                self._janitor = threading.Thread(target=self._tidy, name="janitor", daemon=True)
                self._janitor.start()
        self.sweep()
        return job

    def _start(self, job: PageJob) -> None:
        before = job.thread
        job.thread = threading.Thread(target=self._run, args=(job, before), name="job", daemon=True)
        job.thread.start()

    def _run(self, job: PageJob, before: threading.Thread | None) -> None:
        if before is not None:  # stopped a moment ago, and still in its last micro-batch
            before.join()
        try:
            job.run()
        finally:
            with self._lock:
                self._leave(job)

    def _alive(self, token: str) -> PageJob:
        """The job of a token, woken if it was parked."""
        with self._lock:
            job = self._jobs.get(token)
            if job is None:
                raise Unknown("This result is no longer kept: it has to be made again.")
            job.seen = self._clock()
            if job.parked:
                job.parked = False
                job.changed()
                self._queue(job)
            return job

    def _ensure_room(self) -> None:
        if self._draining:
            raise Busy("this page is being stopped: please come back in a minute")
        limits, at_work = self._limits, self.at_work()
        if at_work >= max(limits.running, len(self._running)) + limits.waiting:
            raise Busy(
                f"the page is full, with {at_work} at work or waiting: please come back "
                f"{soon(self._wait(self._ordered()))}"
            )

    def _park(self, job: PageJob) -> None:
        job.parked = True
        self._leave(job)
        job.changed()

    def _tidy(self) -> None:
        pause = min(5.0, self._limits.grace / 4)
        while not self._closed.wait(pause):
            self.sweep()

    # -- leases ------------------------------------------------------------------------------------

    def _lease_of(self, job: PageJob) -> EngineLease:
        return EngineLease(lambda: self._asks(job))

    def _asks(self, job: PageJob) -> None:
        """The job's thread needs the engine and has no turn."""
        with self._lock:
            job.reading = False
            if job.asked is None and job not in self._running and not job.ended:
                job.asked = self._clock()
                job.changed()
            if not job.parked:
                self._queue(job)

    def _queue(self, job: PageJob) -> None:
        if job.asked is not None and job not in self._line:
            self._line.append(job)
            self._serve()

    def _serve(self) -> None:
        """Gives turns to whoever may have one, in the order of the line, and to the others what is
        urgent, unless somebody's article is being read."""
        limits = self._limits
        if any(job.reading and 0 < job.chars <= LONG for job in self._jobs.values()):
            return
        for job in self._ordered():
            running = [other.chars_left for other in self._running]
            if may_begin(job.chars_left, running, limits.running, limits.room):
                if not self._running:
                    self._busy_since = self._clock()
                self._line = [other for other in self._line if other is not job]
                self._running.append(job)
                job.asked, job.done_before = None, job.chars - job.chars_left
                job.changed()
                job.lease.grant()
            elif not job.lease.lets(OPENING):
                job.lease.grant(OPENING)

    def _leave(self, job: PageJob) -> None:
        """Takes a job out of the line and its turn back, and serves the next."""
        self._line = [other for other in self._line if other is not job]
        job.reading = False
        job.lease.take_back()
        if job in self._running:
            self._running = [other for other in self._running if other is not job]
            self._chars_done += max(0.0, job.chars - job.chars_left - job.done_before)
            if not self._running:
                self._busy_seconds += self._clock() - self._busy_since
        self._serve()

    def _ordered(self) -> list[PageJob]:
        now = self._clock()
        places = [Place(job.chars_left, now - (job.asked or now)) for job in self._line]
        return [self._line[i] for i in order(places, self.rate())]

    def _wait(self, ahead: list[PageJob]) -> float | None:
        rate = self.rate()
        if rate is None:
            return None
        running = [job.chars_left for job in self._running]
        before = [job.chars_left for job in ahead]
        return expected_wait(running, before, self._limits.running, rate, self._limits.room)


__all__ = [
    "BROKEN",
    "ENDED",
    "Busy",
    "Jobs",
    "PageJob",
    "Phase",
    "State",
    "Unknown",
    "Work",
]
