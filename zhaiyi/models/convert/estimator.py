"""The estimator as it is loaded: multilingual-e5-small with what was learned on it.

The encoder's matrices, with the learned changes, become int8 with one scale for each row in a
graph of OpenVINO; its embedding stays in blocks of 4 bits, of which only the rows of a sentence are
ever unpacked; the heads are small enough for numpy. Nothing here needs torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhaiyi.core.errors import ModelDamaged
from zhaiyi.models.convert.e5 import E5File, Floats
from zhaiyi.models.convert.graph import ints, named
from zhaiyi.models.convert.weights import ProgressCallback
from zhaiyi.models.openvino_import import openvino

GRAPH, WORDS, HEADS, PIECES = (
    "openvino_model.xml",
    "words.bin",
    "heads.safetensors",
    "pieces.json",
)
FORMAT = "zhaiyi.estimator/3"
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_HEADS = ("pieces", "first", "second")

Tensors = Mapping[str, NDArray[Any]]


def convert_estimator(
    encoder: Path, learned: Path, target: Path, progress: ProgressCallback | None = None
) -> None:
    """Writes graph, embedding, heads and word pieces into `target`.

    Raises `ModelDamaged` where `learned` is no file of an estimator, or one of another encoder.
    """
    file, tensors = E5File(encoder), _learned(learned)
    target.mkdir(parents=True, exist_ok=True)
    model = _Graph(file, tensors, progress or (lambda done, total: None)).model()
    openvino().save_model(model, str(target / GRAPH), compress_to_fp16=False)
    (target / WORDS).write_bytes(file.blocks("emb.word").tobytes())
    _write_heads(file, tensors, target / HEADS)
    file.pieces.write(target / PIECES)


def _learned(path: Path) -> Tensors:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            if (file.metadata() or {}).get("format") != FORMAT:
                raise ModelDamaged(f"{path.name} holds nothing that an estimator learned")
            return {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except SafetensorError as error:
        raise ModelDamaged(f"{path.name} is damaged: {error}") from error


def _write_heads(file: E5File, tensors: Tensors, path: Path) -> None:
    from safetensors.numpy import save_file

    width = file.sizes.width
    kinds = file.vector("emb.type")[:width]
    heads = {"places": file.vector("emb.pos").reshape(-1, width) + kinds}
    for name in _HEADS:
        for part in "wb":
            heads[f"{name}.{part}"] = tensors[f"head.{name}.{part}"].astype(np.float32)
    save_file(heads, path)


class _Graph:
    """Builds the encoder's graph: (rows, length, width) of sums of embeddings and (rows, length)
    of ones for real pieces, to (rows, length, width) of the last layer's states."""

    def __init__(self, file: E5File, tensors: Tensors, progress: ProgressCallback) -> None:
        self.op: Any = openvino().opset13
        self.file, self.tensors, self.sizes = file, tensors, file.sizes
        self._progress, self._done = progress, 0

    def model(self) -> Any:
        op, width = self.op, self.sizes.width
        states = named(op.parameter([-1, -1, width], np.float32), "states")
        real = named(op.parameter([-1, -1], np.float32), "real")
        apart = op.multiply(op.subtract(real, _number(op, 1.0)), _number(op, 1e4))
        mask = op.unsqueeze(op.unsqueeze(apart, ints(op, 1)), ints(op, 1))
        hidden = self._norm(states, "emb.ln")
        for layer in range(self.sizes.layers):
            hidden = self._block(hidden, mask, f"l{layer}")
        hidden.output(0).get_tensor().set_names({"hidden"})
        return openvino().Model([op.result(hidden)], [states, real], "estimator")

    def _block(self, hidden: Any, mask: Any, name: str) -> Any:
        op = self.op
        hidden = self._norm(op.add(hidden, self._attention(hidden, mask, name)), f"{name}.aln")
        inner = op.gelu(self._linear(hidden, f"{name}.fi"), "erf")
        return self._norm(op.add(hidden, self._linear(inner, f"{name}.fo")), f"{name}.oln")

    def _attention(self, hidden: Any, mask: Any, name: str) -> Any:
        op, width = self.op, self.sizes.width
        query, key, value = (self._heads(hidden, f"{name}.{part}") for part in "qkv")
        seen = op.scaled_dot_product_attention(query, key, value, mask)
        joined = op.reshape(op.transpose(seen, ints(op, 0, 2, 1, 3)), ints(op, 0, 0, width), True)
        return self._linear(joined, f"{name}.ao")

    def _heads(self, hidden: Any, name: str) -> Any:
        """A projection as (rows, heads, length, width of a head)."""
        op, heads = self.op, self.sizes.heads
        shape = ints(op, 0, 0, heads, self.sizes.width // heads)
        return op.transpose(
            op.reshape(self._linear(hidden, name), shape, True), ints(op, 0, 2, 1, 3)
        )

    def _linear(self, states: Any, name: str) -> Any:
        op = self.op
        values, scale = _int8(self._merged(name))
        matrix = op.multiply(op.convert(op.constant(values), "f32"), op.constant(scale[:, None]))
        product = op.matmul(states, matrix, False, True)
        return op.add(product, op.constant(self._vector(f"{name}.b")))

    def _merged(self, name: str) -> Floats:
        columns = self.sizes.inner if name.endswith(".fo") else self.sizes.width
        weight = self.file.matrix(f"{name}.w", columns)
        change = _change(self.tensors, name)
        if weight.size != change.size:
            raise ModelDamaged("what the estimator learned belongs to another encoder")
        self._done += 1
        self._progress(self._done, self.sizes.layers * len(_MATRICES))
        return weight + change.reshape(weight.shape)

    def _vector(self, name: str) -> Floats:
        return self.tensors[name].astype(np.float32)

    def _norm(self, states: Any, name: str) -> Any:
        """Layer normalisation (Ba et al. 2016) over the width."""
        op, axes = self.op, self.op.constant(np.array([-1], np.int64))
        plain = op.mvn(states, axes, True, self.sizes.epsilon, "inside_sqrt")
        weight, bias = (op.constant(self._vector(f"{name}.{part}")) for part in "wb")
        return op.add(op.multiply(plain, weight), bias)


def _change(tensors: Tensors, name: str) -> Floats:
    """The learned change of a matrix: blocks of whole numbers of 3 bits, eight in three bytes, each
    block with a scale."""
    packed, scale = tensors[f"{name}.change"], tensors[f"{name}.scale"].astype(np.float32)
    bits = np.unpackbits(packed, axis=1, bitorder="little").reshape(len(packed), -1, 3)
    change: Floats = (bits @ np.array([1, 2, 4], np.float32) - 4) * scale[:, None]
    return change


def _int8(matrix: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Rows as int8 with their scales."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-12) / np.float32(127.0)
    values = np.clip(np.rint(matrix / scale[:, None]), -127, 127).astype(np.int8)
    return values, scale.astype(np.float32)


def _number(op: Any, value: float) -> Any:
    return op.constant(np.float32(value))
