"""kill -9 at ten random moments of a batch of twenty: nothing that was reported done is lost."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from benchmarks.kill import ARTICLES, KILLS, SEED, Ordeal
from tests.cli.run import environment

COMMAND = ("brief", "in", "--out", "out", "-f", "json", "--model", "scripted", "--jobs", "4", "-q")
PLACES = ["东区", "西区", "南区", "北区", "中区", "新区", "老区", "港区", "山区", "湖区"]
THINGS = ["道路", "桥梁", "学校", "医院", "公园", "港口", "机场"]


def article(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return "\n".join(
        f"{place}今年新建的第{number * 10 + n}项{thing}工程已经完工，并通过了验收。"
        for n, thing in enumerate(THINGS, 1)
    )


@pytest.mark.kill
@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
def test_a_batch_that_is_killed_ten_times_ends_whole(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(ARTICLES):
        path = tmp_path / "in" / f"a{number:02}.txt"
        path.write_text(article(number), encoding="utf-8")
    ordeal = Ordeal(
        tmp_path,
        [sys.executable, "-m", "zhaiyi", *COMMAND],
        environment(tmp_path, ZHAIYI_SCRIPTED_SECONDS="0.03"),
        tmp_path / "out",
    )
    moments = random.Random(SEED)
    for _ in range(KILLS):
        ordeal.start_and_kill(moments.randint(1, 8))
    assert ordeal.killed == KILLS, "the batch ended before it could be killed: make it longer"
    assert ordeal.reported
    ordeal.finish(ARTICLES)
    assert ordeal.faults == []
    written = sorted(path.name for path in (tmp_path / "out").glob("*.json"))
    assert written == [*(f"a{number:02}.json" for number in range(ARTICLES)), "report.json"]


@pytest.mark.kill
def test_what_is_wrong_with_a_batch_is_noticed(tmp_path: Path) -> None:
    """The ordeal itself can fail: a sentence that is not what was reported, an article that was
    made twice, a file that was left half-written."""
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.txt").write_text(article(ord(name)), encoding="utf-8")
    command = [sys.executable, "-m", "zhaiyi", *COMMAND]
    ordeal = Ordeal(tmp_path, command, environment(tmp_path), tmp_path / "out")
    ordeal.finish(2)
    assert ordeal.faults == []
    journal = tmp_path / "out" / ".zhaiyi" / "journal.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines()
    done = next(line for line in lines if '"kind": "done"' in line)
    other = lines[next(i for i, line in enumerate(lines) if '"segment"' in line)]
    journal.write_text("\n".join([*lines, other.replace("[en]", "[fr]"), done, ""]))
    (tmp_path / "out" / ".a.json.torn").touch()
    ordeal.finish(2)
    assert any("not what was reported" in fault for fault in ordeal.faults)
    assert any("made 2 times" in fault for fault in ordeal.faults)
    assert any("half a file" in fault for fault in ordeal.faults)
