"""A continuous engine for tests: each step writes one letter of each running source, upper case."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from zhaiyi.core.errors import EngineError, ModelDamaged
from zhaiyi.engines.base import ContinuousEngine, Request, Result


class Letters(ContinuousEngine):
    """`rows` at one time. A source that is ``die`` kills the process, ``break`` breaks the engine,
    ``refused`` ends in an error of its own; `damaged` refuses to load; `pause` seconds are slept in
    each step; `gate` is called before it, or is a file without which no step is taken."""

    def __init__(
        self,
        rows: int = 4,
        damaged: bool = False,
        pause: float = 0.0,
        gate: Callable[[], object] | str = "",
    ) -> None:
        super().__init__()
        self.rows = rows
        self.damaged = damaged
        self.pause = pause
        self.gate = gate
        self.running: dict[int, tuple[Request, int]] = {}
        self.most = 0
        self.numbers = 0

    @property
    def signature(self) -> str:
        return "letters"

    def load(self) -> None:
        print("a library that prints to stdout")
        if self.damaged:
            raise ModelDamaged("the letters are damaged: fetch them again")

    def add(self, request: Request) -> int:
        self.numbers += 1
        self.running[self.numbers] = (request, 0)
        self.most = max(self.most, len(self.running))
        return self.numbers

    def drop(self, number: int) -> None:
        self.running.pop(number, None)

    def step(self) -> list[tuple[int, Result | EngineError]]:
        if callable(self.gate):
            self.gate()
        elif self.gate:
            _appeared(Path(self.gate))
        time.sleep(self.pause)
        self.stats.steps += 1
        ended: list[tuple[int, Result | EngineError]] = []
        for number, (request, done) in tuple(self.running.items()):
            if request.source == "die":
                os._exit(9)
            if request.source == "break":
                self.running.clear()
                raise EngineError("the letters broke")
            if request.source == "refused":
                del self.running[number]
                ended.append((number, EngineError("the letters refuse this one")))
                continue
            done += 1
            self.running[number] = (request, done)
            if done >= min(len(request.source), request.max_new_tokens):
                del self.running[number]
                text = request.source[:done].upper()
                ended.append((number, Result(request.id, text, "stop", (text,), None, 1, done)))
        return ended


def _appeared(path: Path) -> None:
    for _ in range(10_000):
        if path.exists():
            return
        time.sleep(0.01)
    raise EngineError("nobody opened the gate")
