"""Decoder-only models on OpenVINO GenAI: the default engine, with continuous batching.

Requests join the running batch at any step and leave it as they end, so a batch has no tail that a
late repair or summary sentence would have to wait for. Int8 weights stay packed for the processor's
own instructions; activations are quantised as they come.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from zhaiyi.core.errors import EngineError
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import ContinuousEngine, FinishReason, Request, Result, damaged
from zhaiyi.engines.child import ChildEngine
from zhaiyi.engines.loops import loops
from zhaiyi.engines.mapped import given_back
from zhaiyi.engines.told import told_of, without_mark
from zhaiyi.models.cards import Card
from zhaiyi.models.openvino_import import WEIGHTS_FILE, openvino, openvino_genai

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PLAIN = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0}
"""What OpenVINO chooses by itself on a processor without AVX-512."""
_WRITTEN = 2.0
"""Taken off the logit of whatever was written already, where repetitions are penalised: the most
that the runtime allows, and about what its own penalty of 1.15 comes to."""
_BLOCK = 32
"""Tokens whose keys and values lie together on a processor."""
_WITHOUT_BF16 = re.compile(r"SSE41|AVX|AVX2|AVX2_VNNI(?:_2)?|AVX512_CORE(?:_VNNI)?", re.IGNORECASE)
"""Values of ONEDNN_MAX_CPU_ISA under which oneDNN has no kernels for bfloat16."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the runtime is set. `python -m benchmarks --only tuning` measures each value beside
    others on the default model.

    rows: requests in the batch at one time.
    step_tokens: tokens computed in one step, a bound on how long it takes while prompts come in.
    cache_tokens: room for keys and values, 19 KB for a token of the default model; all of it is
        touched in the course of time. Rows that find no room begin again later.
    group: activations that share a scale when they are quantised; 0 is one scale for a row.
    prefix_caching: keeps the keys and values of what prompts begin with in common.
    """

    rows: int = 32
    step_tokens: int = 256
    cache_tokens: int = 6_144
    group: int = 256
    prefix_caching: bool = False


@dataclass
class _Row:
    """A request on its way: the runtime's handle, tokens of the prompt that are still to be read,
    and what it has written so far; `broken` if it was broken off: it only repeated itself, or never
    begun (`handle` None): the cache cannot hold it.
    """

    request: Request
    handle: Any
    prompt_tokens: int
    unread: int
    ids: list[int] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)
    broken: bool = False


class OpenVinoEngine(ContinuousEngine):
    """Runs the prepared model in `folder` (see `models.convert`). `end_tokens` end an output;
    `marks` (sound, faulty) stand before the end of some, see `engines.told`.

    `threads` 0 leaves the number to the runtime (all physical cores). The prepared model can write
    tokens of English prose alone, in every decoding. `no_repeat_ngram` is not
    offered by the runtime; a penalty on repetitions is.
    """

    def __init__(
        self,
        folder: Path,
        signature: str,
        end_tokens: Sequence[str],
        threads: int = 0,
        plan: Plan = Plan(),
        marks: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.rows = plan.rows
        self._plan = plan
        self._folder = folder
        self._signature = signature
        self._end_tokens = tuple(end_tokens)
        self._mark_tokens = tuple(marks)
        self._threads = threads
        self._pipeline: Any = None
        self._tokenizer: Tokenizer | None = None
        self._running: dict[int, _Row] = {}
        self._numbers = 0

    @property
    def signature(self) -> str:
        return self._signature

    def load(self) -> None:
        if self._pipeline is not None:
            return
        from zhaiyi.models.convert.tokenizer import read_tokenizer

        try:
            self._tokenizer = read_tokenizer(self._folder)
            self._pipeline = self._loaded()
            self._pack()
        except Exception as error:  # both libraries raise bare Exception or RuntimeError
            raise damaged(self._folder, error) from error

    def _loaded(self) -> Any:
        genai = openvino_genai()
        plan = genai.SchedulerConfig()
        plan.num_kv_blocks = self._plan.cache_tokens // _BLOCK
        plan.max_num_seqs = 2 * self._plan.rows  # beams count
        plan.max_num_batched_tokens = self._plan.step_tokens
        plan.enable_prefix_caching = self._plan.prefix_caching
        return genai.ContinuousBatchingPipeline(str(self._folder), plan, "CPU", self._properties())

    def _pack(self) -> None:
        """The runtime packs the weights in its first steps, on some processors for prompts and for
        single tokens apart, from a map of their file, which nobody needs then but for the rows of
        single tokens."""
        first = self._generation(Request("first", "", max_new_tokens=3))
        with given_back(self._folder / WEIGHTS_FILE):
            self._pipeline.generate([_tensor([0] * 40)], [first])

    def _properties(self) -> dict[str, Any]:
        properties: dict[str, Any] = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": self._plan.group}
        if self._threads:
            properties["INFERENCE_NUM_THREADS"] = self._threads
        if held_back(os.environ):
            properties |= _PLAIN
        return properties

    def close(self) -> None:
        self._pipeline = None
        self._running.clear()

    def count_tokens(self, text: str) -> int:
        self.load()
        return len(self._encode(text))

    # -- the batch ---------------------------------------------------------------------------

    def add(self, request: Request) -> int:
        self.load()
        prompt = request.source if request.prompt is None else request.prompt
        ids = self._encode(prompt)
        self._numbers += 1
        if len(ids) + request.max_new_tokens > self._plan.cache_tokens:
            self._running[self._numbers] = _Row(request, None, len(ids), 0, broken=True)
            return self._numbers
        handle = self._pipeline.add_request(self._numbers, _tensor(ids), self._generation(request))
        self._running[self._numbers] = _Row(request, handle, len(ids), len(ids))
        return self._numbers

    def drop(self, number: int) -> None:
        row = self._running.pop(number, None)
        if row is not None and row.handle is not None:
            row.handle.cancel()

    def step(self) -> list[tuple[int, Result]]:
        """One step of the running batch. Raises `EngineError` where the runtime breaks."""
        load, started = self._load(), time.perf_counter()
        try:
            self._pipeline.step()
            seconds = time.perf_counter() - started
            ended = [(n, row) for n, row in self._running.items() if self._read(row)]
        except RuntimeError as error:
            self._abandon()
            raise EngineError(f"the model broke while it worked: {_line(error)}") from error
        results = [(number, self._result(row)) for number, row in ended]
        for number, _ in ended:
            del self._running[number]
        seconds = time.perf_counter() - started
        self.stats.count([result for _, result in results], seconds, padded=False)
        if load is not None:
            self.stats.meter.note(*load, seconds)
        return results

    def _load(self) -> tuple[int, int] | None:
        """Rows that write in the step to come, and tokens of prompts that it reads, in the order
        that they came; None where beams make it uncertain."""
        rows = self._running.values()
        if any(_many(row.request) for row in rows):
            return None
        writing = sum(bool(row.ids) for row in rows)
        room = max(0, self._plan.step_tokens - writing)
        read = 0
        for row in rows:
            part = min(room - read, row.unread)
            row.unread -= part
            read += part
        return writing, read

    def _abandon(self) -> None:
        for number in tuple(self._running):
            self.drop(number)

    def _read(self, row: _Row) -> bool:
        """Takes over what a row has written in this step; True once it has ended. Beams and
        candidates are read as a whole at the end. A row that loops would go on to its limit, alone
        in the batch at last, and is ended here."""
        if row.handle is None:
            return True
        if _many(row.request):
            return _ended(row.handle)
        while row.handle.can_read():
            for output in row.handle.read().values():
                row.ids.extend(output.generated_ids)
                row.logprobs.extend(output.generated_log_probs)
        ended = _ended(row.handle)
        row.broken = not ended and loops(row.ids)
        if row.broken:
            row.handle.cancel()
        return ended or row.broken

    def _result(self, row: _Row) -> Result:
        outputs = [(row.ids, row.logprobs)]
        if _many(row.request) and row.handle is not None:
            found = sorted(row.handle.read_all(), key=lambda output: -output.score)
            outputs = [(list(o.generated_ids), list(o.generated_log_probs)) for o in found]
        outputs = outputs or [([], [])]
        written, marks = outputs[0][0], self._marks
        cut = row.broken or _unfinished(written, self._stops, row.request.max_new_tokens)
        finish: FinishReason = "length" if cut else "stop"
        texts = tuple(self._decode(without_mark(ids, marks)) for ids, _ in outputs)
        told = tuple(
            known
            for ids, logprobs in outputs
            if (known := told_of(ids, logprobs, marks, self._ends))
        )
        return Result(
            row.request.id,
            texts[0],
            finish,
            texts,
            prompt_tokens=row.prompt_tokens,
            output_tokens=len(written),
            told=told if len(told) == len(outputs) else (),
        )

    def _generation(self, request: Request) -> Any:
        genai = openvino_genai()
        decoding = request.decoding
        config = genai.GenerationConfig()
        config.max_new_tokens = request.max_new_tokens
        config.eos_token_id = min(self._ends)
        config.stop_token_ids = self._stops
        # The runtime's own penalty on repetitions would look up the prompt's tokens too, and the
        # output layer has no rows for most of them.
        config.frequency_penalty = decoding.frequency_penalty
        config.presence_penalty = _WRITTEN if decoding.repetition_penalty > 1 else 0.0
        if decoding.temperature > 0:
            config.do_sample = True
            config.temperature = decoding.temperature
            config.top_p = 0.95
            config.rng_seed = decoding.seed
        elif decoding.beam > 1:
            config.num_beams = decoding.beam
        config.num_return_sequences = decoding.candidates
        config.logprobs = 1
        return config

    @property
    def _ends(self) -> set[int]:
        assert self._tokenizer is not None
        ids = (self._tokenizer.token_to_id(token) for token in self._end_tokens)
        return {token for token in ids if token is not None}

    @property
    def _stops(self) -> set[int]:
        """A mark is the last word too: behind it there is nothing but the end."""
        return self._ends | set(self._marks or ())

    @property
    def _marks(self) -> tuple[int, int] | None:
        assert self._tokenizer is not None
        ids = (self._tokenizer.token_to_id(token) for token in self._mark_tokens)
        found = [token for token in ids if token is not None]
        return (found[0], found[1]) if len(found) == 2 else None

    def _encode(self, text: str) -> list[int]:
        assert self._tokenizer is not None
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _decode(self, ids: list[int]) -> str:
        assert self._tokenizer is not None
        return str(self._tokenizer.decode(ids)).strip()


def held_back(environment: Mapping[str, str]) -> bool:
    """True if a variable holds oneDNN to instructions without bfloat16.

    OpenVINO looks at the processor alone. Where that has bfloat16 and VNNI it would choose them,
    oneDNN would have no kernel, and the process would die of it, or write nothing.
    """
    limits = (environment.get(name, "") for name in ("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"))
    return any(_WITHOUT_BF16.fullmatch(limit) for limit in limits)


def _tensor(ids: Sequence[int]) -> Any:
    return openvino().Tensor(np.array([ids], dtype=np.int64))


def _many(request: Request) -> bool:
    return request.decoding.beam > 1 or request.decoding.candidates > 1


def _ended(handle: Any) -> bool:
    return bool(handle.get_status() != openvino_genai().GenerationStatus.RUNNING)


def _unfinished(ids: Sequence[int], ends: set[int], limit: int) -> bool:
    return len(ids) >= limit and (not ids or ids[-1] not in ends)


def _line(error: BaseException) -> str:
    """The last line that says something: the runtime puts where it was thrown before."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__


def from_card(card: Card, folder: Path, settings: Settings) -> ChildEngine:
    """The engine of a chat card, in a process of its own; its prepared model lies in `folder`."""
    from importlib.metadata import version

    assert card.chat is not None
    signature = (
        f"{card.name}/{card.weights_signature} int8 openvino-genai/{version('openvino-genai')}"
    )
    marks = card.chat.marks or ()
    return in_child(folder, signature, card.chat.eos, settings.threads, marks=marks)


def in_child(
    folder: Path,
    signature: str,
    end_tokens: Sequence[str],
    threads: int = 0,
    plan: Plan = Plan(),
    kind: type[OpenVinoEngine] = OpenVinoEngine,
    marks: Sequence[str] = (),
) -> ChildEngine:
    """An `OpenVinoEngine` of these arguments in a process of its own."""
    arguments = {
        "folder": folder,
        "signature": signature,
        "end_tokens": end_tokens,
        "threads": threads,
        "plan": plan,
        "marks": tuple(marks),
    }
    return ChildEngine(f"{kind.__module__}:{kind.__name__}", arguments, signature, plan.rows)
