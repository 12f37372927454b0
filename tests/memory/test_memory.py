"""The translation memory: what is kept, what ranks first, what survives, what travels as TMX."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import REPO
from zhaiyi.core.document import Finding, Span
from zhaiyi.core.errors import MemoryFailed, UnreadableInput
from zhaiyi.core.settings import Settings
from zhaiyi.memory import Imported, Key, Memory, MemoryUnit, make_key, open_memory

KEY = make_key("model/1", "Translate: 汕头市很大。", "汕头市很大。")
FINDING = Finding("numbers", "warning", "61,000 is missing.", Span(1, 3), None)
UNIT = MemoryUnit(
    KEY.digest, KEY.source, "Shantou is big.", "flagged", (FINDING,), "model/1", 1000.0
)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "deep" / "memory.sqlite", now=lambda: 2000.0)


def keys(number: int) -> list[Key]:
    return [make_key("m", f"p{i}", f"句子{i}") for i in range(number)]


def units(number: int, target: str = "Sentence") -> list[MemoryUnit]:
    return [MemoryUnit(k.digest, k.source, f"{target} {i}") for i, k in enumerate(keys(number))]


# -- looking up ------------------------------------------------------------------------------


def test_a_constructor_and_a_look_into_nothing_make_no_file(memory: Memory) -> None:
    assert memory.get([KEY]) == {}
    assert memory.stats().units == 0
    assert memory.prune(max_bytes=0) == 0
    assert not memory.path.parent.exists()


def test_what_was_kept_comes_back_whole(memory: Memory) -> None:
    memory.put([UNIT])
    memory.close()
    assert memory.get([KEY, make_key("other", None, "x")]) == {KEY: UNIT}


def test_another_model_prompt_or_quality_is_another_key() -> None:
    made = {
        make_key("m1", "p", "s"),
        make_key("m2", "p", "s"),
        make_key("m1", "q", "s"),
        make_key("m1", None, "s"),
        make_key("m1", "p", "s", "best"),
    }
    assert len({key.digest for key in made}) == 5
    assert make_key("m1", "p", " s\n") == make_key("m1", "p", "s")


def test_a_later_result_replaces_the_earlier_and_failures_are_not_kept(memory: Memory) -> None:
    memory.put([UNIT])
    memory.put([replace(UNIT, target="Shantou is large.", status="ok", findings=())])
    memory.put([replace(UNIT, target="", status="failed"), replace(UNIT, digest="")])
    assert memory.get([KEY])[KEY].target == "Shantou is large."
    assert memory.stats().units == 1


def test_what_a_person_wrote_ranks_above_every_machine(memory: Memory) -> None:
    memory.put([UNIT])
    memory.edit(" 汕头市很大。\n", "Shantou is vast.")
    memory.put([replace(UNIT, target="Again the machine.")])
    other = make_key("model/2", "another prompt", KEY.source)
    for key, unit in memory.get([KEY, other]).items():
        assert unit.target == "Shantou is vast.", key
        assert unit.status == "edited"
        assert unit.human
    memory.edit(KEY.source, "")
    assert memory.get([KEY, other])[KEY].target == "Again the machine."
    assert other not in memory.get([other])


def test_an_edited_unit_is_kept_as_an_edit(memory: Memory) -> None:
    memory.put([replace(UNIT, status="edited", target="By hand.")])
    assert memory.get([make_key("any", "p", KEY.source)]).popitem()[1].human
    assert memory.stats().units == 0
    assert memory.stats().edits == 1


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(), st.text(min_size=1), st.text(max_size=5)),
        max_size=8,
        unique_by=lambda t: t[0].strip(),
    )
)
def test_any_text_can_be_kept(tmp_path_factory: Any, rows: list[tuple[str, str, str]]) -> None:
    memory = Memory(tmp_path_factory.mktemp("any") / "m.sqlite")
    pairs = [(make_key("m", source, source), target, kind) for source, target, kind in rows]
    memory.put(
        MemoryUnit(key.digest, key.source, target, findings=(Finding(kind, "info", target),))
        for key, target, kind in pairs
    )
    found = memory.get(key for key, _, _ in pairs)
    assert len(found) == len(pairs)
    for key, target, _ in pairs:
        clean = target.encode("utf-8", "replace").decode()
        assert found[key].target == target or "\ufffd" in found[key].target or clean != target
    memory.close()


def test_thousands_of_keys_are_asked_at_once(memory: Memory) -> None:
    memory.put(units(3000))
    assert len(memory.get(keys(3001))) == 3000


def test_the_settings_name_the_memory_or_switch_it_off(tmp_path: Path) -> None:
    found = open_memory(Settings(home=tmp_path))
    assert found is not None
    assert found.path.parent == tmp_path
    assert open_memory(Settings(home=tmp_path, memory=False)) is None
    assert list(tmp_path.iterdir()) == []


# -- several at once, and kills --------------------------------------------------------------


def test_threads_share_one_memory(memory: Memory) -> None:
    def work(number: int) -> None:
        for i in range(20):
            memory.put([MemoryUnit(f"{number}-{i}", f"{number} {i}", "x")])
            memory.get(keys(3))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.stats().units == 120


def _fill(path: Path, number: int, barrier: Any) -> None:
    memory = Memory(path)
    barrier.wait()
    for i in range(30):
        memory.put([MemoryUnit(f"{number}-{i}", f"{number} {i}", "x")])
        memory.edit(f"edit {number} {i}", "y")


@pytest.mark.process
def test_processes_share_one_memory_from_the_first_moment(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(4)
    path = tmp_path / "new" / "memory.sqlite"
    processes = [context.Process(target=_fill, args=(path, n, barrier)) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(200)
        assert process.exitcode == 0
    stats = Memory(path).stats()
    assert (stats.units, stats.edits) == (120, 120)


def test_a_busy_memory_is_waited_for_and_then_told(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    Memory(path).put([UNIT])
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(MemoryFailed, match=r"locked.*ZHAIYI_MEMORY=false"):
        Memory(path, timeout=0.05).put([UNIT])
    other.close()
    Memory(path).put([UNIT])


_WRITER = """
import sys
from pathlib import Path
from zhaiyi.memory import Memory, MemoryUnit
memory = Memory(Path(sys.argv[1]))
for i in range(int(sys.argv[2]), 10**9):
    rows = [MemoryUnit(f"{i}-{j}", f"句子 {i}-{j}", "target " * 50) for j in range(8)]
    memory.put(rows)
    print(i, flush=True)
