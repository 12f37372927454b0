"""Where results cannot go, and inputs that never come: told early, in one line."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.run import ARTICLE, begun, default_signals, environment, messages, zhaiyi
from zhaiyi.cli.outputs import chosen_formats
from zhaiyi.core.errors import UsageError

KNOWN = ("html", "md", "json", "txt", "en-docx")
SCRIPTED = ("--model", "scripted", "-q")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell of POSIX")
def test_closed_streams_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = f"exec {sys.executable} -m zhaiyi brief --model scripted"
    for arguments, code in (("a.txt -o a.md <&- >&- 2>&-", 0), ("- <&- 2>told", 2)):
        done = subprocess.run(
            ["sh", "-c", f"{command} {arguments}"],
            env=environment(tmp_path),
            cwd=tmp_path,
            timeout=600,
            check=False,
        )
        assert done.returncode == code
    assert "Summary" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "fault" not in (tmp_path / "told").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", [("brief", *SCRIPTED), ("translate", *SCRIPTED), ("schema",)])
def test_a_full_disk_behind_standard_output(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    files = [] if command == ("schema",) else ["a.txt"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zhaiyi", *command, *files],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
            cwd=tmp_path,
            timeout=600,
            check=False,
        )
    told = "zhaiyi: standard output cannot be written: No space left on device"
    assert (done.returncode, done.stderr.decode().splitlines()) == (1, [told])


def test_an_unknown_suffix_is_wrong_usage_unless_a_format_is_given(tmp_path: Path) -> None:
    output = tmp_path / "brief.htlm"
    with pytest.raises(UsageError, match=r"unknown suffix: take \.html, \.md"):
        chosen_formats([], KNOWN, output, "txt")
    assert chosen_formats(["md"], KNOWN, output, "txt") == ("md",)
    assert chosen_formats([], KNOWN, tmp_path / "a.HTM", "txt") == ("html",)
    assert chosen_formats([], KNOWN, tmp_path / "a", "txt") == ("txt",)


def test_a_suffix_that_the_format_contradicts_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chosen_formats(["html"], KNOWN, tmp_path / "q.json", "txt") == ("html",)
    assert "gets html, as -f says, though its suffix means json" in capsys.readouterr().err
    chosen_formats(["en-docx"], (*KNOWN, "docx"), tmp_path / "q.docx", "txt")
    assert capsys.readouterr().err == ""


def test_no_place_for_a_file_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(UsageError, match="choose another place"):
        chosen_formats(["html"], KNOWN, tmp_path / "a.txt" / "b.html", "txt")
    with pytest.raises(UsageError, match="name a file in it"):
        chosen_formats(["html"], KNOWN, tmp_path, "txt")


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = zhaiyi("brief", *SCRIPTED, "a.txt", "--out", "a.txt/n", home=tmp_path)
    assert result.returncode == 2
    assert "is no folder; name another" in messages(result)[0]


@contextmanager
def writing(pipe: Path) -> Iterator[None]:
    """The block has the pipe open to write, as soon as somebody has it to read."""
    while True:
        try:
            end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            break
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(0.05)
    try:
        yield
    finally:
        os.close(end)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_that_nobody_writes_to_can_be_left(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    process = begun("brief", "--model", "scripted", "pipe", home=tmp_path, stderr=subprocess.PIPE)
    try:
        with writing(tmp_path / "pipe"):
            process.send_signal(signal.SIGTERM)
            _, told = process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 143
    assert b"stopped before all of it had come" in told


SIGNAL_ELSEWHERE = """
import signal, threading, time
from zhaiyi.batch import inputs
from zhaiyi.cli import main

def send():
    time.sleep(1)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

def loaded(*given, load=inputs.load, **how):
    threading.Thread(target=send, daemon=True).start()
    return load(*given, **how)

inputs.load = loaded
main()
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer")
def test_a_signal_that_does_not_break_the_wait_is_heard(tmp_path: Path) -> None:
    """One that comes just before the system call, or to another thread, as here."""
    with default_signals():
        process = subprocess.Popen(
            [sys.executable, "-c", SIGNAL_ELSEWHERE, "brief", "--model", "scripted", "-"],
            env=environment(tmp_path),
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    try:
        assert process.stderr is not None
        told = process.stderr.read()
        assert process.wait(timeout=60) == 143
    finally:
        process.kill()
        process.communicate()
    assert b"stopped before all of it had come" in told
