"""One or several servers of the same model: who is asked next, and who is left out for a while.

A request goes to the server with the least open work. One that fails is left out, each time in a
row for longer, and then tried again; its requests go to the others. Where all are left out, the one
whose time is over first is asked.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LONGEST_WAIT = 60.0
"""Seconds that a server is left out at most."""
_FIRST_OUT = 1.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is and how it is asked. `url` may name several, parted by commas or spaces:
    each is given `parallel` requests at once. `attempts` counts tries of one request at each
    server, `pause` is the first wait between them in seconds."""

    url: str
    model: str = ""
    key: str = ""
    parallel: int = 16
    timeout: float = 120.0
    attempts: int = 6
    pause: float = 0.5

    @property
    def urls(self) -> tuple[str, ...]:
        """The address of each server, once."""
        found = (word.rstrip("/") for word in re.split(r"[,\s]+", self.url) if word)
        return tuple(dict.fromkeys(found)) or (self.url,)

    @property
    def host(self) -> str:
        """For messages and signatures."""
        return "+".join(host_of(url) for url in self.urls)


def host_of(url: str) -> str:
    """Host and port: no path, no name, no password."""
    import httpx

    address = httpx.URL(url)
    return f"{address.host}:{address.port}" if address.port else address.host


@dataclass
class Address:
    """One server. `open` counts requests that it has now, `faults` failures in a row; until `out`
    on the clock it is asked only where no other is left. `model` is the one it named first."""

    url: str
    open: int = 0
    faults: int = 0
    out: float = 0.0
    model: str = ""

    @property
    def host(self) -> str:
        return host_of(self.url)


@dataclass
class Addresses:
    """The servers of an engine. Used from one event loop at a time."""

    server: Server
    clock: Callable[[], float] = time.monotonic
    all: list[Address] = field(init=False)

    def __post_init__(self) -> None:
        self.all = [Address(url) for url in self.server.urls]

    @property
    def room(self) -> int:
        """Requests that the servers which are not left out take at once; those of one at least."""
        return self.server.parallel * max(1, len(self._in()))

    @property
    def tries(self) -> int:
        """How often a request may be tried."""
        return self.server.attempts * len(self.all)

    @contextmanager
    def asked(self) -> Iterator[Address]:
        """The server to ask, which has one more request within the block."""
        address = self._next()
        address.open += 1
        try:
            yield address
        finally:
            address.open -= 1

    def answered(self, address: Address) -> None:
        """It gave an answer: nothing is held against it."""
        address.faults, address.out = 0, 0.0

    def failed(self, address: Address, wait: float | None = None) -> bool:
        """It gave none; `wait` is what it asks for. Whether another can be asked at once."""
        address.faults += 1
        out = _FIRST_OUT * 2 ** min(address.faults - 1, 10) if wait is None else wait
        address.out = self.clock() + min(LONGEST_WAIT, out)
        return bool(self._in())

    def _in(self) -> list[Address]:
        now = self.clock()
        return [address for address in self.all if address.out <= now]

    def _next(self) -> Address:
        if found := self._in():
            # one that failed and asks for no pause counts as busier than it is
            return min(found, key=lambda address: address.open + address.faults)
        return min(self.all, key=lambda address: address.out)
