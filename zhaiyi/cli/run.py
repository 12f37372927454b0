"""The way of both commands from what was asked to what is done: printed, to a file, a batch, or a
batch over many machines."""

from __future__ import annotations

from dataclasses import replace

from zhaiyi.batch.glossaries import Glossaries, read_glossaries
from zhaiyi.batch.inputs import STDIN, Input
from zhaiyi.batch.journal import Journal
from zhaiyi.batch.products import SAME
from zhaiyi.batch.work import Work
from zhaiyi.cli.batch import Batch, Setup, make_agenda
from zhaiyi.cli.cluster import run_on_cluster
from zhaiyi.cli.direct import Direct
from zhaiyi.cli.dry_run import run_dry
from zhaiyi.cli.outputs import check_folder, check_places, plan
from zhaiyi.cli.request import BatchOptions, Tally, Wanted, check, gather
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import ModelError, UsageError
from zhaiyi.core.signals import stoppable
from zhaiyi.core.version import __version__
from zhaiyi.engines.choice import Models
from zhaiyi.pipeline import ROLES, Zhaiyi

Named = tuple[str, str | None, str | None]
"""Cards of translator, summarizer, and of both, as the command line gave them."""


def run_work(work: Work, wanted: Wanted, batch: BatchOptions, terminal: Terminal) -> int:
    """Makes of every input what `work` says; the exit code. How inputs are read and which terms
    hold is taken from `wanted`. Raises `UsageError` and `ModelError` before any work."""
    check(wanted)
    work = replace(
        work,
        bilingual=wanted.bilingual,
        field=wanted.field,
        encoding=wanted.encoding,
        allow_private=wanted.allow_private,
        recursive=wanted.recursive,
        jobs=batch.jobs,
        doubts=wanted.fail_on == "doubtful",
    )
    if batch.cluster:
        return run_on_cluster(work, wanted, batch, terminal)
    work.check_estimator(work.settings)
    tally = Tally()
    articles = _articles(work, wanted, tally, terminal)
    work = replace(work, terms=read_glossaries(wanted.glossaries, terminal.say))
    setup = Setup(work, wanted, batch)
    if batch.dry_run:
        if wanted.folder is None:
            raise UsageError("--dry-run looks at a batch: name its folder with --out DIR")
        return run_dry(setup, articles, Glossaries(work.terms), terminal, tally)
    if wanted.folder is not None and wanted.output is None:
        return _batch(setup, articles, terminal, tally)
    return _direct(work, wanted, articles, terminal, tally)


def _articles(work: Work, wanted: Wanted, tally: Tally, terminal: Terminal) -> list[Input]:
    if work.command == "translate" and not wanted.all_names:
        return [Input(STDIN)]
    return gather(wanted, tally, terminal)


def _direct(
    work: Work, wanted: Wanted, articles: list[Input], terminal: Terminal, tally: Tally
) -> int:
    outputs = plan(
        articles, work.formats, work.suffixes, output=wanted.output, folder=wanted.folder
    )
    if outputs.to_stdout and SAME in work.formats:
        raise UsageError(
            "a file in the format of its input is not printed: name it with -o, or --out DIR"
        )
    check_places(outputs)
    with stoppable() as stop, work.service() as zhaiyi:
        tell_loading(zhaiyi, terminal)
        direct = Direct(
            maker=work.maker(zhaiyi),
            work=work,
            wanted=wanted,
            outputs=outputs,
            glossaries=Glossaries(work.terms),
            terminal=terminal,
            stop=stop,
        )
        return direct.run(articles, tally)


def _batch(setup: Setup, articles: list[Input], terminal: Terminal, tally: Tally) -> int:
    work = setup.work
    check_folder(setup.folder)
    # Before anything is made on the disk: do the paths clash, is there a model?
    plan(articles, work.formats, work.suffixes, folder=setup.folder)
    _check_models(work)
    with Journal(setup.folder) as journal, stoppable() as stop, work.service() as zhaiyi:
        glossaries = Glossaries(work.terms)
        agenda = make_agenda(setup, articles, journal, glossaries)
        if agenda.to_make:
            tell_loading(zhaiyi, terminal)
        batch = Batch(
            setup=setup,
            maker=work.maker(zhaiyi),
            journal=journal,
            agenda=agenda,
            glossaries=glossaries,
            terminal=terminal,
            stop=stop,
            tally=tally,
            by=f"{__version__} {zhaiyi.models.model('translator').engine.signature}",
        )
        return batch.run()


def tell_loading(zhaiyi: Zhaiyi, terminal: Terminal) -> None:
    """Says that the model is being loaded, where it has files. That none is there is told later,
    by whatever needs it."""
    try:
        card = zhaiyi.models.model("translator").card
    except ModelError:
        return
    if card.files:
        terminal.loading(card.name)


def _check_models(work: Work) -> None:
    """Raises `ModelError` before a batch makes its folder."""
    translator = work.model or work.translator
    chosen = (translator, work.model or work.summarizer or translator)
    models = Models(dict(zip(("translator", "summarizer"), chosen, strict=True)), work.settings)
    for role in ROLES:
        models.model(role)
    models.close()
