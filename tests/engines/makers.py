"""Tiny random encoder-decoder models in the file layouts of Marian, NLLB, M2M-100 and quickmt, with
SentencePiece models trained on a few lines, and their cards."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from zhaiyi.models.ct2_import import ctranslate2

CHINESE = (
    "汕头市与西班牙安达卢西亚地区签署合作备忘录。",
    "今年1月至6月，汕头进出口总额达到6.1万亿元。",
    "新华社记者报道说，城市正在建设智慧城市。",
    "汕头市民只需打开手机，就能办理业务，政府负责人林依民说。",
)
ENGLISH = (
    "The city of Shantou signed a memorandum in June 2015.",
    "Trade reached 61 trillion yuan, officials said.",
    "A smart city is being built, Xinhua reports.",
)
LANGUAGES = ("eng_Latn", "fra_Latn", "zho_Hans", "zho_Hant")
SHAPE: dict[str, Any] = {
    "d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4,
    "decoder_attention_heads": 4, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64,
    "scale_embedding": True, "max_position_embeddings": 128,
}  # fmt: skip


def train_spm(lines: Sequence[str], size: int, kind: str = "unigram") -> bytes:
    """A SentencePiece model of at most `size` pieces."""
    out = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter([*lines] * 3),
        model_writer=out,
        vocab_size=size,
        hard_vocab_limit=False,
        model_type=kind,
        minloglevel=2,
    )
    return out.getvalue()


def pieces_of(model: bytes) -> list[str]:
    """Its pieces of text, in order."""
    spm = SentencePieceProcessor(model_proto=model)
    every = range(spm.get_piece_size())
    return [spm.id_to_piece(i) for i in every if not (spm.is_control(i) or spm.is_unknown(i))]


def spoken(target: bytes) -> str:
    """The piece that a model writes that is made `certain`."""
    return next(piece for piece in pieces_of(target) if piece.strip("▁").isascii()
                and piece.strip("▁").isalpha())  # fmt: skip


def make_marian(folder: Path, certain: bool = False) -> Path:
    """A checkpoint as Helsinki-NLP publishes them. What one with random weights writes hangs on the
    last bit of a processor; a `certain` one writes one piece up to its limit, whatever it reads."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    source, target = train_spm(CHINESE, 90), train_spm(ENGLISH, 60)
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    pieces = ["</s>", "<unk>", *dict.fromkeys(pieces_of(source) + pieces_of(target)), "<pad>"]
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    settings = {"source_lang": "zho", "target_lang": "eng", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    pad = len(pieces) - 1
    config = MarianConfig(
        vocab_size=len(pieces), pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad,
        bos_token_id=0, activation_function="swish", static_position_embeddings=True, **SHAPE,
    )  # fmt: skip
    torch.manual_seed(0)
    model = MarianMTModel(config)
    if certain:
        model.final_logits_bias[0, vocabulary[spoken(target)]] = 100.0
    return _save(model, config, folder)


def make_nllb(folder: Path, certain: bool = False) -> Path:
    """A checkpoint as facebook/nllb-200 has it; `certain` as for `make_marian`."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    joint = train_spm([*CHINESE, *ENGLISH], 160, "bpe")
    (folder / "sentencepiece.bpe.model").write_bytes(joint)
    settings = {"tokenizer_class": "NllbTokenizer", "additional_special_tokens": [*LANGUAGES]}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    tokenizer = NllbTokenizer.from_pretrained(folder, src_lang="zho_Hans", tgt_lang="eng_Latn")
    tokenizer.save_pretrained(folder)
    config = M2M100Config(
        vocab_size=len(tokenizer), pad_token_id=1, eos_token_id=2, bos_token_id=0,
        decoder_start_token_id=2, **SHAPE,
    )  # fmt: skip
    torch.manual_seed(0)
    model = M2M100ForConditionalGeneration(config)
    if certain:
        piece = model.lm_head.weight[tokenizer.convert_tokens_to_ids(spoken(joint))]
        norm = model.model.decoder.layer_norm
        torch.nn.init.zeros_(norm.weight)
        norm.bias.data.copy_(100 * piece / piece.square().sum())
    return _save(model, config, folder)


def _save(model: Any, config: Any, folder: Path) -> Path:
    import torch

    with torch.no_grad():  # far from ties, so that int8 and float agree
        for name, weight in model.named_parameters():
            if weight.dim() == 2 and "embed" not in name:
                weight.mul_(8)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)
    return folder


def make_quickmt(folder: Path, certain: bool = False) -> Path:
    """A model published for CTranslate2, with a vocabulary for each side. Needs no torch. `certain`
    as for `make_marian`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        TransformerSpec = ctranslate2().specs.TransformerSpec

    folder.mkdir(parents=True, exist_ok=True)
    source, target = train_spm(CHINESE, 90), train_spm(ENGLISH, 60)
    (folder / "src.spm.model").write_bytes(source)
    (folder / "tgt.spm.model").write_bytes(target)
    sides = [["<unk>", "<s>", "</s>", *pieces_of(side)] for side in (source, target)]
    spec = TransformerSpec.from_config((2, 2), 4, pre_norm=True)
    spec.register_source_vocabulary(sides[0])
    spec.register_target_vocabulary(sides[1])
    _fill(spec, np.random.default_rng(0), len(sides[0]), len(sides[1]))
    if certain:
        spec.decoder.projection.bias[sides[1].index(spoken(target))] = 100.0
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return folder


def _fill(spec: Any, rng: np.random.Generator, source: int, target: int) -> None:
    """Random weights of the shapes that a transformer of this size has."""
    width, inner = SHAPE["d_model"], SHAPE["encoder_ffn_dim"]
    for side, size in ((spec.encoder, source), (spec.decoder, target)):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = _random(rng, size, width)
        side.position_encodings.encodings = _random(rng, 128, width)
        _norm(side.layer_norm, width)
        for layer in side.layer:
            _attention(layer.self_attention, rng, width, (3, 1))
            if hasattr(layer, "attention"):
                _attention(layer.attention, rng, width, (1, 2, 1))
            _norm(layer.ffn.layer_norm, width)
            _linear(layer.ffn.linear_0, rng, inner, width)
            _linear(layer.ffn.linear_1, rng, width, inner)
    _linear(spec.decoder.projection, rng, target, width)


def _attention(spec: Any, rng: np.random.Generator, width: int, shares: Sequence[int]) -> None:
    _norm(spec.layer_norm, width)
    for linear, share in zip(spec.linear, shares, strict=True):
        _linear(linear, rng, share * width, width)


def _linear(spec: Any, rng: np.random.Generator, rows: int, columns: int) -> None:
    spec.weight = _random(rng, rows, columns)
    spec.bias = np.zeros(rows, np.float32)


def _norm(spec: Any, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _random(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    return rng.normal(0, 0.3, (rows, columns)).astype(np.float32)


# -- cards -----------------------------------------------------------------------------------

FORMS = {
    "marian": 'source_spm = "source.spm"\ntarget_spm = "target.spm"\nsource_suffix = ["</s>"]',
    "nllb": 'source_spm = "sentencepiece.bpe.model"\ntarget_spm = "sentencepiece.bpe.model"\n'
    'source_prefix = ["zho_Hans"]\nsource_suffix = ["</s>"]\ntarget_prefix = ["eng_Latn"]',
    "quickmt": 'source_spm = "src.spm.model"\ntarget_spm = "tgt.spm.model"\n'
    'source_suffix = ["</s>"]',
}
CHAT_TABLES = """
[capabilities]
chat = true
hints = true
candidates = true
[languages]
source = "zh"
target = "en"
[chat]
prefix = "<|im_start|>user\\n"
suffix = "<|im_end|>\\n<|im_start|>assistant\\n"
eos = ["<|im_end|>", "<|endoftext|>"]
"""
"""What a card says of a chat model such as `tests.tiny` makes."""
MAKERS = {"marian": make_marian, "nllb": make_nllb, "quickmt": make_quickmt}


def make_card(
    folder: Path, kind: str, *, beam: int = 1, max_tokens: int = 120, certain: bool = False
) -> Path:
    """Makes the model of this layout in a folder of its own, and its card beside; the card."""
    files = sorted(MAKERS[kind](folder / kind, certain).iterdir())
    convert = "none" if kind == "quickmt" else "hf-ct2"
    lines = [
        f'name = "tiny-{kind}"\ntitle = "Tiny {kind}"\nroles = ["translator"]',
        f'engine = "ct2_seq2seq"\nlicence = "none"\nconvert = "{convert}"\nmemory_mb = 1',
        'description = "Random weights, for tests."',
        "[capabilities]\nseq2seq = true\ncandidates = true",
        '[languages]\nsource = "zh"\ntarget = "en"',
        f"[seq2seq]\n{FORMS[kind]}\nbeam = {beam}\nmax_tokens = {max_tokens}",
    ]
    for file in files:
        lines.append(f'[[files]]\nname = "{file.name}"')
        lines.append(f'[[files.sources]]\nkind = "path"\npath = "{kind}/{file.name}"')
    card = folder / f"tiny-{kind}.toml"
    card.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return card
