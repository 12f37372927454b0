"""The options that `brief` and `translate` share, and what of them a journal remembers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.run import ARTICLE, zhaiyi
from zhaiyi.cli.app import app


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("brief --su", ["--summary-only", "--summarizer"]),
        ("translate --su", []),
        ("brief --ou", ["--output", "--out"]),
        ("translate --ou", ["--output", "--out"]),
    ],
)
def test_a_shell_is_offered_the_options_that_a_command_has(typed: str, offered: list[str]) -> None:
    asked = {
        "_ZHAIYI_COMPLETE": "complete_bash",
        "COMP_WORDS": f"zhaiyi {typed}",
        "COMP_CWORD": "2",
    }
    told = CliRunner().invoke(app, [], prog_name="zhaiyi", env=asked)
    assert told.output.split() == offered


@pytest.mark.parametrize(
    "option", ["--sentences=2", "--summary-only", "--bullets", "--summarizer=m"]
)
def test_translate_knows_no_option_of_a_summary(option: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    told = zhaiyi("translate", "a.txt", option, home=tmp_path)
    assert told.returncode == 2
    assert b"No such option" in told.stderr


@pytest.mark.parametrize(
    ("command", "signature"),
    [
        ("brief", "254452983c735529"),
        ("brief -n 2 --bullets --encoding utf-8", "9e9e1e2a11328dff"),
        ("translate", "4196a4c37a9494d7"),
        ("translate --same-format --bilingual", "4bc521dcc326e23d"),
    ],
)
def test_a_folder_made_by_an_earlier_version_is_not_made_anew(
    command: str, signature: str, tmp_path: Path
) -> None:
    """A journal holds this very hash; with another one all of its articles would be made again."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    made = zhaiyi(*command.split(), "a.txt", "--out", "o", "--model", "scripted", home=tmp_path)
    assert made.returncode == 0, made.stderr.decode()
    journal = (tmp_path / "o/.zhaiyi/journal.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in journal.splitlines()]
    assert {line["settings"] for line in lines if "settings" in line} == {signature}
