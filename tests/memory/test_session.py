"""The translation memory at work: a second run asks the engine for nothing that it knows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.scripts import ENGLISH, FLOORS, PARK
from zhaiyi.core.document import Told, Translation
from zhaiyi.engines.base import Request
from zhaiyi.memory import Memory
from zhaiyi.memory.session import METHOD, MemorySession

REQUESTS = {
    0: (FLOORS, [Request("a", FLOORS, f"<{FLOORS}>")]),
    3: (PARK, [Request("b", PARK, f"<{PARK}>")]),
}


def _session(path: Path, signature: str = "model/1") -> MemorySession:
    return MemorySession(Memory(path), signature)


def test_what_was_kept_is_known_the_next_time(tmp_path: Path) -> None:
    first = _session(tmp_path / "m.sqlite")
    assert first.known(REQUESTS) == {}
    first.keep(Translation(3, ENGLISH[PARK], "repaired"))
    again = _session(tmp_path / "m.sqlite").known(REQUESTS)
    assert again == {3: Translation(3, ENGLISH[PARK], "repaired")}


def test_what_the_translator_told_is_known_the_next_time(tmp_path: Path) -> None:
    first = _session(tmp_path / "m.sqlite")
    first.known(REQUESTS)
    told = Translation(3, ENGLISH[PARK], told=Told(7, -0.25, -1.5, 0.125))
    first.keep(told)
    assert _session(tmp_path / "m.sqlite").known(REQUESTS) == {3: told}
    first.keep(Translation(3, ENGLISH[PARK]))
    assert _session(tmp_path / "m.sqlite").known(REQUESTS) == {3: Translation(3, ENGLISH[PARK])}


def test_what_an_interrupted_run_has_made_is_known_without_a_memory(tmp_path: Path) -> None:
    given = {0: Translation(0, ENGLISH[FLOORS]), 7: Translation(7, "elsewhere")}
    assert MemorySession(None, given=given).known(REQUESTS) == {0: given[0]}
    first = _session(tmp_path / "m.sqlite")
    first.known(REQUESTS)
    first.keep(Translation(3, ENGLISH[PARK]))
    both = MemorySession(Memory(tmp_path / "m.sqlite"), "model/1", given=given).known(REQUESTS)
    assert both == {0: given[0], 3: Translation(3, ENGLISH[PARK])}


def test_another_model_or_prompt_gets_no_old_answer(tmp_path: Path) -> None:
    first = _session(tmp_path / "m.sqlite")
    first.known(REQUESTS)
    first.keep(Translation(0, ENGLISH[FLOORS]))
    assert _session(tmp_path / "m.sqlite", "model/2").known(REQUESTS) == {}
    hinted = {0: (FLOORS, [Request("a", FLOORS, f"<glossary {FLOORS}>")])}
    assert _session(tmp_path / "m.sqlite").known(hinted) == {}


def test_a_line_with_a_dateline_is_another_line(tmp_path: Path) -> None:
    """Its English has a dateline too, though the engine was asked the same."""
    first = _session(tmp_path / "m.sqlite")
    request = Request("a", FLOORS, f"<{FLOORS}>")
    first.known({0: (f"新华社上海7月25日电 {FLOORS}", [request])})
    first.keep(Translation(0, f"SHANGHAI, July 25 (Xinhua) {ENGLISH[FLOORS]}"))
    assert _session(tmp_path / "m.sqlite").known({0: (FLOORS, [request])}) == {}


def test_what_a_person_wrote_ranks_above_the_machine(tmp_path: Path) -> None:
    first = _session(tmp_path / "m.sqlite")
    first.known(REQUESTS)
    first.keep(Translation(0, "machine"))
    Memory(tmp_path / "m.sqlite").edit(FLOORS, "by hand")
    found = _session(tmp_path / "m.sqlite", "model/2").known(REQUESTS)
    assert (found[0].text, found[0].status) == ("by hand", "edited")


def test_without_a_memory_nothing_is_known() -> None:
    session = MemorySession(None)
    assert session.known(REQUESTS) == {}
    session.keep(Translation(0, "x"))


def test_a_broken_memory_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "m.sqlite").write_bytes(b"no database at all" * 100)
    session = _session(tmp_path / "m.sqlite")
    assert session.known(REQUESTS) == {}
    session.keep(Translation(0, "x"))
    assert session.failure
    assert "\n" not in session.failure


def test_the_file_holds_no_prompt(tmp_path: Path) -> None:
    first = _session(tmp_path / "m.sqlite")
    first.known(REQUESTS)
    first.keep(Translation(0, ENGLISH[FLOORS]))
    dump = "\n".join(sqlite3.connect(tmp_path / "m.sqlite").iterdump())
    assert ENGLISH[FLOORS] in dump
    assert f"<{FLOORS}>" not in dump


def test_an_older_method_s_verdict_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _session(tmp_path / "m.sqlite")
    first.known(REQUESTS)
    first.keep(Translation(0, ENGLISH[FLOORS]))
    monkeypatch.setattr("zhaiyi.memory.session.METHOD", METHOD + 1)
    assert _session(tmp_path / "m.sqlite").known(REQUESTS) == {}
