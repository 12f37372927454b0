"""``--cluster``: a batch over many machines, from the command line."""

from __future__ import annotations

from dataclasses import replace

from zhaiyi.batch.glossaries import read_glossaries
from zhaiyi.batch.work import Work
from zhaiyi.cli.request import BatchOptions, Tally, Wanted, close
from zhaiyi.cli.terminal import Terminal
from zhaiyi.cluster.driver import Result, Start, run
from zhaiyi.cluster.places import as_given
from zhaiyi.core.errors import UsageError, ZhaiyiError
from zhaiyi.core.signals import stoppable


def run_on_cluster(work: Work, wanted: Wanted, batch: BatchOptions, terminal: Terminal) -> int:
    """Makes every article; the exit code. Raises `UsageError`, `ModelError`, `MissingPackage`."""
    where = _folder(wanted, batch)
    work = replace(work, terms=read_glossaries(wanted.glossaries, terminal.say))
    start = Start(
        address=batch.cluster or "",
        actors=batch.actors,
        overwrite=batch.overwrite,
        retry_failed=batch.retry_failed,
        characters=batch.partition,
    )
    with stoppable() as stop:
        result = run(wanted.all_names, where, work, start=start, cancel=stop, tell=terminal.say)
    return _tell(result, wanted, stop.exit_code, where, terminal)


def _folder(wanted: Wanted, batch: BatchOptions) -> str:
    if wanted.output is not None or wanted.folder is None:
        raise UsageError("--cluster makes a batch: name its folder with --out DIR")
    if batch.dry_run:
        raise UsageError("--dry-run and --cluster: leave one of the two out")
    if not wanted.all_names:
        raise UsageError("name at least one file, folder or address")
    return as_given(wanted.folder)


def _tell(result: Result, wanted: Wanted, stopped: int, where: str, terminal: Terminal) -> int:
    tally = Tally(result.articles + result.before - _before(result), stopped=stopped)
    for refused in result.refused:
        _fail(tally, terminal, refused.name, refused.error)
    for name, words in result.failures:
        _fail(tally, terminal, name, ZhaiyiError(words))
    by = {"flagged": result.flagged, "doubtful": result.doubtful, "failed": result.untranslated}
    tally.flagged = by.get(wanted.fail_on or "", [])
    if result.articles:
        speed = result.characters / result.seconds if result.seconds else 0
        deaths = f", {result.deaths} actors died and were replaced" if result.deaths else ""
        terminal.say(
            f"{result.articles} articles in {result.seconds:.0f} s, {speed:.0f} characters/s, "
            f"{result.actors} actors{deaths}; tables are in {where}/tables"
        )
    close(tally, tally.done + len(tally.failures), terminal)
    if stopped:
        terminal.fail("stopped: partitions that are finished are kept, the same command goes on")
    return tally.exit_code()


def _before(result: Result) -> int:
    """Failures of earlier runs, which count among what was there before."""
    return sum(words.startswith("failed before: ") for _, words in result.failures)


def _fail(tally: Tally, terminal: Terminal, name: str, error: ZhaiyiError) -> None:
    tally.names.append(name)
    tally.fail(name, error)
    terminal.fail(str(error))
