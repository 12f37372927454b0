"""Tokens of English prose, of other languages and of code: examples out of Qwen's vocabulary."""

from __future__ import annotations

import pytest
from tokenizers import decoders, pre_tokenizers

from zhaiyi.text.english_tokens import writes_english

DECODER = decoders.ByteLevel()
SPLIT = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)


def spelt(text: str) -> str:
    """How a byte-level vocabulary spells `text`."""
    return SPLIT.pre_tokenize_str(text)[0][0]


@pytest.mark.parametrize(
    "text",
    [
        " the", "ing", " Shantou", "GDP", " iPhone", " McDonald", "'s", "’s", "-year", '"The',
        "(the", ".com", ".m", "°C", "7", ",", ".”", " –", "...", "\n", "  ", "é", " São", " naïve",
        "Ł", "ǐ", "%", "€", " ¥", "μ", "①", "★", "½", "",
    ],
)  # fmt: skip
def test_words_figures_and_signs_are_written(text: str) -> None:
    assert writes_english(spelt(text) if text else "<|im_end|>", text)


@pytest.mark.parametrize(
    "text",
    [
        "汕头", " 的", "の", "ニュース", "뉴스", " привет", "مرحبا", "สวัสดี", "שלום",
        ".getElement", "_test", "getBlock", "HttpClient", "\tif", "//----------", "        ",
        "[PAD151780]", "':'a",
        "<div",
    ],
)  # fmt: skip
def test_other_scripts_and_code_are_not(text: str) -> None:
    assert not writes_english(spelt(text), text)


@pytest.mark.parametrize("letter", "éǐőßŁ")
def test_a_letter_without_a_token_is_written_byte_by_byte(letter: str) -> None:
    bytewise = spelt(letter)
    assert len(bytewise) == 2
    assert all(writes_english(token, DECODER.decode([token])) for token in bytewise)
