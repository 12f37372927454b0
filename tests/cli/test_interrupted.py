"""Stopped, out of disk, or told twice to stop: what is finished is kept, and one line says so."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import IO

import pytest

from tests.cli.run import ARTICLE, begun, environment, in_a_process_of_its_own, zhaiyi
from tests.cli.test_bad_input import long_article
from tests.models.fakes import HUB, tiny_card

SCRIPTED = ("--model", "scripted")


def start(
    folder: Path, *arguments: str, seconds: str = "0.5", stdin: IO[bytes] | None = None
) -> subprocess.Popen[str]:
    """The command on a slow scripted model, running."""
    return begun(
        *arguments,
        *SCRIPTED,
        home=folder,
        more={"ZHAIYI_SCRIPTED_SECONDS": seconds},
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"{words!r} was never said")


@pytest.mark.process
def test_a_filter_that_is_stopped_has_given_whole_lines(tmp_path: Path) -> None:
    (tmp_path / "in").write_text(long_article(60), encoding="utf-8")
    with (
        (tmp_path / "in").open("rb") as given,
        start(tmp_path, "translate", stdin=given) as process,
    ):
        wait_for(process, "translate")
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=200)
    assert process.returncode == 130
    assert "stopped after line" in rest
    assert "Traceback" not in rest
    lines = out.split("\n")
    assert lines.pop() == ""
    assert all(line.startswith("[en]") for line in lines)
    assert len(lines) < 60


@pytest.mark.process
def test_the_second_ctrl_c_ends_at_once_and_the_journal_stays_whole(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(long_article(60), encoding="utf-8")
    command = ("brief", "a.txt", "b.txt", "--out", "out", "-f", "json")
    with start(tmp_path, *command, seconds="3") as process:
        wait_for(process, "sentences")
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=200)
    assert process.returncode == 130
    assert "Traceback" not in rest
    again = zhaiyi(*command, *SCRIPTED, "-q", home=tmp_path)
    assert again.returncode == 0, again.stderr


@pytest.mark.process
def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a.html").write_text("old", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "zhaiyi", "brief", "a.txt", "-o", "a.html", "-q", *SCRIPTED],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment(tmp_path, ZHAIYI_MEMORY="0", PYTHONDONTWRITEBYTECODE="1"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("zhaiyi: a.html cannot be written")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "old"
    assert sorted({*os.listdir(tmp_path)} - {"lexicon"}) == ["a.html", "a.txt"]
    assert not list((tmp_path / "lexicon").glob("*")), "nor one of the kept dictionaries"


MIB = 1 << 20
MODEL = bytes(range(256)) * (4 * MIB // 256)


@contextmanager
def halting_hub() -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """A model hub whose first answer halts at the middle of the file; its address, and what it was
    asked for, from which byte on."""
    asked: list[tuple[str, int]] = []
    closing = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "bytes=0-")
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            asked.append((self.path, start))
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(MODEL) - start))
            self.end_headers()
            first = len(asked) == 1
            self.wfile.write(MODEL[start : len(MODEL) // 2 if first else None])
            if first:
                closing.wait(250)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.process
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_fetch_that_is_stopped_goes_on_where_it_was(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    digest = hashlib.sha256(MODEL).hexdigest()
    tiny_card(tmp_path, HUB, convert="none", size=len(MODEL), sha256=digest)
    with halting_hub() as (address, asked):
        more = {"HF_ENDPOINT": address}
        pull = ("models", "pull", "tiny.toml")
        with begun(*pull, home=tmp_path, more=more, stderr=subprocess.PIPE, text=True) as process:
            wait_for(process, "fetching 50%")
            process.send_signal(number)
            _, rest = process.communicate(timeout=200)
        assert process.returncode == code
        assert rest == (
            "zhaiyi: stopped; what has arrived is kept: zhaiyi models pull tiny.toml goes on\n"
        )
        again = in_a_process_of_its_own(*pull, home=tmp_path, more=more)
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith(b"tiny is ready")
    path = "/someone/tiny/resolve/main/tiny.gguf"
    assert asked == [(path, 0), (path, len(MODEL) // 2)], "the file, and nothing else"
