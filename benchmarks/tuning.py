"""The default engine set one way and another: which of its settings pay, and what they cost.

Each setting is loaded in a process of its own and gets the same sentences: once as bare prompts,
and once alone, one after another, where what counts is a step of a nearly empty batch. chrF on
those with a reference says whether the words stayed as good.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from typing import Any

from benchmarks.fixed import bare_prompt, fixed_work, spread
from benchmarks.page import bullets, machine_facts, table, tell
from benchmarks.parts import Data, Options, Section
from benchmarks.scores import chrf
from zhaiyi.core.settings import load_settings
from zhaiyi.engines.base import PLAIN, Request
from zhaiyi.engines.child import ChildEngine
from zhaiyi.engines.openvino import OpenVinoEngine, Plan, in_child
from zhaiyi.models.cards import DEFAULT_CARD, load_card
from zhaiyi.models.store import Store
from zhaiyi.translation.segment import max_new_tokens

SENTENCES, ALONE = 64, 3
SHIPPED = Plan()
SETTINGS: dict[str, Plan | None] = {
    "as shipped": SHIPPED,
    "16 rows": replace(SHIPPED, rows=16),
    "48 rows": replace(SHIPPED, rows=48),
    "128 tokens a step": replace(SHIPPED, step_tokens=128),
    "512 tokens a step": replace(SHIPPED, step_tokens=512),
    "a scale for 32 activations": replace(SHIPPED, group=32),
    "a scale for a whole row": replace(SHIPPED, group=0),
    "shared beginnings of prompts kept": replace(SHIPPED, prefix_caching=True),
    "tokens guessed from the prompt (lookup)": None,
}


class LookupEngine(OpenVinoEngine):
    """Guesses tokens by what followed the last ones in the prompt, and lets the model confirm
    them (prompt lookup decoding)."""

    def _properties(self) -> dict[str, Any]:
        return super()._properties() | {"prompt_lookup": True}

    def _generation(self, request: Request) -> Any:
        config = super()._generation(request)
        config.num_assistant_tokens, config.max_ngram_size = 3, 3
        return config


@dataclass(frozen=True, slots=True)
class Line:
    """One setting: seconds for all sentences, seconds a token where one is alone, chrF."""

    name: str
    seconds: float
    alone: float
    chrf: float | None


def measure(options: Options) -> Data:
    """Raises `ModelError`, `EngineError`."""
    settings = load_settings()
    name = DEFAULT_CARD if options.model == "auto" else options.model
    card, store = load_card(name), Store.from_settings(settings)
    folder = store.ensure(card)
    assert card.chat is not None
    known = [piece for piece in fixed_work() if piece.reference]
    work = spread(known, options.amount(SENTENCES))
    references = {piece.source: piece.reference or "" for piece in work}
    requests = [
        Request(str(i), s, bare_prompt(card, s), max_new_tokens(s), 0, PLAIN)
        for i, s in enumerate(piece.source for piece in work)
    ]
    lines = []
    for setting, set_so in SETTINGS.items():
        tell(f"{setting}: {len(requests)} sentences")
        kind, plan = (OpenVinoEngine, set_so) if set_so else (LookupEngine, SHIPPED)
        child = in_child(folder, "tuning", card.chat.eos, settings.threads, plan, kind)
        with closing(child) as engine:
            lines.append(_line(setting, engine, requests, references))
    return {
        "facts": [*machine_facts(settings), f"model: `{card.name}`, {len(requests)} sentences"],
        "lines": [asdict(line) for line in lines],
    }


def _line(
    name: str, engine: ChildEngine, requests: Sequence[Request], references: dict[str, str]
) -> Line:
    list(engine.generate(requests[:1]))  # pages of the model that nobody has touched yet
    started = time.perf_counter()
    found = {result.id: result.text for result in engine.generate(requests)}
    seconds = time.perf_counter() - started
    started, tokens = time.perf_counter(), 0
    for request in requests[:ALONE]:
        (result,) = engine.generate([request])
        tokens += result.output_tokens
    alone = (time.perf_counter() - started) / max(tokens, 1)
    written = {request.source: found[request.id] for request in requests}
    return Line(name, seconds, alone, chrf(written, references))


def tell_results(data: Data) -> Section:
    lines = [Line(**line) for line in data["lines"]]
    shipped = lines[0]
    rows = [
        [
            line.name,
            f"{line.seconds:.1f}",
            f"{line.seconds / shipped.seconds:.2f}",
            f"{1000 * line.alone:.0f}",
            "–" if line.chrf is None else f"{line.chrf:.1f}",
        ]
        for line in lines
    ]
    header = ("setting", "seconds", "÷ as shipped", "ms a token, alone", "chrF")
    text = [
        bullets(data["facts"]),
        "One setting changed at a time; bare prompts, greedy.",
        table(header, rows),
    ]
    return Section("Settings of the default engine", "\n\n".join(text))
