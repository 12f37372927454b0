"""The end of a served page: nobody new is taken, who is being served is served to the end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from zhaiyi.web.service import Service

LAST_LOOK = 1.0
"""Seconds in which a visitor's page fetches what was done last."""
_LOOK = 0.1


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; a second signal ends the program at once. The former
    handlers come back afterwards."""
    stop = threading.Event()

    def receive(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    numbers = (signal.SIGINT, signal.SIGTERM)
    former = {number: signal.signal(number, receive) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def finish(service: Service, tell: Callable[[str], None]) -> None:
    """Lets the jobs of a page come to their ends, for `WebLimits.stop` seconds at most."""
    service.drain()
    left = service.jobs.at_work()
    if not left:
        return
    tell(f"Stopping: {left} articles are finished first (Ctrl-C again ends it at once)")
    end = time.monotonic() + service.limits.stop
    while service.jobs.at_work() and time.monotonic() < end:
        time.sleep(_LOOK)
    if not service.jobs.at_work():
        time.sleep(LAST_LOOK)
