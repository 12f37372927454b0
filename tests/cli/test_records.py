"""Articles in the records of JSON Lines and CSV files, and names in lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.batch.inputs import Input, Refused, Search, expand, load, read_list
from zhaiyi.batch.records import find_records
from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.core.settings import Settings

ROWS = [{"id": 1, "text": "第一篇。"}, {"id": 2, "text": "第二篇，\n有两行，还有“引号”。"}]


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    path.write_text(f"\ufeff{lines}\n", encoding="utf-8")
    assert [r.text() for r in find_records(path, "text")] == [row["text"] for row in ROWS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "news.csv"
    path.write_text(
        'id,text\r\n1,第一篇。\r\n\r\n2,"第二篇，\n有两行，还有""引号""。"\r\n', encoding=encoding
    )
    found = list(find_records(path, "text"))
    assert [r.text() for r in found] == ["第一篇。", '第二篇，\n有两行，还有"引号"。']
    assert [r.number for r in found] == [1, 2]


def test_a_csv_with_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(
        'id;text\r\n1;第一篇, 甲。\r\n2;"第二篇;\n乙。"\r\n', encoding="utf-8", newline=""
    )
    assert [r.text() for r in find_records(path, "text")] == ["第一篇, 甲。", "第二篇;\n乙。"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), min_size=1))
def test_every_record_of_a_csv_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in cells)
    path.write_text("n,text\n" + "".join(f"x,{q}\n" for q in quoted), encoding="utf-8", newline="")
    assert [r.text() for r in find_records(path, "text")] == cells


@pytest.mark.parametrize(
    ("content", "field", "told"),
    [
        ('{"a": 1, "text": "x"}', None, "--field (it has a, text)"),
        ('{"a": 1}', "text", "no field 'text' (it has a)"),
        ("not json", "text", "record 1"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(
    tmp_path: Path, content: str, field: str | None, told: str
) -> None:
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    [refused] = expand([str(tmp_path / "a.jsonl")], Search(field=field))
    assert isinstance(refused, Refused)
    assert told in str(refused.error)


def test_a_bad_record_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    deep = '{"text":' * 100_000
    path.write_text(f'{{"text": "好的。"}}\n{{"text": 7}}\n{{bad\n{deep}\n', encoding="utf-8")
    good, number, broken, endless = list(expand([str(path)], Search(field="text")))
    assert isinstance(good, Input)
    assert load(good, Settings()).text == "好的。"
    for item, told in ((number, "record 2"), (broken, "record 3"), (endless, "record 4")):
        assert isinstance(item, Input)
        with pytest.raises(UnreadableInput, match=told):
            load(item, Settings())


def test_a_first_record_that_is_nested_without_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("[" * 100_000, encoding="utf-8")
    [refused] = expand([str(tmp_path / "a.jsonl")], Search(field="text"))
    assert isinstance(refused, Refused)
    assert "record 1 is no record" in str(refused.error)


def test_records_have_names_and_keys_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "一。"}\n{"text": "二。"}\n', encoding="utf-8")
    items = [item for item in expand([str(path)], Search(field="text")) if isinstance(item, Input)]
    assert [item.stem for item in items] == ["news-1", "news-2"]
    assert [item.key(tmp_path / "out") for item in items] == ["../news.jsonl#1", "../news.jsonl#2"]
    assert items[0].fingerprint() != items[1].fingerprint()


def test_tables_in_a_folder_count_only_with_a_field(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("好的。", encoding="utf-8")
    (tmp_path / "b.csv").write_text("text\n好的。\n", encoding="utf-8")
    assert len(list(expand([str(tmp_path)]))) == 1
    assert len(list(expand([str(tmp_path)], Search(field="text")))) == 2


# -- lists and folders -----------------------------------------------------------------------------


def test_a_list_names_inputs(tmp_path: Path) -> None:
    path = tmp_path / "l.txt"
    path.write_text("# mine\n\n a.txt \nhttps://example.org/x\n", encoding="utf-8")
    assert read_list(str(path)) == ["a.txt", "https://example.org/x"]
    assert [item.name for item in expand([f"@{path}"])] == ["a.txt", "https://example.org/x"]


def test_a_list_with_a_null_character_is_told(tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_bytes(b"a.txt\nb\0.txt\n")
    with pytest.raises(UsageError, match="null character"):
        list(expand([f"@{tmp_path / 'l.txt'}"]))


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.txt"):
        read_list(str(tmp_path / "none.txt"))
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="UTF-8"):
        read_list(str(tmp_path / "b.txt"))


def test_inputs_of_deeper_folders_know_where_they_lie(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("好的。", encoding="utf-8")
    [refused] = expand([str(tmp_path)])
    assert isinstance(refused, Refused)
    assert "--recursive" in str(refused.error)
    items = [i for i in expand([str(tmp_path)], Search(recursive=True)) if isinstance(i, Input)]
    assert [item.below.as_posix() for item in items] == ["x", "y"]
