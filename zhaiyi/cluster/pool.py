"""Actors on a Ray cluster, and which of them makes which partition. The only part that knows Ray.

Every actor has at most two partitions, so that its engine is busy while the end of one is still
being made, and so that no more is drawn from the feed than is being worked on. When an actor or its
machine dies, its partitions go to others and another actor takes its place. A partition over which
actors died twice is taken apart; an article over which they died again and again is set aside.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from zhaiyi.batch.work import Work
from zhaiyi.cluster.maker import Fault, Outcome, PartitionMaker
from zhaiyi.cluster.partitions import Partition
from zhaiyi.core import errors
from zhaiyi.core.errors import EngineError, MissingPackage, UsageError, ZhaiyiError
from zhaiyi.engines.base import Cancel

LOCAL = "local"
AHEAD = 2
"""Partitions that an actor has at once."""
APART = 2
"""Deaths after which a partition is taken apart."""
MOST = 3
"""Deaths after which an article is set aside."""
_LOOK = 0.5
_COUNT = 5.0
"""Seconds between two looks at how many machines there are."""
_STORE = 100 << 20
"""Bytes of Ray's object store on a machine of our own: next to nothing goes through it."""
_TRIES = 3
"""Starts of a cluster of our own: a busy machine may be too slow for Ray's patience."""
_FRUITLESS = 20
"""Actors in a row that die before they are ready: something is wrong with all."""


@dataclass(frozen=True)
class Lost:
    """A partition of one article over which actors died `MOST` times."""

    partition: Partition


@dataclass(frozen=True)
class Share:
    """What an actor is given. `count` None: one actor for each GPU or machine, as they come."""

    cpus: float
    gpus: float
    count: int | None = None

    @property
    def threads(self) -> int:
        """Threads of its engine."""
        return max(1, int(self.cpus)) if self.count is not None else 0


@dataclass
class _Actor:
    handle: Any
    ready: Any
    is_ready: bool = False
    running: dict[Any, Partition] = field(default_factory=dict)

    def takes(self, partition: Partition) -> bool:
        """A suspect runs alone: whoever runs beside it would be suspected too."""
        if not self.is_ready or len(self.running) >= AHEAD:
            return False
        if partition.deaths:
            return not self.running
        return not any(each.deaths for each in self.running.values())


