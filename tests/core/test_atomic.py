"""Files that appear whole or not at all, and last."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from zhaiyi.core.atomic import clear_parts, parts_of, replacing, write_whole


@pytest.mark.parametrize("lasting", [False, True])
def test_a_write_that_breaks_leaves_the_old_file_and_nothing_beside(
    tmp_path: Path, lasting: bool
) -> None:
    target = tmp_path / "a.html"
    write_whole(target, b"old", lasting=lasting)
    with suppress(KeyError), replacing(target, lasting=lasting) as file:
        file.write(b"half of the n")
        raise KeyError
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.html"]


def test_the_longest_name_that_a_disk_takes_can_be_written(tmp_path: Path) -> None:
    for name in ("x" * 250 + ".html", "汕" * 83 + ".html"):
        write_whole(tmp_path / name, b"x")
        assert (tmp_path / name).read_bytes() == b"x"


def test_a_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"x")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_what_a_killed_writer_left_is_found_and_cleared(tmp_path: Path) -> None:
    files = replacing(tmp_path / "a.json")
    files.__enter__()
    assert len(parts_of(tmp_path / "a.json")) == 1
    assert parts_of(tmp_path / "b.json") == []
    clear_parts([tmp_path, tmp_path / "none", tmp_path / ("x" * 300)])
    assert os.listdir(tmp_path) == []
