"""Ctrl-C and SIGTERM: the first ends the work with what is finished kept, the second at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop(threading.Event):
    """The cancel of a run. `exit_code` is that of the signal that set it, 0 while none has."""

    exit_code = 0

    def receive(self, number: int, frame: FrameType | None) -> None:
        """Signal handler. Raises `KeyboardInterrupt` at the second signal."""
        if self.is_set():
            raise KeyboardInterrupt
        self.exit_code = 128 + number
        self.set()


@contextmanager
def stoppable() -> Iterator[Stop]:
    """A `Stop` that both signals set; the former handlers come back afterwards."""
    stop = Stop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    former = {number: signal.signal(number, stop.receive) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


class Terminated(KeyboardInterrupt):
    """SIGTERM where there is nothing to finish first."""


@contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM ends the work at once, as Ctrl-C does: what is on the disk stays consistent. Raises
    `Terminated` when it comes."""

    def terminate(number: int, frame: FrameType | None) -> None:
        raise Terminated

    former = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
