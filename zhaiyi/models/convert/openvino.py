"""Qwen2 weights as an OpenVINO model: the decoder's graph, node by node, without torch.

The graph is the stateful form that OpenVINO GenAI turns into paged attention: its attention blocks
(rotary positions, grouped heads, the joining of the cache) keep the shape that the runtime's fusion
patterns look for. The output layer has no rows but for tokens that English prose is written with:
what this project wants of a model is English, and a small one falls back into Chinese. That leaves
out two fifths of its work and memory, where a list of forbidden tokens would cost time at each
step. So that what is written can be read again, those tokens stand first in the vocabulary, and the
tokenizer counts in this order.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from zhaiyi.models.convert.graph import ints, named
from zhaiyi.models.convert.tokenizer import TOKENIZER_FILE, build_tokenizer
from zhaiyi.models.convert.weights import Weights, value_of
from zhaiyi.models.openvino_import import openvino
from zhaiyi.text.english_tokens import writes_english

if TYPE_CHECKING:
    from zhaiyi.models.convert.weights import Array

MODEL_FILE = "openvino_model.xml"
_LOWEST = -65504.0
"""What hides a position from attention: the least number of float16."""


@dataclass(frozen=True)
class _Shape:
    """Sizes of the decoder, as the file states them."""

    layers: int
    heads: int
    kv_heads: int
    width: int
    epsilon: float
    rope_base: float

    @classmethod
    def of(cls, weights: Weights) -> _Shape:
        read = weights.setting
        heads = read("attention.head_count")
        return cls(
            read("block_count"),
            heads,
            read("attention.head_count_kv") or heads,
            read("embedding_length") // heads,
            read("attention.layer_norm_rms_epsilon"),
            read("rope.freq_base") or 10_000.0,
        )


def write_openvino(weights: Weights, target: Path) -> None:
    """Writes `openvino_model.xml`, its `.bin` and the tokenizer into the folder `target`."""
    vocabulary = _Vocabulary.of(weights)
    model = _Decoder(weights, vocabulary).model()
    openvino().save_model(model, str(target / MODEL_FILE), compress_to_fp16=False)
    tokenizer = build_tokenizer(weights.reader, vocabulary.order)
    tokenizer.save(str(target / TOKENIZER_FILE))


@dataclass(frozen=True)
class _Vocabulary:
    """The file's token ids: those that an output can have, and those that can only be read."""

    written: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """All of them, as the model counts: what can be written first."""
        return self.written + self.others

    @classmethod
    def of(cls, weights: Weights) -> _Vocabulary:
        tokens = value_of(weights.reader, "tokenizer.ggml.tokens")
        texts = build_tokenizer(weights.reader).decode_batch([[i] for i in range(len(tokens))])
        written = [writes_english(*pair) for pair in zip(tokens, texts, strict=True)]
        return cls(
            tuple(i for i, yes in enumerate(written) if yes),
            tuple(i for i, yes in enumerate(written) if not yes),
        )


