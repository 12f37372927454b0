"""The tensors of a GGUF file, dequantised and merged with an adapter, and quantised again by rows.

A file is read through a memory map; each matrix is dequantised (gguf-py), a LoRA adapter is merged
into it if one is given (W + B·A·alpha/rank; Hu et al. 2021), and it is quantised again to int8 with
one scale for each row (absmax), before the next is touched. So no more than a part of one matrix
stands in float32 at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from zhaiyi.core.errors import ModelDamaged, ModelError

if TYPE_CHECKING:
    from gguf import GGUFReader, ReaderTensor
    from numpy.typing import NDArray

    Array = NDArray[Any]

ProgressCallback = Callable[[int, int], None]

ARCHITECTURE = "qwen2"
_ROWS_AT_ONCE = 8192
HF_NAMES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
"""A layer's matrices: their names in GGUF and in the checkpoints that adapters are made for."""


def open_gguf(gguf: Path) -> GGUFReader:
    """Raises `ModelDamaged` for what is no GGUF file, `ModelError` for another architecture."""
    from gguf import GGUFReader

    try:
        reader = GGUFReader(gguf)
    except (ValueError, IndexError, KeyError, OSError) as error:
        raise ModelDamaged(
            f"{gguf.name} is not a readable GGUF file ({error}): fetch it again with "
            "zhaiyi models pull --force"
        ) from error
    architecture = value_of(reader, "general.architecture")
    if architecture != ARCHITECTURE:
        raise ModelError(
            f"{gguf.name}: the architecture {architecture} cannot be converted, only {ARCHITECTURE}"
        )
    return reader


def value_of(reader: GGUFReader, key: str) -> Any:
    """A value of the file's head, None where it has none of that name."""
    field = reader.get_field(key)
    return field.contents() if field is not None else None


@dataclass(frozen=True)
class _LowRank:
    """One adapter pair, already scaled: the update is `b @ a` of shape (out, in)."""

    a: Array
    b: Array


def read_adapters(paths: Sequence[Path], scale: float) -> Mapping[str, _LowRank]:
    """Adapter pairs of all files by module name (``layers.14.self_attn.q_proj``)."""
    return {name: pair for path in paths for name, pair in _read_adapter(path, scale)}


def _read_adapter(path: Path, scale: float) -> Iterator[tuple[str, _LowRank]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise ModelDamaged(f"the adapter {path.name} cannot be read: {error}") from error
    return _pairs(tensors, metadata, scale)


def _pairs(
    tensors: Mapping[str, Array], metadata: Mapping[str, str], scale: float
) -> Iterator[tuple[str, _LowRank]]:
    """Joins A, B and, where they are packed to int8, their row scales."""
    for key, value in tensors.items():
        if not key.endswith(".lora_A.weight"):
            continue
        name = key.removesuffix(".lora_A.weight")
        a = _unpack(value, tensors.get(f"{name}.lora_A.scale"))
        b = _unpack(tensors[f"{name}.lora_B.weight"], tensors.get(f"{name}.lora_B.scale"))
        rank = a.shape[0]
        alpha = float(metadata.get("alpha", 2 * rank))
        module = name.removeprefix("base_model.model.").removeprefix("model.")
        yield module, _LowRank(a, b * np.float32(scale * alpha / rank))


def _unpack(value: Array, scale: Array | None) -> Array:
    matrix = value.astype(np.float32)
    return matrix if scale is None else matrix * scale.astype(np.float32)[:, None]


class Weights:
    """Tensors of a GGUF by name, dequantised and merged when asked for."""

    def __init__(
        self,
        reader: GGUFReader,
        adapter: Mapping[str, _LowRank],
        progress: ProgressCallback | None,
    ) -> None:
        self.reader = reader
        self._tensors: dict[str, ReaderTensor] = {t.name: t for t in reader.tensors}
        self._adapter = adapter
        self._unused = set(adapter)
        self._progress = progress
        self._done = 0

    def setting(self, key: str) -> Any:
        """What the file states of the model's form; None where it does not."""
        return value_of(self.reader, f"{ARCHITECTURE}.{key}")

    def vector(self, name: str) -> Array:
        """A tensor in float32 as the file has it, without the adapter."""
        return self._float(name)

    def merged(self, name: str) -> Array:
        """A tensor in float32 with the adapter in it."""
        matrix = self._float(name)
        update = self._update(name)
        return matrix if update is None else matrix + update.b @ update.a

    def int8(self, names: Iterable[str], rows: Array | None = None) -> tuple[Array, Array]:
        """The matrices `names`, one above the other, as (int8 weights, float32 row scales): all of
        it, or `rows` of it in their order."""
        parts = [quantised for name in names for quantised in self._chunks(name)]
        values, scales = (np.concatenate(part) for part in zip(*parts, strict=True))
        return (values, scales) if rows is None else (values[rows], scales[rows])

    def assert_all_used(self) -> None:
        """Raises `ModelError` where the adapter is of another model."""
        if self._unused:
            raise ModelError(f"the adapter does not fit this model: no module {min(self._unused)}")

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def _chunks(self, name: str) -> Iterator[tuple[Array, Array]]:
        tensor = self._tensor(name)
        update = self._update(name)
        for start in range(0, tensor.data.shape[0], _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            matrix = _dequantise(tensor, rows)
            if update is not None:
                matrix = matrix + update.b[rows] @ update.a
            yield _quantise(matrix)
        self._tick()

    def _update(self, name: str) -> _LowRank | None:
        block, _, rest = name.removeprefix("blk.").partition(".")
        module = f"layers.{block}.{HF_NAMES.get(rest.removesuffix('.weight'), '')}"
        self._unused.discard(module)
        return self._adapter.get(module)

    def _float(self, name: str) -> Array:
        return _dequantise(self._tensor(name), slice(None))

    def _tensor(self, name: str) -> ReaderTensor:
        try:
            return self._tensors[name]
        except KeyError:
            raise ModelDamaged(f"the GGUF file has no tensor {name}") from None

    def _tick(self) -> None:
        self._done += 1
        if self._progress is not None:
            matrices = sum(len(t.shape) == 2 for t in self._tensors.values())
            self._progress(self._done, matrices)


def _dequantise(tensor: ReaderTensor, rows: slice) -> Array:
    from gguf.quants import dequantize

    return dequantize(tensor.data[rows], tensor.tensor_type).astype(np.float32, copy=False)


def _quantise(matrix: Array) -> tuple[Array, Array]:
    """(out, in) float32 → int8 and the scale of each row, value = int8 / scale."""
    peak = np.abs(matrix).max(axis=1)
    peak[peak == 0] = 127.0
    scale = (127.0 / peak).astype(np.float32)
    return np.rint(matrix * scale[:, None]).astype(np.int8), scale
