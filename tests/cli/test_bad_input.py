"""Every kind of bad input: its exit code, one line that names it, no traceback, nothing lost."""

from __future__ import annotations

import codecs
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import (
    ARTICLE,
    begun,
    environment,
    in_a_process_of_its_own,
    listing,
    messages,
    zhaiyi,
)
from tests.models.fakes import PYPI, WHOLE, copying, tiny_card
from zhaiyi.models.store import Store

ENGLISH = "The city council met on Tuesday to discuss the new harbour and its costs. " * 5
SCRIPTED = ("--model", "scripted")


def fails(
    result: subprocess.CompletedProcess[bytes], code: int, *told: str, out: bytes = b""
) -> None:
    lines = messages(result)
    assert result.returncode == code, lines
    assert b"Traceback" not in result.stderr
    assert result.stdout == out
    assert len(lines) == 1, lines
    for words in told:
        assert words in lines[0]


# -- inputs that cannot be used --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("english.txt", ENGLISH.encode(), "Chinese"),
        ("binary.txt", bytes(range(256)) * 20, "binary.txt"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(500), "picture.png"),
    ],
)
def test_a_file_that_holds_no_chinese_article(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    fails(zhaiyi("brief", name, *SCRIPTED, home=tmp_path), 2, name, told)


def test_no_such_file(tmp_path: Path) -> None:
    fails(zhaiyi("brief", "none.txt", *SCRIPTED, home=tmp_path), 2, "none.txt", "no such file")


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "picture.png").write_bytes(b"")
    fails(zhaiyi("brief", "folder", *SCRIPTED, home=tmp_path), 2, "folder", "no article", ".txt")


def test_a_wrong_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode("gb18030"))
    wrong = zhaiyi("brief", "a.txt", "--encoding", "utf-8", *SCRIPTED, home=tmp_path)
    fails(wrong, 2, "a.txt")
    unknown = zhaiyi("brief", "a.txt", "--encoding", "klingon", *SCRIPTED, home=tmp_path)
    fails(unknown, 2, "klingon")


def test_empty_standard_input(tmp_path: Path) -> None:
    fails(zhaiyi("brief", "-", *SCRIPTED, home=tmp_path), 2, "standard input", "empty")


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    result = zhaiyi(
        "brief", "empty.txt", "good.txt", "none.txt", "--out", "out", "-q", *SCRIPTED, home=tmp_path
    )
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert messages(result)[-1] == "zhaiyi: 1 done, 2 failed: empty.txt, none.txt"
    assert listing(tmp_path / "out") == ["good.txt", "report.html", "report.json"]


