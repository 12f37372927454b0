"""A batch into a folder: several articles at once, a journal, a report.

The main thread keeps the journal and writes all files; workers read, translate and render. An
article's files are written when it is whole (or when a signal ends the run: what there is), and
only then does the journal call it done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from zhaiyi.batch import speed
from zhaiyi.batch.glossaries import Glossaries
from zhaiyi.batch.inputs import Input
from zhaiyi.batch.journal import Entry, Journal
from zhaiyi.batch.products import Maker, Order, Product, is_doubtful, is_flagged
from zhaiyi.batch.progress import BatchProgress
from zhaiyi.batch.report import RunFacts, make_report, to_html, to_json
from zhaiyi.batch.resume_policy import Decision, decide
from zhaiyi.batch.work import Work
from zhaiyi.batch.worker_pool import Begun, Ended, Told, run_crew
from zhaiyi.cli.direct import failing, stopped_words
from zhaiyi.cli.outputs import Outputs, plan, print_text, write_atomically
from zhaiyi.cli.request import BatchOptions, Tally, Wanted, close
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.atomic import clear_parts
from zhaiyi.core.document import Translation
from zhaiyi.core.errors import ENDS_A_BATCH, EngineError, ZhaiyiError, of_article
from zhaiyi.core.events import ArticleRead, Event, Notice, Progress, TranslationReady
from zhaiyi.core.plaindata import finding_data, told_data
from zhaiyi.core.signals import Stop
from zhaiyi.core.version import __version__
from zhaiyi.translation.run_log import machine


@dataclass(frozen=True, slots=True)
class Opened:
    """An article was read: what it holds now."""

    content: str


@dataclass(frozen=True)
class Setup:
    """What a batch is about."""

    work: Work
    wanted: Wanted
    options: BatchOptions

    @property
    def pace(self) -> str:
        """The name of the figure of speed that fits."""
        work = self.work
        return f"{work.command}/{work.model or work.translator}/{work.settings.quality}"

    @property
    def folder(self) -> Path:
        assert self.wanted.folder is not None
        return self.wanted.folder


@dataclass(frozen=True)
class Agenda:
    """The articles and what is to be done with each."""

    keys: Mapping[Input, str]
    outputs: Outputs
    decisions: Mapping[Input, Decision]

    @property
    def to_make(self) -> list[Input]:
        return [article for article, decision in self.decisions.items() if decision.is_work]


def make_agenda(
    setup: Setup, articles: Sequence[Input], journal: Journal, glossaries: Glossaries
) -> Agenda:
    """Paths and decisions for all articles. Raises `UsageError` where paths clash."""
    keys = {article: article.key(setup.folder) for article in articles}
    entries = journal.entries
    kept = {a: entries[key].name for a, key in keys.items() if key in entries}
    taken = [entry.name for entry in entries.values()]
    work = setup.work
    outputs = plan(
        articles, work.formats, work.suffixes, folder=setup.folder, kept=kept, taken=taken
    )
    decisions = {}
    for article in articles:
        entry = entries.get(keys[article])
        content = glossaries.fingerprint(article) if entry else ""
        decisions[article] = _decision(setup, outputs.paths[article], entry, content)
    return Agenda(keys, outputs, decisions)


def _decision(
    setup: Setup, paths: Mapping[str, Path], entry: Entry | None, content: str
) -> Decision:
    return decide(
        entry,
        paths,
        content,
        setup.work.signature,
        overwrite=setup.options.overwrite,
        retry_failed=setup.options.retry_failed,
    )


@dataclass
class Batch:
    """One run over an agenda. `journal` is open; `by` says which model makes the sentences: those
    that another one has made are not taken over."""

    setup: Setup
    maker: Maker
    journal: Journal
    agenda: Agenda
    glossaries: Glossaries
    terminal: Terminal
    stop: Stop
    tally: Tally
    by: str = __version__
    progress: BatchProgress = field(init=False)
    _started: float = field(default_factory=time.monotonic)
    _told: set[str] = field(default_factory=set)
    _before: int = 0
    """Length of the journal's timeline before this run."""

    def __post_init__(self) -> None:
        self.progress = BatchProgress(len(self.agenda.to_make))

    def run(self) -> int:
        """Does the work, writes the report; the exit code. Raises `ModelError`, `UsageError`."""
        clear_parts({p.parent for by in self.agenda.outputs.paths.values() for p in by.values()})
        if odd := self.journal.passed_over:
            self.terminal.say(f"{odd} lines of the journal make no sense and were passed over")
        self._settle_others()
        self._before = len(self.journal.timeline)
        self.journal.add(
            "run", at=time.time(), version=__version__, command=self.setup.work.command
        )
        articles = self.agenda.to_make
        try:
            for report in run_crew(articles, self._make, self.setup.options.jobs, self.stop):
                match report:
                    case Begun():
                        pass
                    case Told(article, word):
                        self._hear(article, word)
                    case Ended(article, product, error):
                        self._end(article, product, error)
        finally:
            self.tally.stopped = self.stop.exit_code
            self._report()
        self._remember()
        close(self.tally, len(self.agenda.decisions), self.terminal)
        return self.tally.exit_code()

    # -- in a worker -----------------------------------------------------------------------------

    def _make(self, article: Input, tell: Callable[[Opened | Event], None]) -> Product:
        entry = self.journal.entries.get(self.agenda.keys[article])
        content = self.glossaries.fingerprint(article)
        resumed = entry is not None and entry.state != "done" and entry.content == content
        known = _finished(entry) if entry and resumed and self._fits(entry) else {}
        tell(Opened(content))
        source = self.setup.work.load(article)
        original = None if article.record else article.path
        formats = self.agenda.decisions[article].formats
        terms = self.glossaries.beside(article, lambda message: tell(Notice(message)))
        order = Order(source, formats, original, known=known, terms=terms)
        return self.maker.make(order, tell, self.stop)

    def _fits(self, entry: Entry) -> bool:
        same = (entry.settings, entry.by) == (self.setup.work.signature, self.by)
        return same and not self.setup.options.overwrite

    # -- heard from the workers --------------------------------------------------------------------

    def _hear(self, article: Input, word: Opened | Event) -> None:
        key = self.agenda.keys[article]
        match word:
            case Opened(content):
                name = self._name(article)
                self.journal.add(
                    "begun",
                    item=key,
                    name=name,
                    files=self._files(article),
                    content=content,
                    settings=self.setup.work.signature,
                    by=self.by,
                )
            case ArticleRead(read):
                self.progress.read(key, len(read.sentences), len(read.text))
            case TranslationReady(done, "final") if self._is_new(key, done):
                self.journal.add(
                    "segment",
                    item=key,
                    id=done.source,
                    text=done.text,
                    status=done.status,
                    findings=finding_data(done.findings),
                    told=told_data(done.told),
                )
            case Progress("translate", done, total):
                self.progress.advance(key, done, total)
                self.terminal.paint_batch(self.progress, time.monotonic() - self._started)
            case Notice(message) if message not in self._told:
                self._told.add(message)
                self.terminal.say(message)
            case _:
                pass

    def _is_new(self, key: str, done: Translation) -> bool:
        """False for a sentence that the journal has just as it is: one taken over from before. The
        journal keeps no confidence."""
        bare = replace(done, confidence=None, level=None, suspect=(), left_out=())
        return self.journal.entries[key].segments.get(done.source) != bare

    def _name(self, article: Input) -> str:
        """The stem of the article's files, seen from the folder."""
        format, path = next(iter(self.agenda.outputs.paths[article].items()))
        suffix = self.setup.work.suffixes[format].removesuffix(".*")
        name = path.relative_to(self.setup.folder).as_posix()
        return name[: name.rindex(suffix)] if suffix else name.rpartition(".")[0]

    def _end(self, article: Input, product: Product | None, error: BaseException | None) -> None:
        self.progress.finish(self.agenda.keys[article])
        if product is not None:
            try:
                self._keep(article, product)
            except ZhaiyiError as fault:
                error = fault
        if error is not None:
            self._set_aside(article, error)
        self.terminal.paint_batch(self.progress, time.monotonic() - self._started)

    def _keep(self, article: Input, product: Product) -> None:
        """Writes an article's files; then, and only then, it is done."""
        key = self.agenda.keys[article]
        for format, data in product.files.items():
            write_atomically(self.agenda.outputs.paths[article][format], data)
        if self.stop.is_set() and not product.complete:
            self.journal.add("stopped", item=key)
            self.terminal.fail(f"{article.name}: {stopped_words(product)}")
            return
        if not product.complete:
            raise EngineError(f"{article.name}: the engine broke off; what was done is kept")
        files = self.journal.entries[key].files
        self.journal.add("done", item=key, at=time.time(), files=files, row=dict(product.row))
        self.tally.done += 1
        if failing(product, self.setup.wanted.fail_on):
            self.tally.flagged.append(article.name)
        self._tell_done(article, product)

    def _files(self, article: Input) -> dict[str, str]:
        """Where the files of an article are (to be), by format, seen from the folder."""
        paths = self.agenda.outputs.paths[article]
        return {f: p.relative_to(self.setup.folder).as_posix() for f, p in paths.items()}

    def _tell_done(self, article: Input, product: Product) -> None:
        if self.terminal.quiet:
            return
        paths = (self.agenda.outputs.paths[article][format] for format in product.files)
        listed = "".join(f"Written: {path}\n" for path in paths)
        alone = len(self.agenda.decisions) == 1 and product.summary
        print_text(f"{product.summary}\n{listed}" if alone else listed)
        self.terminal.tell_run(article.name, product.run)

    def _set_aside(self, article: Input, error: BaseException) -> None:
        """A bad article is put down with its reason; what is wrong with all ends the batch."""
        if isinstance(error, ENDS_A_BATCH) or not isinstance(error, Exception):
            raise error
        error = of_article(article.name, error)
        key = self.agenda.keys[article]
        self.journal.add("failed", item=key, error=" ".join(str(error).split()))
        self.tally.fail(article.name, error)
        self.terminal.fail(str(error))

    # -- before and after --------------------------------------------------------------------------

    def _settle_others(self) -> None:
        """What is not to be done again is told and counted as what it is."""
        kept: list[str] = []
        for article, decision in self.agenda.decisions.items():
            if decision.is_work:
                continue
            if decision.verdict == "failed before":
                self.tally.fail(article.name, ZhaiyiError(decision.note))
                self.terminal.fail(f"failed before: {decision.note}")
                continue
            self.tally.done += 1
            self._count_flagged(article)
            kept.append(article.name)
            if decision.note:
                self.terminal.say(f"{article.name}: {decision.note}")
        if kept:
            total = len(self.agenda.decisions)
            self.terminal.say(
                f"made before and left as they are: {len(kept)} of {total} "
                "(--overwrite makes them anew)"
            )

    def _count_flagged(self, article: Input) -> None:
        entry = self.journal.entries.get(self.agenda.keys[article])
        row = entry.row if entry else {}
        bad = is_flagged(row) if self.setup.wanted.fail_on == "flagged" else False
        if self.setup.wanted.fail_on == "failed":
            bad = bool(row.get("sentences_by_status", {}).get("failed"))
        if self.setup.wanted.fail_on == "doubtful":
            bad = is_doubtful(row)
        if bad:
            self.tally.flagged.append(article.name)

    def _report(self) -> None:
        """Over all articles of the folder; a single one speaks for itself."""
        if len(self.journal.entries) < 2:
            return
        facts = RunFacts(
            version=__version__,
            command=self.setup.work.command,
            ended=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=time.monotonic() - self._started,
            machine=machine(),
            stopped=bool(self.stop.exit_code),
        )
        report = make_report(self.journal.entries.values(), facts)
        write_atomically(self.setup.folder / "report.json", to_json(report))
        write_atomically(self.setup.folder / "report.html", to_html(report))

    def _remember(self) -> None:
        figure = speed.measured(self.journal.timeline[self._before :])
        if figure and not self.stop.is_set():
            speed.remember(self.setup.work.settings.home, self.setup.pace, figure)


def _finished(entry: Entry) -> dict[int, Translation]:
    """The sentences of an interrupted run that need not be made again."""
    return {i: t for i, t in entry.segments.items() if t.text}
