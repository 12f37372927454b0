"""``zhaiyi eval``: the quality of our translation beside others', as a table or as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from zhaiyi.cli.outputs import check_place, print_lines
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import EngineError, UsageError
from zhaiyi.core.events import Progress
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import Stop, stoppable
from zhaiyi.engines.choice import Models
from zhaiyi.estimation.installed import installed_reader
from zhaiyi.evaluate import (
    OWN,
    KeptOutputs,
    Marked,
    Output,
    Report,
    Row,
    Table,
    evaluate,
    read_marks,
    read_table,
    sample,
    translate_missing,
)
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.store import Store
from zhaiyi.pipeline import Zhaiyi

FORMATS = ("table", "json")


@dataclass(frozen=True)
class Asked:
    """What the command line gave. `columns` are names with commas between them; `outputs` is where
    our outputs are kept, None for the cache folder."""

    table: Path
    limit: int | None = None
    seed: int | None = None
    columns: str | None = None
    format: str = "table"
    model: str = "auto"
    own: bool = True
    outputs: Path | None = None
    marks: Path | None = None


def run_eval(asked: Asked, settings: Settings, terminal: Terminal) -> int:
    """Translates what is missing, scores everything, prints the report; the exit code.

    Raises `UsageError` and `UnreadableInput` before any work, `ModelError`, `EngineError`.
    """
    if asked.format not in FORMATS:
        raise UsageError(f"unknown format {asked.format}: choose from {', '.join(FORMATS)}")
    if asked.outputs is not None:
        check_place(asked.outputs)
    if asked.seed is not None and asked.limit is None:
        raise UsageError("--seed draws a sample: say of how many sentences with --limit N")
    table = sample(read_table(asked.table, _columns(asked.columns)), asked.limit, asked.seed)
    if not asked.own and not table.systems:
        raise UsageError(f"{asked.table} has no outputs of other systems: leave --no-zhaiyi out")
    if asked.own and OWN in table.systems:
        raise UsageError(f"the column {OWN} is our own row's name: rename it, or give --no-zhaiyi")
    marked = _marked(asked.marks, settings, terminal)
    own, translator = None, None
    if asked.own:
        with stoppable() as stop:
            own, translator = _own(asked, table, settings, terminal, stop)
        if own is None:
            return stop.exit_code
    terminal.say("scoring")
    report = evaluate(table, own, translator, Lexicon(), marked)
    text = report.to_json() if asked.format == "json" else to_table(report)
    print_lines(text)
    return 0


def _marked(path: Path | None, settings: Settings, terminal: Terminal) -> Marked | None:
    if path is None:
        return None
    marks, reader = read_marks(path), installed_reader(Store.from_settings(settings))
    if reader is None:
        terminal.say("no estimator is installed (zhaiyi models pull estimator-news): no confidence")
    return Marked(marks, reader)


def _columns(given: str | None) -> list[str] | None:
    return None if given is None else [name for name in re.split(r"[,\s]+", given) if name]


# -- our own output --------------------------------------------------------------------------


def _own(
    asked: Asked, table: Table, settings: Settings, terminal: Terminal, stop: Stop
) -> tuple[list[Output] | None, str]:
    """Our outputs, None if the run was stopped, and the translator's signature."""
    models = Models({"translator": asked.model, "summarizer": asked.model}, settings)
    signature = models.model("translator").engine.signature
    path = asked.outputs or settings.home / "eval" / f"{asked.table.stem}.jsonl"
    kept = KeptOutputs(path, signature, settings.quality)
    missing = len(kept.missing(table.sources))
    terminal.begin(asked.table.name, 1, 1)
    if missing:
        terminal.say(f"{missing} of {len(table.lines)} sentences to translate; kept in {path}")
        _translate(asked.model, table, settings, kept, terminal, stop)
    else:
        terminal.say(f"all outputs are taken from {path}: remove it to make them anew")
    left = len(kept.missing(table.sources))
    if not left:
        return [output for s in table.sources if (output := kept.get(s))], signature
    if not stop.is_set():
        raise EngineError(f"{left} sentences got no translation; the same command tries them again")
    terminal.fail(f"stopped: {left} sentences are left; the same command goes on from here")
    return None, signature


def _translate(
    model: str,
    table: Table,
    settings: Settings,
    kept: KeptOutputs,
    terminal: Terminal,
    stop: Stop,
) -> None:
    total = len(set(table.sources))
    # What an earlier run remembers would be no work of this one.
    settings = settings.model_copy(update={"memory": False})
    with Zhaiyi(model, settings=settings) as zhaiyi:
        zhaiyi.warm()
        translate = partial(zhaiyi.translate, cancel=stop, quality=settings.quality)
        for done in translate_missing(table.sources, kept, translate):
            terminal.paint(Progress("translate", done, total))


# -- the table -------------------------------------------------------------------------------


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _plain(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


_COLUMNS: dict[str, Callable[[Row], str]] = {
    "system": lambda row: row.name,
    "BLEU": lambda row: _plain(row.bleu, 1),
    "p (BLEU)": lambda row: _plain(row.bleu_p, 3),
    "chrF": lambda row: _plain(row.chrf, 1),
    "p (chrF)": lambda row: _plain(row.chrf_p, 3),
    "numbers": lambda row: _percent(row.numbers_right),
    "or flagged": lambda row: _percent(row.numbers_right_or_flagged),
    "names": lambda row: _percent(row.names_right),
    "flagged": lambda row: _percent(row.flag_rate),
    "Chinese left": lambda row: _percent(row.leftover),
    "empty": lambda row: _percent(row.empty),
    "seconds": lambda row: _plain(row.seconds, 1),
    "chars/s": lambda row: _plain(row.chars_per_second, 1),
}


_OF_MARKS: dict[str, Callable[[Row], str]] = {
    "marked": lambda row: str(row.marked or 0),
    "AUC": lambda row: _plain(row.auc, 2),
    "sure": lambda row: _percent(row.sure),
    "sure is right": lambda row: _percent(row.sure_right),
}
"""What the confidence is worth, where a reader has marked outputs."""


def to_table(report: Report) -> str:
    """The report in Markdown, aligned so that it can be read as it is."""
    has_marks = any(row.marked is not None for row in report.rows)
    columns = _COLUMNS | _OF_MARKS if has_marks else _COLUMNS
    cells = [[write(row) for write in columns.values()] for row in report.rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    lines = [_aligned(list(columns), widths), _rule(widths)]
    lines += [_aligned(row, widths) for row in cells]
    return "\n".join([*lines, "", *_notes(report)])


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
    return f"| {' | '.join(padded)} |"


def _rule(widths: Sequence[int]) -> str:
    first, *rest = widths
    return f"|{'-' * (first + 2)}|{'|'.join('-' * (width + 1) + ':' for width in rest)}|"


def _notes(report: Report) -> Iterator[str]:
    yield f"{report.sentences} sentences."
    if any(row.marked is not None for row in report.rows):
        yield "marked: outputs that a reader has marked; AUC, sure: of the confidence of these."
    if report.translator:
        yield f"{OWN}: {report.translator}"
    for name, signature in report.signatures.items():
        yield f"{name}: {signature}"
