"""When the work on a document may use the engines: the scheduler sends nothing through a closed
gate, and takes back what was sent and not computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from zhaiyi.engines.base import LATER


class Gate(Protocol):
    """Opened and closed by another thread, at any time, and it may be open for what is urgent
    alone. After it has closed, at most the running micro-batch is computed; what is left is asked
    for again when it opens."""

    def lets(self, priority: int) -> bool:
        """Whether requests of this priority may be sent; where none may, the gate is closed."""

    def want(self) -> None:
        """There is work for the engines: called whenever some waits that may not be sent."""

    def wait(self, priority: int = LATER) -> bool:
        """Waits until requests of this priority may be sent; False if they never may."""

    def join(self, wake: Callable[[], None]) -> None:
        """Has `wake` called, from any thread, when the gate opens, opens further, or will never
        open again."""

    def leave(self, wake: Callable[[], None]) -> None:
        """The opposite of `join`."""


class _Open:
    """A gate that is never closed."""

    def lets(self, priority: int) -> bool:
        return True

    def want(self) -> None: ...

    def wait(self, priority: int = LATER) -> bool:
        return True

    def join(self, wake: Callable[[], None]) -> None: ...

    def leave(self, wake: Callable[[], None]) -> None: ...


OPEN: Gate = _Open()
