"""GGUF → CTranslate2 int8, tensor by tensor, without torch.

A Qwen2-family GGUF is read through a memory map; each matrix is dequantised (gguf-py), a LoRA
adapter is merged into it if one is given (W + B·A·alpha/rank; Hu et al. 2021), and it is quantised
again to int8 with one scale for each row (the absmax scheme of CTranslate2), before the next is
touched. So no more than one matrix stands in float32 at any time. The tokenizer comes out of the
GGUF's own metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from zhaiyi.ct2_import import ctranslate2
from zhaiyi.errors import ModelDamaged, ModelError

if TYPE_CHECKING:
    from gguf import GGUFReader, ReaderTensor
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Array = NDArray[Any]

CONVERTER_VERSION = "1"
"""Part of the name of a prepared model: a new version prepares anew."""

ProgressCallback = Callable[[int, int], None]

_ROWS_AT_ONCE = 8192
_CONTROL, _USER_DEFINED = 3, 4
# The pre-tokenizer of the Qwen2 family, as its published tokenizer states it.
_QWEN2_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_HF_NAMES = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def convert_gguf(
    gguf: Path,
    target: Path,
    *,
    adapter: Path | None = None,
    adapter_scale: float = 1.0,
    progress: ProgressCallback | None = None,
) -> None:
    """Writes `model.bin`, `config.json`, `vocabulary.json` and `tokenizer.json` into `target`.

    `adapter_scale` multiplies the adapter's own alpha/rank. `progress` is called with matrices done
    and in all. The caller owns atomicity: `target` is to be renamed when this returns. Raises
    `ModelDamaged` for a file that is no readable GGUF and `ModelError` for an architecture other
    than Qwen2.
    """
    reader = _open(gguf)
    weights = _Weights(reader, _read_adapter(adapter, adapter_scale), progress)
    spec = _fill_spec(weights)
    tokenizer = build_tokenizer(reader)
    target.mkdir(parents=True, exist_ok=True)
    spec.validate()
    spec.save(str(target))
    tokenizer.save(str(target / "tokenizer.json"))


def _open(gguf: Path) -> GGUFReader:
    from gguf import GGUFReader

    try:
        reader = GGUFReader(gguf)
    except (ValueError, IndexError, KeyError, OSError) as error:
        raise ModelDamaged(
            f"{gguf.name} is not a readable GGUF file ({error}): fetch it again with "
            "zhaiyi models pull --force"
        ) from error
    architecture = _value(reader, "general.architecture")
    if architecture != "qwen2":
        raise ModelError(
            f"{gguf.name}: the architecture {architecture} cannot be converted, only qwen2"
        )
    return reader


def _value(reader: GGUFReader, key: str) -> Any:
    field = reader.get_field(key)
    return field.contents() if field is not None else None


# -- weights ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _LowRank:
    """One adapter pair, already scaled: the update is `b @ a` of shape (out, in)."""

    a: Array
    b: Array


def _read_adapter(path: Path | None, scale: float) -> Mapping[str, _LowRank]:
    """Adapter pairs by module name (``layers.14.self_attn.q_proj``)."""
    if path is None:
        return {}
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise ModelDamaged(f"the adapter {path.name} cannot be read: {error}") from error
    return dict(_pairs(tensors, metadata, scale))


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


class _Weights:
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

    def vector(self, name: str) -> Array:
        return self._float(name)

    def int8(self, names: Iterable[str]) -> tuple[Array, Array]:
        """The matrices `names`, one above the other, as (int8 weights, float32 row scales)."""
        parts = [quantised for name in names for quantised in self._chunks(name)]
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def assert_all_used(self) -> None:
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
        module = f"layers.{block}.{_HF_NAMES.get(rest.removesuffix('.weight'), '')}"
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


# -- specification ---------------------------------------------------------------------------


def _fill_spec(weights: _Weights) -> Any:
    """A CTranslate2 decoder specification with every variable set."""
    spec = _empty_spec(weights.reader)
    decoder = spec.decoder
    decoder.scale_embeddings = False
    _set_int8(decoder.embeddings, weights, ["token_embd.weight"])
    for index, layer in enumerate(decoder.layer):
        _fill_layer(layer, weights, f"blk.{index}")
    decoder.layer_norm.gamma = weights.vector("output_norm.weight")
    tied = "output.weight" not in weights
    _set_int8(decoder.projection, weights, ["token_embd.weight" if tied else "output.weight"])
    weights.assert_all_used()
    tokens = _value(weights.reader, "tokenizer.ggml.tokens")
    spec.register_vocabulary(list(tokens))
    _fill_config(spec.config, weights.reader, tokens)
    return spec


def _empty_spec(reader: GGUFReader) -> Any:
    specs = ctranslate2().specs
    heads = _value(reader, "qwen2.attention.head_count")
    kv_heads = _value(reader, "qwen2.attention.head_count_kv")
    return specs.TransformerDecoderModelSpec.from_config(
        _value(reader, "qwen2.block_count"),
        heads,
        activation=specs.common_spec.Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=False,
        rotary_base=_value(reader, "qwen2.rope.freq_base") or 10_000.0,
        num_heads_kv=None if kv_heads == heads else kv_heads,
    )


def _fill_layer(layer: Any, weights: _Weights, block: str) -> None:
    attention, ffn = layer.self_attention, layer.ffn
    attention.layer_norm.gamma = weights.vector(f"{block}.attn_norm.weight")
    ffn.layer_norm.gamma = weights.vector(f"{block}.ffn_norm.weight")
    qkv = [f"{block}.attn_{part}" for part in "qkv"]
    _set_int8(attention.linear[0], weights, [f"{name}.weight" for name in qkv])
    attention.linear[0].bias = np.concatenate([weights.vector(f"{name}.bias") for name in qkv])
    _set_int8(attention.linear[1], weights, [f"{block}.attn_output.weight"])
    _set_int8(ffn.linear_0, weights, [f"{block}.ffn_gate.weight"])
    _set_int8(ffn.linear_0_noact, weights, [f"{block}.ffn_up.weight"])
    _set_int8(ffn.linear_1, weights, [f"{block}.ffn_down.weight"])


def _set_int8(spec: Any, weights: _Weights, names: list[str]) -> None:
    spec.weight, spec.weight_scale = weights.int8(names)


def _fill_config(config: Any, reader: GGUFReader, tokens: list[str]) -> None:
    config.bos_token = tokens[_value(reader, "tokenizer.ggml.bos_token_id")]
    config.eos_token = tokens[_value(reader, "tokenizer.ggml.eos_token_id")]
    config.unk_token = ""
    config.layer_norm_epsilon = _value(reader, "qwen2.attention.layer_norm_rms_epsilon")


# -- tokenizer -------------------------------------------------------------------------------


def build_tokenizer(reader: GGUFReader) -> Tokenizer:
    """The byte-level BPE tokenizer that the GGUF's metadata describe."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
    from tokenizers import pre_tokenizers as pre

    tokens: list[str] = _value(reader, "tokenizer.ggml.tokens")
    kinds: list[int] = _value(reader, "tokenizer.ggml.token_type")
    merges = [tuple(m.split(" ", 1)) for m in _value(reader, "tokenizer.ggml.merges")]
    tokenizer = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=merges))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre.Sequence(
        [
            pre.Split(Regex(_QWEN2_SPLIT), behavior="isolated"),
            pre.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    special = [t for t, kind in zip(tokens, kinds, strict=True) if kind == _CONTROL]
    plain = [t for t, kind in zip(tokens, kinds, strict=True) if kind == _USER_DEFINED]
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in special])
    tokenizer.add_tokens([AddedToken(t, special=False, normalized=False) for t in plain])
    return tokenizer