"""


@pytest.mark.kill
def test_every_row_that_was_reported_done_survives_kill_9(tmp_path: Path) -> None:
    path, chance = tmp_path / "memory.sqlite", random.Random(7)
    done = start = 0
    for _ in range(10):
        start = done + 1000
        command = [sys.executable, "-c", _WRITER, str(path), str(start)]
        with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.2)
            os.kill(process.pid, signal.SIGKILL)
            reported = [start, *(int(line) for line in process.stdout if line.endswith("\n"))]
        done = reported[-1]
        memory = Memory(path)
        wanted = [Key(f"{i}-{j}", f"句子 {i}-{j}") for i in reported for j in range(8)]
        assert len(memory.get(wanted)) == len(wanted)
        half = [Key(f"{done + 1}-{j}", "") for j in range(8)]
        assert len(memory.get(half)) in (0, 8)
        memory.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_no_memory_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"this is not a database, but long enough to look like one " * 40)
    with pytest.raises(MemoryFailed, match="cannot be used") as told:
        Memory(path).get([KEY])
    assert "\n" not in str(told.value)
    assert path.read_bytes().startswith(b"this is not")


def test_a_folder_that_cannot_be_made_has_another_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(MemoryFailed, match="another folder with ZHAIYI_HOME"):
        Memory(tmp_path / "file" / "memory.sqlite").edit("好", "Good")


def test_a_memory_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(MemoryFailed, match="newer version"):
        Memory(path).put([UNIT])


# -- keeping house ---------------------------------------------------------------------------


def test_stats_count_by_status_and_translator(memory: Memory) -> None:
    memory.put([UNIT, replace(UNIT, digest="b", status="ok", translator="model/2", time=500.0)])
    memory.edit("一", "One")
    stats = memory.stats()
    assert (stats.units, stats.edits) == (2, 1)
    assert stats.statuses == {"flagged": 1, "ok": 1}
    assert stats.translators == {"model/1": 1, "model/2": 1}
    assert (stats.oldest, stats.newest) == (500.0, 2000.0)
    assert stats.bytes > 0


def test_age_counts_from_the_last_use_and_edits_stay(tmp_path: Path) -> None:
    moment = [0.0]
    memory = Memory(tmp_path / "m.sqlite", now=lambda: moment[0])
    memory.put(units(4))
    memory.edit("手", "By hand")
    moment[0] = 50 * 86_400.0
    memory.get(keys(1))
    assert memory.prune(max_age=30 * 86_400.0) == 3
    assert list(memory.get(keys(4))) == keys(1)
    assert memory.stats().edits == 1


def test_size_takes_those_of_use_longest_ago(tmp_path: Path) -> None:
    moment = [0.0]
    memory = Memory(tmp_path / "m.sqlite", now=lambda: moment[0])
    for unit in units(200, "word " * 200):
        moment[0] += 1
        memory.put([unit])
    before = memory.stats().bytes
    gone = memory.prune(max_bytes=60_000)
    left = [key for key in keys(200) if key in memory.get(keys(200))]
    assert gone == 200 - len(left)
    assert left == keys(200)[-len(left) :]
    assert 30 <= len(left) <= 60
    assert memory.stats().bytes < before / 2


# -- TMX -------------------------------------------------------------------------------------


def test_an_export_comes_back_as_it_was(memory: Memory, tmp_path: Path) -> None:
    memory.put([UNIT, *units(3)])
    memory.edit("手", 'By <hand> & "mind"')
    assert memory.export(tmp_path / "out.tmx") == 5
    other = Memory(tmp_path / "other.sqlite")
    assert other.import_(tmp_path / "out.tmx") == Imported(4, 1, 0)
    assert other.get([KEY]) == {KEY: UNIT}
    assert other.get([Key("", "手")]).popitem()[1].target == 'By <hand> & "mind"'
    assert other.import_(tmp_path / "out.tmx") == Imported(0, 0, 5)


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="OtherCAT" srclang="zh-CN" datatype="html"/><body>
<tu changedate="20260102T030405Z">
<tuv xml:lang="zh-CN"><seg>汕头<bpt i="1">&lt;b&gt;</bpt>市</seg></tuv>
<tuv xml:lang="EN_us"><seg>Shantou <hi>city</hi></seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Bonjour</seg></tuv><tuv xml:lang="en"><seg>Hello</seg></tuv></tu>
<tu><tuv lang="zh"><seg>没有英文</seg></tuv></tu>
</body></tmx>"""


