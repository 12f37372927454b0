"""Long sentences are cut at the best places."""

from __future__ import annotations

import pytest

from zhaiyi.article import split_clauses


def _pieces(text: str, limit: int) -> list[str]:
    return [text[start:end] for start, end in split_clauses(text, limit)]


def test_short_sentence_stays_whole() -> None:
    assert _pieces("今天下雨，明天放晴。", 20) == ["今天下雨，明天放晴。"]


def test_semicolons_come_before_commas() -> None:
    text = "一季度增长，二季度回落；三季度企稳，四季度回升。"
    assert _pieces(text, 14) == ["一季度增长，二季度回落；", "三季度企稳，四季度回升。"]


def test_quotes_are_cut_only_when_nothing_else_helps() -> None:
    text = "他在会上表示，“速度要快，质量要好，成本要低”，并提出新要求。"
    assert _pieces(text, 20) == [
        "他在会上表示，",
        "“速度要快，质量要好，成本要低”，",
        "并提出新要求。",
    ]
    assert max(map(len, _pieces(text, 8))) <= 8


@pytest.mark.parametrize("limit", [8, 12, 20])
def test_numbers_and_latin_words_stay_whole(limit: int) -> None:
    text = "总额达1,234,567.89元其中OpenStreetMap占比百分之三十余下归入其他各类项目"
    pieces = _pieces(text, limit)
    assert any("1,234,567.89" in piece for piece in pieces)
    assert any("OpenStreetMap" in piece for piece in pieces)


def test_a_text_without_marks_is_cut_at_the_limit() -> None:
    assert max(map(len, _pieces("汉" * 1000, 80))) <= 80


def test_pieces_are_of_like_length() -> None:
    text = "，".join(["这是第一个分句"] * 12) + "。"
    lengths = [len(piece) for piece in _pieces(text, 40)]
    assert max(lengths) <= 40
    assert min(lengths) >= 16


def test_no_tiny_rest_is_left_over() -> None:
    text = f"{'甲' * 74}，{'乙' * 76}，{'丙' * 7}。"
    assert [len(piece) for piece in _pieces(text, 120)] == [75, 85]


def test_limit_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        split_clauses("今天", 0)
