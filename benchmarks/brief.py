"""What a brief costs beside the bare engine, in one run and one process.

For each article the same sentences go to the same loaded model twice: bare (the translation prompt
without hints, one call, greedy, no checks, no summary), then as the whole brief (names, hints,
checks, repair, summary, headline). Machines differ and change; only ratios of one run compare.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.fixed import article_files, bare_prompt, sources
from benchmarks.memory import PeakMemory
from benchmarks.page import bars, bullets, machine_facts, ratio, table, tell
from benchmarks.parts import Data, Options, Section
from zhaiyi.core.document import Article, Source
from zhaiyi.core.errors import EngineError
from zhaiyi.core.events import Finished, HeadlineReady, HighlightsFound, SummaryReady
from zhaiyi.core.settings import load_settings
from zhaiyi.engines.base import Request
from zhaiyi.engines.choice import Model
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.text.script import has_han
from zhaiyi.translation.segment import max_new_tokens
from zhaiyi.translation.sources import is_translated


@dataclass(frozen=True, slots=True)
class Line:
    """One article, bare and as a brief: wall seconds, milestones of the brief, and tokens.

    `engine` is what the model itself took of the brief; `tokens` and `stages` go by stage.
    """

    name: str
    sentences: int
    characters: int
    bare: float
    bare_tokens: int
    seconds: float
    engine: float
    highlights: float
    headline: float | None
    summary: float | None
    tokens: Mapping[str, int] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)


# -- measuring -------------------------------------------------------------------------------


def measure(options: Options) -> Data:
    """Every article bare and as a brief. Raises `InputError`, `ModelError`,
    `EngineError`."""
    # The memory of earlier translations would make the brief cheaper than it is.
    settings = load_settings(quality=options.quality, memory=False)
    given = sources(options.files or article_files())
    given = given[: options.amount(len(given))]
    with PeakMemory() as peak, Zhaiyi(options.model, settings=settings) as zhaiyi:
        cold = _cold(zhaiyi, given[0])
        translator = _translator(zhaiyi)
        # The first call pays for pages of the model that nobody has touched yet.
        list(
            translator.engine.generate(
                [Request("warm-up", "预热", bare_prompt(translator.card, "预热"))]
            )
        )
        lines = []
        for number, source in enumerate(given, 1):
            tell(f"{source.name} ({number}/{len(given)})")
            lines.append(_line(zhaiyi, source, translator))
        signature = translator.engine.signature
    return {
        "facts": [*machine_facts(settings), f"quality {settings.quality}, model `{signature}`"],
        "cold": cold,
        "memory": peak.bytes,
        "resident": peak.resident,
        "lines": [asdict(line) for line in lines],
    }


def _cold(zhaiyi: Zhaiyi, source: Source) -> dict[str, float]:
    """From the first call in a fresh process: seconds to the highlights, to the loaded model."""
    started = time.perf_counter()
    for event in zhaiyi.stream(source):
        if isinstance(event, HighlightsFound):
            break
    highlights = time.perf_counter() - started
    zhaiyi.warm()
    return {"highlights": highlights, "loaded": time.perf_counter() - started}


def _translator(zhaiyi: Zhaiyi) -> Model:
    """The very model that the brief uses: a second one would double the memory."""
    return zhaiyi.models.model("translator")


def _line(zhaiyi: Zhaiyi, source: Source, translator: Model) -> Line:
    before = translator.engine.stats.seconds
    started = time.perf_counter()
    reached: dict[type, float] = {}
    for event in zhaiyi.stream(source):
        reached.setdefault(type(event), time.perf_counter() - started)
        if isinstance(event, Finished):
            brief = event.brief
    if not brief.run.complete:
        raise EngineError(f"{source.name}: the engine broke off, so there is nothing to compare")
    engine = translator.engine.stats.seconds - before
    bare, bare_tokens = _bare(translator, brief.article)
    return Line(
        Path(source.name).stem,
        len(brief.article.sentences),
        sum(len(s.text) for s in brief.article.sentences),
        bare,
        bare_tokens,
        reached[Finished],
        engine,
        reached[HighlightsFound],
        reached.get(HeadlineReady),
        reached.get(SummaryReady),
        {stage: n for stage, n in brief.run.tokens.items() if stage not in ("prompt", "output")},
        dict(brief.run.seconds),
    )


def _bare(translator: Model, article: Article) -> tuple[float, int]:
    """One call of the engine: wall seconds, and tokens of prompts and outputs together."""
    requests = [
        Request(
            f"bare/{s.id}", s.text, bare_prompt(translator.card, s.text), max_new_tokens(s.text)
        )
        for s in article.sentences
        if is_translated(s) and not s.foreign and has_han(s.text)
    ]
    started = time.perf_counter()
    results = list(translator.engine.generate(requests))
    seconds = time.perf_counter() - started
    return seconds, sum(r.prompt_tokens + r.output_tokens for r in results)


# -- telling -----------------------------------------------------------------------------------


def _gigabytes(size: int | None) -> str:
    return "not told here" if size is None else f"{size / 10**9:.2f} GB"


def tell_results(data: Data) -> Section:
    lines = [Line(**line) for line in data["lines"]]
    bare, whole = sum(line.bare for line in lines), sum(line.seconds for line in lines)
    facts = [
        *data["facts"],
        f"all articles: brief ÷ bare = {ratio(whole, bare)}",
        f"cold start: first highlights after {data['cold']['highlights']:.2f} s, model and "
        f"dictionaries loaded after {data['cold']['loaded']:.2f} s",
        f"peak of anonymous memory, the model's process included: {_gigabytes(data['memory'])}; of "
        f"all resident memory: {_gigabytes(data.get('resident'))}",
    ]
    text = [
        bullets(facts),
        "*Bare*: the same sentences through the same loaded model in one call, without hints, "
        "checks, repair and summary. Seconds; *engine* is the part of the brief that the model "
        "itself took.",
        table(_HEADER, map(_cells, lines)),
        "![Brief beside bare](performance-brief.svg)",
        "Prompt and output tokens by stage; bare has the translations alone:",
        _counts({line.name: {"bare": line.bare_tokens, **line.tokens} for line in lines}, "d"),
        "Seconds by stage:",
        _counts({line.name: line.stages for line in lines}, ".2f"),
    ]
    ratios = {line.name: line.seconds / line.bare for line in lines if line.bare}
    plot = bars("Whole brief ÷ bare engine", {**ratios, "all": whole / (bare or 1)}, "all")
    heading = "The whole brief beside the bare engine"
    return Section(heading, "\n\n".join(text), {"performance-brief.svg": plot})


_HEADER = (
    "article", "sentences", "characters", "bare", "brief", "brief ÷ bare", "engine",
    "first highlights", "headline", "first summary sentence",
)  # fmt: skip


def _cells(line: Line) -> list[str]:
    return [
        line.name,
        str(line.sentences),
        str(line.characters),
        f"{line.bare:.1f}",
        f"{line.seconds:.1f}",
        ratio(line.seconds, line.bare),
        f"{line.engine:.1f}",
        f"{line.highlights:.2f}",
        _time(line.headline),
        _time(line.summary),
    ]


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.1f}"


def _counts(rows: Mapping[str, Mapping[str, float]], digits: str) -> str:
    """A table with a column for every key that occurs."""
    keys = tuple(dict.fromkeys(key for row in rows.values() for key in row))
    cells = ([name, *(format(row.get(k, 0), digits) for k in keys)] for name, row in rows.items())
    return table(("article", *keys), cells)
