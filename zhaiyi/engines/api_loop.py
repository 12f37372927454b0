"""An event loop on a thread of its own: what is asked of servers goes on between two steps."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Loop:
    """Runs until `close`; the program's end does not wait for it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._started: WeakSet[Future[Any]] = WeakSet()
        self._thread = threading.Thread(target=self._run, name="api", daemon=True)
        self._thread.start()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begins work; any thread may cancel it."""
        begun = asyncio.run_coroutine_threadsafe(work, self._loop)
        self._started.add(begun)
        return begun

    def close(self, last: Coroutine[Any, Any, object]) -> None:
        """Cancels what is under way, waits for it, does the `last` thing and ends the thread."""
        for begun in tuple(self._started):
            begun.cancel()
        asyncio.run_coroutine_threadsafe(self._end(last), self._loop)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._loop.close()

    async def _end(self, last: Coroutine[Any, Any, object]) -> None:
        # What the work has begun itself, a connection say, is the work's to cancel: cancelled from
        # here before it runs, it would leave behind a coroutine that nobody awaits.
        try:
            while others := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(others)
            await last
        finally:
            self._loop.stop()


def arrived(queue: SimpleQueue[T], seconds: float) -> Iterator[T]:
    """What lies in the queue; where there is nothing, what comes first within so many seconds."""
    try:
        yield queue.get(timeout=seconds)
        while True:
            yield queue.get_nowait()
    except Empty:
        return
