"""A server for tests: the page on the scripted engine, with a gate that holds the engine back.

It runs in a process of its own (`python -m tests.web.serving`), so that what Gradio leaves open and
deprecates is no business of the tests'; lines on its standard input move the gate, or ask whether
anything is at work.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support import REPO
from zhaiyi.engines.base import Request
from zhaiyi.engines.scripted import ScriptedEngine, pretend
from zhaiyi.render import from_json

PATIENT = 200.0
"""Seconds to wait for an answer of a page, which is slow where the machine is busy."""


class Gate:
    """Lets the engine take so many micro-batches, or all (None)."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._left: int | None = None
        self.steps = 0

    def allow(self, batches: int | None) -> None:
        with self._condition:
            self._left = batches
            self._condition.notify_all()

    def __call__(self, step: int) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._left is None or self._left > 0, timeout=200)
            if self._left is not None:
                self._left -= 1
            self.steps += 1


@dataclass(frozen=True)
class Server:
    """`disk` is where uploads land; `allow` lets the engine take so many more micro-batches, and
    None opens the gate."""

    url: str
    process: subprocess.Popen[str]
    disk: Path

    def allow(self, batches: int | None) -> int:
        """The micro-batches taken so far come back."""
        return self._ask(str(batches))

    def at_rest(self) -> bool:
        """Whether no job is at work or in line: all have ended or are parked."""
        return self._ask("at work") == 0

    def wait_for_rest(self) -> None:
        """Until nothing is at work any more: parked, ended or forgotten."""
        end = time.monotonic() + PATIENT
        while not self.at_rest():
            assert time.monotonic() < end, "there is still work for a visitor who is gone"
            time.sleep(0.05)

    def held(self) -> int:
        """Bytes of uploads in memory."""
        return self._ask("held")

    def _ask(self, line: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer, number = self.process.stdout.readline().split()
        assert answer == "ok"
        return int(number)


@contextmanager
def running(
    home: Path, samples: Path | None = None, replay: Path | None = None, **limits: str
) -> Iterator[Server]:
    """A server on this machine, ended with the block. `samples` is a folder of samples; the engine
    gives the answers of the brief in the file `replay`, if any; `limits` are those of the page."""
    disk = home / "uploads"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.web.serving",
            str(home),
            str(samples or ""),
            str(replay or ""),
        ],
        cwd=REPO,
        env={**os.environ, "GRADIO_TEMP_DIR": str(disk), **_settings(limits)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        lines = iter(process.stdout.readline, "")
        url = next((line.strip() for line in lines if line.startswith("http://")), "")
        assert url.startswith("http://127.0.0.1:"), "the server did not start"
        yield Server(url, process, disk)
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=100)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def replayed(stored: Path) -> Callable[[Request], str]:
    """Answers as a model gave them when it made the brief in a file."""
    brief = from_json(stored.read_bytes())
    texts = {s.id: s.text for s in brief.article.sentences}
    english = {texts[t.source]: t.text for t in brief.translations}
    own = {f"summary/{index}": sentence.text for index, sentence in enumerate(brief.summary)}
    own["headline"] = brief.headline.text

    def answer(request: Request) -> str:
        made = own.get(request.id.partition("/")[2])
        return made or english.get(request.source) or pretend(request.source, request.prompt or "")

    return answer


def _settings(limits: Mapping[str, str]) -> dict[str, str]:
    return {f"ZHAIYI_WEB_{name.upper()}": value for name, value in limits.items()}


def free_port() -> int:
    """A port for a server that takes its time to start. None of those that the system gives away:
    meanwhile it would give it to a connection of some other test."""
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(20_000, 32_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def main(home: str, samples: str = "", replay: str = "") -> None:
    """Serves until standard input ends; tells the address first."""
    from zhaiyi.core.errors import UsageError
    from zhaiyi.core.settings import Settings
    from zhaiyi.pipeline import Zhaiyi
    from zhaiyi.web.limits import WebLimits
    from zhaiyi.web.samples import find_samples
    from zhaiyi.web.server import launch
    from zhaiyi.web.service import Service

    gate = Gate()
    answers = replayed(Path(replay)) if replay else None
    engine = ScriptedEngine(answers, batch=4, on_step=gate)
    zhaiyi = Zhaiyi(model=engine, settings=Settings(home=Path(home), offline=True))
    service = Service(zhaiyi, WebLimits(poll=0.05))
    service.warm()
    found = find_samples(Path(samples)) if samples else None
    try:
        page, url = launch(service, host="127.0.0.1", port=free_port(), samples=found, quiet=True)
    except UsageError as error:  # what was begun keeps the process alive
        print(f"no server: {error}", flush=True)
        os._exit(1)
    print(url, flush=True)
    for line in map(str.strip, sys.stdin):
        if line == "at work":
            print("ok", service.jobs.at_work(), flush=True)
            continue
        if line == "held":
            print("ok", service.uploads.in_memory(), flush=True)
            continue
        gate.allow(None if line == "None" else int(line))
        print("ok", gate.steps, flush=True)
    gate.allow(None)
    page.close(verbose=False)
    service.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
