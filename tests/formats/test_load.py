"""Files on disk, formats by name and content."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.makers import page, texts
from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.formats import read, read_text, supported_suffixes


def test_a_file_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "文章.txt"
    path.write_text("汉字\n", "utf-8")
    for where in (path, str(path)):
        source = read(where)
        assert (source.text, source.name, source.format) == ("汉字\n", str(path), "txt")


def test_the_name_in_messages_can_be_chosen() -> None:
    with pytest.raises(UnreadableInput, match=r"^standard input is empty"):
        read(b"", name="standard input")


@pytest.mark.parametrize(
    "name", ["missing.txt", "two\nlines", "\udcff.txt", "a\x00b", "x" * 5000, ""]
)
def test_what_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableInput) as found:
        read(str(tmp_path / name))
    assert "\n" not in str(found.value)
    str(found.value).encode("utf-8")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="folder"):
        read(tmp_path)


def test_suffixes_decide_where_the_content_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a.MD"
    path.write_text("# 题\n", "utf-8")
    assert texts(read(path)) == ["题"]
    assert texts(read(path, format="txt")) == ["# 题"]


def test_content_goes_before_a_wrong_suffix(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page("标题在此", ["正文。"]), "utf-8")
    assert read(path).format == "html"


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="docx, epub, html, md, pdf, srt, txt"):
        read(b"abc", format="xls")


def test_suffixes() -> None:
    assert {".txt", ".md", ".html", ".docx", ".pdf", ".epub", ".srt"} <= set(supported_suffixes())


def test_pasted_text() -> None:
    source = read_text("　　一\r\n\r\n二\x00\ud800\n")
    assert source.text == "　　一\n\n二\ufffd\ufffd\n"
    assert [(b.start, b.end) for b in source.blocks] == [(2, 3), (5, 8)]
    with pytest.raises(UnreadableInput, match="empty"):
        read_text(" \n")


@pytest.mark.parametrize(
    ("data", "remedy"),
    [(b"", "save the article"), (b" \n", "give the article"), (bytes(range(256)) * 9, "save its")],
)
def test_what_holds_no_text_is_told_with_a_remedy(data: bytes, remedy: str) -> None:
    with pytest.raises(UnreadableInput, match=remedy):
        read(data, format="txt")
