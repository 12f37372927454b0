"""Memory of this process and its children: all that they hold, and what of it is no file's page."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_PAUSE = 0.2


class PeakMemory:
    """Watches while its block runs. `bytes` is the most anonymous memory that was seen, `resident`
    the most of all; None where the system does not tell (only Linux does)."""

    def __init__(self) -> None:
        self.bytes: int | None = None
        self.resident: int | None = None
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
            found = memory(os.getpid())
            if found is not None:
                self.bytes = max(self.bytes or 0, found[0])
                self.resident = max(self.resident or 0, found[1])
            if self._over.wait(_PAUSE):
                return


def memory(pid: int) -> tuple[int, int] | None:
    """Bytes of the process `pid` and of all below it, anonymous and resident; None where that is
    not told. Pages that processes share count for each of them."""
    own = _held(pid)
    if own is None:
        return None
    below = [held for child in _children(pid) if (held := memory(child))]
    return own[0] + sum(b[0] for b in below), own[1] + sum(b[1] for b in below)


def _held(pid: int) -> tuple[int, int] | None:
    found = numbers(_PROC / str(pid) / "status")
    return (found["RssAnon"] * 1024, found["VmRSS"] * 1024) if "RssAnon" in found else None


def numbers(status: Path) -> dict[str, int]:
    """Those of a process's status file, sizes in KiB; none where it has ended."""
    try:
        text = status.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    return {name: int(n) for name, n in re.findall(r"^(\w+):\s+(\d+)", text, re.M)}


def _children(pid: int) -> Iterator[int]:
    for path in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            yield from map(int, path.read_text().split())
        except OSError:
            continue  # the thread has ended meanwhile
