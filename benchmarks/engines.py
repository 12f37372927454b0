"""Engines side by side: the same weights, the same sentences, one run.

The GGUF file of a card without adapter, greedy, the short prompt without hints, as many threads as
the machine has cores. Slow settings get a named share of the sentences, taken at equal distances,
and the rates are compared; chrF, on the sentences with a reference, says whether it is still the
same translation. transformers and llama.cpp (through its wheel's own server) are left out, with a
line, where they are not installed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.fixed import Piece, bare_prompt, fixed_work, spread
from benchmarks.page import bars, bullets, machine_facts, table, tell
from benchmarks.parts import Data, Options, Section
from benchmarks.scores import chrf
from zhaiyi.core.errors import UsageError
from zhaiyi.core.settings import Settings, load_settings
from zhaiyi.engines.base import Request
from zhaiyi.engines.registry import make_engine
from zhaiyi.models.cards import Card, load_card
from zhaiyi.models.store import Store
from zhaiyi.translation.segment import max_new_tokens

OURS = "openvino (this project)"
BEFORE = "ct2 (this project before)"

Translate = Callable[[Sequence[str]], list[str]]
"""Sources in, their translations out, in the same order."""
Contender = tuple[str, int, Translate]
"""Name, how many sentences it gets, and how it translates."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What every engine is given: the card and its file `gguf`, which all of them read."""

    card: Card
    store: Store
    settings: Settings
    gguf: Path

    @property
    def ends(self) -> list[str]:
        assert self.card.chat is not None
        return list(self.card.chat.eos)

    def prompt(self, source: str) -> str:
        prompt = bare_prompt(self.card, source)
        assert prompt is not None
        return prompt


@dataclass(frozen=True, slots=True)
class Line:
    """One setting of an engine: seconds for its sentences, and what it wrote of them."""

    name: str
    seconds: float
    characters: int
    written: Mapping[str, str] = field(repr=False)

    @property
    def rate(self) -> float:
        """Characters of source a second."""
        return self.characters / self.seconds


# -- measuring -------------------------------------------------------------------------------


def measure(options: Options) -> Data:
    """Every engine in turn, each warmed and freed. Raises `UsageError`, `ModelError`."""
    unknown = set(options.engines) - set(FAMILIES)
    if unknown:
        raise UsageError(f"no engine {min(unknown)} to measure: there are {', '.join(FAMILIES)}")
    work = fixed_work()
    work = spread(work, options.amount(len(work)))
    setup = _setup(options.card)
    lines: list[Line] = []
    missing: list[str] = []
    for name, family in FAMILIES.items():
        if options.engines and name not in options.engines:
            continue
        try:
            with closing(family(setup)) as contenders:
                lines += _measured(contenders, work, options)
        except ImportError as error:
            missing.append(f"{name} is left out: {error.name} is not installed")
    return {
        "facts": machine_facts(setup.settings),
        "card": f"{setup.card.name}, {setup.card.files[0].name}",
        "lines": [asdict(line) for line in lines],
        "references": {p.source: p.reference for p in work if p.reference},
        "missing": missing,
    }


def _setup(name: str) -> Setup:
    settings = load_settings(threads=len(os.sched_getaffinity(0)))
    card, store = load_card(name), Store.from_settings(settings)
    store.ensure(card)
    return Setup(card, store, settings, store.files(card)[0])


def _measured(
    contenders: Iterator[Contender], work: Sequence[Piece], options: Options
) -> Iterator[Line]:
    for name, share, translate in contenders:
        given = [piece.source for piece in spread(work, options.amount(share))]
        tell(f"{name}: {len(given)} sentences")
        translate(given[:1])
        started = time.perf_counter()
        written = translate(given)
        seconds = time.perf_counter() - started
        found = dict(zip(given, written, strict=True))
        yield Line(name, seconds, sum(map(len, given)), found)


# -- the engines: each yields its settings and tidies up when it is closed ---------------------

ALL = 10_000


def _openvino(setup: Setup) -> Generator[Contender, None, None]:
    yield from _own(setup, setup.card, OURS, ALL)


def _ct2(setup: Setup) -> Generator[Contender, None, None]:
    layout = {"engine": "ct2", "convert": "gguf-ct2", "name": f"{setup.card.name}-ct2"}
    card = setup.card.model_copy(update=layout)
    setup.store.ensure(card)
    yield from _own(setup, card, BEFORE, 96)


def _own(setup: Setup, card: Card, name: str, share: int) -> Generator[Contender, None, None]:
    engine = make_engine(card, setup.store, setup.settings)

    def translate(sources: Sequence[str]) -> list[str]:
        asked = [
            Request(str(i), s, setup.prompt(s), max_new_tokens(s)) for i, s in enumerate(sources)
        ]
        found = {result.id: result.text for result in engine.generate(asked)}
        return [found[request.id] for request in asked]

    engine.load()
    try:
        yield name, share, translate
    finally:
        engine.close()


def _llama_cpp(setup: Setup) -> Generator[Contender, None, None]:
    """All sentences are sent at once; the server fills its slots."""
    for slots, share in ((32, 96), (8, 64), (1, 16)):
        server = _llama_server(setup, slots)
        with httpx.Client(base_url=server.listening_address, timeout=3600) as client:
            yield f"llama.cpp, {slots} slots", share, _asking(setup, client, slots)
        del server


