"""Text that another program decoded wrongly: repaired where it can be, refused where not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read, read_text

TEXT = "汕头市副市长林依民6月24日表示,双方将在智慧城市、可持续发展等领域深化合作。"
TRADITIONAL = "汕頭市副市長林依民6月24日表示,雙方將在智慧城市等領域深化合作。"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (TEXT, "utf-8", "latin-1"),
        (TEXT, "gb18030", "latin-1"),
        (TRADITIONAL, "big5hkscs", "latin-1"),
        ("汉字编码问题", "utf-8", "gb18030"),
        (TEXT, "gb18030", "big5hkscs"),
    ],
)
def test_a_wrong_decoding_is_undone_and_noted(text: str, right: str, wrong: str) -> None:
    source = read_text(text.encode(right).decode(wrong))
    assert source.text == text
    assert f"{right} read as {wrong}" in source.meta["notes"]


@pytest.mark.parametrize(
    "damaged",
    [
        TEXT.encode("gb18030").decode("utf-8", "replace"),
        TEXT.encode("gb18030").decode("utf-8", "replace").encode().decode("gb18030", "replace"),
        TEXT.encode().decode("gb18030", "replace"),
        TEXT.encode().decode("cp1252", "replace"),
    ],
)
def test_what_is_lost_is_refused_in_one_line(damaged: str) -> None:
    with pytest.raises(UnreadableInput, match="text is damaged beyond repair") as found:
        read_text(damaged)
    assert "\n" not in str(found.value)


def test_single_spoiled_marks_are_mended() -> None:
    source = read_text("他说â€œ你好â€\x9d。")
    assert source.text == "他说“你好”。"
    assert "repaired" in source.meta["notes"]


def test_an_article_about_it_is_left_alone() -> None:
    text = "网友常见的“锟斤拷”是一种乱码,来自编码之间的错误转换。" + TEXT * 3
    assert read_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TRADITIONAL,
        "联通",
        "饕餮魑魅魍魉貔貅",
        "蒹葭苍苍,白露为霜。所谓伊人,在水一方。",
        "😀🎉👍",
        "Café «déjà vu» – naïve",
        "東京都は新しい計画を発表した。",
        "Привет, мир!",
        "∀x∈ℝ: ⌈x⌉ = −⌊−x⌋",
    ],
)
def test_good_text_is_left_alone(text: str) -> None:
    assert read_text(text).text == text
    assert "notes" not in read_text(text).meta


def test_a_file_is_looked_at_as_well() -> None:
    assert read(TEXT.encode().decode("latin-1").encode()).text == TEXT


@pytest.mark.parametrize(
    ("right", "wrong"), [("utf-8", "latin-1"), ("utf-8", "gb18030"), ("gb18030", "latin-1")]
)
def test_one_spoiled_line_among_good_ones_is_repaired_and_told(right: str, wrong: str) -> None:
    spoiled = "汉字编码问题".encode(right).decode(wrong)
    source = read_text(f"{TEXT}\n{TEXT}\n{spoiled}\n{TEXT}")
    assert source.text.split("\n")[2] == "汉字编码问题"
    assert "line 3 had been read in a wrong encoding" in source.meta["notes"]


def test_a_half_that_is_lost_is_refused_and_its_line_named() -> None:
    lost = (TEXT + "院长说。").encode().decode("gb18030", "ignore")
    with pytest.raises(UnreadableInput, match="from line 2 on") as found:
        read_text(f"{TEXT * 2}\n{lost}")
    assert "\n" not in str(found.value)


def test_a_repair_needs_nothing_imported_before() -> None:
    """The sloppy encodings are ftfy's: whoever repairs first has them too."""
    code = (
        "from zhaiyi.formats import mojibake; "
        "print(ascii(mojibake.repair('汕头市'.encode().decode('latin-1') * 9, 'a.txt')[0]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
