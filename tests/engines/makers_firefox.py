"""A tiny random student of Firefox Translations: Marian's binary with int8 matrices, a recurrent
decoder and a SentencePiece model for each side, in the files that Mozilla publishes."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from sentencepiece import SentencePieceProcessor

from tests.engines.makers import CHINESE, ENGLISH, train_spm

WIDTH, HEADS, INNER = 64, 4, 64
INT8, FLOAT, TEXT = 0x4101, 0x0404, 0x0101
QUANTUM = 64.0


def make_firefox(folder: Path, seed: int = 0) -> Path:
    """The folder with model, vocabularies and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    sides = train_spm(CHINESE, 90), train_spm(ENGLISH, 60)
    for name, side in zip(("srcvocab", "trgvocab"), sides, strict=True):
        (folder / f"{name}.zhen.spm").write_bytes(side)
    sizes = [SentencePieceProcessor(model_proto=side).get_piece_size() for side in sides]
    items = list(_items(np.random.default_rng(seed), *sizes))
    (folder / "model.zhen.intgemm.alphas.bin").write_bytes(_binary(items))
    return folder


Item = tuple[str, int, tuple[int, ...], bytes]


def _items(rng: np.random.Generator, source: int, target: int) -> list[Item]:
    yml = f"dim-emb: {WIDTH}\ntransformer-heads: {HEADS}\nenc-depth: 1\ndec-depth: 1\n"
    yml += f"transformer-dim-ffn: {INNER}\ndim-vocabs:\n  - {source}\n  - {target}\n"
    raw = yml.encode() + b"\0"
    items: list[Item] = [("special:model.yml", TEXT, (len(raw),), raw)]
    items.append(_int8(rng, "encoder_Wemb", source, WIDTH))
    items.append(_int8(rng, "decoder_Wemb", target, WIDTH))
    alpha = struct.pack("<bf", 127, 127 / QUANTUM)
    items.append(("decoder_Wemb_QuantMultA", INT8, (1, 1), alpha))
    items.append(_float("decoder_ff_logit_out_b", np.zeros((1, target))))
    for block in ("encoder_l1_self", "decoder_l1_context"):
        for part in "qkvo":
            items += _affine(rng, f"{block}_W{part}", f"{block}_b{part}", WIDTH, WIDTH)
        items += _norm(f"{block}_Wo")
    for block in ("encoder_l1_ffn", "decoder_l1_ffn"):
        items += _affine(rng, f"{block}_W1", f"{block}_b1", WIDTH, INNER)
        items += _affine(rng, f"{block}_W2", f"{block}_b2", INNER, WIDTH)
        items += _norm(f"{block}_ffn")
    items += _affine(rng, "decoder_l1_rnn_W", None, WIDTH, WIDTH)
    items += _affine(rng, "decoder_l1_rnn_Wf", "decoder_l1_rnn_bf", WIDTH, WIDTH)
    items += _norm("decoder_l1_rnn_ffn")
    return items


def _affine(
    rng: np.random.Generator, name: str, bias: str | None, rows: int, columns: int
) -> list[Item]:
    items = [_int8(rng, name, rows, columns), _float(f"{name}_QuantMultA", np.full((1, 1), 20.0))]
    return items + ([_float(bias, np.zeros((1, columns)))] if bias else [])


def _norm(name: str) -> list[Item]:
    one = np.ones((1, WIDTH))
    return [_float(f"{name}_ln_scale", one), _float(f"{name}_ln_bias", one * 0)]


def _int8(rng: np.random.Generator, name: str, rows: int, columns: int) -> Item:
    """A matrix of bytes, and behind it what an integer counts."""
    values = rng.integers(-60, 61, rows * columns).astype(np.int8).tobytes()
    return name, INT8, (rows, columns), values + struct.pack("<f", QUANTUM)


def _float(name: str, values: np.ndarray) -> Item:
    return name, FLOAT, values.shape, values.astype("<f4").tobytes()


def _binary(items: list[Item]) -> bytes:
    """Marian's format, version 1: heads, names, shapes, padding, data in blocks of 256 bytes."""
    padded = [data + b"\0" * (-len(data) % 256) for *_, data in items]
    heads = b"".join(
        struct.pack("<4Q", len(name.encode()) + 1, kind, len(shape), len(data))
        for (name, kind, shape, _), data in zip(items, padded, strict=True)
    )
    names = b"".join(name.encode() + b"\0" for name, *_ in items)
    shapes = b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    start = struct.pack("<2Q", 1, len(items)) + heads + names + shapes
    offset = -(len(start) + 8) % 256
    return start + struct.pack("<Q", offset) + b"\0" * offset + b"".join(padded)
