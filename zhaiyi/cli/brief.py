"""``zhaiyi brief``: several inputs through one warm pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhaiyi.cli import inputs
from zhaiyi.cli.inputs import Input, Refused
from zhaiyi.cli.outputs import Outputs, chosen_formats, plan, write_stdout
from zhaiyi.cli.signals import Stop, stoppable
from zhaiyi.cli.terminal import Terminal
from zhaiyi.document import Brief, Source, Term
from zhaiyi.errors import InputError, MissingPackage, ModelError, UsageError, ZhaiyiError
from zhaiyi.events import Finished
from zhaiyi.glossary import load_glossary
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.render import FORMATS, render
from zhaiyi.render.render_txt import to_text
from zhaiyi.settings import Settings

Opener = Callable[[Input], Source]


@dataclass(frozen=True)
class Wanted:
    """What to read and where results go, as the command line gave it."""

    names: Sequence[str]
    formats: Sequence[str] = ()
    output: Path | None = None
    folder: Path | None = None
    glossaries: Sequence[Path] = ()
    encoding: str | None = None
    allow_private: bool = False
    recursive: bool = False


@dataclass
class Tally:
    """How the inputs fared. `failures` are told again at the end of a run of several."""

    done: int = 0
    failures: list[tuple[str, ZhaiyiError]] = field(default_factory=list)
    stopped: int = 0

    def exit_code(self) -> int:
        """130 or 143 after a signal; 2 if nothing could be read; 1 if some inputs failed; or 0."""
        if self.stopped:
            return self.stopped
        if not self.failures:
            return 0
        unreadable = all(isinstance(error, InputError) for _, error in self.failures)
        return 2 if unreadable and not self.done else 1


def run_brief(
    wanted: Wanted,
    settings: Settings,
    options: BriefOptions,
    models: tuple[str, str | None, str | None],
    terminal: Terminal,
) -> int:
    """Briefs every input; the exit code. Raises `UsageError` and `ModelError` before any work."""
    formats = chosen_formats(wanted.formats, tuple(FORMATS), wanted.output, "txt")
    tally = Tally()
    articles = gather(wanted, tally, terminal)
    suffixes = {name: form.suffix for name, form in FORMATS.items()}
    outputs = plan(articles, formats, suffixes, output=wanted.output, folder=wanted.folder)
    terms = read_glossaries(wanted.glossaries)
    translator, summarizer, model = models
    with stoppable() as stop, Zhaiyi(translator, summarizer, model, terms, settings) as zhaiyi:
        job = _Job(zhaiyi, options, outputs, formats, terminal, stop)
        for number, article in enumerate(articles, 1):
            if stop.is_set():
                break
            terminal.begin(article.name, number, len(articles))
            attempt(article.name, tally, terminal, lambda a=article: job.brief(a, wanted))  # type: ignore[misc]
        tally.stopped = stop.exit_code
    close(tally, len(articles), terminal)
    return tally.exit_code()


@dataclass(frozen=True)
class _Job:
    zhaiyi: Zhaiyi
    options: BriefOptions
    outputs: Outputs
    formats: Sequence[str]
    terminal: Terminal
    stop: Stop

    def brief(self, article: Input, wanted: Wanted) -> None:
        source = inputs.load(
            article,
            self.zhaiyi.settings,
            encoding=wanted.encoding,
            allow_private=wanted.allow_private,
        )
        brief = self._run(source)
        paths = [self.outputs.write(article, f, render(brief, f)) for f in self.formats]
        if not self.outputs.to_stdout and not self.terminal.quiet:
            listed = "".join(f"Written: {path}\n" for path in paths)
            write_stdout(f"{to_text(brief, translation=False)}\n{listed}".encode())
        if not brief.run.complete and not self.stop.is_set():
            raise ZhaiyiError(f"{article.name}: the engine broke off; what was done is kept")

    def _run(self, source: Source) -> Brief:
        for event in self.zhaiyi.stream(source, self.options, self.stop):
            self.terminal.paint(event)
            if isinstance(event, Finished):
                self._tell_stop(event.brief)
                return event.brief
        raise AssertionError("a stream ends with Finished")

    def _tell_stop(self, brief: Brief) -> None:
        if self.stop.is_set():
            done = sum(t.status != "failed" for t in brief.translations)
            total = len(brief.article.sentences)
            self.terminal.fail(f"stopped: {done} of {total} sentences are translated and kept")


# -- shared by the commands that take several inputs -------------------------------------------


def gather(wanted: Wanted, tally: Tally, terminal: Terminal) -> list[Input]:
    """The inputs, each once; what holds no article is told and counted as failed."""
    if not wanted.names:
        raise UsageError("name at least one file, or - for standard input")
    found: dict[Input, None] = {}
    for item in inputs.expand(wanted.names, recursive=wanted.recursive):
        if isinstance(item, Refused):
            tally.failures.append((item.name, item.error))
            terminal.fail(str(item.error))
        else:
            found[item] = None
    return list(found)


def attempt(name: str, tally: Tally, terminal: Terminal, work: Callable[[], None]) -> None:
    """Does one input. What is wrong with it alone is told and counted; a missing model or wrong
    usage ends the run."""
    try:
        work()
    except (UsageError, ModelError, MissingPackage):
        raise
    except ZhaiyiError as error:
        tally.failures.append((name, error))
        terminal.fail(str(error))
    else:
        tally.done += 1


def close(tally: Tally, total: int, terminal: Terminal) -> None:
    """After several inputs: how many are done, which failed, how many a stop left out."""
    failed = [name for name, _ in tally.failures]
    if failed and tally.done + len(failed) > 1:
        terminal.fail(f"{tally.done} done, {len(failed)} failed: {', '.join(failed)}")
    if tally.stopped and total > tally.done:
        terminal.fail(f"stopped: {total - tally.done} of {total} inputs were not begun")


def read_glossaries(paths: Iterable[Path]) -> tuple[Term, ...]:
    """The terms of all glossary files, in order."""
    return tuple(term for path in paths for term in load_glossary(path))
