"""The default model on a GPU: its GGUF file and adapter as a transformers model, in bfloat16.

The weights are those that the processor's model is made of, dequantised and merged, but not
quantised again. Nothing is written: the file is read anew at each start. Tried with the tiny model
of the tests on the processor; on a GPU it was not run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from zhaiyi.core.settings import Settings
from zhaiyi.engines.hf import HfEngine
from zhaiyi.models.cards import Card
from zhaiyi.models.convert.weights import HF_NAMES, Weights, open_gguf, read_adapters, value_of

_TOP = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}
_LAYER = {"attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm", **HF_NAMES}


class HfGgufEngine(HfEngine):
    """Runs the GGUF file that `find` names when the model is loaded, merged with `adapter`."""

    def __init__(
        self,
        find: Callable[[], Path],
        signature: str,
        *,
        adapter: Sequence[Path] = (),
        scale: float = 1.0,
        ends: Sequence[str] = (),
        device: str = "auto",
        threads: int = 0,
    ) -> None:
        super().__init__(Path(signature), signature, ends=ends, device=device, threads=threads)
        self._find = find
        self._adapter = tuple(adapter)
        self._scale = scale

    def _opened(self, dtype: Any) -> tuple[Any, Any]:
        self._folder = self._find()
        weights = Weights(
            open_gguf(self._folder), read_adapters(self._adapter, self._scale), progress=None
        )
        tokenizer = _tokenizer(weights, self._ends)
        model = _model(weights, dtype)
        weights.assert_all_used()
        return tokenizer, model


def _tokenizer(weights: Weights, ends: Sequence[str]) -> Any:
    import transformers

    from zhaiyi.models.convert.tokenizer import build_tokenizer

    make: Any = transformers.PreTrainedTokenizerFast
    return make(
        tokenizer_object=build_tokenizer(weights.reader),
        padding_side="left",
        eos_token=ends[0] if ends else None,
        clean_up_tokenization_spaces=False,
    )


def _model(weights: Weights, dtype: Any) -> Any:
    """`Qwen2ForCausalLM` on the processor, filled tensor by tensor."""
    import torch
    from transformers import Qwen2ForCausalLM

    with torch.device("meta"):
        model: Any = Qwen2ForCausalLM(_config(weights))
    model.to(dtype).to_empty(device="cpu")
    model.tie_weights()
    state = model.state_dict()
    with torch.no_grad():
        for tensor in weights.reader.tensors:
            values = torch.from_numpy(np.array(weights.merged(tensor.name)))
            state[_name(tensor.name)].copy_(values)
    rotary = model.model.rotary_emb
    model.model.rotary_emb = type(rotary)(model.config)  # its buffers were empty, and stay float32
    return model.requires_grad_(False)


def _config(weights: Weights) -> Any:
    from transformers import Qwen2Config

    value = weights.setting
    shapes = {tensor.name: tensor.shape for tensor in weights.reader.tensors}
    return Qwen2Config(
        vocab_size=int(shapes["token_embd.weight"][1]),
        hidden_size=value("embedding_length"),
        intermediate_size=value("feed_forward_length"),
        num_hidden_layers=value("block_count"),
        num_attention_heads=value("attention.head_count"),
        num_key_value_heads=value("attention.head_count_kv"),
        max_position_embeddings=value("context_length"),
        rms_norm_eps=value("attention.layer_norm_rms_epsilon"),
        rope_parameters={"rope_type": "default", "rope_theta": value("rope.freq_base") or 10_000.0},
        tie_word_embeddings="output.weight" not in shapes,
        bos_token_id=value_of(weights.reader, "tokenizer.ggml.bos_token_id"),
        eos_token_id=value_of(weights.reader, "tokenizer.ggml.eos_token_id"),
    )


def _name(name: str) -> str:
    """The name in transformers of a tensor of a GGUF file."""
    if name in _TOP:
        return _TOP[name]
    _, block, module, kind = name.split(".")
    return f"model.layers.{block}.{_LAYER[module]}.{kind}"


def from_gguf(card: Card, find: Callable[[], Path], settings: Settings, device: str) -> HfEngine:
    """The engine of a chat card that is prepared from a GGUF file."""
    assert card.chat is not None
    signature = (
        f"{card.name}/{card.weights_signature} bf16 torch/{version('torch')} "
        f"transformers/{version('transformers')}"
    )
    return HfGgufEngine(
        find,
        signature,
        adapter=card.adapter_paths,
        scale=card.adapter.scale if card.adapter else 1.0,
        ends=card.chat.ends,
        device=device,
        threads=settings.threads,
    )
