"""The base model as a trainable one: GGUF → transformers Qwen2, LoRA by PEFT.

The weights are dequantised from the very file that the product converts, so the adapter learns on
what it will be merged into.
"""

from __future__ import annotations

import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gguf import GGUFReader
from gguf.quants import dequantize
from torch.nn import functional

from training.adapters import Adapter
from zhaiyi.models.convert.weights import HF_NAMES

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
_PREFIX = "base_model.model."
_NAMES = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    **HF_NAMES,
}
_TOP = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}


def device_and_dtype() -> tuple[torch.device, torch.dtype]:
    """CUDA with bfloat16 where there is one; else the processor with the type it multiplies faster.

    Measured, not asked: of two processors seen that both report AVX512_BF16, one was nearly four
    times as fast in bfloat16 as in float32, the other three times as slow.
    """
    if torch.cuda.is_available():
        return torch.device("cuda"), torch.bfloat16
    return torch.device("cpu"), min((torch.bfloat16, torch.float32), key=_product_seconds)


def _product_seconds(dtype: torch.dtype) -> float:
    """The shorter of two runs of a matrix product of the sizes that training has."""
    states = torch.ones(512, 1536, dtype=dtype)
    weights = torch.ones(4096, 1536, dtype=dtype)
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        functional.linear(states, weights)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def load_base(gguf: Path, dtype: torch.dtype) -> Any:
    """`Qwen2ForCausalLM` with the weights of a GGUF file, frozen."""
    from transformers import Qwen2ForCausalLM

    reader = GGUFReader(gguf)
    with torch.device("meta"):
        model: Any = Qwen2ForCausalLM(_config(reader))
    model.to(dtype).to_empty(device="cpu")
    weights = model.state_dict()
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type)
        weights[_name(tensor.name)].copy_(torch.from_numpy(np.array(values)))
    model.model.rotary_emb = type(model.model.rotary_emb)(model.config)
    return model.requires_grad_(False).eval()


def add_adapter(model: Any, *, rank: int, alpha: int, layers: range, start: Adapter | None) -> Any:
    """A PEFT model whose only trainable weights are LoRA pairs on `layers`, in float32.

    `start` gives the pairs their values; its rank, alpha and modules must be those asked for.
    """
    from peft import LoraConfig, get_peft_model

    config = LoraConfig(
        r=rank,
        lora_alpha=alpha,
        lora_dropout=0.0,
        target_modules=list(PROJECTIONS),
        layers_to_transform=list(layers),
        layers_pattern="layers",
    )
    with warnings.catch_warnings():  # PEFT asks transformers for a name it has deprecated
        warnings.simplefilter("ignore", FutureWarning)
        adapted = get_peft_model(model, config)
    for parameter in adapted.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.float()
    if start is not None:
        set_adapter(adapted, start)
    return adapted


def trainable(model: Any) -> dict[str, torch.nn.Parameter]:
    """The LoRA matrices by the names of the adapter file (``….lora_A.weight``)."""
    return {
        name.removeprefix(_PREFIX).replace(".default.", "."): parameter
        for name, parameter in model.named_parameters()
        if parameter.requires_grad
    }


def set_adapter(model: Any, adapter: Adapter) -> None:
    """Copies the pairs of `adapter` into `model`. Raises `ValueError` where they do not fit."""
    parameters = trainable(model)
    wanted = {name.rsplit(".lora_", 1)[0] for name in parameters}
    if wanted != set(adapter.pairs):
        raise ValueError("the adapter to start from has other modules: check --layers")
    with torch.no_grad():
        for name, (a, b) in adapter.pairs.items():
            parameters[f"{name}.lora_A.weight"].copy_(torch.from_numpy(a))
            parameters[f"{name}.lora_B.weight"].copy_(torch.from_numpy(b))


def get_adapter(model: Any, metadata: dict[str, str]) -> Adapter:
    """The present LoRA matrices of `model` as an adapter."""
    values = {n: p.detach().float().cpu().numpy() for n, p in trainable(model).items()}
    names = sorted({name.rsplit(".lora_", 1)[0] for name in values})
    pairs = {n: (_copy(values, n, "A"), _copy(values, n, "B")) for n in names}
    return Adapter(pairs, metadata)


def _copy(values: dict[str, Any], name: str, part: str) -> Any:
    return np.array(values[f"{name}.lora_{part}.weight"], dtype=np.float32)


def _name(name: str) -> str:
    if name in _TOP:
        return _TOP[name]
    _, block, module, kind = name.split(".")
    return f"model.layers.{block}.{_NAMES[module]}.{kind}"


def _config(reader: GGUFReader) -> Any:
    from transformers import Qwen2Config

    def value(key: str) -> Any:
        field = reader.get_field(f"qwen2.{key}")
        return None if field is None else field.contents()

    names = {tensor.name: tensor for tensor in reader.tensors}
    return Qwen2Config(
        vocab_size=int(names["token_embd.weight"].shape[1]),
        hidden_size=value("embedding_length"),
        intermediate_size=value("feed_forward_length"),
        num_hidden_layers=value("block_count"),
        num_attention_heads=value("attention.head_count"),
        num_key_value_heads=value("attention.head_count_kv"),
        rms_norm_eps=value("attention.layer_norm_rms_epsilon"),
        rope_parameters={"rope_type": "default", "rope_theta": value("rope.freq_base") or 10_000.0},
        tie_word_embeddings="output.weight" not in names,
    )
