"""A server for tests: the page on the scripted engine, with a gate that holds the engine back.

It runs in a process of its own (`python -m tests.web.serving`), so that what Gradio leaves open and
deprecates is no business of the tests'; lines on its standard input move the gate.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import REPO


class Gate:
    """Lets the engine take so many micro-batches, or all (None)."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._left: int | None = None

    def allow(self, batches: int | None) -> None:
        with self._condition:
            self._left = batches
            self._condition.notify_all()

    def __call__(self, step: int) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._left is None or self._left > 0, timeout=60)
            if self._left is not None:
                self._left -= 1


@dataclass(frozen=True)
class Server:
    """`disk` is where uploads land; `allow` lets the engine take so many more micro-batches, and
    None opens the gate."""

    url: str
    process: subprocess.Popen[str]
    disk: Path

    def allow(self, batches: int | None) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{batches}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline().strip() == "ok"


@contextmanager
def running(home: Path, samples: Path | None = None) -> Iterator[Server]:
    """A server on this machine, ended with the block. `samples` is a folder of samples."""
    disk = home / "uploads"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.web.serving",
            str(home),
            *([str(samples)] if samples else []),
        ],
        cwd=REPO,
        env={**os.environ, "GRADIO_TEMP_DIR": str(disk)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), "the server did not start"
        yield Server(url, process, disk)
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


def main(home: str, samples: str | None = None) -> None:
    """Serves until standard input ends; tells the address first."""
    from zhaiyi.engines.scripted import ScriptedEngine
    from zhaiyi.pipeline import Zhaiyi
    from zhaiyi.settings import Settings
    from zhaiyi.web.limits import WebLimits
    from zhaiyi.web.samples import find_samples
    from zhaiyi.web.server import launch
    from zhaiyi.web.service import Service

    gate = Gate()
    engine = ScriptedEngine(batch=4, on_step=gate)
    zhaiyi = Zhaiyi(model=engine, settings=Settings(home=Path(home), offline=True))
    service = Service(zhaiyi, WebLimits(poll=0.05))
    service.warm()
    found = find_samples(Path(samples)) if samples else None
    page, url = launch(service, host="127.0.0.1", port=None, samples=found, quiet=True)
    print(url, flush=True)
    for line in sys.stdin:
        gate.allow(None if line.strip() == "None" else int(line))
        print("ok", flush=True)
    gate.allow(None)
    page.close(verbose=False)
    service.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
