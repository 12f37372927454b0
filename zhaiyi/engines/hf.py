"""Any causal or encoder-decoder checkpoint on torch and transformers, on CPU or CUDA.

The reference that the other engines are measured by, and the way for models that nothing else here
runs. Needs the extra ``hf``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from zhaiyi.core.errors import EngineError, MissingPackage
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import (
    NEVER,
    Cancel,
    Decoding,
    Engine,
    FinishReason,
    Request,
    Result,
    damaged,
)
from zhaiyi.engines.costs import ON_GPU
from zhaiyi.engines.lengths import batches_by_length
from zhaiyi.engines.zero_gpu import forget, on_gpu
from zhaiyi.models.cards import Card
from zhaiyi.models.formats import Languages
from zhaiyi.text.han_tokens import writes_han

MAX_ROWS = {"cpu": 16, "cuda": 128}
"""Rows of a micro-batch, beams counted."""
MAX_TOKENS = {"cpu": 16 * 512, "cuda": 128 * 512}
"""Prompt and output tokens of a micro-batch, padding included: bounds the key-value cache."""


class HfEngine(Engine):
    """Runs the checkpoint in `folder`.

    `seq2seq` says that it is an encoder-decoder, which gets the bare source; where its tokenizer
    knows languages, `languages` names them. `ends` are the tokens that end an output, beside the
    model's own. `device` ``auto`` takes CUDA where there is any. `threads` 0 leaves the number to
    torch.
    """

    def __init__(
        self,
        folder: Path,
        signature: str,
        *,
        seq2seq: bool = False,
        languages: Languages | None = None,
        ends: Sequence[str] = (),
        device: str = "auto",
        threads: int = 0,
    ) -> None:
        super().__init__()
        self._folder = folder
        self._signature = signature
        self._seq2seq = seq2seq
        self._languages = languages
        self._ends = tuple(ends)
        self._device = device
        self._threads = threads
        self._model: Any = None
        self._tokenizer: Any = None
        self._end_ids: list[int] = []
        self._first_id: int | None = None
        self._places: int | None = None
        """Tokens that an encoder-decoder has places for, on either side."""
        self._han: list[int] | None = None

    @property
    def signature(self) -> str:
        return self._signature

    def load(self) -> None:
        if self._model is not None:
            return
        from safetensors import SafetensorError

        broken = (OSError, ValueError, RuntimeError, LookupError, UnpicklingError, SafetensorError)
        try:
            self._load()
        except broken as error:
            self._model = None
            raise damaged(self._folder, error) from error

    def _load(self) -> None:
        import torch

        if self._device == "auto":
            self._device = "cuda" if torch.cuda.is_available() else "cpu"
        if self._threads and self._device == "cpu":
            torch.set_num_threads(self._threads)
        if self._device != "cpu":
            self.stats.meter.usual = ON_GPU
        dtype = torch.float32 if self._device == "cpu" else torch.bfloat16
        self._tokenizer, model = self._opened(dtype)
        self._steer(model)
        self._model = model.to(self._device).eval()

    def _opened(self, dtype: Any) -> tuple[Any, Any]:
        """Tokenizer and model of the checkpoint, the latter on the processor."""
        import transformers

        kind = "AutoModelForSeq2SeqLM" if self._seq2seq else "AutoModelForCausalLM"
        local = {"local_files_only": True}
        side = "right" if self._seq2seq else "left"
        tokenizer = transformers.AutoTokenizer.from_pretrained(
            self._folder, padding_side=side, **local
        )
        model = getattr(transformers, kind).from_pretrained(self._folder, dtype=dtype, **local)
        return tokenizer, model

    def _steer(self, model: Any) -> None:
        """Languages, ends and padding; a checkpoint's own taste in sampling is left out."""
        import transformers

        tokenizer, own = self._tokenizer, model.generation_config
        if self._languages is not None and hasattr(tokenizer, "src_lang"):
            tokenizer.src_lang = self._languages.source
            self._first_id = tokenizer.convert_tokens_to_ids(self._languages.target)
        ends = [tokenizer.convert_tokens_to_ids(end) for end in self._ends]
        theirs = own.eos_token_id if isinstance(own.eos_token_id, list) else [own.eos_token_id]
        found = dict.fromkeys([*ends, *theirs, tokenizer.eos_token_id])
        self._places = getattr(model.config, "max_position_embeddings", None)
        self._end_ids = [i for i in found if i is not None and i != tokenizer.unk_token_id]
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token_id = self._end_ids[0]
        make: Any = transformers.GenerationConfig
        model.generation_config = make(
            decoder_start_token_id=own.decoder_start_token_id,
            bos_token_id=own.bos_token_id,
            pad_token_id=tokenizer.pad_token_id,
            eos_token_id=self._end_ids,
        )

    def close(self) -> None:
        forget(self)
        if self._model is not None:
            import torch

            self._model = None
            if self._device == "cuda":
                torch.cuda.empty_cache()

    def count_tokens(self, text: str) -> int:
        self.load()
        return len(self._ids(text, special=False))

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        self.load()
        ids = {id(request): self._prompt(request) for request in requests}
        limits = MAX_ROWS[self._kind], MAX_TOKENS[self._kind]
        for batch in batches_by_length(requests, lambda r: len(ids[id(r)]), *limits):
            if cancel.is_set():
                yield from (Result(request.id, "", finish="cancelled") for request in batch)
            else:
                yield from self._run(batch, [ids[id(request)] for request in batch], cancel)

    @property
    def _kind(self) -> str:
        return self._device.partition(":")[0]

    # -- tokens ------------------------------------------------------------------------------

    def _prompt(self, request: Request) -> list[int]:
        """A chat prompt brings its own special tokens; the text of a bare source can spell none."""
        if self._seq2seq or request.prompt is None:
            return self._ids(request.source, special=True)
        found: list[int] = self._tokenizer(request.prompt, add_special_tokens=False).input_ids
        return found

    def _ids(self, text: str, special: bool) -> list[int]:
        found: list[int] = self._tokenizer(
            text, add_special_tokens=special, split_special_tokens=True
        ).input_ids
        return found

    def _fitted(self, ids: list[int]) -> list[int]:
        """A source cut to the places that an encoder has; what closes it stays."""
        if not self._seq2seq or self._places is None or len(ids) <= self._places:
            return ids
        return [*ids[: self._places - 1], ids[-1]]

    def _forbidden(self) -> list[int]:
        """Every token that can write a Han character, once for a loaded model."""
        if self._han is None:
            decode = self._tokenizer.decode
            tokens = self._tokenizer.convert_ids_to_tokens(list(range(len(self._tokenizer))))
            self._han = [i for i, token in enumerate(tokens) if writes_han(token, decode([i]))]
        return self._han

    # -- one micro-batch ---------------------------------------------------------------------

    def _run(
        self, batch: Sequence[Request], ids: list[list[int]], cancel: Cancel
    ) -> Iterator[Result]:
        """One micro-batch; one that does not fit the device's memory is halved."""
        import torch

        started = time.perf_counter()
        try:
            rows = on_gpu(self, batch, [self._fitted(row) for row in ids], cancel)
        except torch.OutOfMemoryError as error:
            if len(batch) == 1:
                raise EngineError(f"the model does not fit this machine: {error}") from error
            torch.cuda.empty_cache()
            half = len(batch) // 2
            yield from self._run(batch[:half], ids[:half], cancel)
            yield from self._run(batch[half:], ids[half:], cancel)
            return
        except (RuntimeError, ValueError, LookupError) as error:
            raise EngineError(f"the model broke while it worked: {error}") from error
        results = [
            self._result(request, prompt, outputs, cancel)
            for request, prompt, outputs in zip(batch, ids, rows, strict=True)
        ]
        self.stats.count(results, time.perf_counter() - started)
        yield from results

    def computed(
        self, batch: Sequence[Request], ids: list[list[int]], cancel: Cancel
    ) -> list[list[list[int]]]:
        """New tokens of every candidate of every row."""
        import torch

        decoding = batch[0].decoding
        inputs = self._tokenizer.pad({"input_ids": ids}, return_tensors="pt").to(self._device)
        start = 1 if self._seq2seq else inputs.input_ids.shape[1]
        options = self._options(batch, start, cancel)
        sampling = decoding.temperature > 0
        with torch.inference_mode(), torch.random.fork_rng() if sampling else nullcontext():
            if sampling:
                torch.manual_seed(decoding.seed)
            outputs = self._model.generate(**inputs, **options)
        rows = outputs[:, start:].tolist()
        each = len(rows) // len(batch)
        return [rows[i : i + each] for i in range(0, len(rows), each)]

    def _options(self, batch: Sequence[Request], start: int, cancel: Cancel) -> dict[str, Any]:
        decoding = batch[0].decoding
        limits = [self._limit(request) for request in batch]
        options: dict[str, Any] = {
            "max_new_tokens": max(limits),
            "num_beams": _beams(decoding),
            "num_return_sequences": decoding.candidates,
            "do_sample": decoding.temperature > 0,
            "repetition_penalty": decoding.repetition_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram,
            "stopping_criteria": [_Stop(limits, start, cancel)],
        }
        if decoding.temperature > 0:
            options |= {"temperature": decoding.temperature, "top_p": 0.95, "top_k": 0}
        if decoding.target_only:
            options["suppress_tokens"] = self._forbidden()
        if self._first_id is not None:
            options["forced_bos_token_id"] = self._first_id
        return options

    def _limit(self, request: Request) -> int:
        """New tokens of a request, the language that the model starts with counted."""
        limit = request.max_new_tokens + (self._first_id is not None)
        return min(limit, self._places - 1) if self._seq2seq and self._places else limit

    def _result(
        self, request: Request, prompt: list[int], outputs: list[list[int]], cancel: Cancel
    ) -> Result:
        rows = [self._cut(row[: self._limit(request)]) for row in outputs]
        texts = tuple(
            self._tokenizer.decode(row, skip_special_tokens=True).strip() for row, _ in rows
        )
        first, ended = rows[0]
        whole = len(self._fitted(prompt)) == len(prompt)
        finish: FinishReason = "stop" if ended and whole else "length"
        if not ended and cancel.is_set():
            finish = "cancelled"
        written = len(first) - (self._first_id is not None)
        return Result(request.id, texts[0], finish, texts, None, len(prompt), max(0, written))

    def _cut(self, row: list[int]) -> tuple[list[int], bool]:
        """The row up to what ends it, and whether anything does."""
        for index, token in enumerate(row):
            if token in self._end_ids:
                return row[: index + 1], True
        return row, False


