"""Which tokens of a vocabulary can write a Chinese character: what an engine forbids for English.

A vocabulary over bytes also holds pieces of characters, of which several spell one that no single
token holds. A piece is forbidden if the bytes at its end begin a Chinese character, so that none
can ever be completed. What else such bytes would begin (Braille, in Qwen's vocabulary) is lost.
"""

from __future__ import annotations

import re
from functools import cache

from zhaiyi.text.script import has_han

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
"""How SentencePiece spells the token of a byte."""
_LENGTH = {**dict.fromkeys(range(0xE0, 0xF0), 3), **dict.fromkeys(range(0xF0, 0xF5), 4)}
"""First bytes of the UTF-8 of characters that are not Latin → its length."""


def writes_han(token: str, text: str) -> bool:
    """True if a token can write a Chinese character, alone or with tokens after it.

    `token` is how the vocabulary spells it, `text` what it decodes to by itself.
    """
    return has_han(text) or _begins_han(_open_end(_bytes_of(token, text)))


def _bytes_of(token: str, text: str) -> bytes:
    """The bytes of a token that is no whole text, else none."""
    if byte := _BYTE.fullmatch(token):
        return bytes([int(byte[1], 16)])
    alphabet = _alphabet()
    if "\ufffd" not in text or not alphabet.keys() >= set(token):
        return b""
    return bytes(alphabet[character] for character in token)


def _open_end(data: bytes) -> bytes:
    """The bytes at the end that begin a character of three or four bytes and do not end it."""
    for size in range(1, min(3, len(data)) + 1):
        if length := _LENGTH.get(data[-size]):
            return data[-size:] if size < length else b""
    return b""


@cache
def _begins_han(start: bytes) -> bool:
    """True if any Chinese character's UTF-8 begins with `start`."""
    if not start:
        return False
    length = _LENGTH[start[0]]
    first = start[0] & (0x0F if length == 3 else 0x07)
    for byte in start[1:]:
        first = first << 6 | byte & 0x3F
    rest = 6 * (length - len(start))
    low = first << rest
    high = min(low + (1 << rest), 0x110000)
    return has_han("".join(map(chr, range(low, high))))


@cache
def _alphabet() -> dict[str, int]:
    """The letters that byte-level vocabularies spell bytes with (Radford et al. 2019)."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(0x100) if byte not in plain]
    letters = {chr(byte): byte for byte in plain}
    return letters | {chr(0x100 + index): byte for index, byte in enumerate(others)}
