"""The journal: what was written is there, a torn line is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.batch.journal import FOLDER, Journal
from zhaiyi.core.document import Translation

FILE = Path(FOLDER) / "journal.jsonl"


def fill(folder: Path) -> None:
    with Journal(folder) as journal:
        journal.add("run", at=1.0, version="0")
        journal.add("begun", item="a", name="a", content="c", settings="s")
        journal.add("segment", item="a", id=0, text="One \ud800.", status="ok")
        journal.add("segment", item="a", id=0, text="One.", status="repaired")
        journal.add("begun", item="b", name="b", content="c", settings="s")
        journal.add("done", item="b", at=3.0, files={"txt": "b.txt"}, row={"characters": 9})


def test_what_was_written_is_there_again(tmp_path: Path) -> None:
    fill(tmp_path)
    with Journal(tmp_path) as journal:
        assert journal.entries["a"].state == "open"
        assert journal.entries["a"].segments == {0: Translation(0, "One.", "repaired")}
        assert journal.entries["b"].state == "done"
        assert journal.entries["b"].files == {"txt": "b.txt"}
        assert journal.timeline == [(1.0, 0), (3.0, 9)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    fill(folder)
    return (folder / FILE).read_bytes()


@given(st.integers(0, 10_000))
def test_a_journal_cut_anywhere_is_read_as_far_as_it_is_whole(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    (folder / FOLDER).mkdir()
    (folder / FILE).write_bytes(whole[: cut % (len(whole) + 1)])
    with Journal(folder) as journal:
        journal.add("run", at=5.0, version="0")
    data = (folder / FILE).read_bytes()
    kept = whole[: cut % (len(whole) + 1)]
    assert data.startswith(kept[: kept.rfind(b"\n") + 1])
    assert data.count(b"\n") == kept.count(b"\n") + 1


def test_a_line_that_is_no_record_is_passed_over(tmp_path: Path) -> None:
    fill(tmp_path)
    file = tmp_path / FILE
    file.write_bytes(b"\0\0garbage\n[]\n" + file.read_bytes())
    with Journal(tmp_path) as journal:
        assert set(journal.entries) == {"a", "b"}


def test_a_peek_writes_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "none")
    journal.peek()
    assert journal.entries == {}
    assert not (tmp_path / "none").exists()


def test_another_content_makes_the_segments_of_before_worthless(tmp_path: Path) -> None:
    fill(tmp_path)
    with Journal(tmp_path) as journal:
        journal.add("begun", item="a", name="a", content="other", settings="s")
        assert journal.entries["a"].segments == {}
