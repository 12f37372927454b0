"""Text to token ids and back, also where only part of the vocabulary was carried along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

END = "<|im_end|>"
SOUND, FAULTY = "<|fim_prefix|>", "<|fim_suffix|>"
"""Marks that the model sets behind a translation of its own. The base knows these tokens from code
and never writes them in text; whoever decodes without special tokens does not see them."""
HAN = re.compile(r"[㐀-鿿]")


class Vocabulary:
    """A tokenizer and the ids that the model has rows for, in their order; all without `kept`.

    A token that was not kept is spelt with those of its bytes, which always are (a byte-level
    vocabulary has them first).
    """

    def __init__(self, tokenizer: Tokenizer, kept: Sequence[int] | None = None) -> None:
        self.tokenizer = tokenizer
        self.kept = list(range(tokenizer.get_vocab_size()) if kept is None else kept)
        self._row = {token: row for row, token in enumerate(self.kept)}

    def encode(self, text: str) -> list[int]:
        """Rows of the model's embedding for `text`, without special tokens added."""
        ids = self.tokenizer.encode(text, add_special_tokens=False).ids
        return [row for token in ids for row in self._rows(token)]

    def decode(self, rows: Sequence[int]) -> str:
        """Text of rows, special tokens left out."""
        text: str = self.tokenizer.decode([self.kept[r] for r in rows], skip_special_tokens=True)
        return text

    def id_of(self, token: str) -> int:
        """Id of `token` in the whole vocabulary. Raises `KeyError` for one that it has not."""
        found = self.tokenizer.token_to_id(token)
        if found is None:
            raise KeyError(token)
        return found

    @property
    def end(self) -> int:
        """Row of the token that ends an answer."""
        return self._row[self.id_of(END)]

    @cached_property
    def marks(self) -> tuple[int, int]:
        """Rows of `SOUND` and `FAULTY`."""
        return self._row[self.id_of(SOUND)], self._row[self.id_of(FAULTY)]

    @cached_property
    def chinese(self) -> list[int]:
        """Rows whose text has a Chinese character."""
        texts = self.tokenizer.decode_batch([[token] for token in self.kept])
        return [row for row, text in enumerate(texts) if HAN.search(text)]

    def _rows(self, token: int) -> list[int]:
        if token in self._row:
            return [self._row[token]]
        spelt = self.tokenizer.id_to_token(token) or ""
        return [self._row[self.id_of(byte)] for byte in spelt]
