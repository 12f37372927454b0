"""Which tokens can write Chinese: the whole of them, and pieces that join to a character."""

from __future__ import annotations

from functools import cache

import pytest
from tokenizers import decoders, pre_tokenizers

from zhaiyi.text.han_tokens import writes_han

BYTE_LEVEL = pre_tokenizers.ByteLevel(add_prefix_space=False)
DECODER = decoders.ByteLevel()


@cache
def letters() -> dict[int, str]:
    """What the tokenizers package spells each byte with."""
    points = [*range(0x100), *range(0x100, 0xD800, 64), *range(0xE000, 0x110000, 0x1000)]
    return {
        byte: letter
        for character in map(chr, points)
        for byte, letter in zip(character.encode(), spelling(character), strict=True)
    }


def spelled(data: bytes) -> str:
    """How a byte-level vocabulary spells these bytes."""
    return "".join(letters()[byte] for byte in data)


def spelling(text: str) -> str:
    [(token, _)] = BYTE_LEVEL.pre_tokenize_str(text)
    return token


def forbidden(data: bytes) -> bool:
    token = spelled(data)
    return writes_han(token, DECODER.decode([token]))


@pytest.mark.parametrize("character", "一中龥㐀々〇⼀⺀豈𠀀")
def test_no_character_can_be_put_together_from_pieces(character: str) -> None:
    """However its bytes are cut, a piece that begins it is forbidden: whatever is written, the
    model cannot go on to the character."""
    data = character.encode()
    assert forbidden(data)
    assert forbidden(b" " + data)
    for end in range(1, len(data)):
        assert forbidden(data[:end]), data[:end]
        assert forbidden(b" a" + data[:end]), data[:end]
        assert forbidden("é".encode() + data[:end]), data[:end]


@pytest.mark.parametrize("text", ["a", " word", "é", "“", "—", "…", "€", "м", "ア", "！", "😀"])
def test_whole_characters_of_other_scripts_stay(text: str) -> None:
    assert not writes_han(spelling(text), text)


@pytest.mark.parametrize("text", ["“", "—", "€", "₽", "№", "℃", "→", "−", "≥", "😀", "🏆", "ก"])
def test_and_so_do_their_pieces_behind_the_first_byte(text: str) -> None:
    data = text.encode()
    for start in range(1, len(data)):
        assert not forbidden(data[start:])
    assert not forbidden(data[: len(data) - 1])


@pytest.mark.parametrize(("token", "expected"), [("<0xE4>", True), ("<0x41>", False),
                                                 ("<0xC3>", False), ("<0xB8>", False),
                                                 ("<0xF0>", True), ("▁the", False),
                                                 ("▁中", True)])  # fmt: skip
def test_the_byte_tokens_of_sentencepiece(token: str, expected: bool) -> None:
    assert writes_han(token, token) is expected


def test_a_replacement_character_that_is_written_out_is_no_piece() -> None:
    assert not writes_han(spelling("\ufffd"), "\ufffd")
