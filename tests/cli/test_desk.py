"""The command line as a developer with a folder uses it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cli.run import ARTICLE, messages, zhaiyi
from zhaiyi.cli.run import tell_loading
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import UsageError
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.web.server import has_screen

SCRIPTED = ("--model", "scripted", "--offline")


def two(folder: Path) -> list[Path]:
    paths = [folder / "a.txt", folder / "b.txt"]
    for path in paths:
        path.write_text(ARTICLE, encoding="utf-8")
    return paths


def test_several_inputs_in_json_are_one_array(tmp_path: Path) -> None:
    result = zhaiyi("brief", *two(tmp_path), *SCRIPTED, "-f", "json", home=tmp_path)
    assert result.returncode == 0, result.stderr
    tree = json.loads(result.stdout)
    assert [brief["schema"] for brief in tree] == ["zhaiyi.brief/1"] * 2


def test_one_input_in_json_is_one_object(tmp_path: Path) -> None:
    result = zhaiyi("brief", two(tmp_path)[0], *SCRIPTED, "-f", "json", home=tmp_path)
    assert json.loads(result.stdout)["schema"] == "zhaiyi.brief/1"


def test_the_array_is_valid_where_an_input_fails(tmp_path: Path) -> None:
    paths = [*two(tmp_path), tmp_path / "none.txt"]
    result = zhaiyi("brief", *paths, *SCRIPTED, "-f", "json", home=tmp_path)
    assert result.returncode == 1
    assert len(json.loads(result.stdout)) == 2
    bad = [tmp_path / "none.txt", tmp_path / "nor.txt"]
    for path in bad:
        path.write_text("Nothing but English words in here, for sure.", encoding="utf-8")
    result = zhaiyi("brief", *bad, *SCRIPTED, "-f", "json", home=tmp_path)
    assert result.returncode == 2
    assert json.loads(result.stdout) == []


def test_jsonl_is_a_line_for_each_input(tmp_path: Path) -> None:
    result = zhaiyi("brief", *two(tmp_path), *SCRIPTED, "-f", "jsonl", home=tmp_path)
    lines = result.stdout.decode().splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["zhaiyi.brief/1"] * 2


def test_english_alone_in_three_formats(tmp_path: Path) -> None:
    formats = "en-html,en-md,en-docx,html"
    command = ("brief", two(tmp_path)[0], *SCRIPTED, "-f", formats, "--out", tmp_path / "out")
    result = zhaiyi(*command, home=tmp_path)
    assert result.returncode == 0, result.stderr
    made = sorted(path.name for path in (tmp_path / "out").glob("a*"))
    assert made == ["a.en.docx", "a.en.html", "a.en.md", "a.html"]


def test_a_model_that_is_nearly_named_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"did you mean qwen2\.5-coder-1\.5b-news\?"):
        load_card("qwen2.5-coder-1.5b-new")
    with pytest.raises(UsageError) as found:
        load_card("zzz")
    assert "did you mean" not in str(found.value)


def test_that_a_model_is_loaded_is_said_before_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    card = load_card(DEFAULT_CARD)
    models = SimpleNamespace(model=lambda role: SimpleNamespace(card=card))
    service: Any = SimpleNamespace(models=models)
    with Terminal() as terminal:
        tell_loading(service, terminal)
    assert capsys.readouterr().err == f"zhaiyi: loading the model {DEFAULT_CARD} …\n"


def test_a_scripted_model_is_not_said_to_be_loaded(tmp_path: Path) -> None:
    result = zhaiyi("brief", two(tmp_path)[0], *SCRIPTED, home=tmp_path)
    assert not [line for line in messages(result) if "loading" in line]


def test_completion_can_be_installed(tmp_path: Path) -> None:
    shown = zhaiyi("--help", home=tmp_path).stdout.decode()
    assert "--install-completion" in shown


def test_the_page_takes_its_options(tmp_path: Path) -> None:
    shown = zhaiyi("web", "--help", home=tmp_path).stdout.decode()
    for option in ("--no-browser", "--quality", "--allow-private"):
        assert option in shown
    result = zhaiyi("web", "--quality", "worst", home=tmp_path)
    assert result.returncode == 2


def test_a_browser_is_opened_only_where_there_is_a_screen() -> None:
    assert has_screen({"DISPLAY": ":0"}, "linux")
    assert has_screen({}, "darwin")
    assert not has_screen({}, "linux")