def test_another_tools_memory_counts_as_a_persons_work(memory: Memory, tmp_path: Path) -> None:
    path = tmp_path / "cat.tmx"
    for encoding in ("utf-8", "utf-16"):
        text = FOREIGN if encoding == "utf-8" else FOREIGN.replace("UTF-8", "UTF-16")
        path.write_bytes(text.encode(encoding))
        memory.import_(path)
        [unit] = memory.get([make_key("m", "p", "汕头市")]).values()
        assert (unit.target, unit.human) == ("Shantou city", True)
    assert memory.stats().edits == 1


def test_an_older_edit_does_not_replace_a_newer(memory: Memory, tmp_path: Path) -> None:
    path = tmp_path / "cat.tmx"
    path.write_text(FOREIGN.replace("20260102", "19700101"), encoding="utf-8")
    memory.put([MemoryUnit("", "汕头市", "Mine", "edited", time=900_000.0)])
    assert memory.import_(path) == Imported(0, 0, 1)
    assert memory.get([Key("", "汕头市")]).popitem()[1].target == "Mine"


def test_a_machines_pairs_in_a_briefs_tmx_do_not_pass_for_a_persons(
    memory: Memory, tmp_path: Path
) -> None:
    path = tmp_path / "brief.tmx"
    path.write_text(FOREIGN.replace("OtherCAT", "Zhaiyi"), encoding="utf-8")
    assert memory.import_(path) == Imported(0, 0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "汕头市\tShantou\n",
        FOREIGN[:300],
        "<html><body/></html>",
        '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx><body><tu/>&b;</body></tmx>',
    ],
)
def test_what_is_no_tmx_changes_nothing(memory: Memory, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(text, encoding="utf-8")
    memory.edit("手", "By hand")
    with pytest.raises(UnreadableInput, match=r"bad\.tmx: is not a TMX file"):
        memory.import_(path)
    assert memory.stats().edits == 1
    with pytest.raises(UnreadableInput, match="cannot be read"):
        memory.import_(tmp_path / "none.tmx")


@pytest.mark.parametrize(
    "text",
    [
        '<tmx version="1.4"><header/><tu><tuv xml:lang="zh"><seg>一</seg></tuv>'
        '<tuv xml:lang="en"><seg>one</seg></tuv></tu></tmx>',
        '<tmx version="1.4"><header/></tmx>',
        FOREIGN.replace("<hi>city</hi>", "<hi>" * 5000 + "city" + "</hi>" * 5000),
        FOREIGN.replace("<tmx", "<tmx>" * 5000 + "<tmx"),
    ],
    ids=["units without body", "no body", "deep segment", "deep file"],
)
def test_an_odd_tmx_is_told_in_one_line(memory: Memory, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"odd\.tmx: is not a TMX file") as told:
        memory.import_(path)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("findings", ["[" * 100_000, "{}", "[5]", '[{"kind": "x"}]', "{"])
def test_a_tmx_with_broken_findings_is_told_in_one_line(
    memory: Memory, tmp_path: Path, findings: str
) -> None:
    props = f'<prop type="x-origin">machine</prop><prop type="x-findings">{findings}</prop>'
    text = FOREIGN.replace("OtherCAT", "Zhaiyi").replace('Z">', f'Z" tuid="k">{props}')
    path = tmp_path / "odd.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"odd\.tmx: a unit has broken findings"):
        memory.import_(path)


# -- rows of another version -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("findings", "{"),
        ("findings", "5"),
        ("findings", "[" * 100_000),
        ("findings", '[{"kind": "x", "grade": 1}]'),
        ("findings", '[{"kind": "x", "severity": "dire", "message": "m"}]'),
        ("findings", b"\x00\xff"),
        ("status", "grand"),
        ("target", b"\xff"),
        ("made", "yesterday"),
        ("made", float("inf")),
        ("made", 1e300),
    ],
)
def test_a_row_that_is_not_understood_is_passed_over(
    memory: Memory, tmp_path: Path, column: str, value: object
) -> None:
    memory.put([UNIT, *units(2)])
    memory.close()
    with sqlite3.connect(memory.path) as other:
        other.execute(f"UPDATE units SET {column} = ? WHERE key = ?", (value, UNIT.digest))
    other.close()
    assert list(memory.get([KEY, *keys(2)])) == keys(2)
    assert memory.export(tmp_path / "out.tmx") == 2
    assert memory.stats().newest == 2000.0
    memory.put([UNIT])
    assert memory.get([KEY]) == {KEY: UNIT}, "it is made anew"


