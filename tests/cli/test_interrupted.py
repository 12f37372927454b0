"""Stopped, out of disk, or told twice to stop: what is finished is kept, and one line says so."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from tests.cli.run import ARTICLE, environment, zhaiyi
from tests.cli.test_bad_input import long_article

SCRIPTED = ("--model", "scripted")


def start(
    folder: Path, *arguments: str, seconds: str = "0.5", stdin: IO[bytes] | None = None
) -> subprocess.Popen[str]:
    """The command on a slow scripted model, running."""
    return subprocess.Popen(
        [sys.executable, "-m", "zhaiyi", *arguments, *SCRIPTED],
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=environment(folder, ZHAIYI_SCRIPTED_SECONDS=seconds),
    )


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"{words!r} was never said")


def test_a_filter_that_is_stopped_has_given_whole_lines(tmp_path: Path) -> None:
    (tmp_path / "in").write_text(long_article(60), encoding="utf-8")
    with (
        (tmp_path / "in").open("rb") as given,
        start(tmp_path, "translate", stdin=given) as process,
    ):
        wait_for(process, "translate")
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=100)
    assert process.returncode == 130
    assert "stopped after line" in rest
    assert "Traceback" not in rest
    lines = out.split("\n")
    assert lines.pop() == ""
    assert all(line.startswith("[en]") for line in lines)
    assert len(lines) < 60


def test_the_second_ctrl_c_ends_at_once_and_the_journal_stays_whole(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(long_article(60), encoding="utf-8")
    command = ("brief", "a.txt", "b.txt", "--out", "out", "-f", "json")
    with start(tmp_path, *command, seconds="3") as process:
        wait_for(process, "sentences")
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=100)
    assert process.returncode == 130
    assert "Traceback" not in rest
    again = zhaiyi(*command, *SCRIPTED, "-q", home=tmp_path)
    assert again.returncode == 0, again.stderr


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
    assert sorted(os.listdir(tmp_path)) == ["a.html", "a.txt"]
