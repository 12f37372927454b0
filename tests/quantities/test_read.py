"""Quantities of both languages against a table of hand-checked fragments."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quantities.support import MIXED, UNHURRIED, WORDS, table
from zhaiyi.quantities import Quantity, read_en, read_zh

CASES = table("quantities.tsv")
LONG = 2_000
STEEP = 9
"""Four times the length is four times the work in a straight line, sixteen times if squared."""


def written(quantities: tuple[Quantity, ...]) -> str:
    return " | ".join(q.canonical + ("?" if q.optional else "") for q in quantities)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_table(case: dict[str, str]) -> None:
    read = read_zh if case["language"] == "zh" else read_en
    assert written(read(case["text"])) == case["expected"]


def test_the_table_is_large_in_both_languages() -> None:
    assert len(CASES) >= 300
    assert {case["language"] for case in CASES} == {"zh", "en"}


@UNHURRIED
@given(st.one_of(st.text(max_size=80), MIXED))
def test_chinese_spans_lie_in_the_text(text: str) -> None:
    check_spans(text, read_zh(text))


@UNHURRIED
@given(st.one_of(st.text(max_size=80), MIXED, WORDS))
def test_english_spans_lie_in_the_text(text: str) -> None:
    check_spans(text, read_en(text))


def check_spans(text: str, quantities: tuple[Quantity, ...]) -> None:
    last = 0
    for q in quantities:
        assert last <= q.start < q.end <= len(text)
        assert text[q.start : q.end] == q.text
        assert q.low <= q.high
        last = q.end


@UNHURRIED
@given(MIXED)
def test_full_width_is_half_width(text: str) -> None:
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.%:-~/"})
    assert written(read_zh(wide)) == written(read_zh(text))


@pytest.mark.parametrize(
    "unit", ["1", "一", "万", "十", "1年", "8时至", "1-", "百分之", "1,000", "半", "第"]
)
def test_long_repeats_are_read_in_bounded_work(unit: str) -> None:
    """No pattern runs away."""
    check_spans(unit * 5_000, read_zh(unit * 5_000))
    assert growth(lambda n: read_zh(unit * n)) < STEEP


@pytest.mark.parametrize(
    "unit", ["1", "one ", "million ", "1-", "a ", "July ", "1,000", "tens of ", "1:30"]
)
def test_long_repeats_of_english(unit: str) -> None:
    check_spans(unit * 5_000, read_en(unit * 5_000))
    assert growth(lambda n: read_en(unit * n)) < STEEP


def growth(read: Callable[[int], object]) -> float:
    """How many times the work of `LONG` repeats is that of a quarter of them. In time of this
    thread alone, the least of several runs each: the company on a busy machine does not count."""
    return least(read, LONG) / least(read, LONG // 4)


def least(read: Callable[[int], object], repeats: int) -> float:
    spent = []
    for _ in range(5):
        before = time.thread_time()
        read(repeats)
        spent.append(time.thread_time() - before)
    return min(spent)


def test_what_runs_away_is_noticed() -> None:
    assert growth(lambda n: re.search("a+b", "a" * n)) > STEEP


def test_the_century_of_a_decade_follows_the_document() -> None:
    assert [q.value for q in read_zh("上世纪90年代")] == ["1990s"]
    assert [q.value for q in read_zh("上世纪90年代", year=1980)] == ["1890s"]


@pytest.mark.parametrize("text", ["三四月份开始回暖", "在三四名决赛中获胜", "三四线城市的房价"])
def test_two_digits_that_name_and_do_not_count(text: str) -> None:
    assert read_zh(text) == ()
