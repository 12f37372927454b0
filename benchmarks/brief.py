"""What a brief costs beside the bare engine, in one run and one process.

    python -m benchmarks.brief [FILE…] [--model CARD] [--output docs/performance.md]

For each article the same sentences go to the same loaded model twice: bare (the translation prompt
without hints, one call, greedy, no checks, no summary), then as the whole brief (names, hints,
checks, repair, summary, headline). Machines differ and change; only ratios of one run compare.
"""

from __future__ import annotations

import argparse
import platform
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from zhaiyi.cli.doctor import diagnose
from zhaiyi.cli.outputs import write_atomically
from zhaiyi.desk import is_translated
from zhaiyi.document import Article, Brief, Source
from zhaiyi.engines.base import Request
from zhaiyi.errors import EngineError, ZhaiyiError
from zhaiyi.events import Finished, HighlightsFound, SummaryReady
from zhaiyi.models import Model
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.prompts import load_prompt
from zhaiyi.reading import read
from zhaiyi.resources import folder
from zhaiyi.script import has_han
from zhaiyi.settings import Settings, load_settings
from zhaiyi.translate import max_new_tokens
from zhaiyi.version import __version__

OUTPUT = Path("docs/performance.md")


@dataclass(frozen=True, slots=True)
class Bare:
    """One call of the engine: wall seconds, and tokens of prompts and outputs together."""

    seconds: float
    tokens: int


@dataclass(slots=True)
class Watched:
    """A brief with the wall seconds of its milestones; `engine` is what the model itself took."""

    brief: Brief
    seconds: float
    highlights: float
    summary: float | None
    engine: float


@dataclass(frozen=True, slots=True)
class Cold:
    """From the first call in a fresh process: seconds to the highlights, to the loaded model."""

    highlights: float
    loaded: float


@dataclass(slots=True)
class Bench:
    """All measurements of one run. `memory` is the peak of the process in bytes."""

    settings: Settings
    cold: Cold
    signature: str
    articles: list[tuple[Bare, Watched]] = field(default_factory=list)
    memory: int = 0


# -- measuring -------------------------------------------------------------------------------


def measure(sources: Sequence[Source], model: str, settings: Settings) -> Bench:
    """Every article bare and as a brief. Raises `ModelError`, `EngineError`."""
    with Zhaiyi(model, settings=settings) as zhaiyi:
        cold = _cold(zhaiyi, sources[0])
        translator = _translator(zhaiyi)
        bench = Bench(settings, cold, translator.engine.signature)
        # The first call pays for pages of the model that nobody has touched yet.
        list(translator.engine.generate([Request("warm-up", "预热", _prompt(translator, "预热"))]))
        for number, source in enumerate(sources, 1):
            print(f"{source.name} ({number}/{len(sources)})", file=sys.stderr, flush=True)
            watched = _watched(zhaiyi, source, translator)
            bench.articles.append((_bare(translator, watched.brief.article), watched))
        bench.memory = peak_memory()
    return bench


def _cold(zhaiyi: Zhaiyi, source: Source) -> Cold:
    started = time.perf_counter()
    for event in zhaiyi.stream(source):
        if isinstance(event, HighlightsFound):
            break
    highlights = time.perf_counter() - started
    zhaiyi.warm()
    return Cold(highlights, time.perf_counter() - started)


def _translator(zhaiyi: Zhaiyi) -> Model:
    """The very model that the brief uses: a second one would double the memory."""
    return zhaiyi._models.model("translator")


def _watched(zhaiyi: Zhaiyi, source: Source, translator: Model) -> Watched:
    before = translator.engine.stats.seconds
    started = time.perf_counter()
    reached: dict[type, float] = {}
    for event in zhaiyi.stream(source):
        reached.setdefault(type(event), time.perf_counter() - started)
        if isinstance(event, Finished):
            brief = event.brief
    if not brief.run.complete:
        raise EngineError(f"{source.name}: the engine broke off, so there is nothing to compare")
    return Watched(
        brief,
        reached[Finished],
        reached[HighlightsFound],
        reached.get(SummaryReady),
        translator.engine.stats.seconds - before,
    )


def _bare(translator: Model, article: Article) -> Bare:
    requests = [
        Request(f"bare/{s.id}", s.text, _prompt(translator, s.text), max_new_tokens(s.text))
        for s in article.sentences
        if is_translated(s) and not s.foreign and has_han(s.text)
    ]
    started = time.perf_counter()
    results = list(translator.engine.generate(requests))
    seconds = time.perf_counter() - started
    return Bare(seconds, sum(r.prompt_tokens + r.output_tokens for r in results))


