"""The commands on the scripted model, as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import (
    ARTICLE,
    environment,
    in_a_process_of_its_own,
    listing,
    messages,
    zhaiyi,
)
from tests.models.fakes import WHOLE, copying, tiny_card
from zhaiyi.core.version import __version__
from zhaiyi.models.store import Store

SCRIPTED = ("--model", "scripted")
HAN = range(0x4E00, 0xA000)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def has_han(text: str) -> bool:
    return any(ord(character) in HAN for character in text)


# -- brief -----------------------------------------------------------------------------------


@pytest.mark.process
def test_a_brief_is_printed_and_progress_stays_on_stderr(tmp_path: Path, article: Path) -> None:
    result = in_a_process_of_its_own("brief", article, *SCRIPTED, home=tmp_path)
    assert result.returncode == 0
    assert "Summary" in result.stdout.decode()
    assert "汕头市民只需打开手机" in result.stdout.decode()
    assert any("translate" in line for line in messages(result))


def test_quiet_leaves_only_the_result(tmp_path: Path, article: Path) -> None:
    result = zhaiyi("brief", article, "-q", "--format", "json", *SCRIPTED, home=tmp_path)
    assert result.stderr == b""
    brief = json.loads(result.stdout)
    assert brief["schema"] == "zhaiyi.brief/1"
    assert brief["run"]["complete"] is True
    assert not any(has_han(t["text"]) for t in brief["translation"])


def test_several_formats_go_into_a_folder_and_the_summary_to_stdout(
    tmp_path: Path, article: Path
) -> None:
    formats = ("--format", "html,md", "--format", "json")
    result = zhaiyi("brief", article, *formats, "--out", "out", *SCRIPTED, home=tmp_path)
    assert result.returncode == 0
    assert listing(tmp_path / "out") == ["a.html", "a.json", "a.md"]
    assert "Summary" in result.stdout.decode()
    assert "Written: out/a.html" in result.stdout.decode()


def test_a_second_run_says_what_it_left_alone_and_how_to_make_it_anew(
    tmp_path: Path, article: Path
) -> None:
    command = ("brief", article, "--out", "out", *SCRIPTED)
    zhaiyi(*command, home=tmp_path)
    again = zhaiyi(*command, home=tmp_path)
    assert (again.returncode, again.stdout) == (0, b"")
    assert "1 of 1 (--overwrite makes them anew)" in messages(again)[-1]
    anew = zhaiyi(*command, "--overwrite", home=tmp_path)
    assert "Summary" in anew.stdout.decode()


def test_several_inputs_share_one_run(tmp_path: Path, article: Path) -> None:
    (tmp_path / "a.md").write_text(f"# 标题\n\n{ARTICLE}", encoding="utf-8")
    result = zhaiyi(
        "brief", "a.txt", "a.md", "-", "--out", "out", "-q", "-v", *SCRIPTED,
        home=tmp_path, stdin=ARTICLE.encode("gb18030"),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    names = ["a.md.txt", "a.txt.txt", "report.html", "report.json", "stdin.txt"]
    assert listing(tmp_path / "out") == names


def test_summary_only_and_its_length(tmp_path: Path, article: Path) -> None:
    command = ("brief", article, "-q", "--format", "json", "--summary-only", "-n", "2", *SCRIPTED)
    brief = json.loads(zhaiyi(*command, home=tmp_path).stdout)
    assert 1 <= len(brief["summary"]) <= 2
    assert len(brief["translation"]) < len(brief["article"]["sentences"])


def test_the_summary_as_bullets_or_one_paragraph(tmp_path: Path, article: Path) -> None:
    def told(*how: str) -> str:
        result = zhaiyi("brief", article, "-q", *how, *SCRIPTED, home=tmp_path)
        return result.stdout.decode().split("=======")[1].split("What to check")[0]

    assert "\n- " in told("--bullets")
    assert not has_han(told("--bullets"))
    assert "\n- " not in told("--paragraph")
    assert "\n1. " in told()
    both = zhaiyi("brief", article, "--bullets", "--paragraph", *SCRIPTED, home=tmp_path)
    assert both.returncode == 2
    assert "choose one" in both.stderr.decode()


def test_force_goes_on_with_a_text_that_is_not_chinese(tmp_path: Path) -> None:
    (tmp_path / "e.txt").write_text("An English sentence about a harbour. " * 9, encoding="utf-8")
    command = ("brief", "e.txt", "-q", *SCRIPTED)
    assert zhaiyi(*command, home=tmp_path).returncode == 2
    assert zhaiyi(*command, "--force", home=tmp_path).returncode == 0


def test_the_glossary_decides_a_name(tmp_path: Path, article: Path) -> None:
    (tmp_path / "terms.tsv").write_text("汕头\tSwatow\n", encoding="utf-8")
    command = ("brief", article, "-q", "--format", "json", "--glossary", "terms.tsv", *SCRIPTED)
    brief = json.loads(zhaiyi(*command, home=tmp_path).stdout)
    [term] = [t for t in brief["terms"] if t["source"] == "汕头"]
    assert (term["target"], term["origin"]) == ("Swatow", "user")
    assert any("Swatow" in t["text"] for t in brief["translation"])


@pytest.mark.process
def test_the_default_path_imports_neither_torch_nor_transformers(
    tmp_path: Path, article: Path
) -> None:
    script = tmp_path / "look.py"
    script.write_text(
        "import runpy, sys\n"
        "sys.argv = ['zhaiyi', 'brief', 'a.txt', '-q', '--model', 'scripted']\n"
        "try:\n    runpy.run_module('zhaiyi', run_name='__main__')\n"
        "except SystemExit as end:\n    assert end.code in (0, None), end.code\n"
        "assert not {'torch', 'transformers'} & sys.modules.keys()\n",
        encoding="utf-8",
    )
    subprocess.run(
        [sys.executable, "look.py"], cwd=tmp_path, env=environment(tmp_path), check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


# -- translate -------------------------------------------------------------------------------


def test_the_filter_gives_one_line_for_one_line(tmp_path: Path) -> None:
    lines = [
        "第一行有3个词。",
        "",
        "第二行。还有一句。",
        "   ",
        "Plain English.",
        "最后一行没有换行",
    ]
    text = "\n".join(lines)
    result = zhaiyi("translate", "-q", *SCRIPTED, home=tmp_path, stdin=text.encode())
    out = result.stdout.decode().split("\n")
    assert result.returncode == 0, result.stderr
    assert len(out) == len(lines) + 1
    assert out[-1] == ""
    assert [not line.strip() for line in out[:-1]] == [not line.strip() for line in lines]
    assert out[4] == "Plain English."
    assert not has_han("".join(out))


@pytest.mark.parametrize("text", [b"", b"\n", b"\n\n\n"])
def test_the_filter_gives_nothing_for_nothing(tmp_path: Path, text: bytes) -> None:
    result = zhaiyi("translate", "-q", *SCRIPTED, home=tmp_path, stdin=text)
    assert (result.returncode, result.stdout) == (0, text)


def test_files_come_out_bilingual_in_every_format(tmp_path: Path, article: Path) -> None:
    formats = ("--format", "txt,md,html,jsonl")
    result = zhaiyi("translate", article, *formats, "--out", "out", *SCRIPTED, home=tmp_path)
    assert result.returncode == 0, result.stderr
    for suffix in ("txt", "md", "html", "jsonl"):
        text = (tmp_path / "out" / f"a.{suffix}").read_text(encoding="utf-8")
        assert "汕头推进智慧城市建设" in text
        assert "Shantou" in text
    rows = (tmp_path / "out" / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(row) for row in rows)


# -- models and doctor -------------------------------------------------------------------------


def test_the_models_are_listed_with_their_state(tmp_path: Path) -> None:
    result = zhaiyi("models", "list", home=tmp_path)
    lines = result.stdout.decode().splitlines()
    assert lines[0].split()[:3] == ["qwen2.5-coder-1.5b-news", "not", "installed"]
    assert any("NC" in line for line in lines if line.startswith("nllb"))


def test_info_names_licence_adapter_and_checksum(tmp_path: Path) -> None:
    text = zhaiyi("models", "info", "qwen2.5-coder-1.5b-news", home=tmp_path).stdout.decode()
    for words in ("Apache-2.0", "cc324af070c2", "1.1 GB", "WMT"):
        assert words in text


def test_verify_and_remove(tmp_path: Path) -> None:
    card = tiny_card(tmp_path)
    (tmp_path / "tiny.gguf").write_bytes(WHOLE)
    store = Store(tmp_path, local=tmp_path / "tiny.gguf", convert=copying)
    store.ensure(card)
    verified = zhaiyi("models", "verify", "tiny.toml", home=tmp_path)
    assert verified.stdout == b"tiny: every byte is right\n"
    removed = zhaiyi("models", "remove", "tiny.toml", home=tmp_path)
    assert b"freed" in removed.stdout
    assert zhaiyi("models", "verify", "tiny.toml", home=tmp_path).returncode == 3


def test_a_pull_of_the_built_in_card_needs_nothing(tmp_path: Path) -> None:
    result = zhaiyi("models", "pull", "scripted", home=tmp_path)
    assert (result.returncode, result.stdout) == (0, b"scripted needs no files\n")


def test_doctor_says_what_is_missing_and_how_to_mend_it(tmp_path: Path) -> None:
    result = zhaiyi("doctor", home=tmp_path)
    text = result.stdout.decode()
    assert result.returncode == 3
    assert "zhaiyi models pull" in text
    assert __version__ in text
    assert str(tmp_path) in text


def test_version_and_help(tmp_path: Path) -> None:
    assert zhaiyi("--version", home=tmp_path).stdout == f"zhaiyi {__version__}\n".encode()
    for command in (("brief",), ("translate",), ("web",), ("doctor",), ("models", "pull")):
        result = zhaiyi(*command, "--help", home=tmp_path)
        assert result.returncode == 0
        assert b"Usage: zhaiyi" in result.stdout
