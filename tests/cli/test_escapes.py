"""Nothing that is printed steers the terminal: names of files and fields are a stranger's."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.run import ARTICLE, zhaiyi
from zhaiyi.cli import main
from zhaiyi.cli.outputs import write_stdout
from zhaiyi.cli.request import Tally, close
from zhaiyi.cli.terminal import Terminal, complain
from zhaiyi.core.document import Run
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.events import Notice, Progress
from zhaiyi.models.store import ProgressStep

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil"
STEERING = "\x1b\x07\x9b\u202e"


def assert_inert(words: str) -> None:
    assert "evil" in words
    assert not [char for char in STEERING if char in words]
    assert not [char for char in words if ord(char) < 32 and char not in "\n\t"]


@pytest.mark.parametrize("verbose", [False, True])
def test_every_line_of_the_terminal_is_inert(
    capsys: pytest.CaptureFixture[str], verbose: bool
) -> None:
    tally = Tally(done=1, names=[EVIL], flagged=[EVIL])
    tally.fail(EVIL, UnreadableInput(EVIL))
    with Terminal(verbose=verbose) as terminal:
        terminal.begin(EVIL, 1, 2)
        terminal.paint(Progress("translate", 1, 2))
        terminal.paint(Notice(f"terms are taken from {EVIL}"))
        terminal.fetch(ProgressStep("fetch", 1, 2, EVIL))
        terminal.tell_run(EVIL, Run(seconds={"total": 1.0}))
        terminal.fail(f"{EVIL}: cannot be read")
        close(tally, 2, terminal)
    complain(EVIL)
    out, err = capsys.readouterr()
    assert out == ""
    assert_inert(err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "a.txt", "--model", "scripted", "-f", EVIL),
        ("brief", "a.txt", "--model", EVIL),
        ("brief", "a.txt", "--encoding", EVIL, "--model", "scripted"),
        ("brief", f"{EVIL}.txt", "--model", "scripted", "-v"),
        ("brief", "a.txt", f"--{EVIL}"),
        ("brief", "fields.jsonl", "--field", "none", "--model", "scripted"),
        ("brief", "fields.jsonl", "--field", EVIL, "--model", "scripted"),
        ("brief", f"@{EVIL}", "--model", "scripted"),
        (EVIL,),
        ("models", "info", EVIL),
        ("memory", "import", EVIL),
        ("memory", "prune", "--size", EVIL),
        ("eval", EVIL),
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode()[:40],
)
def test_what_the_user_typed_comes_back_inert(
    tmp_path: Path,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "fields.jsonl").write_text(json.dumps({EVIL: 5}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHAIYI_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["zhaiyi", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code in (1, 2, 3)
    assert_inert(capsys.readouterr().err)


def test_a_name_that_is_no_utf8_goes_out_as_the_disk_has_it(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    try:
        (tmp_path / f"{name}.txt").write_text(ARTICLE, encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes only names in UTF-8")
    result = zhaiyi("brief", f"{name}.txt", "--model", "scripted", "--out", "o", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert b"Written: o/caf\xe9.txt" in result.stdout
    assert (tmp_path / "o" / f"{name}.txt").exists()


def test_the_report_leads_to_any_name_and_is_inert(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b[31m")
    try:
        (tmp_path / f"{name}.txt").write_text(ARTICLE, encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes only names in UTF-8")
    (tmp_path / "\u202eb.txt").write_text(ARTICLE, encoding="utf-8")
    names = (f"{name}.txt", "\u202eb.txt")
    result = zhaiyi("brief", *names, "--model", "scripted", "--out", "o", "-q", home=tmp_path)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "o" / "report.html").read_text(encoding="utf-8")
    assert 'href="caf%E9%1B%5B31m.txt"' in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_results_are_inert_in_a_terminal_and_whole_in_a_pipe(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stdout(f"{EVIL}\n\tx\n".encode())
    assert capfdbinary.readouterr().out == f"{EVIL}\n\tx\n".encode()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    write_stdout(f"{EVIL}\n\tx\n".encode() + b"\xff")
    shown = capfdbinary.readouterr().out.decode()
    assert_inert(shown)
    assert shown.count("\n") == 2
