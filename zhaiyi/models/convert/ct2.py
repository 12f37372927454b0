"""Qwen2 weights as a CTranslate2 model, int8, without torch: its specification filled tensor by
tensor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from zhaiyi.models.convert.tokenizer import TOKENIZER_FILE, build_tokenizer
from zhaiyi.models.convert.weights import Weights, value_of
from zhaiyi.models.ct2_import import ctranslate2


def write_ct2(weights: Weights, target: Path) -> None:
    """Writes `model.bin`, `config.json`, `vocabulary.json` and the tokenizer into `target`."""
    spec = _fill_spec(weights)
    spec.validate()
    spec.save(str(target))
    build_tokenizer(weights.reader).save(str(target / TOKENIZER_FILE))


def _fill_spec(weights: Weights) -> Any:
    """A CTranslate2 decoder specification with every variable set."""
    spec = _empty_spec(weights)
    decoder = spec.decoder
    decoder.scale_embeddings = False
    _set_int8(decoder.embeddings, weights, ["token_embd.weight"])
    for index, layer in enumerate(decoder.layer):
        _fill_layer(layer, weights, f"blk.{index}")
    decoder.layer_norm.gamma = weights.vector("output_norm.weight")
    tied = "output.weight" not in weights
    _set_int8(decoder.projection, weights, ["token_embd.weight" if tied else "output.weight"])
    tokens = value_of(weights.reader, "tokenizer.ggml.tokens")
    spec.register_vocabulary(list(tokens))
    _fill_config(spec.config, weights, tokens)
    return spec


def _empty_spec(weights: Weights) -> Any:
    specs = ctranslate2().specs
    heads = weights.setting("attention.head_count")
    kv_heads = weights.setting("attention.head_count_kv")
    return specs.TransformerDecoderModelSpec.from_config(
        weights.setting("block_count"),
        heads,
        activation=specs.common_spec.Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=False,
        rotary_base=weights.setting("rope.freq_base") or 10_000.0,
        num_heads_kv=None if kv_heads == heads else kv_heads,
    )


def _fill_layer(layer: Any, weights: Weights, block: str) -> None:
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


def _set_int8(spec: Any, weights: Weights, names: list[str]) -> None:
    spec.weight, spec.weight_scale = weights.int8(names)


def _fill_config(config: Any, weights: Weights, tokens: list[str]) -> None:
    reader = weights.reader
    config.bos_token = tokens[value_of(reader, "tokenizer.ggml.bos_token_id")]
    config.eos_token = tokens[value_of(reader, "tokenizer.ggml.eos_token_id")]
    config.unk_token = ""
    config.layer_norm_epsilon = weights.setting("attention.layer_norm_rms_epsilon")