# -- wrong usage -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("brief",), "at least one file"),
        (("brief", "a.txt", "--format", "pages"), "pages"),
        (("brief", "a.txt", "--format", "html,md"), "--out"),
        (("brief", "a.txt", "b.txt", "-o", "c.html"), "--out"),
        (("brief", "a.txt", "-o", "a.txt"), "overwritten"),
        (("brief", "a.txt", "--model", "nonsense"), "nonsense"),
        (("brief", "a.txt", "--format", ","), "--format names nothing"),
        (("brief", "a.txt", "--out", ""), "--out names no folder"),
        (("translate", "a.txt", "--out="), "--out names no folder"),
        (("memory", "export", "-"), "not printed"),
        (("brief", "a.txt", "--quality", "superb"), "--quality superb: choose from fast, best"),
        (("brief", "a.txt", *SCRIPTED, "--glossary", "none.tsv"), "none.tsv"),
        (("translate", "a.txt", "--format", "json"), "json"),
        (("models", "info", "nonsense"), "nonsense"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    fails(zhaiyi(*arguments, home=tmp_path), 2, told)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize(
    "arguments", [("brief", "--nonsense"), ("brief", "a", "-n", "0"), ("fly",)]
)
def test_an_option_that_does_not_exist(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = zhaiyi(*arguments, home=tmp_path)
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = zhaiyi("brief", "a.txt", "--out", "a.txt/out", *SCRIPTED, home=tmp_path)
    fails(result, 2, "a.txt/out")


# -- no model --------------------------------------------------------------------------------


def test_without_a_model_the_command_that_fetches_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    fails(zhaiyi("brief", "a.txt", "-q", home=tmp_path), 3, "zhaiyi models pull")
    filtered = zhaiyi("translate", "-q", home=tmp_path, stdin=ARTICLE.encode())
    fails(filtered, 3, "zhaiyi models pull")


@pytest.mark.process
def test_without_a_model_the_process_ends_in_order(tmp_path: Path) -> None:
    """What it loads beside the model does not abort it on the way out."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = in_a_process_of_its_own("brief", "a.txt", "-q", home=tmp_path)
    fails(done, 3, "zhaiyi models pull")


@pytest.mark.process
def test_no_network(tmp_path: Path) -> None:
    tiny_card(tmp_path)
    pulled = in_a_process_of_its_own("models", "pull", "tiny.toml", "-q", home=tmp_path)
    fails(pulled, 3, "hub", "tiny-part1")


def test_offline(tmp_path: Path) -> None:
    tiny_card(tmp_path)
    fails(zhaiyi("models", "pull", "tiny.toml", "--offline", home=tmp_path), 3, "--offline")


def test_no_disk_space(tmp_path: Path) -> None:
    tiny_card(tmp_path, size=10**18)
    told = ("not enough disk space", "2700000000.0 GB", "ZHAIYI_HOME")
    fails(zhaiyi("models", "pull", "tiny.toml", "-q", home=tmp_path), 3, *told)


def test_a_model_cut_short_or_changed(tmp_path: Path) -> None:
    card = tiny_card(tmp_path, PYPI)
    (tmp_path / "tiny.gguf").write_bytes(WHOLE)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    store = Store(tmp_path, local=tmp_path, convert=copying)
    command = ("brief", "a.txt", "--model", "tiny.toml", "-q")

    model = store.ensure(card) / "model.bin"
    os.truncate(model, 10)
    fails(zhaiyi(*command, home=tmp_path), 3, "damaged", "zhaiyi models pull --force")

    model = store.ensure(card, force=True) / "model.bin"
    model.write_bytes(b"?" * len(WHOLE))
    fails(zhaiyi("models", "verify", "tiny.toml", home=tmp_path), 3, "changed")
    changed = zhaiyi(*command, home=tmp_path)
    assert changed.returncode == 3
    assert b"Traceback" not in changed.stderr
    assert b"zhaiyi models pull --force" in changed.stderr


# -- stopped in the middle --------------------------------------------------------------------


def long_article(sentences: int) -> str:
    things = ["道路", "桥梁", "学校", "医院", "公园", "港口", "机场", "车站", "市场", "工厂"]
    places = ["东区", "西区", "南区", "北区", "中区", "新区", "老区", "港区", "山区", "湖区"]
    every = [(place, thing) for thing in things for place in places]
    return "\n".join(
        f"{place}今年新建的第{n}项{thing}工程已经完工，并通过了验收。"
        for n, (place, thing) in enumerate(every[:sentences], 1)
    )


@pytest.mark.process
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_is_finished_is_kept_when_stopped(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (tmp_path / "long.txt").write_text(long_article(100), encoding="utf-8")
    process = begun(
        *("brief", "long.txt", *SCRIPTED, "-o", "long.json"),
        home=tmp_path,
        more={"ZHAIYI_SCRIPTED_SECONDS": "2"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        for line in process.stderr:
            if "translate" in line:
                break
        process.send_signal(number)
        rest = process.stderr.read()
    assert process.returncode == code
    assert "Traceback" not in rest
    assert "are translated and kept" in rest
    brief = json.loads((tmp_path / "long.json").read_text(encoding="utf-8"))
    assert brief["run"]["complete"] is False
    done = [t for t in brief["translation"] if t["text"]]
    assert 0 < len(done) < 100


@pytest.mark.process
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(long_article(60), encoding="utf-8")
    python = shlex.quote(sys.executable)
    command = f"{python} -m zhaiyi brief long.txt -q --model scripted | head -n 1"
    result = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        cwd=tmp_path,
        env=environment(tmp_path),
        check=True,
    )
    assert result.stderr == b""


def test_an_article_with_a_byte_order_mark_and_another_encoding_is_no_bad_input(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_bytes(codecs.BOM_UTF16_LE + ARTICLE.encode("utf-16-le"))
    result = zhaiyi("brief", "a.txt", "--format", "json", "-q", *SCRIPTED, home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["article"]["title"] == "汕头推进智慧城市建设"
