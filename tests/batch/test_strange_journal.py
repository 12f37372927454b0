"""A journal that came with a folder: odd records are passed over, nothing is written elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaiyi.batch.journal import FOLDER, Journal
from zhaiyi.batch.report import RunFacts, make_report, to_html
from zhaiyi.core.document import Finding, Span, Translation
from zhaiyi.core.errors import UsageError

BEGUN: dict[str, Any] = {"kind": "begun", "item": "a", "name": "a", "content": "c", "settings": "s"}
DONE: dict[str, Any] = {
    "kind": "done",
    "item": "a",
    "at": 2.0,
    "files": {"txt": "a.txt"},
    "row": {},
}


def written(folder: Path, *records: Any) -> Path:
    path = folder / FOLDER / "journal.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (r if isinstance(r, str) else json.dumps(r) for r in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


ODD = [
    {"kind": "run"},
    {"kind": "run", "at": "now"},
    {"kind": "run", "at": None},
    '{"kind": "run", "at": NaN}',
    '{"kind": "run", "at": 1' + "0" * 400 + "}",
    {"kind": 5},
    {"kind": ["run"]},
    {**BEGUN, "name": 5},
    {**BEGUN, "item": None},
    {**BEGUN, "files": [1]},
    {**BEGUN, "files": {"txt": 1}},
    {**BEGUN, "settings": {}},
    {"kind": "segment", "item": "b", "id": "0", "text": "x", "status": "ok"},
    {"kind": "segment", "item": "b", "id": 0, "text": "x", "status": "grand"},
    {"kind": "segment", "item": "b", "id": True, "text": "x", "status": "ok"},
    {"kind": "segment", "item": "b", "id": 0, "text": "x", "status": "ok", "findings": [{}]},
    {**DONE, "item": "b", "row": []},
    {**DONE, "item": "b", "row": {"characters": "many"}},
    {**DONE, "item": "b", "row": {"findings": [{"kind": "numbers"}]}},
    {**DONE, "item": "b", "row": {"sentences_by_status": {"flagged": "two"}}},
    {**DONE, "item": "b", "files": None},
    {"kind": "failed", "item": "b", "error": 7},
    "[" * 100_000,
    '{"kind":' * 100_000,
    "5",
    "null",
]


@pytest.mark.parametrize("record", ODD, ids=range(len(ODD)))
def test_a_record_of_odd_shape_is_passed_over(tmp_path: Path, record: Any) -> None:
    written(tmp_path, {**BEGUN, "item": "b", "name": "b"}, record)
    with Journal(tmp_path) as journal:
        assert list(journal.entries) == ["b"]
        assert journal.entries["b"].state == "open"
        assert journal.entries["b"].segments == {}
        assert journal.passed_over == 1
        facts = RunFacts("0", "brief", "now", 1.0, "here")
        assert to_html(make_report(journal.entries.values(), facts))


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([BEGUN, DONE]), st.sampled_from(["item", "name", "files", "row", "at"]), _ANY
)
def test_no_value_in_a_record_is_a_fault(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, Any], name: str, value: Any
) -> None:
    folder = tmp_path_factory.mktemp("any")
    written(folder, BEGUN, {**record, name: value})
    with Journal(folder) as journal:
        facts = RunFacts("0", "brief", "now", 1.0, "here")
        assert to_html(make_report(journal.entries.values(), facts))


@pytest.mark.parametrize(
    "name",
    ["../../x", "/etc/x", "a/../../x", "..", "", ".zhaiyi/journal", ".ZHAIYI/x", "a\0b", "out/x",
     "report"],
)  # fmt: skip
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    written(out, {**BEGUN, "name": name})
    (out / "out").symlink_to(tmp_path)
    with Journal(out) as journal:
        assert journal.entries == {}
        assert journal.passed_over == 1


@pytest.mark.parametrize("name", ["a", "a/b", "..a", "report.html", "甲/乙", "a\\b"])
def test_a_name_in_the_folder_is_kept(tmp_path: Path, name: str) -> None:
    written(tmp_path, {**BEGUN, "name": name})
    with Journal(tmp_path) as journal:
        assert journal.entries["a"].name == name


@pytest.mark.parametrize("name", ["../x.html", "/x.html", "report.html"])
def test_a_file_that_is_no_articles_is_refused(tmp_path: Path, name: str) -> None:
    written(tmp_path, BEGUN, {**DONE, "files": {"html": name}})
    with Journal(tmp_path) as journal:
        assert journal.entries["a"].state == "open"


@pytest.mark.parametrize("name", [FOLDER, f"{FOLDER}/journal.jsonl", f"{FOLDER}/lock"])
def test_a_journal_that_is_a_link_touches_nothing_elsewhere(tmp_path: Path, name: str) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    other.mkdir()
    (other / "journal.jsonl").write_bytes(b"precious, without a line end")
    (other / "lock").write_bytes(b"precious")
    link = out / name
    link.parent.mkdir(parents=True)
    link.symlink_to(other if name == FOLDER else other / Path(name).name)
    with pytest.raises(UsageError, match="link"), Journal(out):
        pass
    assert (other / "journal.jsonl").read_bytes() == b"precious, without a line end"
    assert (other / "lock").read_bytes() == b"precious"


def test_what_was_found_in_a_sentence_is_there_again(tmp_path: Path) -> None:
    finding = {"kind": "numbers", "severity": "info", "message": "Mended.", "source_span": [1, 3]}
    segment = {"kind": "segment", "item": "a", "id": 0, "text": "x", "status": "repaired"}
    written(tmp_path, BEGUN, {**segment, "findings": [finding]})
    with Journal(tmp_path) as journal:
        found = Finding("numbers", "info", "Mended.", Span(1, 3))
        assert journal.entries["a"].segments == {0: Translation(0, "x", "repaired", (found,))}
