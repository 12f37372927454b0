"""kill -9 at ten random moments of a batch of twenty: nothing that was reported done is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.run import environment, zhaiyi

ARTICLES, KILLS = 20, 10
COMMAND = ("brief", "in", "--out", "out", "-f", "json", "--model", "scripted", "--jobs", "4", "-q")
PLACES = ["东区", "西区", "南区", "北区", "中区", "新区", "老区", "港区", "山区", "湖区"]
THINGS = ["道路", "桥梁", "学校", "医院", "公园", "港口", "机场"]


def article(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return "\n".join(
        f"{place}今年新建的第{number * 10 + n}项{thing}工程已经完工，并通过了验收。"
        for n, thing in enumerate(THINGS, 1)
    )


def records(journal: Path) -> list[dict[str, object]]:
    """Whole lines only: a reader may come in the middle of a write."""
    data = journal.read_bytes() if journal.exists() else b""
    return [json.loads(line) for line in data[: data.rfind(b"\n") + 1].splitlines()]


def start_and_kill(folder: Path, journal: Path, more: int) -> bool:
    """Starts the batch and kills it after `more` further records; False if it ended before."""
    before = len(records(journal))
    process = subprocess.Popen(
        [sys.executable, "-m", "zhaiyi", *COMMAND],
        cwd=folder,
        env=environment(folder, ZHAIYI_SCRIPTED_SECONDS="0.03"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with process:
        while process.poll() is None and len(records(journal)) < before + more:
            time.sleep(0.002)
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
    return alive


def assert_whole(folder: Path, found: list[dict[str, object]]) -> None:
    """Whatever the journal calls done is on the disk, whole; the reported segments are in it."""
    segments = {(r["item"], r["id"]): r["text"] for r in found if r["kind"] == "segment"}
    for record in found:
        if record["kind"] != "done":
            continue
        files = record["files"]
        assert isinstance(files, dict)
        brief = json.loads((folder / "out" / files["json"]).read_text(encoding="utf-8"))
        assert brief["run"]["complete"] is True
        sources = [t["source"] for t in brief["translation"]]
        assert len(sources) == len(set(sources)) == len(brief["article"]["sentences"])
        for translation in brief["translation"]:
            assert segments[record["item"], translation["source"]] == translation["text"]


@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
def test_a_batch_that_is_killed_ten_times_ends_whole(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(ARTICLES):
        path = tmp_path / "in" / f"a{number:02}.txt"
        path.write_text(article(number), encoding="utf-8")
    journal = tmp_path / "out" / ".zhaiyi" / "journal.jsonl"
    moments = random.Random(7)
    reported: set[tuple[object, object]] = set()
    killed = 0
    for _ in range(KILLS):
        killed += start_and_kill(tmp_path, journal, moments.randint(1, 24))
        found = records(journal)
        assert_whole(tmp_path, found)
        reported |= {(r["item"], r["id"]) for r in found if r["kind"] == "segment"}
    assert killed == KILLS, "the batch ended before it could be killed: make it longer"

    last = zhaiyi(*COMMAND, home=tmp_path)
    assert last.returncode == 0, last.stderr
    found = records(journal)
    assert_whole(tmp_path, found)
    done = Counter(str(r["item"]) for r in found if r["kind"] == "done")
    assert set(done.values()) == {1}, "an article that is done is never made again"
    assert len(done) == ARTICLES
    written = sorted(path.name for path in (tmp_path / "out").iterdir() if path.suffix == ".json")
    assert written == [*(f"a{number:02}.json" for number in range(ARTICLES)), "report.json"]
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".a")]
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["totals"]["done"] == ARTICLES
    final = {(a["input"], s) for a in report["articles"] for s in range(len(THINGS))}
    assert reported <= final
