"""Estimates on a thread of their own, beside other work: a few pairs at a time."""

from __future__ import annotations

from collections.abc import Hashable
from queue import Empty, SimpleQueue
from threading import Thread

from zhaiyi.core.errors import ZhaiyiError
from zhaiyi.estimation.base import Estimate, Evidence, Pair
from zhaiyi.estimation.estimator import BATCH, Estimator

_Asked = tuple[Hashable, Pair, Evidence]
Found = tuple[Hashable, Estimate | None]


class Beside:
    """Hands pairs to `estimator`; what it says comes back under the same key. For one document;
    the estimator may be shared. The thread ends with `close`. If the estimator does not load or
    breaks, `failure` says so in one line, and every estimate is None."""

    def __init__(self, estimator: Estimator) -> None:
        self.failure = ""
        self._estimator = estimator
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._found: SimpleQueue[Found] = SimpleQueue()
        self._open = 0
        self._thread: Thread | None = None

    def put(self, key: Hashable, pair: Pair, evidence: Evidence) -> None:
        """Asks for an estimate."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="estimator", daemon=True)
            self._thread.start()
        self._open += 1
        self._asked.put((key, pair, evidence))

    def ready(self) -> list[Found]:
        """What has come since the last call; does not wait."""
        found = []
        while self._open:
            try:
                found.append(self._found.get_nowait())
            except Empty:
                break
            self._open -= 1
        return found

    def wait(self) -> list[Found]:
        """The next to come and all that came with it; nothing where nothing is asked for."""
        if not self._open:
            return []
        first = self._found.get()
        self._open -= 1
        return [first, *self.ready()]

    def close(self) -> None:
        """Nothing more is wanted."""
        self._asked.put(None)

    # -- on the thread -----------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            asked = [self._asked.get()]
            while len(asked) < BATCH and not self._asked.empty():
                asked.append(self._asked.get())
            wanted = [one for one in asked if one is not None]
            if wanted and None not in asked:
                self._answer(wanted)
            if None in asked:
                return

    def _answer(self, wanted: list[_Asked]) -> None:
        estimates: list[Estimate | None] = [None] * len(wanted)
        if not self.failure:
            try:
                estimates = self._estimator.estimate(
                    [pair for _, pair, _ in wanted], [evidence for _, _, evidence in wanted]
                )
            except ZhaiyiError as error:
                self.failure = str(error)
            except Exception as error:  # the runtime raises bare ones; a brief needs no estimate
                self.failure = f"the estimator broke: {' '.join(str(error).split())[:200]}"
        for (key, _, _), estimate in zip(wanted, estimates, strict=True):
            self._found.put((key, estimate))
