"""The byte-level BPE tokenizer that a GGUF file describes in its metadata."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zhaiyi.models.convert.weights import value_of

if TYPE_CHECKING:
    from gguf import GGUFReader
    from tokenizers import Tokenizer

TOKENIZER_FILE = "tokenizer.json"
_CONTROL, _USER_DEFINED = 3, 4
# The pre-tokenizer of the Qwen2 family, as its published tokenizer states it.
_QWEN2_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a converted model. Raises what the library does: a bare ``Exception``."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / TOKENIZER_FILE))


def build_tokenizer(reader: GGUFReader, order: Sequence[int] | None = None) -> Tokenizer:
    """The byte-level BPE tokenizer that the GGUF's metadata describe. Where a model has the rows of
    its vocabulary in another `order`, the tokens' ids are their places in it."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
    from tokenizers import pre_tokenizers as pre

    tokens: list[str] = value_of(reader, "tokenizer.ggml.tokens")
    kinds: list[int] = value_of(reader, "tokenizer.ggml.token_type")
    merges = [tuple(m.split(" ", 1)) for m in value_of(reader, "tokenizer.ggml.merges")]
    ids = {tokens[token]: i for i, token in enumerate(order or range(len(tokens)))}
    tokenizer = Tokenizer(models.BPE(vocab=ids, merges=merges))
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
