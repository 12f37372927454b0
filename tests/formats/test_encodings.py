"""Bytes in any encoding give the text that was written."""

from __future__ import annotations

import codecs
import random

import opencc
import pytest

from tests.formats.makers import texts
from tests.support import REPO, shared
from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.formats import read
from zhaiyi.formats.encodings import decode

SIMPLIFIED = "汕头市与西班牙签署合作备忘录。\n“很好”,他说:2.5小时……\n"
TRADITIONAL = "汕頭市與西班牙簽署合作備忘錄。\n「很好」,他說:2.5小時……\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", SIMPLIFIED),
        ("utf-8-sig", SIMPLIFIED),
        ("utf-16", SIMPLIFIED),
        ("utf-16-le", SIMPLIFIED),
        ("utf-16-be", SIMPLIFIED),
        ("utf-32", SIMPLIFIED),
        ("gb2312", SIMPLIFIED),
        ("gb18030", SIMPLIFIED + "㐂𠀀"),
        ("gb18030", TRADITIONAL),
        ("big5", TRADITIONAL),
        ("big5hkscs", TRADITIONAL + "佢哋喺度"),
    ],
)
def test_the_encoding_is_found(encoding: str, text: str) -> None:
    assert read(text.encode(encoding)).text == text


@pytest.mark.parametrize("length", [6, 12, 40])
@pytest.mark.parametrize(("encoding", "convert"), [("gb18030", "s2s"), ("big5hkscs", "s2t")])
def test_short_chinese_is_told_apart(encoding: str, convert: str, length: int) -> None:
    lines = shared("eval/flores-devtest.tsv").read_text("utf-8").splitlines()[1:]
    chosen = random.Random(length).sample([line.split("\t")[1][:length] for line in lines], 150)
    change = opencc.OpenCC("s2t").convert if convert == "s2t" else str
    encoded = [(text, text.encode(encoding, "ignore")) for text in map(change, chosen)]
    right = sum(decode(data, "x").text == data.decode(encoding) for _, data in encoded)
    assert right >= 0.97 * len(encoded)


def test_gb18030_with_its_own_mark() -> None:
    assert read("\ufeff汉字在此".encode("gb18030")).text == "汉字在此"


def test_line_ends_of_all_systems_become_one() -> None:
    source = read("一行\r\n二行\r三行\u2028四行\n".encode())
    assert source.text == "一行\n二行\n三行\n四行\n"
    assert texts(source) == ["一行", "二行", "三行", "四行"]
    assert [block.anchor for block in source.blocks] == [f"line[{n}]" for n in (1, 2, 3, 4)]


def test_everything_else_is_kept() -> None:
    text = "\u3000\u3000汉\u200b字\u00adＡＢ１２\u00a0\u202e右\U0001f600\n\n\n  尾 \n"
    assert read(text.encode()).text == text


def test_half_a_pair_becomes_the_replacement_character() -> None:
    assert read("汉字写在此".encode() + b"\xed\xa0\x80").text == "汉字写在此\ufffd"
    assert read(codecs.BOM_UTF16_LE + "汉字".encode("utf-16-le") + b"\x00\xd8").text == "汉字\ufffd"


def test_a_download_cut_short_is_read_with_a_note() -> None:
    source = read(SIMPLIFIED.encode()[:-2])
    assert source.text.startswith("汕头市")
    assert "1 damaged character was replaced" in source.meta["notes"]


def test_the_user_has_the_last_word() -> None:
    data = "汉字".encode("gb18030")
    assert read(data, encoding="gbk").encoding == "gbk"
    assert read(data, encoding="big5hkscs").text != "汉字"


def test_a_mark_is_no_text_under_an_override() -> None:
    assert read("\ufeff汉字".encode(), encoding="utf-8").text == "汉字"
    assert read("汉字".encode("utf-16"), encoding="utf-16").text == "汉字"


def test_an_override_that_does_not_fit_is_named() -> None:
    with pytest.raises(UnreadableInput, match=r"a\.txt .*utf-8.*--encoding"):
        read("汉字".encode("gb18030"), encoding="utf-8", name="a.txt")


@pytest.mark.parametrize("encoding", ["klingon", "hex", "zlib", "\x00"])
def test_an_encoding_that_is_none_is_a_usage_error(encoding: str) -> None:
    with pytest.raises(UsageError, match="encoding"):
        read(b"abc", encoding=encoding)


def test_other_languages_are_decoded_to_be_named_as_such() -> None:
    text = "Сегодня правительство объявило о новом плане развития города. " * 5
    assert read(text.encode("cp1251")).text == text


def test_every_sample_survives_every_encoding() -> None:
    for path in sorted((REPO / "samples").glob("*.txt")):
        text = read(path).text
        for encoding in ("utf-16", "gb18030"):
            assert read(text.encode(encoding), name=path.name).text == text


FLOOD = "青阳县3日发布汛情通报。全县9座水库水位平稳，河水比警戒线低1.4米。"
CLINIC = "镇卫生院接诊中暑病人41人。院长说，没有出现重症。"
TAIPEI = "市政府昨日說明這項計畫，預計明年動工。"


@pytest.mark.parametrize("seam", ["\n\n", "\n", ""])
@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(("text", "encoding"), [(CLINIC, "gb18030"), (TAIPEI, "big5hkscs")])
@pytest.mark.parametrize("utf_8_first", [True, False])
def test_two_encodings_glued_together_are_both_read_and_told(
    seam: str, times: int, text: str, encoding: str, utf_8_first: bool
) -> None:
    parts = [(FLOOD * times, "utf-8"), (text, encoding)]
    (one, first), (other, second) = parts if utf_8_first else reversed(parts)
    source = read(one.encode(first) + seam.encode() + other.encode(second))
    assert source.text == f"{one}{seam}{other}"
    assert f"{second} from line {1 + len(seam)} on" in source.meta["notes"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_in_one_encoding_is_not_taken_for_two(encoding: str) -> None:
    source = read("\n".join(["联通", FLOOD, "联通", CLINIC, "Ω café"]).encode(encoding))
    assert source.encoding == encoding
    assert "notes" not in source.meta


def test_a_page_in_two_encodings_is_read() -> None:
    head = f"<html><head><title>{FLOOD[:8]}</title></head><body><p>{FLOOD}</p>\n".encode()
    source = read(head + f"<p>{CLINIC}</p></body></html>".encode("gb18030"), format="html")
    assert CLINIC in source.text
    assert FLOOD in source.text
