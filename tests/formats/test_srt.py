"""Subtitles, cue by cue."""

from __future__ import annotations

import pytest

from tests.formats.makers import texts
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read

CUES = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>你好</i>\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}第一行\r\n第二行\r\n\r\n"
)


def test_cues_with_their_times() -> None:
    source = read(CUES.encode("gb18030"))
    assert source.format == "srt"
    assert texts(source) == ["你好", "第一行\n第二行"]
    assert [block.anchor for block in source.blocks] == [
        "cue[1]@00:00:01,000-->00:00:02,500",
        "cue[2]@00:00:03,000-->00:00:04,000",
    ]
    assert {block.role for block in source.blocks} == {"cue"}


def test_a_broken_cue_harms_no_other() -> None:
    broken = "3\n00:00:xx --> 00:00:05,000\n坏\n\n4\n00:00:06,000 --> 00:00:07,000\n好\n"
    assert texts(read((CUES.replace("\r", "") + broken).encode()))[-1] == "好"


@pytest.mark.parametrize(
    ("times", "notes"),
    [
        ("00:00:05,000 --> 00:00:06,000", None),
        ("00:00:xx --> 00:00:06,000", "1 subtitle cue is left out: the times cannot be read"),
        ("00：00：05，000 --> 00：00：06，000", None),
        ("00:00:05,000 -> 00:00:06,000", None),
        ("00:00:05,000→00:00:06,000", None),
    ],
)
def test_a_cue_that_is_left_out_is_told(times: str, notes: str | None) -> None:
    source = read(f"{CUES}3\n{times}\n比分是3->5\n".encode(), format="srt")
    assert len(source.blocks) == (2 if notes else 3)
    assert (notes or "") in source.meta.get("notes", "")
    assert ("notes" in source.meta) == bool(notes)


def test_no_cues_at_all() -> None:
    with pytest.raises(UnreadableInput, match="no subtitle cues"):
        read("只是文字".encode(), format="srt")