def test_a_text_that_is_damaged_does_not_make_the_others_unknown(memory: Memory) -> None:
    memory.put([UNIT, *units(2)])
    memory.close()
    with sqlite3.connect(memory.path) as other:
        other.execute("UPDATE units SET findings = CAST(x'ff' AS TEXT) WHERE key = ?", KEY[:1])
    other.close()
    assert list(memory.get([KEY, *keys(2)])) == keys(2)


def test_a_finding_of_a_newer_version_is_read_as_far_as_it_is_known(memory: Memory) -> None:
    memory.put([UNIT])
    newer = '[{"kind": "numbers", "severity": "info", "message": "m", "confidence": 0.5}]'
    with sqlite3.connect(memory.path) as other:
        other.execute("UPDATE units SET findings = ?", (newer,))
    other.close()
    [unit] = memory.get([KEY]).values()
    assert unit.findings == (Finding("numbers", "info", "m"),)


def test_an_edit_that_is_not_understood_is_passed_over(memory: Memory) -> None:
    memory.edit("手", "By hand")
    with sqlite3.connect(memory.path) as other:
        other.execute("UPDATE edits SET target = ?", (b"\xff",))
    other.close()
    assert memory.get([Key("", "手")]) == {}


def test_an_export_that_cannot_be_written_leaves_nothing(memory: Memory, tmp_path: Path) -> None:
    memory.put([UNIT])
    with pytest.raises(MemoryFailed, match="cannot be written"):
        memory.export(tmp_path / "no" / "out.tmx")
