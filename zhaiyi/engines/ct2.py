"""Decoder-only models on CTranslate2: for processors that OpenVINO does not know."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from zhaiyi.core.errors import EngineError
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import NEVER, Cancel, Engine, FinishReason, Request, Result, damaged
from zhaiyi.engines.batching import Prepared, micro_batches
from zhaiyi.models.cards import Card
from zhaiyi.models.ct2_import import ctranslate2
from zhaiyi.text.han_tokens import writes_han

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_ROWS = 32
"""Rows of a micro-batch. Measured: a batch of 32 decodes over twice as fast as one of 8; above, the
gain is small and the first results come later."""
MAX_TOKENS = 32 * 512
"""Prompt and output tokens of a micro-batch, padding included: bounds the key-value cache."""


class Ct2Engine(Engine):
    """Runs the prepared model in `folder` (see `models.convert`). `end_tokens` end an output.

    `threads` 0 leaves the number to CTranslate2 (all physical cores).
    """

    def __init__(
        self, folder: Path, signature: str, end_tokens: Sequence[str], threads: int = 0
    ) -> None:
        super().__init__()
        self._folder = folder
        self._signature = signature
        self._end_tokens = tuple(end_tokens)
        self._threads = threads
        self._generator: Any = None
        self._tokenizer: Tokenizer | None = None
        self._han_tokens: list[list[str]] | None = None

    @property
    def signature(self) -> str:
        return self._signature

    def load(self) -> None:
        if self._generator is not None:
            return
        from zhaiyi.models.convert.tokenizer import read_tokenizer

        try:
            self._tokenizer = read_tokenizer(self._folder)
            self._generator = ctranslate2().Generator(
                str(self._folder), device="cpu", compute_type="int8", intra_threads=self._threads
            )
        except Exception as error:  # both libraries raise bare Exception or RuntimeError
            raise damaged(self._folder, error) from error

    def close(self) -> None:
        self._generator = None

    def count_tokens(self, text: str) -> int:
        self.load()
        assert self._tokenizer is not None
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self.load()
        prepared = [Prepared(r, self._tokens(r)) for r in requests]
        for batch in micro_batches(prepared, MAX_ROWS, MAX_TOKENS):
            if cancel.is_set():
                yield from (Result(p.request.id, "", finish="cancelled") for p in batch)
            else:
                yield from self._run(batch, cancel)

    def _tokens(self, request: Request) -> tuple[str, ...]:
        assert self._tokenizer is not None
        text = request.source if request.prompt is None else request.prompt
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).tokens)

    def _run(self, batch: Sequence[Prepared], cancel: Cancel) -> Iterator[Result]:
        """Computes one micro-batch; rows come out as they finish where the engine tells of it."""
        started = time.perf_counter()
        rows = _Rows(batch, cancel)
        options = self._options(batch)
        if rows.told:
            options["callback"] = rows.step
        try:
            pending = self._generator.generate_batch(
                [list(p.tokens) for p in batch], asynchronous=True, **options
            )
            given = {}
            for index in rows.finished(pending):
                given[index] = self._early(batch[index], rows.ids[index])
                yield given[index]
            raw = [one.result() for one in pending]
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"the model broke while it worked: {error}") from error
        results = [self._result(p, r, cancel) for p, r in zip(batch, raw, strict=True)]
        self.stats.count(results, time.perf_counter() - started)
        yield from (r for index, r in enumerate(results) if index not in given)

    def _early(self, prepared: Prepared, ids: list[int]) -> Result:
        """The result of a row that ended by itself while the batch goes on."""
        assert self._tokenizer is not None
        text = self._tokenizer.decode(ids).strip()
        return Result(prepared.request.id, text, "stop", (text,), None, prepared.length, len(ids))

    def _options(self, batch: Sequence[Prepared]) -> dict[str, Any]:
        decoding = batch[0].request.decoding
        options: dict[str, Any] = {
            "include_prompt_in_result": False,
            "end_token": list(self._end_tokens),
            "max_length": max(p.request.max_new_tokens for p in batch),
            "max_batch_size": 0,
            "return_scores": True,
            "return_end_token": True,
            "beam_size": decoding.beam,
            "repetition_penalty": decoding.repetition_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram,
        }
        if decoding.temperature > 0:
            ctranslate2().set_random_seed(decoding.seed)
            options |= {"sampling_topk": 0, "sampling_topp": 0.95,
                        "sampling_temperature": decoding.temperature}  # fmt: skip
        if decoding.candidates > 1:
            options["num_hypotheses"] = decoding.candidates
        if decoding.target_only:
            options["suppress_sequences"] = self._suppressed()
        return options

    def _suppressed(self) -> list[list[str]]:
        """Every token that can write a Han character, once for a loaded model."""
        if self._han_tokens is None:
            assert self._tokenizer is not None
            vocabulary = self._tokenizer.get_vocab()
            decode = self._tokenizer.decode
            self._han_tokens = [
                [token] for token, i in vocabulary.items() if writes_han(token, decode([i]))
            ]
        return self._han_tokens

    def _result(self, prepared: Prepared, raw: Any, cancel: Cancel) -> Result:
        assert self._tokenizer is not None
        texts = tuple(self._tokenizer.decode(ids).strip() for ids in raw.sequences_ids)
        length = len(raw.sequences_ids[0])
        finish: FinishReason = "stop"
        if not raw.sequences[0] or raw.sequences[0][-1] not in self._end_tokens:
            finish = "cancelled" if cancel.is_set() else "length"
        score = raw.scores[0] / max(1, length) if raw.scores else None
        return Result(prepared.request.id, texts[0], finish, texts, score,
                      prepared.length, length)  # fmt: skip


class _Rows:
    """Follows the rows of a running micro-batch through the engine's callback (greedy and sampling
    only): collects their tokens, ends each at its own limit, and all once the work is cancelled.

    It counts tokens for itself: the engine's step counter runs from the end of the shortest prompt.
    """

    def __init__(self, batch: Sequence[Prepared], cancel: Cancel) -> None:
        decoding = batch[0].request.decoding
        self.told = decoding.beam == 1 and decoding.candidates == 1
        self.ids: list[list[int]] = [[] for _ in batch]
        self._limits = [p.request.max_new_tokens for p in batch]
        self._cancel = cancel
        self._ended: SimpleQueue[int] = SimpleQueue()

    def step(self, step: Any) -> bool:
        """Called for each new token of each row; True ends that row."""
        ids = self.ids[step.batch_id]
        ids.append(step.token_id)
        over = self._cancel.is_set() or len(ids) >= self._limits[step.batch_id]
        if step.is_last and not over:
            self._ended.put(step.batch_id)
        return over

    def finished(self, pending: Sequence[Any]) -> Iterator[int]:
        """Rows that ended by themselves, as they do, until the batch is done."""
        while self.told and not all(one.done() for one in pending):
            with suppress(Empty):
                yield self._ended.get(timeout=0.05)


def from_card(card: Card, folder: Path, settings: Settings) -> Ct2Engine:
    """The engine of a chat card; its prepared model lies in `folder`."""
    assert card.chat is not None
    version = ctranslate2().__version__
    signature = f"{card.name}/{card.weights_signature} int8 ctranslate2/{version}"
    return Ct2Engine(
        folder, signature, (card.chat.eos[0], *(card.chat.marks or ())), settings.threads
    )
