"""How a model is fed: the strings around a turn, the server that it stands on, its languages. Data
only: parts of a card (`zhaiyi.models.cards`)."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from zhaiyi.models.fields import FileName, Strict

_MARKER = re.compile(
    r"<([|｜][^<>\s]{1,60}[|｜]|/?s|pad|unk|(?:start|end)_of_turn|/?think|end_of_sentence)>"
    r"|\[(/?INST)\]"
)
"""What steers chat models of every family; a tokenizer may read it as such within any text."""


class ChatFormat(Strict):
    """Strings around one user turn: `system` (may be empty), then `prefix`, text, `suffix`.

    All are empty for a server that has a template of its own. `marks` are two special tokens that
    the model sets behind a translation: that it holds it for sound, or for faulty.
    """

    system: str = ""
    prefix: str
    suffix: str
    eos: tuple[str, ...] = ()
    marks: tuple[str, str] | None = None

    @property
    def ends(self) -> tuple[str, ...]:
        """All that an output ends with: behind a mark there is nothing but the end."""
        return (*self.eos, *(self.marks or ()))

    def wrap(self, text: str, answer: str = "") -> str:
        """The whole prompt of a single user turn, and with it the `answer` that the model is to go
        on from. Neither can end its turn: whatever in it reads like a marker is parted by spaces.
        """
        return f"{self.system}{self.prefix}{self._inert(text)}{self.suffix}{self._inert(answer)}"

    def _inert(self, text: str) -> str:
        inert = _MARKER.sub(lambda m: f"< {m[1]} >" if m[1] else f"[ {m[2]} ]", text)
        for end in self.eos:
            inert = inert.replace(end, " ".join(end))
        return inert


class ApiFormat(Strict):
    """A server that speaks OpenAI's protocol. The settings override `base_url` and `model`; an
    empty model takes the first that the server names. With ``chat`` the server puts the prompt
    into its own template; with ``completions`` the card's [chat] strings do."""

    endpoint: Literal["chat", "completions"] = "chat"
    base_url: str = ""
    model: str = ""


class Seq2SeqFormat(Strict):
    """How an encoder-decoder model is fed: its SentencePiece models, by the names that they have
    among the card's files, and the tokens around the pieces of a sentence.

    `target_prefix` is what the decoder starts with (a language). `beam` is used where a greedy
    answer is asked for: such models are made for beam search, and it costs them little.
    `max_tokens` is the most that the model takes on either side.
    """

    source_spm: FileName
    target_spm: FileName
    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    beam: int = Field(default=1, ge=1, le=16)
    max_tokens: int = Field(default=512, ge=8)


class Languages(Strict):
    """Language codes as the model itself writes them."""

    source: str
    target: str
