"""The way of both commands from what was asked to what is done: printed, to a file, or a batch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhaiyi.batch.glossaries import Glossaries, read_glossaries
from zhaiyi.batch.inputs import STDIN, Input
from zhaiyi.batch.journal import Journal
from zhaiyi.batch.products import SAME, Maker
from zhaiyi.cli.batch import Batch, Setup, make_agenda
from zhaiyi.cli.direct import Direct
from zhaiyi.cli.dry_run import run_dry
from zhaiyi.cli.outputs import check_folder, check_places, plan
from zhaiyi.cli.request import BatchOptions, Tally, Wanted, check, gather
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.document import Term
from zhaiyi.core.errors import ModelError, UsageError
from zhaiyi.core.settings import Settings
from zhaiyi.core.signals import stoppable
from zhaiyi.core.version import __version__
from zhaiyi.engines.choice import Models
from zhaiyi.estimation.installed import installed_reader
from zhaiyi.models.cards import ESTIMATOR_CARD
from zhaiyi.models.store import Store
from zhaiyi.pipeline import ROLES, Zhaiyi

Named = tuple[str, str | None, str | None]
"""Cards of translator, summarizer, and of both, as the command line gave them."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A command with everything that its results depend on. `particulars` are the options that
    change what is in the files."""

    command: str
    wanted: Wanted
    batch: BatchOptions
    settings: Settings
    models: Named
    formats: Sequence[str]
    suffixes: Mapping[str, str]
    maker: Callable[[Zhaiyi], Maker]
    particulars: Mapping[str, Any] = field(default_factory=dict)

    def setup(self, terms: Sequence[Term]) -> Setup:
        """The batch's part of it. Results are told apart by a hash of what they depend on."""
        known = [self.command, self.models, self.settings.quality, dict(self.particulars)]
        glossary = [[t.source, t.target, *t.aliases, *t.forbidden] for t in terms]
        told = json.dumps([*known, glossary, self.wanted.encoding], sort_keys=True)
        return Setup(
            command=self.command,
            wanted=self.wanted,
            options=self.batch,
            settings=self.settings,
            formats=self.formats,
            suffixes=self.suffixes,
            signature=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16],
            pace=f"{self.command}/{self.models[2] or self.models[0]}/{self.settings.quality}",
        )


def run_task(task: Task, terminal: Terminal) -> int:
    """Does it; the exit code. Raises `UsageError` and `ModelError` before any work."""
    check(task.wanted)
    _check_estimator(task)
    tally = Tally()
    articles = _articles(task, tally, terminal)
    terms = read_glossaries(task.wanted.glossaries, terminal.say)
    if task.batch.dry_run:
        if task.wanted.folder is None:
            raise UsageError("--dry-run looks at a batch: name its folder with --out DIR")
        return run_dry(task.setup(terms), articles, Glossaries(terms), terminal, tally)
    if task.wanted.folder is not None and task.wanted.output is None:
        return _batch(task, articles, terms, terminal, tally)
    return _direct(task, articles, terms, terminal, tally)


def _check_estimator(task: Task) -> None:
    """Raises `UsageError`: without an estimator nothing would ever be doubtful."""
    wanted = task.wanted.fail_on == "doubtful"
    if wanted and installed_reader(Store.from_settings(task.settings)) is None:
        remedy = f"zhaiyi models pull {ESTIMATOR_CARD}"
        raise UsageError(f"--fail-on doubtful needs the estimator: {remedy}")


def _articles(task: Task, tally: Tally, terminal: Terminal) -> list[Input]:
    if task.command == "translate" and not task.wanted.all_names:
        return [Input(STDIN)]
    return gather(task.wanted, tally, terminal)


def _direct(
    task: Task, articles: list[Input], terms: tuple[Term, ...], terminal: Terminal, tally: Tally
) -> int:
    wanted = task.wanted
    outputs = plan(
        articles, task.formats, task.suffixes, output=wanted.output, folder=wanted.folder
    )
    if outputs.to_stdout and SAME in task.formats:
        raise UsageError(
            "a file in the format of its input is not printed: name it with -o, or --out DIR"
        )
    check_places(outputs)
    with stoppable() as stop, _service(task, terms) as zhaiyi:
        tell_loading(zhaiyi, terminal)
        direct = Direct(
            maker=task.maker(zhaiyi),
            settings=task.settings,
            wanted=wanted,
            outputs=outputs,
            formats=task.formats,
            glossaries=Glossaries(terms),
            terminal=terminal,
            stop=stop,
        )
        return direct.run(articles, tally)


def _batch(
    task: Task, articles: list[Input], terms: tuple[Term, ...], terminal: Terminal, tally: Tally
) -> int:
    setup = task.setup(terms)
    check_folder(setup.folder)
    # Before anything is made on the disk: do the paths clash, is there a model?
    plan(articles, task.formats, task.suffixes, folder=setup.folder)
    _check_models(task)
    with Journal(setup.folder) as journal, stoppable() as stop, _service(task, terms) as zhaiyi:
        glossaries = Glossaries(terms)
        agenda = make_agenda(setup, articles, journal, glossaries)
        if agenda.work:
            tell_loading(zhaiyi, terminal)
        batch = Batch(
            setup=setup,
            maker=task.maker(zhaiyi),
            journal=journal,
            agenda=agenda,
            glossaries=glossaries,
            terminal=terminal,
            stop=stop,
            tally=tally,
            by=f"{__version__} {zhaiyi.models.model('translator').engine.signature}",
        )
        return batch.run()


def _service(task: Task, terms: tuple[Term, ...]) -> Zhaiyi:
    translator, summarizer, model = task.models
    return Zhaiyi(translator, summarizer, model, terms, task.settings)


def tell_loading(zhaiyi: Zhaiyi, terminal: Terminal) -> None:
    """Says that the model is being loaded, where it has files. That none is there is told later,
    by whatever needs it."""
    try:
        card = zhaiyi.models.model("translator").card
    except ModelError:
        return
    if card.files:
        terminal.loading(card.name)


def _check_models(task: Task) -> None:
    """Raises `ModelError` before a batch makes its folder."""
    translator, summarizer, model = task.models
    chosen = (model or translator, model or summarizer or translator)
    models = Models(dict(zip(("translator", "summarizer"), chosen, strict=True)), task.settings)
    for role in ROLES:
        models.model(role)
    models.close()
