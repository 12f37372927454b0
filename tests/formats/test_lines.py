"""Lines for a filter that gives one line for one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read_lines

CHINESE = "市民可以放心出行，工程已经完工。"


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x0b", "\x0c", "\r"])
def test_only_a_line_feed_ends_a_line(end: str) -> None:
    text = f"{CHINESE}{end}{CHINESE}\n第二行。\n"
    assert read_lines(text.encode()) == [f"{CHINESE} {CHINESE}", "第二行。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_lines_in_every_encoding_and_with_both_ends(encoding: str) -> None:
    text = f"{CHINESE}\r\n\r\n第二行。\n最后一行"
    assert read_lines(text.encode(encoding)) == [CHINESE, "", "第二行。", "最后一行"]


def test_entities_and_radicals_are_read_but_no_entity_ends_a_line() -> None:
    assert read_lines("⻓江&amp;黄河&#10;&#8232;。\n".encode()) == ["长江&黄河&#10;&#8232;。"]


@given(st.lists(st.text(max_size=20).filter(lambda t: "\n" not in t and "\0" not in t), min_size=1))
def test_as_many_lines_out_as_in(given_lines: list[str]) -> None:
    text = f"{CHINESE}\n" + "\n".join(given_lines) + "\n"
    try:
        found = read_lines(text.encode("utf-8", "replace"))
    except UnreadableInput:
        return
    assert len(found) == text.count("\n")
    assert all(len(line.splitlines()) <= 1 for line in found)


def test_what_is_damaged_is_told() -> None:
    told: list[str] = []
    read_lines(f"{CHINESE}\n".encode() + CHINESE.encode("gb18030"), name="a.txt", tell=told.append)
    assert len(told) == 1
    assert told[0].startswith("a.txt: the file is in two encodings")
