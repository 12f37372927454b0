"""A tiny random encoder in the layout of the real file, and a few judged sentences."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

WIDTH, LAYERS, HEADS, INNER, PLACES, KINDS = 32, 2, 4, 64, 512, 2
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
PAIRS = [
    ("汕头市去年接待游客6.1万人次。", "Shantou received 61,000 visitors last year."),
    ("图书馆将于7月25日重新开放。", "The library will reopen on July 25."),
    ("这项工程耗资1.2亿元。", "The project cost 120 million yuan."),
    ("专家认为这种做法值得推广。", "Experts believe that this is worth spreading widely."),
]


def pieces() -> list[str]:
    """Special pieces, single characters, and whole words after a space."""
    text = "".join(zh + en for zh, en in PAIRS)
    words = sorted({f"▁{word}" for _, en in PAIRS for word in en.split()})
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,。"
    return [*SPECIAL, "▁", *sorted(set(text + letters) - {" "}), *words, "▁При"]


def write_tiny(path: Path, seed: int = 0) -> Path:
    """Writes the encoder to `path`."""
    rng = np.random.default_rng(seed)
    tensors = _tensors(rng, len(pieces()))
    head = b"E5S1" + struct.pack("<i", 1)
    head += struct.pack("<7i", WIDTH, LAYERS, HEADS, INNER, len(pieces()), PLACES, KINDS)
    head += struct.pack("<fi", 1e-12, 32) + _vocabulary()
    replaced = [("，", ","), ("６", "6"), ("\u3000", " ")]
    table = b"".join(
        struct.pack("<IB", ord(old), len(new)) + struct.pack(f"<{len(new)}I", *map(ord, new))
        for old, new in replaced
    )
    head += struct.pack("<iI", len(replaced), len(table)) + table
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory = struct.pack("<i", len(tensors))
    for name, data in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode() + bytes(5)
        directory += struct.pack("<QQ", size, len(data))
        size += len(data)
    path.write_bytes(head + directory + b"".join(tensors.values()))
    return path


def _vocabulary() -> bytes:
    texts = [piece.encode() for piece in pieces()]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4")
    scores = np.array([0, 0, 0, 0, *(-8.0 + len(p) for p in pieces()[4:])], "<f4")
    blob = b"".join(texts)
    counts = struct.pack("<5iQ", len(texts), 0, 2, 1, 3, len(blob))
    return counts + offsets.tobytes() + scores.tobytes() + blob


def _tensors(rng: np.random.Generator, words: int) -> dict[str, bytes]:
    def plain(*shape: int, around: float = 0.0) -> bytes:
        return (rng.normal(size=shape) * 0.1 + around).astype("<f4").tobytes()

    tensors = {
        "emb.word": _blocks(rng, words * WIDTH),
        "emb.pos": plain(PLACES, WIDTH),
        "emb.type": plain(KINDS, WIDTH),
        "emb.ln.w": plain(WIDTH, around=1.0),
        "emb.ln.b": plain(WIDTH),
    }
    for layer in range(LAYERS):
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            out = INNER if name == "fi" else WIDTH
            tensors[f"l{layer}.{name}.w"] = _blocks(rng, INNER * WIDTH if "f" in name else WIDTH**2)
            tensors[f"l{layer}.{name}.b"] = plain(out)
        for name in ("aln", "oln"):
            tensors[f"l{layer}.{name}.w"] = plain(WIDTH, around=1.0)
            tensors[f"l{layer}.{name}.b"] = plain(WIDTH)
    return tensors


def _blocks(rng: np.random.Generator, count: int) -> bytes:
    out = bytearray()
    for _ in range(count // 32):
        out += np.float16(rng.uniform(0.01, 0.05)).tobytes()
        out += rng.integers(0, 256, 16, dtype=np.uint8).tobytes()
    return bytes(out)
