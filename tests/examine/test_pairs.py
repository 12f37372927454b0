"""Reading of pairs: each kind of file, and what is said of a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.examine import read_pairs
from zhaiyi.examine.pairs import Columns

XLIFF_12 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file><body>
<trans-unit id="a"><source>汕头<ph id="1">&lt;br&gt;</ph>市。</source>
<target>Shantou.</target></trans-unit>
<trans-unit id="b"><source>你好</source></trans-unit>
</body></file></xliff>"""
XLIFF_20 = """<xliff version="2.0" srcLang="zh" trgLang="en"
 xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f"><unit id="u"><segment id="1"><source>汕头<pc id="1">市</pc>。</source>
<target>Shantou <mrk id="m">city</mrk>.</target></segment></unit></file></xliff>"""
TMX = """<tmx version="1.4"><header srclang="zh"/><body>
<tu><tuv xml:lang="zh-CN"><seg>汕头市。</seg></tuv><tuv xml:lang="en"><seg>Shantou.</seg></tuv></tu>
</body></tmx>"""


XLIFF_TURNED = """<xliff version="1.2"><file source-language="en-US" target-language="zh-CN"><body>
<trans-unit id="a"><source>Shantou.</source><target>汕头市。</target></trans-unit>
</body></file><file source-language="zh" target-language="en"><body>
<trans-unit id="b"><source>你好</source><target>Hello</target></trans-unit></body></file></xliff>"""
XLIFF_20_TURNED = """<xliff version="2.0" srcLang="en" trgLang="zh"><file id="f"><unit id="u">
<segment><source>Shantou city.</source><target>汕头市。</target></segment></unit></file></xliff>"""
XLIFF_SEGMENTS = """<xliff version="1.2"><file source-language="zh"><body><trans-unit id="a">
<source>一。二。</source>
<seg-source><mrk mtype="seg" mid="1">一。</mrk><mrk mtype="seg" mid="2">二。</mrk></seg-source>
<target><mrk mtype="seg" mid="1">One.</mrk><mrk mtype="seg" mid="2">Two.</mrk></target>
</trans-unit></body></file></xliff>"""


def made(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_tsv_keeps_its_quotes_and_says_its_lines(tmp_path: Path) -> None:
    path = made(tmp_path, "a.tsv", 'id\tzh\ten\n1\t他说"好\tHe said "yes\n\n2\t汕头\t\n')
    found = read_pairs([path])
    assert [(p.source, p.target, p.place) for p in found] == [
        ('他说"好', 'He said "yes', "line 2"),
        ("汕头", "", "line 4"),
    ]


SPREADSHEETS = [
    ('zh\ten\n好\t"""Good,"" he said."\n行\tFine.\n', ['"Good," he said.', "Fine."]),
    ('zh\ten\r\n好\t"Good, he said."\r\n', ["Good, he said."]),
    ('zh\ten\n好\t"Say ""yes""."\n行\tFine, well.\n', ['Say "yes".', "Fine, well."]),
    # no spreadsheet's: the quotes are the translator's
    ('zh\ten\n好\t"Good."\n', ['"Good."']),
    ('zh\ten\n好\t"Good, yes."\n行\tFine, well.\n', ['"Good, yes."', "Fine, well."]),
    ('zh\ten\n好\t"Good," he said, "yes."\n', ['"Good," he said, "yes."']),
]


@pytest.mark.parametrize(("text", "english"), SPREADSHEETS)
def test_the_quotes_of_a_spreadsheet_are_no_text(
    tmp_path: Path, text: str, english: list[str]
) -> None:
    assert [p.target for p in read_pairs([made(tmp_path, "a.tsv", text)])] == english


@pytest.mark.parametrize(
    "text", ["zh;en\n好;Good, yes.\n", 'ZH,EN\n好,"Good, yes."\n', 'Zh,en,EN\n好,"Good, yes.",x\n']
)
def test_a_csv_of_another_program(tmp_path: Path, text: str) -> None:
    (found,) = read_pairs([made(tmp_path, "a.csv", text)])
    assert (found.source, found.target) == ("好", "Good, yes.")


def test_a_csv_has_columns_of_any_name(tmp_path: Path) -> None:
    path = made(tmp_path, "a.csv", b'\xef\xbb\xbfChinese,English\r\n"\xe5\xa5\xbd","a, b"\r\n')
    (found,) = read_pairs([path], Columns("Chinese", "English"))
    assert (found.source, found.target) == ("好", "a, b")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.tmx", TMX, [("汕头市。", "Shantou.")]),
        ("a.xlf", XLIFF_12, [("汕头市。", "Shantou."), ("你好", "")]),
        ("a.xliff", XLIFF_20, [("汕头市。", "Shantou city.")]),
        ("a.xlf", XLIFF_TURNED, [("汕头市。", "Shantou."), ("你好", "Hello")]),
        ("a.xlf", XLIFF_20_TURNED, [("汕头市。", "Shantou city.")]),
        ("a.xlf", XLIFF_SEGMENTS, [("一。", "One."), ("二。", "Two.")]),
        ("a.tmx", TMX.encode("utf-16"), [("汕头市。", "Shantou.")]),
        ("a.tmx", f'<!DOCTYPE tmx SYSTEM "tmx14.dtd">{TMX}', [("汕头市。", "Shantou.")]),
    ],
)
def test_exchange_formats(
    tmp_path: Path, name: str, text: str | bytes, expected: list[tuple[str, str]]
) -> None:
    found = read_pairs([made(tmp_path, name, text)])
    assert [(pair.source, pair.target) for pair in found] == expected


def test_two_text_files_go_line_by_line(tmp_path: Path) -> None:
    zh, en = made(tmp_path, "zh.txt", "汕头。\n\n好。\n"), made(tmp_path, "en.txt", "S.\n\nGood.")
    assert [(p.source, p.place) for p in read_pairs([zh, en])] == [
        ("汕头。", "line 1"),
        ("好。", "line 3"),
    ]


BAD = [
    ("a.tsv", "id\tsource\n1\t汕头\n", "has no column zh"),
    ("a.tsv", "zh\ten\ten\n汕头\tShantou\tSwatow\n", "several columns en"),
    ("a.tsv", "zh\ten\n汕头\n", "line 2"),
    ("a.tsv", "", "is empty"),
    ("a.tsv", "zh\ten\n", "no pairs"),
    ("a.tsv", b"zh\ten\n\xff\xfe\t.\n", "is not UTF-8"),
    ("a.tsv", "zh\ten\nShantou is big.\t汕头很大。\n", "change --source and --target"),
    ("a.xlf", "<html/>", "not an XLIFF"),
    ("a.xlf", "<xliff", "not an XLIFF"),
    ("a.xlf", '<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', "defines entities"),
    ("a.tmx", "<html/>", "not a TMX"),
]


@pytest.mark.parametrize(("name", "text", "told"), BAD)
def test_a_bad_file_is_told_in_one_line(
    tmp_path: Path, name: str, text: str | bytes, told: str
) -> None:
    with pytest.raises(UnreadableInput, match=told) as caught:
        read_pairs([made(tmp_path, name, text)])
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_cannot_be_pairs_is_wrong_usage(tmp_path: Path) -> None:
    text = made(tmp_path, "a.txt", "汕头\n")
    with pytest.raises(UsageError, match="two files"):
        read_pairs([text])
    with pytest.raises(UsageError, match="two text files"):
        read_pairs([text, text, text])
    with pytest.raises(UnreadableInput, match="lines"):
        read_pairs([text, made(tmp_path, "b.txt", "one\ntwo\n")])
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read_pairs([tmp_path / "none.tsv"])
