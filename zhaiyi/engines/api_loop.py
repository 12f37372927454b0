"""An event loop on a thread of its own: what is asked of servers goes on between two steps."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Runs until `close`; the program's end does not wait for it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._last: Coroutine[Any, Any, object] | None = None
        self._thread = threading.Thread(target=self._run, name="api", daemon=True)
        self._thread.start()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begins work; any thread may cancel it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self, last: Coroutine[Any, Any, object]) -> None:
        """Cancels what is under way, waits for it, does the `last` thing and ends the thread."""
        self._last = last
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_forever()
            tasks = asyncio.all_tasks(self._loop)
            for task in tasks:
                task.cancel()
            self._loop.run_until_complete(_all_ended(tasks))
            if self._last is not None:
                self._loop.run_until_complete(self._last)
        finally:
            self._loop.close()


async def _all_ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)


def arrived(queue: SimpleQueue[T], seconds: float) -> Iterator[T]:
    """What lies in the queue; where there is nothing, what comes first within so many seconds."""
    try:
        yield queue.get(timeout=seconds)
        while True:
            yield queue.get_nowait()
    except Empty:
        return
