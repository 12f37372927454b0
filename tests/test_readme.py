"""The README against the program: help, commands, formats and files are what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from tests.support import REPO
from zhaiyi.cli.app import app
from zhaiyi.formats import supported_suffixes
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.render import FORMATS

README = (REPO / "README.md").read_text(encoding="utf-8")
PAGES = [REPO / "README.md", *sorted((REPO / "docs").glob("*.md")), REPO / "training/README.md"]


def commands_in(text: str) -> Iterator[str]:
    """Lines of shell blocks that call `zhaiyi`, without comments and what follows a redirection."""
    for block in re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.S | re.M):
        for line in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?(zhaiyi .*)$", block, re.M):
            yield re.split(r"\s[#<>|]|\\$", line)[0].strip()


def examples() -> Iterator[str]:
    """The examples in the help of every command."""
    for path in (REPO / "zhaiyi" / "cli").glob("*.py"):
        for line in re.findall(r"^ {6}(zhaiyi .*)$", path.read_text(encoding="utf-8"), re.M):
            yield re.split(r"\s[<>|]", line)[0]


def documented() -> list[str]:
    found = {line for page in PAGES for line in commands_in(page.read_text(encoding="utf-8"))}
    return sorted(found | set(examples()))


def parse(line: str) -> None:
    """Reads a command line as the program would, and does nothing. Raises for what is wrong."""
    command: Any = typer.main.get_command(app)
    context = None
    words = shlex.split(line)[1:]
    if words == ["--help"]:
        return
    while hasattr(command, "get_command"):
        context = command.context_class(command, info_name=command.name, parent=context)
        name, *words = words
        command = command.get_command(context, name)
        assert command is not None, f"there is no {name}"
    command.make_context(command.name, words, parent=context)


def test_the_help_in_the_readme_is_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = CliRunner().invoke(app, ["--help"], prog_name="zhaiyi", terminal_width=80).output
    told = re.search(r"^\$ zhaiyi --help\n(.*?)^```", README, re.S | re.M)
    assert told is not None
    assert told[1] == shown


@pytest.mark.parametrize("line", documented())
def test_a_documented_command_can_be_given(line: str) -> None:
    """Its command and options exist, and take the values shown."""
    parse(line)


@pytest.mark.parametrize(
    "line",
    ["zhaiyi fly", "zhaiyi models fetch", "zhaiyi brief a --nope", "zhaiyi brief a -n many"],
)
def test_a_wrong_command_would_be_noticed(line: str) -> None:
    with pytest.raises(Exception, match=r"[Nn]o |valid integer"):
        parse(line)


def test_the_formats_in_the_readme_are_those_there_are() -> None:
    inputs = re.search(r"Inputs: `(.*?)`", README)
    outputs = re.search(r"Outputs: `(.*?)`", README)
    assert inputs is not None
    assert outputs is not None
    assert set(inputs[1].split()) <= set(supported_suffixes())
    assert outputs[1].split() == list(FORMATS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPO)))
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target


def test_the_make_targets_in_the_readme_exist() -> None:
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make (\w+)`", README)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_what_the_adapter_was_taught_is_told_alike() -> None:
    """The card, the README and NOTICE name the same test sets."""
    adapter = load_card(DEFAULT_CARD).adapter
    assert adapter is not None
    span = re.search(r"test sets (20\d\d)-(20\d\d)", adapter.data)
    assert span is not None
    years = list(span.groups())
    for text in (README, (REPO / "NOTICE").read_text(encoding="utf-8")):
        told = re.search(r"of\s+the\s+WMT(?:\s+\w+)*\s+test\s+sets\s+(20\d\d)[-–](20\d\d)", text)
        assert told is not None
        assert list(told.groups()) == years
