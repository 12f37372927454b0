"""Encoder-decoder models on CTranslate2: Marian/opus-mt, NLLB, M2M-100, quickmt.

Such a model gets the bare source, cut into SentencePiece pieces, with the tokens around it that its
card names (an end token, a language), and ignores the prompt.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from zhaiyi.core.errors import EngineError
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import NEVER, Cancel, Engine, FinishReason, Request, Result, damaged
from zhaiyi.engines.lengths import batches_by_length
from zhaiyi.models.cards import Card
from zhaiyi.models.ct2_import import ctranslate2
from zhaiyi.models.formats import Seq2SeqFormat
from zhaiyi.text.han_tokens import writes_han

MAX_ROWS = 64
"""Rows of a micro-batch. Such models are small: a row costs little beside a step."""
MAX_TOKENS = 64 * 256
"""Source and target tokens of a micro-batch, padding included: bounds its memory."""


class Ct2Seq2SeqEngine(Engine):
    """Runs the prepared model in `folder`, fed as `form` says.

    A source longer than the model can take is translated as far as it goes and finishes with
    ``length``, so that whoever asked may cut it. `threads` 0 leaves the number to CTranslate2.
    """

    def __init__(self, folder: Path, signature: str, form: Seq2SeqFormat, threads: int = 0) -> None:
        super().__init__()
        self._folder = folder
        self._signature = signature
        self._form = form
        self._threads = threads
        self._model: Any = None
        self._source: Any = None
        self._target: Any = None
        self._suffix: tuple[str, ...] = form.source_suffix
        self._end = "</s>"
        self._vocabulary: frozenset[str] = frozenset()

    @property
    def signature(self) -> str:
        return self._signature

    def load(self) -> None:
        if self._model is not None:
            return
        from sentencepiece import SentencePieceProcessor

        try:
            self._source, self._target = (
                SentencePieceProcessor(model_file=str(self._folder / name))
                for name in (self._form.source_spm, self._form.target_spm)
            )
            self._read_vocabulary()
            self._model = ctranslate2().Translator(
                str(self._folder), device="cpu", compute_type="int8", intra_threads=self._threads
            )
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise damaged(self._folder, error) from error

    def close(self) -> None:
        self._model = None

    def count_tokens(self, text: str) -> int:
        self.load()
        return len(self._source.encode(text))

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self.load()
        tokens = {id(request): self._tokens(request.source) for request in requests}
        batches = batches_by_length(requests, lambda r: len(tokens[id(r)]), MAX_ROWS, MAX_TOKENS)
        for batch in batches:
            if cancel.is_set():
                yield from (Result(request.id, "", finish="cancelled") for request in batch)
            else:
                yield from self._run(batch, [tokens[id(request)] for request in batch], cancel)

    # -- tokens ------------------------------------------------------------------------------

    def _read_vocabulary(self) -> None:
        """What the target's tokens are, and whether the model ends sources by itself."""
        names = ("target_vocabulary.json", "shared_vocabulary.json")
        path = next((p for n in names if (p := self._folder / n).exists()), None)
        if path is None:
            raise ValueError(f"{names[0]} is missing")
        self._vocabulary = frozenset(json.loads(path.read_text(encoding="utf-8")))
        config = json.loads((self._folder / "config.json").read_text(encoding="utf-8"))
        self._end = config.get("eos_token", self._end)
        if config.get("add_source_eos"):
            self._suffix = tuple(t for t in self._form.source_suffix if t != self._end)

    def _tokens(self, text: str) -> list[str]:
        """Pieces of a source between the tokens of the card. A piece that the model does not know
        becomes its unknown token: text can never spell one of the tokens that steer the model."""
        pieces = [self._source.id_to_piece(i) for i in self._source.encode(text)]
        return [*self._form.source_prefix, *pieces, *self._suffix]

    def _fitted(self, tokens: list[str]) -> list[str]:
        """The tokens cut to what the model can take; the closing ones stay."""
        excess = len(tokens) - self._form.max_tokens
        if excess <= 0:
            return tokens
        end = len(tokens) - len(self._suffix)
        return tokens[: end - excess] + tokens[end:]

    def _text(self, tokens: Sequence[str]) -> str:
        """Detokenised output, without whatever is no piece of text."""
        return str(self._target.decode([t for t in tokens if self._is_text(t)])).strip()

    def _is_text(self, token: str) -> bool:
        """True for a piece of either side; a vocabulary also holds languages and fillers."""
        known = any(
            not (side.is_unknown(index) or side.is_control(index))
            for side in (self._target, self._source)
            if (index := side.piece_to_id(token)) is not None
        )
        return known and token != self._end and token not in self._form.target_prefix

    # -- one micro-batch ---------------------------------------------------------------------

    def _run(
        self, batch: Sequence[Request], tokens: list[list[str]], cancel: Cancel
    ) -> Iterator[Result]:
        started = time.perf_counter()
        fed = [self._fitted(row) for row in tokens]
        options = self._options(batch, cancel)
        if self._form.target_prefix:
            options["target_prefix"] = [list(self._form.target_prefix)] * len(batch)
        try:
            raw = self._model.translate_batch(fed, **options)
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"the model broke while it worked: {error}") from error
        results = [
            self._result(request, len(row), len(row) > len(whole_row), one, cancel)
            for request, row, whole_row, one in zip(batch, tokens, fed, raw, strict=True)
        ]
        self.stats.count(results, time.perf_counter() - started)
        yield from results

    def _options(self, batch: Sequence[Request], cancel: Cancel) -> dict[str, Any]:
        decoding = batch[0].decoding
        beam = self._form.beam if decoding.beam == 1 and not decoding.temperature else decoding.beam
        beam = max(beam, 1 if decoding.temperature else decoding.candidates)
        options: dict[str, Any] = {
            "beam_size": beam,
            "num_hypotheses": decoding.candidates,
            "max_decoding_length": max(self._limit(request) for request in batch),
            "max_input_length": 0,
            "max_batch_size": 0,
            "return_scores": True,
            "return_end_token": True,
            "disable_unk": True,
            "repetition_penalty": decoding.repetition_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram,
        }
        if decoding.temperature > 0:
            ctranslate2().set_random_seed(decoding.seed)
            options |= {"beam_size": 1, "sampling_topk": 0, "sampling_topp": 0.95,
                        "sampling_temperature": decoding.temperature}  # fmt: skip
        if options["beam_size"] == 1 and decoding.candidates == 1:
            options["callback"] = lambda step: cancel.is_set()
        if decoding.target_only:
            forbidden = [[token] for token in self._vocabulary if writes_han(token, token)]
            options["suppress_sequences"] = forbidden or None
        return options

    def _limit(self, request: Request) -> int:
        """New tokens of a request: no more than the model has places for."""
        room = self._form.max_tokens - len(self._form.target_prefix) - 1
        return max(1, min(request.max_new_tokens, room)) + len(self._form.target_prefix)

    def _result(
        self, request: Request, length: int, shortened: bool, raw: Any, cancel: Cancel
    ) -> Result:
        """What a row gave. The rows of a batch share its longest limit, so each is cut here."""
        limit = self._limit(request)
        rows = [row[:limit] for row in raw.hypotheses]
        texts = tuple(self._text(row) for row in rows)
        ended = bool(rows[0]) and rows[0][-1] == self._end
        finish: FinishReason = "stop" if ended and not shortened else "length"
        if not ended and cancel.is_set():
            finish = "cancelled"
        score = raw.scores[0] / max(1, len(rows[0])) if raw.scores else None
        written = len(rows[0]) - len(self._form.target_prefix)
        return Result(request.id, texts[0], finish, texts, score, length, max(0, written))


def from_card(card: Card, folder: Path, settings: Settings) -> Ct2Seq2SeqEngine:
    """The engine of an encoder-decoder card; its prepared model lies in `folder`."""
    assert card.seq2seq is not None
    weights = (card.files[0].sha256 or "unknown")[:12]
    version = ctranslate2().__version__
    signature = f"{card.name}/{weights} int8 beam {card.seq2seq.beam} ctranslate2/{version}"
    return Ct2Seq2SeqEngine(folder, signature, card.seq2seq, settings.threads)
