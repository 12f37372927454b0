"""When the work on a document may use the engines: the scheduler sends nothing through a closed
gate, and takes back what was sent and not computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Gate(Protocol):
    """Opened and closed by another thread, at any time. After it has closed, at most the running
    micro-batch is computed; what is left is asked for again when it opens."""

    @property
    def is_open(self) -> bool: ...

    def want(self) -> None:
        """There is work for the engines: called whenever some waits and the gate is closed."""

    def wait(self) -> bool:
        """Waits until the gate is open; False if it never will be."""

    def join(self, wake: Callable[[], None]) -> None:
        """Has `wake` called, from any thread, when the gate opens or will never open again."""

    def leave(self, wake: Callable[[], None]) -> None:
        """The opposite of `join`."""


class _Open:
    """A gate that is never closed."""

    is_open = True

    def want(self) -> None: ...

    def wait(self) -> bool:
        return True

    def join(self, wake: Callable[[], None]) -> None: ...

    def leave(self, wake: Callable[[], None]) -> None: ...


OPEN: Gate = _Open()
