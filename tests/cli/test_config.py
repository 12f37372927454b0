"""Settings from `zhaiyi.toml`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_type_hints

import pytest

from tests.cli.run import ARTICLE, listing, messages, zhaiyi
from zhaiyi.cli import app, main
from zhaiyi.cli.config import find_config, read_config
from zhaiyi.cli.options import NUMBERS, settings_of
from zhaiyi.core.errors import UsageError
from zhaiyi.core.settings import load_settings

COMMANDS = ("brief", "translate")


def written(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "zhaiyi.toml").write_text(text, encoding="utf-8")
    return folder / "zhaiyi.toml"


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_config(tmp_path / "a" / "b") == path
    inner = written(tmp_path / "a", "")
    assert find_config(tmp_path / "a" / "b") == inner


def test_paths_start_from_the_folder_of_the_file(tmp_path: Path) -> None:
    files = 'files = ["@l.txt", "https://a.b/c", "-"]'
    text = f'[brief]\nout = "briefs"\nglossary = ["t.tsv"]\n{files}\n'
    options = read_config(written(tmp_path, text), COMMANDS).options(
        "brief", ["out", "glossary", "files"]
    )
    assert options["out"] == str(tmp_path / "briefs")
    assert options["glossary"] == [str(tmp_path / "t.tsv")]
    assert options["files"] == [f"@{tmp_path / 'l.txt'}", "https://a.b/c", "-"]


def test_the_environment_is_stronger_than_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = read_config(written(tmp_path, '[settings]\nquality = "best"\nthreads = 1\n'), COMMANDS)
    monkeypatch.setenv("ZHAIYI_QUALITY", "fast")
    assert config.overrides() == {"threads": 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[brief\n", "line 1"),
        ("[bried]\n", "bried"),
        ("quality = 1\n", "quality"),
        ("[settings]\nqualty = 1\n", "qualty"),
    ],
)
def test_what_is_wrong_in_the_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        read_config(written(tmp_path, text), COMMANDS)
    assert "zhaiyi.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("home = 5", '[settings] home is to be a text: write "…"'),
        ("home = true", "home is to be a text"),
        ("home = 2026-01-01", "home is to be a text"),
        ("model_path = ['a']", "model_path is to be a text"),
        ("offline = 'no'", "offline is to be true or false: write true"),
        ("threads = '4'", "threads is to be a whole number"),
        ("threads = 1.5", "threads is to be a whole number"),
        ("threads = true", "threads is to be a whole number"),
        ("api_timeout = '1'", "api_timeout is to be a number"),
        ("api_key = 5", "api_key is to be a text"),
        ("quality = 1", "quality is to be a text"),
        ('home = "a\\u0000b"', "home holds a null character"),
        (f"home = {'[' * 20_000}", "nested too deep"),
    ],
)
def test_a_setting_of_a_wrong_type_is_told(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_config(written(tmp_path, f"[settings]\n{line}\n"), COMMANDS)
    assert told in str(caught.value)
    assert "zhaiyi.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('quality = "beast"', "[settings] quality: Input should be 'fast' or 'best'"),
        ("threads = -1", "[settings] threads: Input should be greater than or equal to 0"),
        ('log_level = "loud"', "[settings] log_level: Input should be 'debug'"),
    ],
)
def test_a_setting_of_a_wrong_value_is_told_of_the_file(
    tmp_path: Path, line: str, told: str
) -> None:
    config = read_config(written(tmp_path, f"[settings]\n{line}\n"), COMMANDS)
    with pytest.raises(UsageError) as caught:
        settings_of(config=config)
    assert f"zhaiyi.toml: {told}" in str(caught.value)


def test_settings_of_the_right_type_are_taken(tmp_path: Path) -> None:
    lines = 'home = "h"\noffline = true\nthreads = 2\napi_timeout = 30\nlog_level = "info"\n'
    config = read_config(written(tmp_path, f"[settings]\n{lines}"), COMMANDS)
    settings = load_settings(**config.overrides())
    assert (settings.threads, settings.api_timeout) == (2, 30.0)
    assert settings.home == tmp_path / "h"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("out = 5", "[brief] out is to be a text"),
        ("translator = 5", "[brief] translator is to be a text"),
        ("jobs = '4'", "[brief] jobs is to be a whole number"),
        ("sentences = true", "[brief] sentences is to be a whole number"),
        ("summary-only = 1", "[brief] summary-only is to be true or false"),
        ("format = 5", "[brief] format is to be a text"),
        ("format = ['html', 5]", "[brief] format is to be a text"),
        ("glossary = {}", "[brief] glossary is to be a text"),
        ("out = ['a']", "[brief] out is to be a text"),
        ("files = [1]", "[brief] files is to be a text"),
        ("files = ['a\\u0000b']", "null"),
        ("list = [[]]", "[brief] list is to be a text"),
        ("jobs = 0", "zhaiyi.toml: [brief] jobs: Input should be greater than or equal to 1"),
        ("fail-on = 'x'", "zhaiyi.toml: [brief] fail-on is 'x': choose from doubtful"),
        ("quality = 'x'", "zhaiyi.toml: [brief] quality is 'x': choose from fast"),
    ],
)
def test_an_option_of_a_wrong_type_is_told(
    tmp_path: Path,
    line: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    written(tmp_path, f"[brief]\n{line.replace(chr(39), chr(34))}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["zhaiyi", "brief", "a.txt"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    [message] = capsys.readouterr().err.splitlines()
    assert told in message


def test_every_number_among_the_options_is_known_as_one() -> None:
    """What `zhaiyi.toml` may give as a number is what the command line reads as one."""
    found = get_type_hints(app.brief) | get_type_hints(app.translate)
    whole = {name for name, hint in found.items() if hint in (int, int | None)}
    assert whole == NUMBERS


def test_an_unknown_option_is_told(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, "[brief]\nsame-formt = true\n"), COMMANDS)
    with pytest.raises(UsageError, match="same-formt"):
        config.options("brief", ["same_format"])


def test_a_command_takes_the_file_of_its_folder_and_the_command_line_wins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    text = (
        '[brief]\nmodel = "scripted"\nout = "briefs"\nformat = ["json", "md"]\nquiet = true\n'
        '[settings]\nquality = "superb"\n'
    )
    written(tmp_path, text)
    wrong = zhaiyi("brief", "a.txt", home=tmp_path)
    assert wrong.returncode == 2
    assert "zhaiyi.toml: [settings] quality: " in messages(wrong)[0]
    right = zhaiyi("brief", "a.txt", "-f", "txt", "--quality", "fast", home=tmp_path)
    assert right.returncode == 0, right.stderr
    assert listing(tmp_path / "briefs") == ["a.txt"]


def test_a_named_file_is_taken_instead(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    written(tmp_path, '[translate]\nmodel = "nonsense"\n')
    (tmp_path / "other.toml").write_text(
        '[translate]\nmodel = "scripted"\nformat = "jsonl"\n', encoding="utf-8"
    )
    result = zhaiyi("translate", "a.txt", "--config", "other.toml", "-q", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(b'{"source"')
    missing = zhaiyi("translate", "a.txt", "--config", "none.toml", home=tmp_path)
    assert (missing.returncode, "none.toml" in messages(missing)[0]) == (2, True)


def test_an_output_named_on_the_command_line_is_stronger_than_a_folder_of_the_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    written(tmp_path, '[translate]\nmodel = "scripted"\nout = "english"\n')
    result = zhaiyi("translate", "a.txt", "-o", "b.md", "-q", home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "b.md").exists()
    assert not (tmp_path / "english").exists()
