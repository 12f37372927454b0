"""The page under load, in a process of its own: ``python -m benchmarks.load_server ENGINE``.

Writes its address as a line of JSON, then answers lines on its standard input: ``memory`` (resident
now and at its peak, MiB), ``replay`` (seconds that the engine needs for all the calls it got, given
to it once more, all together and without the page), ``forget`` (drops every result, then as
``memory``).
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from benchmarks.memory import numbers
from zhaiyi.core.settings import load_settings
from zhaiyi.engines.base import NEVER, Cancel, ContinuousEngine, Engine, Request, Result
from zhaiyi.engines.worker import Answer, EngineWorker, Lane
from zhaiyi.pipeline import ROLES, Zhaiyi
from zhaiyi.web.limits import WebLimits
from zhaiyi.web.server import launch
from zhaiyi.web.service import Service

SCRIPTED_SECONDS = 0.25
"""What the scripted engine takes for a micro-batch: about the pace of the default model."""


class Recorder(Engine):
    """An engine that remembers the calls it gets, each of which it works off in micro-batches."""

    def __init__(self, engine: Engine, calls: list[tuple[Request, ...]]) -> None:
        super().__init__()
        self._engine = engine
        self._calls = calls
        self.stats = engine.stats

    @property
    def signature(self) -> str:
        return self._engine.signature

    def load(self) -> None:
        self._engine.load()

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self._calls.append(tuple(requests))
        return self._engine.generate(requests, cancel)

    def count_tokens(self, text: str) -> int:
        return self._engine.count_tokens(text)

    def close(self) -> None:
        self._engine.close()


class RecordedLane(Lane):
    """A lane that remembers what is sent down it, for an engine that has one batch for all."""

    def __init__(self, lane: Lane, calls: list[tuple[Request, ...]]) -> None:
        self._inner = lane
        self._calls = calls

    def send(self, requests: Sequence[Request]) -> None:
        self._calls.append(tuple(requests))
        self._inner.send(requests)

    def close(self) -> None:
        self._inner.close()


class RecordedWorker(EngineWorker):
    """A worker whose engine's calls are remembered."""

    def __init__(self, engine: Engine) -> None:
        self.calls: list[tuple[Request, ...]] = []
        self._continuous = isinstance(engine, ContinuousEngine)
        super().__init__(engine if self._continuous else Recorder(engine, self.calls))

    def lane(self, answers: SimpleQueue[Answer | None], cancel: Cancel = NEVER) -> Lane:
        lane = super().lane(answers, cancel)
        return RecordedLane(lane, self.calls) if self._continuous else lane


def recorded(zhaiyi: Zhaiyi) -> RecordedWorker:
    """Puts a remembering worker in the place of the translator's, before it is used."""
    models = zhaiyi.models
    model = models.model("translator")
    worker = RecordedWorker(model.engine._engine)
    models._engines[model.card.name] = worker
    for role in ROLES:
        if models.model(role).engine is model.engine:
            models._models[role] = replace(model, engine=worker)
    return worker


def memory() -> dict[str, float]:
    """Resident memory of this process and those it started in MiB, now and at their peaks."""
    tables = {table["Pid"]: table for table in map(_status, Path("/proc").glob("[0-9]*/status"))}
    own = {os.getpid()}
    while more := {pid for pid, table in tables.items() if table["PPid"] in own} - own:
        own |= more
    rows = [tables[pid] for pid in own if pid in tables]
    return {
        "now": sum(row["VmRSS"] for row in rows) / 1024,
        "peak": sum(row["VmHWM"] for row in rows) / 1024,
    }


def _status(path: Path) -> dict[str, int]:
    """Numbers of a process; zeros where it has just ended."""
    found = numbers(path)
    return {name: found.get(name, 0) for name in ("Pid", "PPid", "VmRSS", "VmHWM")}


def replay(worker: RecordedWorker) -> dict[str, float]:
    """Gives every call to the engine again, all at once."""
    calls, began = tuple(worker.calls), time.perf_counter()
    answers: SimpleQueue[Answer | None] = SimpleQueue()
    for requests in calls:
        EngineWorker.lane(worker, answers).send(requests)
    for _ in range(sum(map(len, calls))):
        answer = answers.get()
        if isinstance(answer, BaseException):
            raise answer
    return {"seconds": time.perf_counter() - began}


def main(engine: str) -> None:
    """Serves until its standard input ends."""
    home = tempfile.TemporaryDirectory() if engine == "scripted" else None
    more: dict[str, Any] = {"scripted_seconds": SCRIPTED_SECONDS} if home else {}
    settings = load_settings(home=Path(home.name) if home else None, memory=False, **more)
    zhaiyi = Zhaiyi(model="scripted" if home else None, settings=settings)
    service = Service(zhaiyi, WebLimits())
    worker = recorded(zhaiyi)
    service.warm()
    page, url = launch(service, host="127.0.0.1", port=None, quiet=True)
    say({"url": url})
    for line in sys.stdin:
        match line.strip():
            case "memory":
                say(memory())
            case "replay":
                say(replay(worker))
            case "forget":
                worker.calls.clear()
                service.jobs.clear()
                gc.collect()
                say(memory())
    page.close(verbose=False)
    service.close()


def say(answer: dict[str, Any]) -> None:
    """One line of JSON to whoever started this."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