class _Decoder:
    """Builds the graph. Nodes are OpenVINO's; shapes are batch, length, width."""

    def __init__(self, weights: Weights, vocabulary: _Vocabulary) -> None:
        self.op: Any = openvino().opset13
        self.weights = weights
        self.vocabulary = vocabulary
        self.shape = _Shape.of(weights)
        self.states: list[Any] = []
        self._inputs()

    def model(self) -> Any:
        """The whole graph, from token ids to logits."""
        hidden = self._embedded()
        for index in range(self.shape.layers):
            hidden = self._block(hidden, f"blk.{index}", index)
        logits = self._output(hidden)
        logits.output(0).get_tensor().set_names({"logits"})
        result = self.op.result(logits)
        inputs = [self.ids, self.mask, self.positions, self.beams]
        return openvino().Model([result], self.states, inputs, "decoder")

    # -- what goes in ------------------------------------------------------------------------

    def _inputs(self) -> None:
        op = self.op
        self.ids = named(op.parameter([-1, -1], np.int64), "input_ids")
        self.mask = named(op.parameter([-1, -1], np.int64), "attention_mask")
        self.positions = named(op.parameter([-1, -1], np.int64), "position_ids")
        self.beams = named(op.parameter([-1], np.int32), "beam_idx")
        self.batch = op.gather(op.shape_of(self.ids), ints(op, 0), ints(op, 0))
        self.cosine, self.sine = self._rotation()
        self.hidden_positions = self._causal_mask()

    def _rotation(self) -> tuple[Any, Any]:
        """Cosine and sine of each position's angles, (batch, 1, length, width)."""
        op, half = self.op, self.shape.width // 2
        exponents = np.arange(half, dtype=np.float64) / half
        frequencies = (self.shape.rope_base**-exponents).astype(np.float32)[None, :, None]
        ones = op.concat([self.batch, ints(op, 1), ints(op, 1)], 0)
        spread = op.broadcast(op.constant(frequencies), ones, broadcast_spec="BIDIRECTIONAL")
        places = op.convert(op.unsqueeze(self.positions, _int(op, 1)), "f32")
        angles = op.transpose(op.matmul(spread, places, False, False), ints(op, 0, 2, 1))
        angles = op.concat([angles, angles], -1)
        return (
            op.unsqueeze(op.cos(angles), _int(op, 1)),
            op.unsqueeze(op.sin(angles), _int(op, 1)),
        )

    def _causal_mask(self) -> Any:
        """0 where a position may be seen, else the lowest number: (batch, 1, length, past+length).
        Left-padded positions are hidden by the attention mask."""
        op = self.op
        places = op.subtract(op.cumsum(self.mask, _int(op, 1)), _int(op, 1))
        seen = op.less_equal(
            op.unsqueeze(op.unsqueeze(places, _int(op, 1)), _int(op, 1)),
            op.unsqueeze(op.unsqueeze(self.positions, _int(op, 1)), _int(op, 3)),
        )
        real = op.greater(
            op.unsqueeze(op.unsqueeze(self.mask, _int(op, 1)), _int(op, 1)), _int(op, 0)
        )
        zero, lowest = op.constant(np.float32(0)), op.constant(np.float32(_LOWEST))
        return op.select(op.logical_and(seen, real), zero, lowest)

    def _embedded(self) -> Any:
        """Rows of the embedding are gathered as int8 and scaled then: no table in float32."""
        op = self.op
        order = np.array(self.vocabulary.order)
        values, scale = self.weights.int8(["token_embd.weight"], order)
        ids = op.convert(self.ids, "i32")
        axis = op.constant(np.int32(0))
        rows = op.convert(op.gather(op.constant(values), ids, axis), "f32")
        return op.multiply(rows, op.gather(op.constant((1 / scale)[:, None]), ids, axis))

    # -- a block -----------------------------------------------------------------------------

    def _block(self, hidden: Any, name: str, index: int) -> Any:
        op = self.op
        hidden = op.add(
            hidden, self._attention(self._norm(hidden, f"{name}.attn_norm"), name, index)
        )
        inner = self._norm(hidden, f"{name}.ffn_norm")
        gate = op.swish(self._linear(inner, f"{name}.ffn_gate"))
        up = self._linear(inner, f"{name}.ffn_up")
        return op.add(hidden, self._linear(op.multiply(gate, up), f"{name}.ffn_down"))

    def _attention(self, inner: Any, name: str, index: int) -> Any:
        op, shape = self.op, self.shape
        query = self._rotated(self._heads(inner, f"{name}.attn_q", shape.heads))
        key = self._rotated(self._heads(inner, f"{name}.attn_k", shape.kv_heads))
        value = self._heads(inner, f"{name}.attn_v", shape.kv_heads)
        key = self._all_heads(
            self._with_past(key, f"past_key_values.{index}.keypresent.{index}.key")
        )
        value = self._all_heads(
            self._with_past(value, f"past_key_values.{index}.valuepresent.{index}.value")
        )
        seen = op.scaled_dot_product_attention(query, key, value, self.hidden_positions)
        joined = op.reshape(
            op.transpose(seen, ints(op, 0, 2, 1, 3)),
            ints(op, 0, 0, shape.heads * shape.width),
            True,
        )
        return self._linear(joined, f"{name}.attn_output")

    def _heads(self, inner: Any, name: str, heads: int) -> Any:
        """A projection as (batch, heads, length, width)."""
        op = self.op
        flat = self._linear(inner, name)
        if f"{name}.bias" in self.weights:
            flat = op.add(flat, op.constant(self.weights.vector(f"{name}.bias")))
        split = op.reshape(flat, ints(op, 0, 0, heads, self.shape.width), True)
        return op.transpose(split, ints(op, 0, 2, 1, 3))

    def _rotated(self, heads: Any) -> Any:
        """Rotary positions (Su et al. 2021), the halves of the width as pairs."""
        op, half = self.op, self.shape.width // 2
        one, axis = ints(op, 1), ints(op, 3)
        upper = op.slice(heads, ints(op, half), ints(op, np.iinfo(np.int64).max), one, axis)
        lower = op.slice(heads, ints(op, 0), ints(op, half), one, axis)
        minus = op.multiply(upper, op.constant(np.full((1, 1, 1, 1), -1, np.float32)))
        turned = op.concat([minus, lower], -1)
        return op.add(op.multiply(heads, self.cosine), op.multiply(turned, self.sine))

    def _with_past(self, heads: Any, state: str) -> Any:
        """The new keys or values behind those of the positions before."""
        op, shape, ov = self.op, self.shape, openvino()
        info = ov.op.util.VariableInfo()
        info.data_shape = ov.PartialShape([-1, shape.kv_heads, -1, shape.width])
        info.data_type = ov.Type.f32
        info.variable_id = state
        variable = ov.op.util.Variable(info)
        sizes = [self.batch, *(ints(op, n) for n in (shape.kv_heads, 0, shape.width))]
        empty = op.broadcast(op.constant(np.float32(0)), op.concat(sizes, 0))
        past = op.gather(op.read_value(empty, variable), self.beams, _int(op, 0))
        joined = op.concat([past, heads], 2)
        self.states.append(op.assign(joined, variable))
        return joined

    def _all_heads(self, heads: Any) -> Any:
        """Grouped heads repeated for the query heads that share them (Ainslie et al. 2023)."""
        op, shape = self.op, self.shape
        group = shape.heads // shape.kv_heads
        if group == 1:
            return heads
        sizes = [self.batch, *(ints(op, n) for n in (shape.kv_heads, group, 0, shape.width))]
        spread = op.broadcast(
            op.unsqueeze(heads, _int(op, 2)), op.concat(sizes, 0), broadcast_spec="BIDIRECTIONAL"
        )
        return op.reshape(spread, ints(op, 0, shape.heads, -1, shape.width), True)

    # -- parts -------------------------------------------------------------------------------

    def _norm(self, hidden: Any, name: str) -> Any:
        """Root mean square layer normalisation (Zhang and Sennrich 2019)."""
        op = self.op
        square = op.power(hidden, _cube(op, 2.0))
        mean = op.reduce_mean(square, op.constant(np.array([-1], np.int32)), True)
        root = op.sqrt(op.add(mean, _cube(op, self.shape.epsilon)))
        scaled = op.multiply(op.divide(_cube(op, 1.0), root), hidden)
        return op.multiply(
            scaled, op.constant(self.weights.vector(f"{name}.weight")[None, None, :])
        )

    def _linear(self, inner: Any, name: str, rows: Array | None = None) -> Any:
        """A product with an int8 matrix or with its `rows`, a scale for each; computed in int8."""
        op = self.op
        values, scale = self.weights.int8([f"{name}.weight"], rows)
        matrix = op.multiply(
            op.convert(op.constant(values), "f32"), op.constant((1 / scale)[:, None])
        )
        return op.matmul(inner, matrix, False, True)

    def _output(self, hidden: Any) -> Any:
        name = "output" if "output.weight" in self.weights else "token_embd"
        return self._linear(
            self._norm(hidden, "output_norm"), name, np.array(self.vocabulary.written)
        )


def _int(op: Any, value: int) -> Any:
    return op.constant(np.int64(value))


def _cube(op: Any, value: float) -> Any:
    return op.constant(np.full((1, 1, 1), value, np.float32))
