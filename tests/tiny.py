"""A tiny random Qwen2 model as GGUF, its tokenizer trained on a few lines, and its twin in torch.

Every matrix lies on an int8 grid (integers up to 127 times one scale for a row), so that conversion
loses nothing and the twins can be compared token by token.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gguf import GGUFWriter, TokenType
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

HIDDEN, LAYERS, HEADS, KV_HEADS, FFN = 32, 2, 4, 2, 64
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_suffix|>"]
_LINES = [
    "Translate into English:",
    "汕头市与西班牙安达卢西亚地区签署合作备忘录。",
    "The city of Shantou signed a memorandum in June 2015.",
    "user assistant\n",
]


@dataclass(frozen=True)
class TinyModel:
    gguf: Path
    weights: dict[str, np.ndarray]
    tokens: list[str]


def make_tiny(folder: Path, seed: int = 0, tied: bool = False) -> TinyModel:
    """Writes `tiny.gguf` into `folder`."""
    tokenizer = _tokenizer()
    vocabulary = tokenizer.get_vocab()
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])
    weights = _weights(np.random.default_rng(seed), len(tokens), tied)
    path = folder / "tiny.gguf"
    _write(path, weights, tokens, tokenizer)
    return TinyModel(path, weights, tokens)


def make_sure(folder: Path, ends: Sequence[str], seed: int = 11) -> TinyModel:
    """A model far from any tie, as `tiny.gguf` in `folder`: behind the last token of one of `ends`
    comes a word of its own, behind that another, without an end. It looks at the last token alone:
    what follows from it is the one whose row of the output layer holds its embedding. With
    this seed the best token leads the second by two fifths of its logit or more."""
    tokenizer = _tokenizer()
    vocabulary = tokenizer.get_vocab()
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])
    rng = np.random.default_rng(seed)
    weights = _weights(rng, len(tokens), tied=False)
    for name in weights:
        if name.endswith(("attn_output.weight", "ffn_down.weight")):
            weights[name] *= np.float32(1e-4)
    embeddings = rng.choice(np.array([-0.5, 0.5], np.float32), size=(len(tokens), HIDDEN))
    output = np.full_like(embeddings, 1e-4)
    for before, after in _followers(tokenizer, tokens, ends).items():
        output[after] += embeddings[before]
    weights |= {"token_embd.weight": embeddings, "output.weight": output}
    path = folder / "tiny.gguf"
    _write(path, weights, tokens, tokenizer)
    return TinyModel(path, weights, tokens)


def _followers(tokenizer: Tokenizer, tokens: list[str], ends: Sequence[str]) -> dict[int, int]:
    """What comes behind each token: words in a circle, which the last tokens of `ends` enter."""
    words = [i for i, t in enumerate(tokens) if t.isascii() and t.isalpha() and len(t) > 1]
    last = {tokenizer.encode(end, add_special_tokens=False).ids[-1] for end in ends}
    entering = dict(zip(sorted(last - set(words)), words, strict=False))
    return entering | dict(zip(words, [*words[1:], words[0]], strict=True))


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_LINES, trainer)
    return tokenizer


def _grid(rng: np.random.Generator, rows: int, columns: int, scale: float) -> np.ndarray:
    matrix = rng.integers(-127, 128, size=(rows, columns))
    matrix[:, 0] = 127
    return (matrix * np.float32(scale / 127)).astype(np.float32)


def _weights(rng: np.random.Generator, vocabulary: int, tied: bool) -> dict[str, np.ndarray]:
    head = HIDDEN // HEADS
    weights = {
        "token_embd.weight": _grid(rng, vocabulary, HIDDEN, 0.5),
        "output_norm.weight": np.ones(HIDDEN, np.float32),
    }
    if not tied:
        weights["output.weight"] = _grid(rng, vocabulary, HIDDEN, 0.5)
    shapes = {
        "attn_q": (HIDDEN, HIDDEN),
        "attn_k": (KV_HEADS * head, HIDDEN),
        "attn_v": (KV_HEADS * head, HIDDEN),
        "attn_output": (HIDDEN, HIDDEN),
        "ffn_gate": (FFN, HIDDEN),
        "ffn_up": (FFN, HIDDEN),
        "ffn_down": (HIDDEN, FFN),
    }
    for layer in range(LAYERS):
        for name, (rows, columns) in shapes.items():
            weights[f"blk.{layer}.{name}.weight"] = _grid(rng, rows, columns, 0.3)
            if name in ("attn_q", "attn_k", "attn_v"):
                bias = rng.normal(0, 0.1, rows).astype(np.float32)
                weights[f"blk.{layer}.{name}.bias"] = bias
        for name in ("attn_norm", "ffn_norm"):
            weights[f"blk.{layer}.{name}.weight"] = np.ones(HIDDEN, np.float32)
    return weights


def _write(
    path: Path, weights: dict[str, np.ndarray], tokens: list[str], tokenizer: Tokenizer
) -> None:
    writer = GGUFWriter(path, "qwen2")
    writer.add_block_count(LAYERS)
    writer.add_context_length(512)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(FFN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_freq_base(1_000_000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(
        [TokenType.CONTROL if token in SPECIAL else TokenType.NORMAL for token in tokens]
    )
    writer.add_token_merges(_merges(tokenizer))
    writer.add_bos_token_id(tokens.index("<|endoftext|>"))
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    for name, value in weights.items():
        writer.add_tensor(name, value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _merges(tokenizer: Tokenizer) -> list[str]:
    import json

    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [" ".join(merge) if isinstance(merge, list) else merge for merge in merges]


def torch_twin(tiny: TinyModel) -> object:
    """The same model in transformers, in float32."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    config = Qwen2Config(
        vocab_size=len(tiny.tokens),
        hidden_size=HIDDEN,
        intermediate_size=FFN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=KV_HEADS,
        rms_norm_eps=1e-6,
        rope_parameters={"rope_type": "default", "rope_theta": 1_000_000.0},
        tie_word_embeddings="output.weight" not in tiny.weights,
        bos_token_id=0,
        eos_token_id=2,
    )
    model = Qwen2ForCausalLM(config).eval()
    state = {_hf_name(name): torch.from_numpy(w) for name, w in tiny.weights.items()}
    if "lm_head.weight" not in state:
        state["lm_head.weight"] = state["model.embed_tokens.weight"]
    model.load_state_dict(state)
    return model


def _hf_name(name: str) -> str:
    whole = {
        "token_embd.weight": "model.embed_tokens.weight",
        "output_norm.weight": "model.norm.weight",
        "output.weight": "lm_head.weight",
    }
    if name in whole:
        return whole[name]
    _, layer, part, kind = name.split(".")
    parts = {
        "attn_q": "self_attn.q_proj",
        "attn_k": "self_attn.k_proj",
        "attn_v": "self_attn.v_proj",
        "attn_output": "self_attn.o_proj",
        "ffn_gate": "mlp.gate_proj",
        "ffn_up": "mlp.up_proj",
        "ffn_down": "mlp.down_proj",
        "attn_norm": "input_layernorm",
        "ffn_norm": "post_attention_layernorm",
    }
    return f"model.layers.{layer}.{parts[part]}.{kind}"
