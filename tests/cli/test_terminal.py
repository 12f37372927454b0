from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.run import ARTICLE, environment
from zhaiyi.batch.progress import BatchProgress
from zhaiyi.cli.terminal import Terminal, complain, run_in_words
from zhaiyi.core.document import Run
from zhaiyi.core.events import Notice, Progress
from zhaiyi.models.store import ProgressStep

SCRIPTED = ("--model", "scripted")


def logged(capsys: pytest.CaptureFixture[str]) -> list[str]:
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal() as terminal:
        terminal.begin("a.txt", 2, 3)
        for done in range(101):
            terminal.paint(Progress("translate", done, 100))
    lines = logged(capsys)
    assert 3 <= len(lines) <= 6
    assert lines[-1] == "zhaiyi: a.txt (2/3): translate 100%"


def test_quiet_leaves_only_failures(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal(quiet=True) as terminal:
        terminal.begin("a.txt", 1, 1)
        terminal.paint(Progress("translate", 1, 2))
        terminal.paint(Notice("another model is used"))
        terminal.fail("a.txt is empty")
    assert logged(capsys) == ["zhaiyi: a.txt is empty"]


def test_a_fetch_tells_stage_share_and_size(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal() as terminal:
        terminal.fetch(ProgressStep("fetch", 550_000_000, 1_100_000_000, "model.gguf"))
        terminal.fetch(ProgressStep("wait", 0, 0, "model.gguf"))
    lines = logged(capsys)
    assert lines[0] == "zhaiyi: model.gguf: fetching 50% of 1.1 GB"
    assert "another process" in lines[1]


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain("first\nsecond")
    assert logged(capsys) == ["zhaiyi: first second"]


def in_a_terminal(folder: Path, *arguments: str, shows: str) -> tuple[bytes, bytes]:
    """What the command writes into a terminal on the stream `shows`, and on the other one. All of
    it is read while it is written: a terminal holds little, and whoever fills it has to wait."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    other = "stderr" if shows == "stdout" else "stdout"
    leader, follower = pty.openpty()
    shown = list[bytes]()
    reading = threading.Thread(target=lambda: shown.extend(until_the_end(leader)))
    try:
        reading.start()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "zhaiyi", *arguments, *SCRIPTED],
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env=environment(folder, TERM="xterm"),
                check=False,
                **{shows: follower, other: subprocess.PIPE},
            )
        finally:
            os.close(follower)
            reading.join()
    finally:
        os.close(leader)
    assert done.returncode == 0
    return b"".join(shown), done.stdout or done.stderr or b""


def until_the_end(leader: int) -> Iterator[bytes]:
    """What comes out of a terminal until nobody writes into it any more."""
    with suppress(OSError):
        while chunk := os.read(leader, 65536):
            yield chunk


@pytest.mark.process
def test_in_a_terminal_the_result_is_readable_and_inert(tmp_path: Path) -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J市民可以放心。"
    (tmp_path / "a.txt").write_text(ARTICLE + hostile, encoding="utf-8")
    shown, _ = in_a_terminal(tmp_path, "brief", "a.txt", shows="stdout")
    assert "Summary" in shown.decode()
    assert b"\x1b" not in shown
    assert b"\x07" not in shown


@pytest.mark.process
def test_the_live_line_in_a_terminal_goes_away(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    shown, printed = in_a_terminal(tmp_path, "brief", "a.txt", shows="stderr")
    assert b"a.txt: translate" in shown
    assert b"Traceback" not in shown
    assert printed
    assert b"\x1b" not in printed


def test_a_batch_in_a_log_tells_articles_sentences_and_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = BatchProgress(3)
    with Terminal() as terminal:
        for name in "abc":
            progress.read(name, 10, 100)
            progress.advance(name, 10, 10)
            progress.finish(name)
            terminal.paint_batch(progress, 10.0)
    lines = logged(capsys)
    assert lines[0] == "zhaiyi: 1 of 3 articles done, 10 sentences, 33% about 20 s left"
    assert lines[-1] == "zhaiyi: 3 of 3 articles done, 30 sentences, 100%"


def test_where_the_time_went_is_told_by_share() -> None:
    seconds = {"total": 10.0, "translate": 9.0, "waiting": 0.5, "extract": 0.5}
    tokens = {"prompt": 4000, "output": 1000, "padding": 120, "repair": 300}
    first, second = run_in_words(Run(seconds=seconds, tokens=tokens))
    assert first == "10.00 s: translate 9.00 s (90%), waiting 0.50 s (5%), extract 0.50 s (5%)"
    assert second == "tokens: 4,000 in, 1,000 out, 120 padding (300 to repair); 100 out a second"


@pytest.mark.process
def test_a_batch_in_a_terminal_shows_one_live_line(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(ARTICLE, encoding="utf-8")
    shown, _ = in_a_terminal(tmp_path, "brief", "a.txt", "b.txt", "--out", "o", shows="stderr")
    assert b"of 2 articles" in shown
    assert b"Traceback" not in shown