def import_ray() -> Any:
    """Ray, told to keep quiet and to tell nobody of us. Raises `MissingPackage`."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise MissingPackage("zhaiyi[cluster]", "--cluster") from error
    return ray


class Pool:
    """The actors of one run. Use it as a context manager: it joins the cluster at `address`, or
    starts one on this machine, and leaves it at the end. Raises `UsageError`."""

    def __init__(
        self, work: Work, where: str, address: str = LOCAL, actors: int | None = None
    ) -> None:
        self._work, self._where, self._address, self._count = work, where, address, actors
        self._ray = import_ray()
        self._mine = not self._ray.is_initialized()
        self._actors: list[_Actor] = []
        self._share = Share(1, 0, actors)
        self._counted = 0.0
        self._wanted = 0
        self._fruitless = 0
        self.deaths = 0
        """Actors that died so far."""

    def __enter__(self) -> Pool:
        if self._mine:
            self._join()
        self._share = share_of(self._nodes(), self._count, self._work.settings.device)
        return self

    def __exit__(self, *_: object) -> None:
        for actor in self._actors:
            self._ray.kill(actor.handle)
        self._actors = []
        if self._mine:
            self._ray.shutdown()

    @property
    def size(self) -> int:
        """Actors that are ready."""
        return sum(actor.is_ready for actor in self._actors)

    def outcomes(self, partitions: Iterator[Partition], cancel: Cancel) -> Iterator[Outcome | Lost]:
        """Every partition's outcome, as they come; after `cancel` what runs is left. Raises what an
        actor cannot do without: `ModelError`, `UsageError`, `MissingPackage`."""
        again: deque[Partition] = deque()
        drawn: Partition | None = None
        ended = False
        while not cancel.is_set():
            self._keep_up()
            while (actor := self._free()) is not None:
                if drawn is None and not again and not ended:
                    drawn = next(partitions, None)
                    ended = drawn is None
                given = self._give(actor, again, drawn)
                if given is None:
                    break
                drawn = None if given is drawn else drawn
            if ended and not again and drawn is None and not self._busy():
                return
            yield from self._hear(again)

    # -- who is given what -------------------------------------------------------------------------

    def _free(self) -> _Actor | None:
        """The ready actor with the least to do."""
        free = [a for a in self._actors if a.is_ready and len(a.running) < AHEAD]
        return min(free, key=lambda actor: len(actor.running), default=None)

    def _give(
        self, actor: _Actor, again: deque[Partition], drawn: Partition | None
    ) -> Partition | None:
        """Gives an actor what died with another, or what was drawn; None where neither may go."""
        for partition in again:
            if actor.takes(partition):
                again.remove(partition)
                self._send(actor, partition)
                return partition
        if drawn is not None and actor.takes(drawn):
            self._send(actor, drawn)
            return drawn
        return None

    def _send(self, actor: _Actor, partition: Partition) -> None:
        actor.running[actor.handle.make.remote(partition)] = partition

    def _busy(self) -> bool:
        return any(actor.running for actor in self._actors)

    # -- what is heard -----------------------------------------------------------------------------

    def _hear(self, again: deque[Partition]) -> Iterator[Outcome | Lost]:
        waiting = {a.ready: a for a in self._actors if not a.is_ready}
        waiting |= {ref: a for a in self._actors for ref in a.running}
        if not waiting:
            time.sleep(_LOOK)
            return
        done, _ = self._ray.wait(list(waiting), num_returns=1, timeout=_LOOK)
        for ref in done:
            actor = waiting[ref]
            try:
                found = self._ray.get(ref)
            except self._ray.exceptions.RayTaskError as error:
                words = " ".join(str(error.cause).split())
                raise EngineError(f"a fault in Zhaiyi itself, on an actor: {words}") from error
            except self._ray.exceptions.RayError as error:
                yield from self._bury(actor, again, error)
                continue
            _raise(found if isinstance(found, Fault) else getattr(found, "fault", None))
            if ref is actor.ready:
                actor.is_ready, self._fruitless = True, 0
            else:
                del actor.running[ref]
                yield found

    def _bury(self, actor: _Actor, again: deque[Partition], error: Exception) -> Iterator[Lost]:
        """What an actor had goes to others. It is ended, should it still live somewhere."""
        self.deaths += 1
        self._actors.remove(actor)
        self._ray.kill(actor.handle)
        if not actor.is_ready:
            self._fruitless += 1
            if self._fruitless >= _FRUITLESS:
                words = " ".join(str(error).split())[-300:]
                raise EngineError(f"the actors die as they start: {words}") from error
        for partition in actor.running.values():
            dead = partition.after_death()
            if len(dead.items) == 1 and dead.deaths >= MOST:
                yield Lost(dead)
            elif len(dead.items) > 1 and dead.deaths >= APART:
                again.extend(single.after_death() for single in dead.singly())
            else:
                again.append(dead)

    # -- how many ----------------------------------------------------------------------------------

    def _keep_up(self) -> None:
        """As many actors as the machines call for: some may have died, others joined."""
        if not self._counted or time.monotonic() - self._counted > _COUNT:
            self._wanted = wanted_count(self._nodes(), self._share)
            self._counted = time.monotonic()
        while len(self._actors) < self._wanted:
            self._actors.append(self._start())

    def _start(self) -> _Actor:
        made = self._ray.remote(PartitionMaker).options(
            num_cpus=self._share.cpus,
            num_gpus=self._share.gpus,
            max_restarts=0,
            max_concurrency=AHEAD,
            scheduling_strategy="SPREAD",
        )
        handle = made.remote(self._work, self._where, self._share.threads)
        return _Actor(handle, handle.warm.remote())

    def _nodes(self) -> list[dict[str, float]]:
        """The resources of each machine that lives."""
        return [node["Resources"] for node in self._ray.nodes() if node["Alive"]]

    def _join(self) -> None:
        own: dict[str, Any] = {"include_dashboard": False, "object_store_memory": _STORE}
        more = own if self._address == LOCAL else {}
        for left in reversed(range(_TRIES)):
            try:
                with _signals_kept():
                    self._ray.init(
                        address=self._address, log_to_driver=False, logging_level="ERROR", **more
                    )
                return
            except Exception as error:  # Ray raises bare ones where its processes start too slowly
                self._ray.shutdown()
                if left and self._address == LOCAL:
                    continue
                words = (str(error).strip().splitlines() or [type(error).__name__])[0]
                raise UsageError(
                    f"--cluster {self._address}: no Ray cluster can be joined there: {words}"
                ) from error


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Ray puts handlers of its own in, which end the process at once: a stop is ours to hear."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    former = {number: signal.getsignal(number) for number in numbers}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for number, handler in former.items():
                if handler is not None:
                    signal.signal(number, handler)


def share_of(nodes: list[dict[str, float]], count: int | None, device: str) -> Share:
    """What each actor is given: a GPU where the cluster has some, else the processors of the
    smallest machine; of `count` actors each its part. Raises `UsageError`."""
    cpus = [node["CPU"] for node in nodes if node.get("CPU")]
    gpus = sum(node.get("GPU", 0) for node in nodes) if device != "cpu" else 0
    if not cpus and not gpus:
        raise UsageError("--cluster: the cluster has no processors for our actors")
    if gpus:
        return Share(min(1.0, *cpus) if cpus else 0.0, 1.0 if not count else min(1.0, gpus / count))
    if count is None:
        return Share(min(cpus), 0)
    # In hundredths, rounded down: what an actor asks for must be there.
    each = min(sum(cpus) / count, min(cpus))
    return Share(float(int(each)) if each >= 1 else int(each * 100) / 100, 0, count)


def wanted_count(nodes: list[dict[str, float]], share: Share) -> int:
    """How many actors there should be now."""
    if share.count is not None:
        return share.count
    if share.gpus:
        return int(sum(node.get("GPU", 0) for node in nodes) // share.gpus)
    return sum(1 for node in nodes if node.get("CPU", 0) >= share.cpus)


def _raise(fault: Fault | None) -> None:
    """What an actor told, as the error that it was."""
    if fault is None:
        return
    kind = getattr(errors, fault.kind, ZhaiyiError)
    if kind is MissingPackage:
        kind = UsageError
    raise kind(fault.message)
