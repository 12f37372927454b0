"""Batches as a user makes them: the command, its files, what it says and how it ends."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import docx
import pytest

from tests.cli.run import ARTICLE, begun, listing, messages, zhaiyi
from tests.cli.test_bad_input import long_article
from tests.formats.makers import book, word
from zhaiyi.batch.products import Product
from zhaiyi.cli.direct import failing
from zhaiyi.formats.writing import WRITERS
from zhaiyi.render import FORMATS, PAIR_FORMATS

SCRIPTED = ("--model", "scripted")
CUES = "1\n00:00:01,000 --> 00:00:02,500\n工程已经全部完工。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles of one name, one in a deeper folder, a bad one, a table."""
    files: dict[str, str | bytes] = {
        "in/a.txt": ARTICLE,
        "in/a.md": f"# 标题\n\n{ARTICLE}",
        "in/deep/a.txt": ARTICLE,
        "in/empty.txt": "",
        "in/news.jsonl": json.dumps({"id": 1, "text": ARTICLE}, ensure_ascii=False),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(content), encoding="utf-8")
    return tmp_path


def test_a_folder_with_everything(folder: Path) -> None:
    command = ("brief", "in", "-r", "--field", "text", "--out", "out", "-f", "json", *SCRIPTED)
    dry = zhaiyi(*command, "--dry-run", home=folder)
    assert dry.returncode == 1
    lines = dry.stdout.decode().splitlines()
    assert lines[-1].startswith("4 to make: ")
    assert "characters/s, typical" in lines[-1]
    assert "-> out/a.md.json" in lines[0]
    assert messages(dry)[0].startswith("zhaiyi: in/empty.txt is empty")
    assert not (folder / "out").exists()

    real = zhaiyi(*command, home=folder)
    assert real.returncode == 1
    assert b"Traceback" not in real.stderr
    assert messages(real)[-1] == "zhaiyi: 4 done, 1 failed: in/empty.txt"
    assert listing(folder / "out") == [
        "a.md.json", "a.txt.json", "deep", "news-1.json", "report.html", "report.json",
    ]  # fmt: skip
    assert listing(folder / "out" / "deep") == ["a.json"]
    assert sorted(real.stdout.decode().splitlines()) == [
        f"Written: out/{name}.json" for name in ("a.md", "a.txt", "deep/a", "news-1")
    ]
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert {a["input"]: a["state"] for a in report["articles"]} == {
        "../in/a.md": "done",
        "../in/a.txt": "done",
        "../in/deep/a.txt": "done",
        "../in/empty.txt": "failed",
        "../in/news.jsonl#1": "done",
    }

    again = zhaiyi(*command, "--dry-run", home=folder)
    assert again.stdout.decode().splitlines()[-1] == "nothing to do"
    assert again.stdout.decode().count("made before") == 4
    assert "failed before" in again.stdout.decode()


def test_lists_of_names(folder: Path) -> None:
    (folder / "list.txt").write_text("# today\nin/a.txt\n", encoding="utf-8")
    for given in (("@list.txt",), ("--list", "list.txt"), ("--list", "list.txt", "in/a.txt")):
        result = zhaiyi("translate", *given, "--dry-run", "--out", "out", *SCRIPTED, home=folder)
        assert result.returncode == 0, result.stderr
        assert result.stdout.decode().splitlines()[-1].startswith("1 to make")
    missing = zhaiyi("brief", "@none.txt", *SCRIPTED, home=folder)
    assert (missing.returncode, len(messages(missing))) == (2, 1)
    assert "none.txt" in messages(missing)[0]


