"""PDF files: columns, wraps, furniture, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.formats.makers import Placed, page, pdf, printed, texts
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import ReadLimits, read
from zhaiyi.formats.pdf_text import unify

SENTENCE = "市图书馆新馆昨日正式向公众开放当天共接待读者六千余人次秩序井然"


def column(x: float, y: float, lines: list[str], size: float = 12) -> list[Placed]:
    return [(x, y - 18 * n, size, line) for n, line in enumerate(lines)]


def test_wrapped_lines_are_joined_and_gaps_part_paragraphs() -> None:
    first = column(60, 700, [SENTENCE, SENTENCE, "第一段完。"])
    second = column(60, 620, [SENTENCE, "第二段完。"])
    source = read(pdf([first + second]))
    assert texts(source) == [SENTENCE * 2 + "第一段完。", SENTENCE + "第二段完。"]
    assert [block.anchor for block in source.blocks] == ["page[1]/p[1]", "page[1]/p[2]"]


def test_indents_part_paragraphs() -> None:
    lines = [(84.0, 700.0, 12.0, SENTENCE[2:]), (60.0, 682.0, 12.0, SENTENCE)]
    more = [(84.0, 664.0, 12.0, SENTENCE[2:]), (60.0, 646.0, 12.0, "完。")]
    assert texts(read(pdf([lines + more]))) == [SENTENCE[2:] + SENTENCE, SENTENCE[2:] + "完。"]


def test_an_indented_paragraph_of_one_full_line() -> None:
    first = [(84.0, 700.0, 12.0, SENTENCE[2:]), (84.0, 682.0, 12.0, SENTENCE[2:])]
    more = [(60.0, 664.0, 12.0, SENTENCE), (60.0, 646.0, 12.0, "完。")]
    assert texts(read(pdf([first + more]))) == [SENTENCE[2:], SENTENCE[2:] + SENTENCE + "完。"]


def test_a_number_in_a_row_at_the_edge_is_no_page_number() -> None:
    rows = [(60.0, 100.0, 12.0, "年份"), (160.0, 100.0, 12.0, "人数")]
    more = [(60.0, 60.0, 12.0, "2019"), (160.0, 60.0, 12.0, "6.1万"), (290.0, 30.0, 9.0, "7")]
    assert texts(read(pdf([rows + more]))) == ["年份\t人数", "2019\t6.1万"]


def test_two_columns_below_a_headline() -> None:
    short = SENTENCE[:18]
    left = column(60, 640, [short] * 7 + [short[:-1]])
    right = column(320, 645, [short] * 6 + ["右栏完。"])
    source = read(pdf([[(60, 700, 24, "新馆开放首日六千人到访参观"), *left, *right]]))
    assert texts(source) == [
        "新馆开放首日六千人到访参观",
        short * 7 + short[:-1] + short * 6 + "右栏完。",
    ]
    assert source.blocks[0].role == "heading"


def test_a_last_column_of_one_line() -> None:
    short = SENTENCE[:18]
    pages = [column(60, 700, [short] * 9) + column(320, 700, [short] * 9)]
    pages.append(column(60, 700, [short] * 8 + [short[:-1]]) + column(320, 700, ["右栏完。"]))
    assert texts(read(pdf(pages))) == [short * 26 + short[:-1] + "右栏完。"]


def test_a_running_head_on_a_single_page() -> None:
    lines = [(60.0, 770.0, 8.0, "某某日报　第3版"), (60.0, 720.0, 18.0, "新馆昨日开放")]
    assert texts(read(pdf([lines + column(60, 680, [SENTENCE, "完。"])]))) == [
        "新馆昨日开放",
        SENTENCE + "完。",
    ]


def test_a_long_latin_word_has_no_room_on_the_line() -> None:
    lines = [SENTENCE, SENTENCE[:26] + "Ruska", "Boyadzhieva" + SENTENCE[:20], "完。"]
    joined = SENTENCE + SENTENCE[:26] + "Ruska Boyadzhieva" + SENTENCE[:20]
    assert texts(read(pdf([column(60, 700, lines)])))[0].startswith(joined)


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        [
            (60, 770, 9, "某某日报"),
            *column(60, 600, [f"第{n}页的正文在这里。"]),
            (290, 30, 9, f"- {n} -"),
        ]
        for n in (1, 2, 3)
    ]
    assert texts(read(pdf(pages))) == [f"第{n}页的正文在这里。" for n in (1, 2, 3)]


def test_a_paragraph_runs_on_over_the_page() -> None:
    first = column(60, 700, [SENTENCE] * 3)
    second = column(60, 700, ["这里是下一页的尾巴。"])
    source = read(pdf([first, second]))
    assert texts(source) == [SENTENCE * 3 + "这里是下一页的尾巴。"]


def test_radicals_become_characters() -> None:
    assert unify("⽣活⻓江⼤⻔") == "生活长江大门"


def test_encrypted_files_are_named() -> None:
    locked = Path(__file__).parents[1] / "data" / "reading" / "locked.pdf"
    with pytest.raises(UnreadableInput, match=r"locked\.pdf is encrypted"):
        read(locked)


def test_a_scan_is_named() -> None:
    with pytest.raises(UnreadableInput, match="OCR"):
        read(pdf([[]]))


@pytest.mark.parametrize("cut", [20, 400])
def test_broken_files_are_named(cut: int) -> None:
    with pytest.raises(UnreadableInput):
        read(pdf([column(60, 700, [SENTENCE])])[:cut])


def test_cyclic_page_trees_end() -> None:
    cyclic = pdf([[]]).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]")
    with pytest.raises(UnreadableInput):
        read(cyclic)


def test_too_many_pages() -> None:
    with pytest.raises(UnreadableInput, match="4 pages; the limit is 3"):
        read(pdf([[]] * 4), limits=ReadLimits(max_pages=3))


def test_as_the_browser_prints_it(tmp_path: Path) -> None:
    paragraphs = [f"第{n}段。" + SENTENCE * 4 + "。" for n in range(1, 9)]
    data = printed(page("新馆开放首日六千人到访", paragraphs), tmp_path)
    found = texts(read(data))
    assert [text for text in found if text in paragraphs] == paragraphs


def test_pdfium_itself_reads_the_fixture() -> None:
    """Guards the hand-made PDF writer: if this fails, the tests above prove nothing."""
    document = pypdfium2.PdfDocument(pdf([[(60, 700, 12, SENTENCE)]]))
    assert SENTENCE in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("small", "up", "shown"),
    [
        ("8", 3.5, "本厂全年供水约10⁸吨。"),
        ("8", 6.0, "本厂全年供水约10⁸吨。"),
        ("-3", 3.5, "本厂全年供水约10⁻³吨。"),
        ("[2]", 3.5, "本厂全年供水约10[2]吨。"),
        ("①", 3.5, "本厂全年供水约10①吨。"),
        ("2", -2.0, "本厂全年供水约10₂吨。"),
    ],
)
def test_raised_digits_stay_in_their_sentence(small: str, up: float, shown: str) -> None:
    head = "本厂全年供水约10"
    middle = 60.0 + 10 * len(head)
    end = middle + 6.5 * len(small)
    raised = [(middle, 700 + up, 6.5, small), (end, 700.0, 10.0, "吨。")]
    page = [(60.0, 720.0, 10.0, "前一行的文字一直写到这里。"), (60.0, 700.0, 10.0, head), *raised]
    assert shown in read(pdf([page])).text.replace("\n", "")


def test_small_type_beside_a_large_letter_is_not_raised() -> None:
    lines = [
        (90.0, 720.0, 10.0, "12日上午，水厂的新闸"),
        (90.0, 704.0, 10.0, "门打开了，水流了出来。"),
    ]
    source = read(pdf([[(60.0, 700.0, 30.0, "今"), *lines]]))
    assert "12日上午，水厂的新闸" in source.text
