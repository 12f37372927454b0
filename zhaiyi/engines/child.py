"""An engine in a process of its own, because its runtime holds the interpreter while it computes.

The parent starts another Python, tells it which engine to make, and talks with it in pickled
messages through pipes. So checks, pages and Ctrl-C go on while the model works, the
model takes the other memory with it when it is closed, and no ``__main__`` guard is asked of who
uses Zhaiyi in a script. The child ends with its parent, however that ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from queue import SimpleQueue
from typing import IO, Any

from zhaiyi.core.errors import EngineError, ModelDamaged, ZhaiyiError
from zhaiyi.engines.base import ContinuousEngine, EngineStats, Request, Result

_PATH = "ZHAIYI_CHILD_PATH"
_START = (
    f"import os, sys; sys.path[:] = os.environ[{_PATH!r}].split(os.pathsep); "
    "from zhaiyi.engines.child import main; main()"
)


@dataclass(frozen=True, slots=True)
class _Make:
    """First message: the engine's class as ``module:name`` and its arguments."""

    factory: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Report:
    """What a step brought; `error` if it broke. The answer to `_Make` is an empty one."""

    ended: tuple[tuple[int, Result | EngineError], ...] = ()
    stats: EngineStats | None = None
    error: ZhaiyiError | None = None


class ChildEngine(ContinuousEngine):
    """Runs the `ContinuousEngine` that ``module:name`` in `factory` makes of `arguments`."""

    def __init__(
        self, factory: str, arguments: Mapping[str, Any], signature: str, rows: int
    ) -> None:
        super().__init__()
        self.rows = rows
        self._make = _Make(factory, arguments)
        self._signature = signature
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = 0
        self._running: set[int] = set()
        self._outgoing: list[tuple[int, Request | None]] = []

    @property
    def signature(self) -> str:
        return self._signature

    def load(self) -> None:
        if self._process is not None:
            return
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, _PATH: os.pathsep.join(sys.path)},
        )
        self._send(self._make)
        try:
            self._receive()
        except BaseException:
            self.close()
            raise

    def add(self, request: Request) -> int:
        self.load()
        self._numbers += 1
        self._outgoing.append((self._numbers, request))
        self._running.add(self._numbers)
        return self._numbers

    def drop(self, number: int) -> None:
        if number in self._running and self._process is not None:
            self._running.discard(number)
            self._outgoing.append((number, None))
            if not self._running:
                self._flush()

    def step(self) -> list[tuple[int, Result | EngineError]]:
        """Waits for the child's next step. What was added goes over at once, so that rows which
        start together always do: a model's words may change with its company."""
        if not self._running:
            return []
        self._flush()
        ended = [(n, result) for n, result in self._receive() if n in self._running]
        self._running.difference_update(n for n, _ in ended)
        return ended

    def close(self) -> None:
        process, self._process = self._process, None
        self._running.clear()
        self._outgoing.clear()
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            with suppress(OSError):  # it has ended already
                stream.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _flush(self) -> None:
        if self._outgoing:
            message, self._outgoing = tuple(self._outgoing), []
            self._send(message)

    def _send(self, message: Any) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            pickle.dump(message, self._process.stdin)
            self._process.stdin.flush()
        except OSError as error:
            raise self._lost() from error

    def _receive(self) -> tuple[tuple[int, Result | EngineError], ...]:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            report: _Report = pickle.load(self._process.stdout)
        except (EOFError, pickle.UnpicklingError, OSError) as error:
            raise self._lost() from error
        if report.stats is not None:
            _copy(report.stats, self.stats)
        if report.error is not None:
            self._running.clear()
            raise report.error
        return report.ended

    def _lost(self) -> EngineError:
        """The process is gone: killed by the system, mostly for want of memory."""
        process = self._process
        self.close()
        status = process.returncode if process is not None else None
        return EngineError(f"the model's process ended (status {status}): is there enough memory?")


def _copy(source: EngineStats, target: EngineStats) -> None:
    for name in ("steps", "prompt_tokens", "output_tokens", "padded_tokens", "seconds"):
        setattr(target, name, getattr(source, name))
    target.meter.take(source.meter)


# -- in the child ----------------------------------------------------------------------------


def serve(inbox: IO[bytes], outbox: IO[bytes]) -> None:
    """Makes the engine, and steps it while it has something to do, until `inbox` ends."""
    make: _Make = pickle.load(inbox)
    messages: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_read_on, args=(inbox, messages), daemon=True).start()
    engine: ContinuousEngine | None = None
    try:
        module, _, name = make.factory.partition(":")
        engine = getattr(import_module(module), name)(**make.arguments)
        assert engine is not None
        engine.load()
    except ZhaiyiError as error:
        _write(outbox, _Report(error=error))
        return
    except Exception as error:  # told to the parent, which says it in a line
        _write(outbox, _Report(error=ModelDamaged(f"the model does not load: {error}")))
        return
    _write(outbox, _Report())
    _Session(engine, messages, outbox).run()


class _Session:
    """The child's loop. `numbers` maps the engine's numbers to those of the parent."""

    def __init__(
        self, engine: ContinuousEngine, messages: SimpleQueue[Any], outbox: IO[bytes]
    ) -> None:
        self.engine = engine
        self.messages = messages
        self.outbox = outbox
        self.numbers: dict[int, int] = {}

    def run(self) -> None:
        while True:
            while not self.numbers or not self.messages.empty():
                message = self.messages.get()
                if message is None:
                    return
                for number, request in message:
                    self._take(number, request)
            self._step()

    def _take(self, number: int, request: Request | None) -> None:
        if request is None:
            for ours, theirs in tuple(self.numbers.items()):
                if theirs == number:
                    self.engine.drop(ours)
                    del self.numbers[ours]
            return
        try:
            self.numbers[self.engine.add(request)] = number
        except Exception as error:  # told to the parent, whatever it is
            self._fail(error)

    def _step(self) -> None:
        try:
            ended = self.engine.step()
        except Exception as error:  # told to the parent, whatever it is
            self._fail(error)
            return
        known = tuple((self.numbers.pop(n), r) for n, r in ended if n in self.numbers)
        _write(self.outbox, _Report(known, self.engine.stats))

    def _fail(self, error: Exception) -> None:
        for number in self.numbers:
            self.engine.drop(number)
        self.numbers.clear()
        told = error if isinstance(error, ZhaiyiError) else EngineError(f"the model broke: {error}")
        _write(self.outbox, _Report(error=told))


def _read_on(inbox: IO[bytes], messages: SimpleQueue[Any]) -> None:
    """Messages as they come; None when the parent has closed the pipe or is gone."""
    try:
        while True:
            messages.put(pickle.load(inbox))
    except (EOFError, pickle.UnpicklingError, OSError):
        messages.put(None)


def _write(outbox: IO[bytes], report: _Report) -> None:
    pickle.dump(report, outbox)
    outbox.flush()


def main() -> None:
    """Serves the parent; what libraries print goes to stderr, not among the messages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, outbox)
    os._exit(0)  # runtimes take seconds to tidy up what the system frees at once
