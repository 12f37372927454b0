"""Draws the pipeline's events on stderr: a live line in a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from zhaiyi.batch.progress import BatchProgress
from zhaiyi.batch.speed import in_words
from zhaiyi.core.document import Brief, Run
from zhaiyi.core.events import (
    ArticleRead,
    Event,
    Finished,
    HighlightsFound,
    Notice,
    Progress,
    SummaryReady,
    TermsFound,
)
from zhaiyi.core.logs import shown
from zhaiyi.render.inert import one_line

if TYPE_CHECKING:
    import rich.progress

    from zhaiyi.core.settings import LogLevel
    from zhaiyi.models.store import ProgressStep

_STEPS = {
    "wait": "waiting for another process that fetches the model",
    "fetch": "fetching",
    "verify": "verifying",
    "prepare": "preparing",
}
_LOG_EVERY = 0.25


def complain(message: str) -> None:
    """One line about a failure, on stderr. Names of files, fields and models in it are a
    stranger's: nothing in them steers the terminal."""
    print(f"zhaiyi: {one_line(message)}", file=sys.stderr, flush=True)


class Terminal:
    """Progress of one run, on stderr. `quiet` leaves only failures, `verbose` adds where the time
    went and what the program does; `level` is that of its log lines. Use it as a context manager:
    the live line goes away at the end."""

    def __init__(
        self, *, quiet: bool = False, verbose: bool = False, level: LogLevel = "warning"
    ) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self._logs = shown(_level(quiet, verbose, level), self.fail)
        self._started = time.monotonic()
        self._live: rich.progress.Progress | None = None
        self._task: rich.progress.TaskID | None = None
        self._name = ""
        self._logged = ("", -1.0)

    def __enter__(self) -> Terminal:
        if sys.stderr.isatty() and not self.quiet:
            self._live = _live_line()
            self._live.start()
        self._logs.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._logs.__exit__(kind, error, trace)
        if self._live is not None:
            self._live.stop()
            self._live = None

    def begin(self, name: str, number: int, total: int) -> None:
        """The next input."""
        self._name = f"{name} ({number}/{total})" if total > 1 else name
        self._started = time.monotonic()
        self._logged = ("", -1.0)

    def loading(self, model: str) -> None:
        """A model is about to be loaded, which takes its time: said before it begins."""
        if self._live is not None:
            self._draw(f"loading the model {model} …", 0.0, "")
        else:
            self.say(f"loading the model {model} …")

    def say(self, message: str) -> None:
        """A line that a user should see, unless quiet."""
        if not self.quiet:
            self.fail(message)

    def fail(self, message: str) -> None:
        """A line about a failure: always."""
        if self._live is not None:
            line = f"zhaiyi: {one_line(message)}"
            self._live.console.print(line, markup=False, highlight=False, emoji=False)
        else:
            complain(message)

    def paint(self, event: Event) -> None:
        """Draws one event."""
        if isinstance(event, Notice):
            self.say(event.message)
        elif isinstance(event, Progress):
            self._measure(event.stage, event.done, event.total, _left(event.seconds_left))
        elif isinstance(event, Finished):
            self._finish(event.brief)
        elif self.verbose and (words := _in_words(event)):
            self.say(f"{self._name}: {words} after {time.monotonic() - self._started:.1f} s")

    def paint_batch(self, progress: BatchProgress, elapsed: float) -> None:
        """Draws how far a batch is: articles, sentences, time left."""
        articles = f"{progress.finished} of {progress.total} articles"
        left = progress.seconds_left(elapsed)
        note = "" if left is None or progress.share >= 1 else f"about {in_words(left)} left"
        if self._live is not None:
            self._draw(f"{articles}, {progress.sentences} sentences", progress.share, note)
        elif not self.quiet and self._is_due(articles, progress.share):
            words = f"{articles} done, {progress.sentences} sentences, {progress.share:.0%}"
            self.say(f"{words} {note}".strip())

    def fetch(self, step: ProgressStep) -> None:
        """Draws one step of a fetch."""
        from zhaiyi.models.store.disk import size_in_words

        if step.stage == "note":
            self.say(step.name)
        elif step.stage == "wait":
            self.say(_STEPS["wait"])
        else:
            self._name = step.name
            counted = step.stage != "prepare" and step.total
            note = f"of {size_in_words(step.total)}" if counted else ""
            self._measure(_STEPS[step.stage], step.done, step.total, note)

    def _measure(self, stage: str, done: int, total: int, note: str) -> None:
        share = done / total if total else 0.0
        if self._live is not None:
            self._draw(f"{self._name}: {stage}", share, note)
        elif not self.quiet and self._is_due(stage, share):
            percent = f" {share:.0%}" if total else ""
            self.say(" ".join(f"{self._name}: {stage}{percent} {note}".split()))

    def _draw(self, words: str, share: float, note: str) -> None:
        assert self._live is not None
        words, note = one_line(words), one_line(note)
        if self._task is None:
            self._task = self._live.add_task(words, total=1.0, note=note)
        self._live.update(self._task, description=words, completed=share, note=note)

    def _is_due(self, stage: str, share: float) -> bool:
        """A log wants a line now and then, not one for every step."""
        last_stage, last_share = self._logged
        due = stage != last_stage or share >= min(1.0, last_share + _LOG_EVERY) > last_share
        if due:
            self._logged = (stage, share)
        return due

    def _finish(self, brief: Brief) -> None:
        if self._live is not None and self._task is not None:
            self._live.remove_task(self._task)
            self._task = None
        self.tell_run(self._name, brief.run)

    def tell_run(self, name: str, run: Run) -> None:
        """Where the time of an article went; only if `verbose`."""
        if self.verbose and run.seconds:
            for words in run_in_words(run):
                self.say(f"{name}: {words}")


def _level(quiet: bool, verbose: bool, level: LogLevel) -> LogLevel:
    if quiet:
        return "error"
    return "info" if verbose and level != "debug" else level


def run_in_words(run: Run) -> Iterator[str]:
    """Stages by their share of the time; then tokens in and out, padding, rates."""
    total = run.seconds.get("total", 0.0)
    stages = sorted(((s, k) for k, s in run.seconds.items() if k != "total"), reverse=True)
    spent = ", ".join(
        f"{k} {s:.2f} s" + (f" ({s / total:.0%})" if total else "") for s, k in stages
    )
    yield f"{total:.2f} s: {spent or 'nothing to do'}"
    if not run.tokens:
        return
    counts = dict(run.tokens)
    named = [f"{counts.pop(k):,} {words}" for k, words in _TOKENS.items() if k in counts]
    by_stage = ", ".join(f"{number:,} to {stage}" for stage, number in counts.items())
    spent = ", ".join(named) + (f" ({by_stage})" if by_stage else "")
    rate = run.tokens.get("output", 0) / total if total else 0.0
    yield f"tokens: {spent}; {rate:.0f} out a second"


_TOKENS = {"prompt": "in", "output": "out", "padding": "padding", "padded": "padding"}


def _left(seconds: float | None) -> str:
    return "" if not seconds else f"about {in_words(seconds)} left"


_WORDS: dict[type, Callable[..., str]] = {
    ArticleRead: lambda e: f"{len(e.article.sentences)} sentences read",
    HighlightsFound: lambda e: f"{len(e.highlights.key)} key sentences",
    TermsFound: lambda e: f"{len(e.terms)} terms",
    SummaryReady: lambda e: f"summary sentence {e.index + 1} of {e.total}",
}


def _in_words(event: Event) -> str:
    words = _WORDS.get(type(event))
    return words(event) if words else ""


def _live_line() -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[note]}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