def _llama_server(setup: Setup, slots: int) -> Any:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(setup.gguf)
    parameters.n_ctx, parameters.n_parallel = 512 * slots, slots
    parameters.n_gpu_layers, parameters.port, parameters.verbosity = 0, 0, -1
    parameters.cpuparams.n_threads = setup.settings.threads
    parameters.cpuparams_batch.n_threads = setup.settings.threads
    return xllamacpp.Server(parameters)


def _asking(setup: Setup, client: httpx.Client, slots: int) -> Translate:
    def one(source: str) -> str:
        body = {
            "prompt": setup.prompt(source),
            "n_predict": max_new_tokens(source),
            "temperature": 0,
            "stop": setup.ends,
        }
        answer = client.post("/completion", json=body)
        return str(answer.raise_for_status().json()["content"]).strip()

    def translate(sources: Sequence[str]) -> list[str]:
        with ThreadPoolExecutor(slots) as pool:
            return list(pool.map(one, sources))

    return translate


def _transformers(setup: Setup) -> Generator[Contender, None, None]:
    """Sorted by length, padded on the left, one call of `generate` for each batch; the file is
    read once, in float32, and rounded to bfloat16 after that."""
    import torch
    import transformers

    torch.set_num_threads(setup.settings.threads)
    gguf = setup.gguf
    tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    tokenizer.padding_side = "left"
    tokenizer.pad_token = tokenizer.pad_token or setup.ends[0]
    model = transformers.AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=torch.float32
    )
    model.eval()
    for kind, shares in (("float32", (32, 8, 3)), ("bfloat16", (64, 16, 4))):
        model = model.to(getattr(torch, kind))
        for width, share in zip((32, 8, 1), shares, strict=True):
            translate = _generating(setup, model, tokenizer, width)
            yield f"transformers {kind}, batches of {width}", share, translate


def _generating(setup: Setup, model: Any, tokenizer: Any, width: int) -> Translate:
    import torch

    ends = tokenizer.convert_tokens_to_ids(setup.ends)

    def batch(sources: Sequence[str]) -> list[str]:
        prompts = [setup.prompt(source) for source in sources]
        asked = tokenizer(prompts, return_tensors="pt", padding=True)
        with torch.inference_mode():
            ids = model.generate(
                **asked,
                max_new_tokens=max(map(max_new_tokens, sources)),
                do_sample=False,
                eos_token_id=ends,
                pad_token_id=ends[-1],
            )
        rows = tokenizer.batch_decode(ids[:, asked.input_ids.shape[1] :], skip_special_tokens=True)
        return [row.strip() for row in rows]

    def translate(sources: Sequence[str]) -> list[str]:
        longest = sorted(set(sources), key=len, reverse=True)
        found: dict[str, str] = {}
        for start in range(0, len(longest), width):
            some = longest[start : start + width]
            found |= zip(some, batch(some), strict=True)
        return [found[source] for source in sources]

    return translate


FAMILIES: dict[str, Callable[[Setup], Generator[Contender, None, None]]] = {
    "openvino": _openvino,
    "ct2": _ct2,
    "llama.cpp": _llama_cpp,
    "transformers": _transformers,
}


# -- telling -----------------------------------------------------------------------------------


def tell_results(data: Data) -> Section:
    lines = [Line(**line) for line in data["lines"]]
    references: dict[str, str] = data["references"]
    ours = next((line for line in lines if line.name == OURS), lines[0])
    rows = [_cells(line, ours, references) for line in lines]
    text = [
        bullets([*data["facts"], f"weights: `{data['card']}`", *_best(lines, ours)]),
        "Characters of source a second. Slow settings get a share of the sentences at equal "
        "distances. *chrF* is on the sentences of the FLORES excerpt among them, *chrF, ours* that "
        f"of {ours.name} on the same ones.",
        table(_HEADER, rows),
        "![Characters a second](performance-engines.svg)",
        *data["missing"],
    ]
    rates = {line.name: line.rate for line in lines}
    plot = bars("Characters of source a second, two cores", rates, ours.name)
    return Section(
        "Engines on the same weights", "\n\n".join(text), {"performance-engines.svg": plot}
    )


_HEADER = (
    "engine", "sentences", "seconds", "characters a second", "ours is × as fast", "chrF",
    "chrF, ours",
)  # fmt: skip


def _cells(line: Line, ours: Line, references: Mapping[str, str]) -> list[str]:
    return [
        line.name,
        str(len(line.written)),
        f"{line.seconds:.1f}",
        f"{line.rate:.1f}",
        f"{ours.rate / line.rate:.2f}",
        _chrf(line.written, line.written, references),
        _chrf(ours.written, line.written, references),
    ]


def _chrf(written: Mapping[str, str], given: Mapping[str, str], known: Mapping[str, str]) -> str:
    """chrF of `written` on the sentences of `given` that have a reference."""
    score = chrf({s: written[s] for s in given if s in written}, known)
    return "–" if score is None else f"{score:.1f}"


def _best(lines: Sequence[Line], ours: Line) -> Iterator[str]:
    """How many times as fast as the best setting of each other engine ours is."""
    for family in ("transformers", "llama.cpp", "ct2"):
        rivals = [line for line in lines if line.name.startswith(family)]
        if rivals:
            best = max(rivals, key=lambda line: line.rate)
            yield f"{ours.rate / best.rate:.2f} × the best of {family} ({best.name})"
