"""Anonymous memory of this process and its children: what they hold that is no file's page."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_PAUSE = 0.2


class PeakMemory:
    """Watches while its block runs; `bytes` is the most that was seen, None where the system does
    not tell (only Linux does)."""

    def __init__(self) -> None:
        self.bytes: int | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory", daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            found = anonymous_memory(os.getpid())
            if found is not None:
                self.bytes = max(self.bytes or 0, found)
            if self._over.wait(_PAUSE):
                return


def anonymous_memory(pid: int) -> int | None:
    """Bytes of the process `pid` and of all below it; None where that is not told."""
    own = _anonymous(pid)
    if own is None:
        return None
    return own + sum(anonymous_memory(child) or 0 for child in _children(pid))


def _anonymous(pid: int) -> int | None:
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return None
    sizes = (line.split()[1] for line in lines if line.startswith("RssAnon:"))
    return next((int(size) * 1024 for size in sizes), None)


def _children(pid: int) -> Iterator[int]:
    for path in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            yield from map(int, path.read_text().split())
        except OSError:
            continue  # the thread has ended meanwhile
