"""Runs the command as a user would: a home of its own, no network.

`zhaiyi` runs it in this process, which has everything loaded after the first time; `in_a_process_of
_its_own` as a user's shell does, for what only that shows: signals, the import of heavy packages,
the environment that a library reads once.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from unittest import mock

from tests.support import REPO
from zhaiyi.cli import main

ARTICLE = """汕头推进智慧城市建设

【中美创新时报汕头6月12日讯】汕头市民只需打开手机，就能办理6.1万件业务。
市政府负责人林依民说，这项工作已经完成了三成，明年将覆盖全市。
专家认为，数据共享让群众少跑路，也让城市管理更加精细。
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment, cut off from every model source."""
    base = {k: v for k, v in os.environ.items() if not k.startswith(("ZHAIYI_", "PIP_", "HF_"))}
    away = {
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PYTHONPATH": str(REPO),
        "ZHAIYI_HOME": str(home),
    }
    return {**base, **away, **more}


def zhaiyi(
    *arguments: str | Path,
    home: Path,
    stdin: bytes = b"",
    more: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """``zhaiyi ARGUMENTS`` in this process, finished: exit code and both outputs."""
    words = ["zhaiyi", *map(str, arguments)]
    with (
        mock.patch.dict(os.environ, environment(home, **(more or {})), clear=True),
        inside(cwd or home),
        streams(stdin) as (out, err),
        mock.patch.object(sys, "argv", words),
    ):
        code = left_with(main)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def in_a_process_of_its_own(
    *arguments: str | Path,
    home: Path,
    stdin: bytes = b"",
    more: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """``python -m zhaiyi ARGUMENTS``, finished."""
    return subprocess.run(
        [sys.executable, "-m", "zhaiyi", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=environment(home, **(more or {})),
        cwd=cwd or home,
        timeout=600,  # against a hang; a busy machine is slow
        check=False,
    )


class Begun(subprocess.Popen[Any]):
    """One that does not outlive a test that fails in its block."""

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> None:
        if kind is not None:
            self.kill()
        super().__exit__(kind, *rest)


def begun(
    *arguments: str | Path, home: Path, more: Mapping[str, str] | None = None, **how: Any
) -> Begun:
    """``python -m zhaiyi ARGUMENTS``, running, to be sent signals; `how` as for Popen."""
    with default_signals():
        return Begun(
            [sys.executable, "-m", "zhaiyi", *map(str, arguments)],
            env=environment(home, **(more or {})),
            **{"cwd": home, **how},
        )


@contextmanager
def default_signals() -> Iterator[None]:
    """Children started in the block get the usual handlers of SIGINT and SIGTERM. A child inherits
    that a signal is ignored, and under nohup, in the background of a script or in a worker of
    pytest-xdist SIGINT is."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    ignored = [number for number in numbers if signal.getsignal(number) == signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)


def listing(folder: Path) -> list[str]:
    """Names in a folder, the hidden journal left out."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def messages(result: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Lines of stderr."""
    return result.stderr.decode().splitlines()


# -- what a process has, for a run in this one -------------------------------------------------


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """The block's working folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def streams(stdin: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """The block's standard streams: `stdin` to read, and what is written to the other two."""
    out, err = io.BytesIO(), io.BytesIO()
    texts = [io.TextIOWrapper(raw, "utf-8", write_through=True) for raw in (out, err)]
    given: IO[str] = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    with (
        mock.patch.object(sys, "stdin", given),
        mock.patch.object(sys, "stdout", texts[0]),
        mock.patch.object(sys, "stderr", texts[1]),
    ):
        try:
            yield out, err
        finally:
            for text in texts:
                text.flush()
                text.detach()


def left_with(command: Any) -> int:
    """The exit code that a command leaves with."""
    try:
        command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