def test_word_book_and_subtitles_come_back_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "w.docx").write_bytes(word(["城市建设", "工程已经全部完工。"]))
    (tmp_path / "b.epub").write_bytes(book({"c.xhtml": "<h1>第一章</h1><p>工程完工。</p>"}))
    (tmp_path / "s.srt").write_text(CUES, encoding="utf-8")
    names = ("w.docx", "b.epub", "s.srt")
    result = zhaiyi(
        "translate", *names, "--same-format", "--out", "out", "-q", *SCRIPTED, home=tmp_path
    )
    assert result.returncode == 0, result.stderr
    for name in ("b.en.epub", "s.en.srt", "w.en.docx"):
        assert (tmp_path / "out" / name).exists()
    assert "00:00:01,000 --> 00:00:02,500\n[en]" in (tmp_path / "out" / "s.en.srt").read_text()
    document = docx.Document(str(tmp_path / "out" / "w.en.docx"))
    assert document.paragraphs[1].text.startswith("[en]")

    one = zhaiyi("translate", "w.docx", "-o", "x.docx", "-q", *SCRIPTED, home=tmp_path)
    assert one.returncode == 0, one.stderr
    assert docx.Document(str(tmp_path / "x.docx")).paragraphs[1].text.startswith("[en]")

    both = zhaiyi(
        "brief", "s.srt", "--same-format", "--bilingual", "--out", "out", "-q", *SCRIPTED,
        home=tmp_path,
    )  # fmt: skip
    assert both.returncode == 0, both.stderr
    assert "工程已经全部完工。\n[en]" in (tmp_path / "out" / "s.zh-en.srt").read_text("utf-8")


def test_a_format_that_an_input_is_not_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = zhaiyi("translate", "a.txt", "-o", "a.docx", *SCRIPTED, home=tmp_path)
    assert result.returncode == 2
    assert messages(result) == ["zhaiyi: a.txt is txt: --format docx gives docx files back as docx"]


def test_flagged_sentences_decide_the_exit_code_if_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    command = ("translate", "a.txt", "-q", "-f", "jsonl", *SCRIPTED)
    assert zhaiyi(*command, home=tmp_path).returncode == 0
    strict = zhaiyi(*command, "--fail-on", "flagged", home=tmp_path)
    assert strict.returncode == 1
    assert messages(strict) == ["zhaiyi: 1 to look at: a.txt"]
    wrong = zhaiyi(*command, "--fail-on", "anything", home=tmp_path)
    assert (wrong.returncode, "flagged" in messages(wrong)[0]) == (2, True)


