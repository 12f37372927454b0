"""Engines side by side: the same weights, the same sentences, one run.

    python -m benchmarks.engines [--sentences 12] [--only openvino,ct2] [--output FILE]

The GGUF file of the card without adapter, greedy, the short prompt without hints, sentences of the
FLORES excerpt. transformers runs it in float32 and bfloat16 with batches of 1, 8 and 32, llama.cpp
(through its wheel's own server) with as many slots. Only the ratios of one run compare; chrF says
whether it is still the same translation.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sacrebleu

from zhaiyi.cards import Card, load_card
from zhaiyi.convert import convert_gguf
from zhaiyi.engines.base import Engine, Request
from zhaiyi.engines.ct2 import Ct2Engine
from zhaiyi.engines.registry import make_engine
from zhaiyi.prompts import load_prompt
from zhaiyi.settings import Settings, load_settings
from zhaiyi.store import Store
from zhaiyi.translate import max_new_tokens

CARD = "qwen2.5-coder-1.5b"
EXCERPT = Path(__file__).resolve().parent.parent / "tests/data/flores-excerpt.tsv"
WIDTHS = (1, 8, 32)

Translate = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One engine: seconds for all sentences, and the chrF of what it wrote."""

    name: str
    seconds: float
    chrf: float


def measure(count: int, only: Sequence[str] = ()) -> Iterator[Line]:
    """Every engine on the first `count` sentences; each is loaded, warmed and freed in turn."""
    with EXCERPT.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:count]
    sources, references = [row["zh"] for row in rows], [row["en"] for row in rows]
    settings = load_settings()
    card, store = load_card(CARD), Store.from_settings(settings)
    store.ensure(card)
    gguf = next(settings.home.rglob(f"*{card.files[0].name}"))
    for name, opened in _engines(card, store, settings, gguf):
        if only and not any(name.startswith(one) for one in only):
            continue
        print(name, file=sys.stderr, flush=True)
        translate, close = opened()
        translate(sources[:1])
        started = time.perf_counter()
        written = translate(sources)
        seconds = time.perf_counter() - started
        close()
        yield Line(name, seconds, sacrebleu.corpus_chrf(written, [references]).score)


Opened = tuple[Translate, Callable[[], None]]


def _engines(
    card: Card, store: Store, settings: Settings, gguf: Path
) -> Iterator[tuple[str, Callable[[], Opened]]]:
    yield "openvino (Zhaiyi)", lambda: _ours(make_engine(card, store, settings), card)
    yield "ct2 (Zhaiyi until 0.1)", lambda: _ct2(card, gguf)
    for slots in WIDTHS:
        yield f"llama.cpp, {slots} slots", lambda slots=slots: _llama(card, gguf, slots)  # type: ignore[misc]
    for kind in ("bfloat16", "float32"):
        for width in WIDTHS:
            yield (
                f"transformers {kind}, batches of {width}",
                lambda kind=kind, width=width: _transformers(card, gguf, kind, width),  # type: ignore[misc]
            )


def _ours(engine: Engine, card: Card) -> Opened:
    def translate(sources: Sequence[str]) -> list[str]:
        asked = [
            Request(str(i), s, _prompt(card, s), max_new_tokens(s)) for i, s in enumerate(sources)
        ]
        found = {result.id: result.text for result in engine.generate(asked)}
        return [found[request.id] for request in asked]

    engine.load()
    return translate, engine.close


def _ct2(card: Card, gguf: Path) -> Opened:
    assert card.chat is not None
    folder = tempfile.TemporaryDirectory()
    convert_gguf(gguf, Path(folder.name) / "ct2", layout="gguf-ct2")
    translate, close = _ours(Ct2Engine(Path(folder.name) / "ct2", "ct2", card.chat.eos[0]), card)

    def freed() -> None:
        close()
        folder.cleanup()

    return translate, freed


def _llama(card: Card, gguf: Path, slots: int) -> Opened:
    """All sentences sent at once; the server fills its slots."""
    from concurrent.futures import ThreadPoolExecutor

    import httpx
    import xllamacpp

    assert card.chat is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(gguf)
    parameters.n_ctx, parameters.n_parallel = 512 * slots, slots
    parameters.n_gpu_layers, parameters.port, parameters.verbosity = 0, 0, -1
    server = xllamacpp.Server(parameters)
    client = httpx.Client(base_url=server.listening_address, timeout=3600)

    def one(source: str) -> str:
        body = {
            "prompt": _prompt(card, source),
            "n_predict": max_new_tokens(source),
            "temperature": 0,
            "stop": list(card.chat.eos) if card.chat else [],
        }
        return str(client.post("/completion", json=body).json()["content"]).strip()

    def translate(sources: Sequence[str]) -> list[str]:
        with ThreadPoolExecutor(slots) as pool:
            return list(pool.map(one, sources))

    held: list[Any] = [server]

    def close() -> None:
        client.close()
        held.clear()

    del server
    return translate, close


def _transformers(card: Card, gguf: Path, kind: str, width: int) -> Opened:
    """Sorted by length, padded on the left, one call of `generate` for each batch."""
    import torch
    import transformers

    assert card.chat is not None
    tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    tokenizer.padding_side = "left"
    model = transformers.AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=getattr(torch, kind)
    ).eval()
    held: list[Any] = [model]
    ends = tokenizer.convert_tokens_to_ids(list(card.chat.eos))

    def translate(sources: Sequence[str]) -> list[str]:
        order = sorted(range(len(sources)), key=lambda i: -len(sources[i]))
        written = [""] * len(sources)
        for start in range(0, len(order), width):
            batch = order[start : start + width]
            asked = tokenizer(
                [_prompt(card, sources[i]) for i in batch], return_tensors="pt", padding=True
            )
            with torch.inference_mode():
                ids = held[0].generate(
                    **asked,
                    max_new_tokens=max(max_new_tokens(sources[i]) for i in batch),
                    do_sample=False,
                    eos_token_id=ends,
                    pad_token_id=ends[-1],
                )
            for i, row in zip(batch, ids[:, asked.input_ids.shape[1] :], strict=True):
                written[i] = tokenizer.decode(row, skip_special_tokens=True).strip()
        return written

    return translate, held.clear


def _prompt(card: Card, source: str) -> str:
    assert card.chat is not None
    return card.chat.wrap(load_prompt("translate").render(source=source, glossary=""))


def engines_table(lines: Sequence[Line], count: int) -> str:
    """The lines as Markdown, with how many times as long as ours each took."""
    ours = lines[0].seconds
    rows = [
        f"| {line.name} | {line.seconds:.1f} | {line.seconds / ours:.2f} | {line.chrf:.1f} |"
        for line in lines
    ]
    return "\n".join(
        [
            f"{count} sentences of the FLORES excerpt, one run.",
            "",
            "| engine | seconds | times ours | chrF |",
            "| --- | ---: | ---: | ---: |",
            *rows,
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints the table and writes it to `--output` if that is given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sentences", type=int, default=12)
    parser.add_argument("--only", default="", help="names' beginnings, separated by commas")
    parser.add_argument("--output", type=Path)
    given = parser.parse_args(arguments)
    only = [name for name in given.only.split(",") if name]
    table = engines_table(list(measure(given.sentences, only)), given.sentences)
    if given.output:
        given.output.write_text(table + "\n", encoding="utf-8")
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
