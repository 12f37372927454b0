"""`zhaiyi check` as a user runs it, without an estimator."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import messages, zhaiyi

GOOD = "汕头市去年接待游客6.1万人次。\tShantou received 61,000 visitors last year."
WRONG = "这项工程耗资1.2亿元。\tThe project cost 12 million yuan."
EMPTY = "图书馆将于7月25日重新开放。\t"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "agency.tsv"
    path.write_text("\n".join(["zh\ten", GOOD, WRONG, EMPTY]) + "\n", encoding="utf-8")
    return path


def test_checks_alone_find_what_they_can_and_say_what_is_missing(table: Path) -> None:
    done = zhaiyi("check", table, "-f", "jsonl", home=table.parent)
    assert done.returncode == 0, messages(done)
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [row["level"] for row in rows] == ["look", "doubtful", "doubtful"]
    kinds = [{f["kind"] for f in row["findings"]} for row in rows]
    assert "number" in kinds[1]
    assert "empty" in kinds[2]
    assert any("models pull estimator-news" in line for line in messages(done))


def test_a_pipeline_is_stopped_by_a_doubtful_sentence(table: Path) -> None:
    out = table.parent / "report.html"
    done = zhaiyi(
        "check", table, "-o", out, "-f", "html", "--fail-on", "doubtful", home=table.parent
    )
    assert done.returncode == 1
    assert "12 million yuan" in out.read_text(encoding="utf-8")
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["-f", "docx"], "unknown format docx"),
        (["-f", "jsonl,html"], "choose one of table, jsonl, html"),
        (["--fail-on", "never"], "--fail-on never"),
        (["--source", "Chinese"], "has no column Chinese"),
    ],
)
def test_wrong_usage_is_one_line(table: Path, more: list[str], told: str) -> None:
    done = zhaiyi("check", table, *more, home=table.parent)
    assert done.returncode == 2
    assert len(messages(done)) == 1
    assert told in messages(done)[0]


@pytest.mark.parametrize(("name", "begins"), [("r.html", b"<!"), ("r.txt", b""), ("r.jsonl", b"{")])
def test_the_ending_of_the_output_chooses_the_format(table: Path, name: str, begins: bytes) -> None:
    done = zhaiyi("check", table, "-o", table.parent / name, home=table.parent)
    assert done.returncode == 0, messages(done)
    written = (table.parent / name).read_bytes()
    assert written.lower().startswith(begins)
    assert b"12 million" in written
