"""`zhaiyi eval` on the scripted model, as a user runs it."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import begun, messages, zhaiyi

SCRIPTED = ("--model", "scripted")
ROWS = [
    ("汕头市去年接待游客6.1万人次。", "Shantou received 61,000 visitors last year."),
    ("图书馆将于7月25日重新开放。", "The library will reopen on July 25."),
    ("这项工程耗资1.2亿元。", "The project cost 120 million yuan."),
    ("专家认为这种做法值得推广。", "Experts believe this practice is worth spreading."),
    ("他说：“我们明年再来。”", 'He said, "We will come again next year."'),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = [f"{n}\t{zh}\t{en}\t{en}\t{en.lower()}" for n, (zh, en) in enumerate(ROWS)]
    path = tmp_path / "t.tsv"
    path.write_text("\n".join(["id\tzh\ten\thuman\tlower", *lines]) + "\n", encoding="utf-8")
    return path


def report(table: Path, *more: str) -> dict[str, Any]:
    result = zhaiyi("eval", table, "--format", "json", *more, home=table.parent)
    assert result.returncode == 0, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_every_system_has_a_row_with_every_figure(table: Path) -> None:
    data = report(table, *SCRIPTED)
    assert [row["name"] for row in data["rows"]] == ["zhaiyi", "human", "lower"]
    own, human, lower = data["rows"]
    figures = {
        "name", "bleu", "chrf", "numbers_right", "numbers_right_or_flagged", "names_right",
        "flag_rate", "leftover", "empty", "seconds", "chars_per_second",
    }  # fmt: skip
    assert figures <= own.keys()
    assert own["chars_per_second"] > 0
    assert human["bleu"] > lower["bleu"] > own["bleu"]
    assert (data["sentences"], data["translator"]) == (5, "scripted/1")


def test_the_table_is_markdown_and_progress_stays_on_stderr(table: Path) -> None:
    result = zhaiyi("eval", table, *SCRIPTED, home=table.parent)
    lines = result.stdout.decode().splitlines()
    assert [line.split()[1] for line in (lines[0], *lines[2:5])] == [
        "system", "zhaiyi", "human", "lower",
    ]  # fmt: skip
    assert len({len(line) for line in lines[:5]}) == 1
    assert any("bleu: nrefs:1" in line for line in lines)
    assert any("translate" in line for line in messages(result))


def test_a_second_run_takes_what_the_first_kept(table: Path) -> None:
    command = ("eval", table, "--outputs", "kept.jsonl", "--format", "json", *SCRIPTED)
    first = zhaiyi(*command, "--limit", "2", home=table.parent)
    kept = (table.parent / "kept.jsonl").read_text(encoding="utf-8")
    assert len(kept.splitlines()) == 2
    second = zhaiyi(*command, home=table.parent)
    assert any("3 of 5 sentences to translate" in line for line in messages(second))
    third = zhaiyi(*command, home=table.parent)
    assert any("remove it to make them anew" in line for line in messages(third))
    assert third.stdout == second.stdout != first.stdout


@pytest.mark.process
def test_a_stopped_run_keeps_what_is_done_and_goes_on(table: Path) -> None:
    rows = [f"{n}\t第{n}句话讲的是图书馆。\tSentence {n}." for n in range(40)]
    table.write_text("\n".join(["id\tzh\ten", *rows]), encoding="utf-8")
    kept = table.parent / "kept.jsonl"
    arguments = ("eval", str(table), "--outputs", str(kept), "--format", "json", *SCRIPTED)
    with begun(
        *arguments,
        home=table.parent,
        more={"ZHAIYI_SCRIPTED_SECONDS": "0.3"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        while b"translate " not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=200)
    assert process.returncode == 130
    assert out == b""
    assert b"the same command goes on" in err
    done = len(kept.read_text(encoding="utf-8").splitlines())
    assert 0 < done < 40
    result = zhaiyi(*arguments, home=table.parent)
    assert f"{40 - done} of 40 sentences" in result.stderr.decode()
    assert json.loads(result.stdout)["sentences"] == 40


def test_others_alone_need_no_model(table: Path) -> None:
    data = report(table, "--no-zhaiyi", "--columns", "human,en", "--limit", "3", "--seed", "1")
    assert [row["name"] for row in data["rows"]] == ["human", "en"]
    assert (data["sentences"], data["translator"]) == (3, None)


def test_quiet_leaves_only_the_result(table: Path) -> None:
    result = zhaiyi("eval", table, "-q", *SCRIPTED, home=table.parent)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--format", "xml"), "choose from table, json"),
        (("--columns", "nobody"), "no system nobody"),
        (("--seed", "3"), "--limit"),
        (("--quality", "great"), "choose from fast, best"),
        (("--no-zhaiyi", "--columns", ""), "leave --no-zhaiyi out"),
    ],
)
def test_wrong_usage_is_told_in_one_line(table: Path, more: tuple[str, ...], words: str) -> None:
    result = zhaiyi("eval", table, *SCRIPTED, *more, home=table.parent)
    assert (result.returncode, result.stdout) == (2, b"")
    [line] = messages(result)
    assert words in line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id\tzh\n1\t好\n", "no column en"),
        ("", "is empty"),
        ("id\tzh\ten\tzhaiyi\n1\t好\tGood.\tGood.\n", "our own row"),
    ],
)
def test_a_bad_table_is_told_in_one_line(table: Path, text: str, words: str) -> None:
    table.write_text(text, encoding="utf-8")
    result = zhaiyi("eval", table, *SCRIPTED, home=table.parent)
    assert (result.returncode, result.stdout) == (2, b"")
    [line] = messages(result)
    assert "t.tsv" in line or "column zhaiyi" in line
    assert words in line


def test_without_a_model_the_command_says_how_to_fetch_one(table: Path) -> None:
    result = zhaiyi("eval", table, home=table.parent)
    assert result.returncode == 3
    assert any("zhaiyi models pull" in line for line in messages(result))


def test_marks_add_columns_of_what_the_confidence_is_worth(table: Path) -> None:
    (zh, en), (other_zh, other_en) = ROWS[:2]
    marks = table.parent / "marks.tsv"
    marks.write_text(
        f"zh\toutput\tneeds_look\n{zh}\t{en}\tno\n{other_zh}\t{other_en.lower()}\tyes\n",
        encoding="utf-8",
    )
    more = ("--no-zhaiyi", "--marks", str(marks))
    human, lower = report(table, *more)["rows"]
    assert (human["marked"], lower["marked"]) == (1, 1)
    shown = zhaiyi("eval", table, *more, home=table.parent)
    head = shown.stdout.decode().splitlines()[0]
    assert [name.strip() for name in head.strip("|").split("|")][-4:] == [
        "marked", "AUC", "sure", "sure is right",
    ]  # fmt: skip
    assert any("models pull estimator-news" in line for line in messages(shown))
    plain = zhaiyi("eval", table, "--no-zhaiyi", home=table.parent).stdout.decode()
    assert "AUC" not in plain


def test_marks_that_are_none_are_one_line(table: Path) -> None:
    result = zhaiyi("eval", table, "--no-zhaiyi", "--marks", table, home=table.parent)
    assert result.returncode == 2
    assert "needs_look" in messages(result)[-1]