class _Stop:
    """Ends each row at its own limit, and all once the work is cancelled."""

    def __init__(self, limits: Sequence[int], start: int, cancel: Cancel) -> None:
        self._limits = limits
        self._start = start
        self._cancel = cancel

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        each = max(1, input_ids.shape[0] // len(self._limits))
        written = input_ids.shape[1] - self._start
        over = self._cancel.is_set()
        ended = [over or written >= limit for limit in self._limits for _ in range(each)]
        return torch.tensor(ended, dtype=torch.bool, device=input_ids.device)


def _beams(decoding: Decoding) -> int:
    return 1 if decoding.temperature > 0 else max(decoding.beam, decoding.candidates)


def from_card(card: Card, folder: Path, settings: Settings) -> HfEngine:
    """The engine of a card; its checkpoint lies in `folder`. Raises `MissingPackage`."""
    if not all(find_spec(name) for name in ("torch", "transformers")):
        raise MissingPackage("zhaiyi[hf]", f"the model {card.name} (torch and transformers)")
    weights = (card.files[0].sha256 or "unknown")[:12] if card.files else "unknown"
    signature = f"{card.name}/{weights} torch/{version('torch')} " + (
        f"transformers/{version('transformers')}"
    )
    return HfEngine(
        folder,
        signature,
        seq2seq=card.capabilities.seq2seq,
        languages=card.languages if card.capabilities.seq2seq else None,
        ends=card.chat.ends if card.chat else (),
        threads=settings.threads,
    )
