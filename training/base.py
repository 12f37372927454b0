"""The base model as it lies on a disk: a GGUF file, or the folder of pieces that was cut from it.

Nothing here but the reading of a GGUF needs more than numpy, torch and tokenizers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.dequantise import KINDS
from training.vocabulary import Vocabulary

Bytes = NDArray[np.uint8]

BY_TOKEN = ("token_embd.weight", "output.weight")
"""Tensors with a row for each token of the vocabulary."""
CONFIG = (
    "embedding_length",
    "feed_forward_length",
    "block_count",
    "attention.head_count",
    "attention.head_count_kv",
    "attention.layer_norm_rms_epsilon",
    "rope.freq_base",
)
_TOP = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}
_PARTS = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


@dataclass(frozen=True)
class Packed:
    """One tensor: its bytes as `kind` of `dequantise.KINDS`, `shape` as torch has it."""

    name: str
    kind: str
    shape: tuple[int, ...]
    data: Bytes


@dataclass(frozen=True)
class Base:
    """`sha256` of the GGUF file, `config` by the keys of `CONFIG`."""

    sha256: str
    config: Mapping[str, Any]
    tensors: Sequence[Packed]
    vocabulary: Vocabulary


def open_base(path: Path) -> Base:
    """Reads a GGUF file, or a folder that `training.pieces` made."""
    return _from_pieces(path) if path.is_dir() else _from_gguf(path)


def torch_name(name: str) -> str:
    """What transformers calls a tensor of the GGUF."""
    if name in _TOP:
        return _TOP[name]
    _, block, part, kind = name.split(".")
    return f"model.layers.{block}.{_PARTS[part]}.{kind}"


def sha256(path: Path) -> str:
    """Checksum of a file, as the model card names it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _from_gguf(path: Path) -> Base:
    from gguf import GGUFReader

    from zhaiyi.models.convert import build_tokenizer

    reader = GGUFReader(path)
    fields = {key: reader.get_field(f"qwen2.{key}") for key in CONFIG}
    config = {key: field.contents() for key, field in fields.items() if field is not None}
    tensors = [_packed(tensor) for tensor in reader.tensors]
    vocabulary = Vocabulary(build_tokenizer(reader), range(_rows(tensors)))
    return Base(sha256(path), config, tensors, vocabulary)


def _packed(tensor: Any) -> Packed:
    """A tensor of the GGUF; what `dequantise` does not know is unpacked by gguf at once."""
    from gguf.quants import dequantize

    kind, data = tensor.tensor_type.name, np.asarray(tensor.data)
    if kind not in KINDS:
        kind, data = "F32", dequantize(data, tensor.tensor_type)
    shape = tuple(int(size) for size in reversed(tensor.shape))
    return Packed(tensor.name, kind, shape, np.ascontiguousarray(data).view(np.uint8).ravel())


def _rows(tensors: Sequence[Packed]) -> int:
    return next(tensor.shape[0] for tensor in tensors if tensor.name == BY_TOKEN[0])


def _from_pieces(folder: Path) -> Base:
    from tokenizers import Tokenizer

    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    blob = np.concatenate([np.fromfile(path, np.uint8) for path in sorted(folder.glob("piece-*"))])
    if hashlib.sha256(blob.data).hexdigest() != index["sha256"]:
        raise SystemExit(f"{folder}: a piece is missing or damaged, carry them all again")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    vocabulary = Vocabulary(tokenizer, index["kept"])
    return Base(index["base_sha256"], index["config"], list(_cut(index, blob)), vocabulary)


def _cut(index: Mapping[str, Any], blob: Bytes) -> Iterator[Packed]:
    start = 0
    for name, kind, shape, size in index["tensors"]:
        yield Packed(name, kind, tuple(shape), blob[start : start + size])
        start += size