def _prompt(translator: Model, source: str) -> str | None:
    chat = translator.card.chat
    text = load_prompt("translate").render(source=source, glossary="")
    return chat.wrap(text) if chat is not None else None


def peak_memory() -> int:
    """Peak resident memory of this process so far, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024  # macOS alone counts bytes here
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


# -- writing ---------------------------------------------------------------------------------


def to_markdown(bench: Bench) -> str:
    """The whole of docs/performance.md."""
    briefs = {_name(w): w.brief.run for _, w in bench.articles}
    stages = {name: run.tokens for name, run in briefs.items()}
    bare = {_name(w): {"bare": b.tokens} for b, w in bench.articles}
    parts = [
        "# Performance",
        "Made by `make bench`; do not edit. Figures of one run in one process. Machines of one "
        "kind differ and change from hour to hour: only ratios within one run compare.",
        "\n".join(f"- {line}" for line in _facts(bench)),
        "## The whole brief beside the bare engine",
        "*Bare*: the same sentences through the same loaded model in one call, without hints, "
        "checks, repair and summary. Seconds; *engine* is the part of the brief that the model "
        "itself took.",
        _table(_HEADER, map(_cells, bench.articles)),
        "## Tokens",
        "Prompt and output tokens by stage. Bare has the translations alone.",
        _counts({name: {**bare[name], **_without_sums(stages[name])} for name in briefs}, "d"),
        "## Seconds by stage",
        _counts({name: run.seconds for name, run in briefs.items()}, ".2f"),
    ]
    return "\n\n".join(parts) + "\n"


_HEADER = (
    "article", "sentences", "characters", "bare", "brief", "brief ÷ bare", "engine",
    "first highlights", "first summary sentence",
)  # fmt: skip


def _facts(bench: Bench) -> Iterator[str]:
    processor = next(d.words for d in diagnose(bench.settings) if d.subject == "processor")
    bare = sum(b.seconds for b, _ in bench.articles)
    whole = sum(w.seconds for _, w in bench.articles)
    yield f"{datetime.now(UTC):%Y-%m-%d}, Zhaiyi {__version__}, quality {bench.settings.quality}"
    yield f"machine: {platform.system()} {platform.machine()}, {processor}"
    yield f"threads: {bench.settings.threads or 'what the machine has'}"
    yield f"model: `{bench.signature}`"
    yield f"all articles: brief ÷ bare = {_ratio(whole, bare)}"
    yield f"cold start: first highlights after {bench.cold.highlights:.2f} s"
    yield f"cold start: model and dictionaries loaded after {bench.cold.loaded:.2f} s"
    yield f"peak memory: {bench.memory / 10**9:.2f} GB"


def _cells(measured: tuple[Bare, Watched]) -> list[str]:
    bare, watched = measured
    article = watched.brief.article
    return [
        _name(watched),
        str(len(article.sentences)),
        str(sum(len(s.text) for s in article.sentences)),
        f"{bare.seconds:.1f}",
        f"{watched.seconds:.1f}",
        _ratio(watched.seconds, bare.seconds),
        f"{watched.engine:.1f}",
        f"{watched.highlights:.2f}",
        "–" if watched.summary is None else f"{watched.summary:.1f}",
    ]


def _name(watched: Watched) -> str:
    return Path(watched.brief.article.source.name).stem


def _ratio(whole: float, part: float) -> str:
    return f"{whole / part:.2f}" if part else "–"


def _without_sums(tokens: Mapping[str, int]) -> dict[str, int]:
    return {stage: n for stage, n in tokens.items() if stage not in ("prompt", "output")}


def _counts(rows: Mapping[str, Mapping[str, float]], digits: str) -> str:
    """A table with a column for every key that occurs."""
    keys = tuple(dict.fromkeys(key for row in rows.values() for key in row))
    cells = ([name, *(format(row.get(k, 0), digits) for k in keys)] for name, row in rows.items())
    return _table(("article", *keys), cells)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))


# -- the command -----------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, writes the page and prints it; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="articles (all samples)")
    parser.add_argument("--model", default="auto", help="card of translator and summarizer")
    parser.add_argument("--quality", choices=("fast", "best"), default=None)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args(arguments)
    files = given.files or sorted(folder("samples").glob("*.txt"))
    try:
        # The memory of earlier translations would make the brief cheaper than it is.
        settings = load_settings(quality=given.quality, memory=False)
        sources = [read(path, name=path.name) for path in files]
        page = to_markdown(measure(sources, given.model, settings))
        write_atomically(given.output, page.encode())
    except ZhaiyiError as error:
        print(f"benchmarks.brief: {error}", file=sys.stderr)
        return error.exit_code
    print(page, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
