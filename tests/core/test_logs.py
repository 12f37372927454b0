"""Log lines: silent as a library's are, shown where a program or its user asks for them."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.cli.run import ARTICLE, messages, zhaiyi
from tests.support import REPO
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import UsageError
from zhaiyi.core.logs import shown
from zhaiyi.core.settings import LogLevel, Settings, load_settings
from zhaiyi.engines.choice import Models
from zhaiyi.engines.scripted import ScriptedEngine

LOG = logging.getLogger("zhaiyi.test")
SCRIPTED = ("--model", "scripted", "--offline")


def lines(level: str) -> list[str]:
    """What is shown of a record of each level."""
    said: list[str] = []
    with shown(level, said.append):
        for each in ("debug", "info", "warning", "error"):
            getattr(LOG, each)("a %s", "word")
    LOG.error("after the block")
    return said


def test_from_its_level_on_a_record_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines("debug")[0] == "debug (test): a word"
    assert [line.split()[0] for line in lines("warning")] == ["warning", "error"]
    assert lines("error") == ["error (test): a word"]
    assert capsys.readouterr().err == ""


def test_a_caller_who_wants_more_still_gets_it() -> None:
    logger, heard = logging.getLogger("zhaiyi"), []
    handler = logging.Handler()
    handler.emit = heard.append  # type: ignore[assignment, method-assign]
    logger.addHandler(handler)
    logger.setLevel("DEBUG")
    try:
        said = lines("error")
        assert logger.level == logging.DEBUG
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    assert len(said) == 1
    assert len(heard) == 5


def test_names_in_a_line_cannot_steer_the_terminal() -> None:
    said: list[str] = []
    with shown("info", said.append):
        LOG.info("read %s", "a\x1b[31m\nzhaiyi: done\u202e.txt")
        try:
            raise ValueError("bad\r\x07")
        except ValueError:
            LOG.exception("it broke")
    assert said == [
        "info (test): read a [31m zhaiyi: done .txt",
        "error (test): it broke: ValueError: bad",
    ]


@pytest.mark.parametrize(
    ("quiet", "verbose", "level", "heard"),
    [
        (False, False, "warning", ["warning", "error"]),
        (False, False, "debug", ["debug", "info", "warning", "error"]),
        (False, True, "warning", ["info", "warning", "error"]),
        (False, True, "debug", ["debug", "info", "warning", "error"]),
        (True, False, "warning", ["error"]),
    ],
)
def test_the_terminal_shows_what_setting_and_options_ask_for(
    quiet: bool,
    verbose: bool,
    level: LogLevel,
    heard: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Terminal(quiet=quiet, verbose=verbose, level=level):
        for each in ("debug", "info", "warning", "error"):
            getattr(LOG, each)("a word")
    said = capsys.readouterr().err.splitlines()
    assert said == [f"zhaiyi: {each} (test): a word" for each in heard]


def test_the_level_is_read_in_either_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHAIYI_LOG_LEVEL", "DEBUG")
    assert load_settings().log_level == "debug"
    monkeypatch.setenv("ZHAIYI_LOG_LEVEL", "loud")
    with pytest.raises(UsageError, match="ZHAIYI_LOG_LEVEL"):
        load_settings()


def test_the_models_that_were_chosen_are_told(tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(home=tmp_path, offline=True)
    models = Models(dict.fromkeys(("translator", "summarizer"), ScriptedEngine()), settings)
    with shown("info", said.append):
        models.model("translator")
        models.model("translator")
    models.close()
    assert len(said) == 1
    assert "translator" in said[0]
    assert "scripted" in said[0]


@pytest.mark.process
def test_the_command_line_obeys_the_setting(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = ("translate", "a.txt", "-f", "txt", *SCRIPTED)
    usual = zhaiyi(*command, home=tmp_path)
    told = zhaiyi(*command, home=tmp_path, more={"ZHAIYI_LOG_LEVEL": "debug"})
    assert not [line for line in messages(usual) if "translator is" in line]
    assert [line for line in messages(told) if "translator is scripted" in line]
    assert told.stdout == usual.stdout


def test_every_setting_is_read_somewhere() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (REPO / "zhaiyi").rglob("*.py")
        if path.name != "settings.py"
    )
    assert not [name for name in Settings.model_fields if f".{name}" not in code]