def test_doubt_decides_the_exit_code_only_where_somebody_can_doubt(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = zhaiyi("brief", "a.txt", "--fail-on", "doubtful", *SCRIPTED, home=tmp_path)
    assert result.returncode == 2
    remedy = "zhaiyi models pull estimator-news"
    assert messages(result) == [f"zhaiyi: --fail-on doubtful needs the estimator: {remedy}"]


@pytest.mark.parametrize(
    ("levels", "failed", "bad"),
    [({"sure": 3}, 0, False), ({"sure": 2, "doubtful": 1}, 0, True), ({}, 1, True)],
)
def test_a_doubtful_sentence_or_a_missing_one_fails(
    levels: dict[str, int], failed: int, bad: bool
) -> None:
    row = {"sentences_by_level": levels, "sentences_by_status": {"failed": failed}}
    assert failing(Product({}, row), "doubtful") is bad


def test_verbose_says_where_the_time_went(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = zhaiyi("brief", "a.txt", "-v", "--out", "out", *SCRIPTED, home=tmp_path)
    said = [line for line in messages(result) if line.startswith("zhaiyi: a.txt: ")]
    assert any("translate" in line and "%" in line for line in said), said
    [tokens] = [line for line in said if "tokens" in line]
    assert " in, " in tokens
    assert " out" in tokens


@pytest.mark.process
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_batch_that_is_stopped_keeps_what_is_finished_and_says_so(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(long_article(40), encoding="utf-8")
    command = ["brief", "a.txt", "b.txt", "c.txt", "--out", "out", "-f", "json", "-j", "2"]
    process = begun(
        *command,
        *SCRIPTED,
        home=tmp_path,
        more={"ZHAIYI_SCRIPTED_SECONDS": "0.4"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stderr is not None
        for line in process.stderr:
            if "sentences" in line:
                break
        process.send_signal(number)
        rest = process.stderr.read()
    assert process.returncode == code
    assert "Traceback" not in rest
    assert "translated and kept" in rest
    assert "inputs are not done" in rest
    briefs = list((tmp_path / "out").glob("?.json"))
    assert briefs
    assert any(json.loads(p.read_text("utf-8"))["run"]["complete"] is False for p in briefs)
    again = zhaiyi(*command, *SCRIPTED, "-q", home=tmp_path)
    assert again.returncode == 0, again.stderr
    for name in ("a", "b", "c"):
        text = (tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8")
        assert json.loads(text)["run"]["complete"] is True


def test_no_model_leaves_no_folder_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = zhaiyi("brief", "a.txt", "--out", "out", home=tmp_path)
    assert result.returncode == 3
    assert "zhaiyi models pull" in messages(result)[0]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("brief", "a.txt", "--dry-run"), "--out"),
        (("brief", "a.txt", "--same-format"), "-o"),
        (("brief", "a.txt", "--out", "o", "-o", "b.html"), "not both"),
        (("translate", "a.txt", "-f", "docx,epub", "--out", "o"), "--same-format"),
        (("brief", "t.jsonl"), "--field (it has id, body)"),
        (("brief", ""), "empty name"),
        (("brief", "a.txt", "-o", "."), "is a folder"),
        (("brief", "a.txt", "-o", "a.txt/b.html"), "cannot be written"),
        (("brief", "https://example.org/a", "--offline"), "--offline"),
    ],
)
def test_what_cannot_be_meant(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "t.jsonl").write_text('{"id": 1, "body": "x"}\n', encoding="utf-8")
    result = zhaiyi(*arguments, *SCRIPTED, home=tmp_path)
    assert result.returncode == 2
    assert told in messages(result)[0]
    assert result.stdout == b""
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("brief",), ("translate",), ("eval",), ("web",), ("doctor",), ("models", "list"),
        ("models", "pull"), ("models", "info"), ("models", "verify"), ("models", "remove"),
        ("memory", "stats"), ("memory", "export"), ("memory", "import"), ("memory", "prune"),
    ],
)  # fmt: skip
def test_every_help_has_examples(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = zhaiyi(*command, "--help", home=tmp_path)
    text = result.stdout.decode()
    assert result.returncode == 0
    assert f"Usage: zhaiyi {' '.join(command)}" in text
    assert f"  zhaiyi {' '.join(command)}" in text.split("Options")[0], text


@pytest.mark.parametrize(
    ("command", "formats"),
    [("brief", tuple(FORMATS)), ("translate", (*PAIR_FORMATS, *WRITERS))],
)
def test_the_help_names_every_format(
    tmp_path: Path, command: str, formats: tuple[str, ...]
) -> None:
    text = zhaiyi(command, "--help", home=tmp_path).stdout.decode()
    told = text.split("Formats:")[1].split("Without")[0]
    assert [name for name in formats if not re.search(rf"(?<![\w-]){name}\b", told)] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("brief", "a.txt", "--overwrite"), ["--overwrite does nothing without --out DIR"]),
        (("translate", "a.txt", "-j", "2"), ["--jobs does nothing without --out DIR"]),
        (
            ("brief", "a.txt", "--out", "o", "--actors", "2"),
            ["--actors does nothing without --cluster"],
        ),
        (("brief", "a.txt", "--out", "o", "--overwrite"), []),
        (("brief", "a.txt"), []),
    ],
)
def test_an_option_that_does_nothing_is_told(
    tmp_path: Path, arguments: tuple[str, ...], told: list[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = zhaiyi(*arguments, *SCRIPTED, home=tmp_path, more={"ZHAIYI_JOBS": "3"})
    assert result.returncode == 0, result.stderr
    idle = [line.removeprefix("zhaiyi: ") for line in messages(result) if "does nothing" in line]
    assert idle == told


def test_a_glossary_beside_the_articles_is_picked_up_and_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "glossary.txt").write_text("汕头\tSwatow\n", encoding="utf-8")
    command = ("brief", "in", "--out", "out", "-f", "json", *SCRIPTED)
    result = zhaiyi(*command, home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert listing(tmp_path / "out") == ["a.json"]
    assert any("glossary.txt" in line for line in messages(result))
    assert "Swatow" in (tmp_path / "out" / "a.json").read_text(encoding="utf-8")
    (tmp_path / "own.tsv").write_text("汕头\tShantou City\n", encoding="utf-8")
    strong = zhaiyi(*command, "--glossary", "own.tsv", "--overwrite", home=tmp_path)
    assert strong.returncode == 0, strong.stderr
    text = (tmp_path / "out" / "a.json").read_text(encoding="utf-8")
    assert "Swatow" not in text
    assert "Shantou City" in text
