"""When a job may use the engine: an `EngineLease` is asked for, granted, and may be taken back.

Everything that needs no engine (reading, key sentences, terms) happens at once, also while a job
waits in line: the first request for the engine asks for the lease. It is the gate of the job's
scheduler, and may be granted for urgent requests alone. When it is taken back, the job's work ends
after the running micro-batch, and what was not computed is asked for again when it is granted anew;
so a parked job goes on where it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from zhaiyi.engines.base import LATER


class EngineLease:
    """One job's right to use the engine: a `zhaiyi.translation.gate.Gate`. `ask` is called whenever
    the job needs the engine and has not the whole right to it. `stopping` is the job's cancel. Any
    thread may call anything here."""

    def __init__(self, ask: Callable[[], None] = lambda: None, *, granted: bool = False) -> None:
        self.stopping = threading.Event()
        self._ask = ask
        self._change = threading.Condition()
        self._most: int | None = LATER if granted else None
        self._grants = 0
        self._wakers: list[Callable[[], None]] = []

    # -- the job's side --------------------------------------------------------------------------

    def lets(self, priority: int) -> bool:
        """Whether the engine may work on this job's requests of a priority."""
        most = self._most
        return most is not None and priority <= most

    def want(self) -> None:
        """Asks for the lease, if the job has not got the whole of it."""
        if not self.lets(LATER) and not self.stopping.is_set():
            self._ask()

    def wait(self, priority: int = LATER) -> bool:
        """Waits for the lease, asking for it if need be; False when the job is stopped instead.
        Who was given it and lost it again before it woke asks anew: nobody else would."""
        while not (self.lets(priority) or self.stopping.is_set()):
            before = self._grants
            self.want()
            self._await_grant(before)
        return not self.stopping.is_set()

    def _await_grant(self, before: int) -> None:
        with self._change:
            self._change.wait_for(lambda: self._grants > before or self.stopping.is_set())

    def join(self, wake: Callable[[], None]) -> None:
        """Has `wake` called on every grant and at the end."""
        with self._change:
            self._wakers.append(wake)

    def leave(self, wake: Callable[[], None]) -> None:
        """The opposite of `join`."""
        with self._change:
            self._wakers = [other for other in self._wakers if other is not wake]

    # -- the line's side -------------------------------------------------------------------------

    def grant(self, most: int = LATER) -> None:
        """The job may use the engine, for requests that are not less urgent than `most`."""
        self._most = most
        self._grants += 1
        self._tell()

    def take_back(self) -> None:
        """The job may not use the engine until `grant`."""
        self._most = None

    def stop(self) -> None:
        """Ends the job's work for good, after the running micro-batch."""
        self.stopping.set()
        self._tell()

    def _tell(self) -> None:
        with self._change:
            self._change.notify_all()
            wakers = tuple(self._wakers)
        for wake in wakers:
            wake()
