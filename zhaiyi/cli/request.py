"""What the command line asked for, and how the inputs fared: shared by `brief` and `translate`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhaiyi.batch import inputs
from zhaiyi.batch.inputs import Input, Refused, Search, plain
from zhaiyi.batch.journal import Journal
from zhaiyi.batch.products import SAME
from zhaiyi.cli.terminal import Terminal
from zhaiyi.core.errors import ENDS_A_BATCH, InputError, UsageError, ZhaiyiError

FAIL_ON = ("doubtful", "failed", "flagged")


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
    lists: Sequence[str] = ()
    field: str | None = None
    same_format: bool = False
    bilingual: bool = False
    fail_on: str | None = None

    @property
    def same(self) -> tuple[str, ...]:
        """The format of the input itself, where it is wanted."""
        return (SAME,) if self.same_format else ()

    @property
    def all_names(self) -> list[str]:
        """Names with those of the lists."""
        return [*self.names, *(f"{inputs.LIST}{name}" for name in self.lists)]


@dataclass(frozen=True)
class BatchOptions:
    """How a batch goes about its work: `jobs` articles at once."""

    jobs: int = 4
    overwrite: bool = False
    retry_failed: bool = False
    dry_run: bool = False
    cluster: str | None = None
    """Address of a Ray cluster, ``local`` for one that is started here; None works without."""
    actors: int | None = None
    partition: int | None = None
    """Characters of a partition of a cluster."""


@dataclass
class Tally:
    """How the inputs fared. `failures` are told again at the end of a run of several, in the order
    of `names`, whichever of them failed first; `flagged` counts only where it was asked for."""

    done: int = 0
    names: list[str] = field(default_factory=list)
    failures: list[tuple[str, ZhaiyiError]] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)
    stopped: int = 0

    def fail(self, name: str, error: ZhaiyiError) -> None:
        """Sets an input aside with its reason."""
        self.failures.append((name, error))

    def failed(self) -> list[str]:
        """The inputs that failed, in the order they were given in."""
        place = {name: n for n, name in reversed(list(enumerate(self.names)))}
        names = (name for name, _ in self.failures)
        return sorted(names, key=lambda name: place.get(name, len(place)))

    def exit_code(self) -> int:
        """130 or 143 after a signal; 2 if nothing could be read; 1 if some inputs failed or are
        flagged; or 0."""
        if self.stopped:
            return self.stopped
        if not self.failures:
            return 1 if self.flagged else 0
        unreadable = all(isinstance(error, InputError) for _, error in self.failures)
        return 2 if unreadable and not self.done else 1


def check(wanted: Wanted) -> None:
    """Raises `UsageError` for what cannot be meant."""
    if wanted.fail_on is not None and wanted.fail_on not in FAIL_ON:
        raise UsageError(f"--fail-on {wanted.fail_on}: choose from {', '.join(FAIL_ON)}")


def gather(wanted: Wanted, tally: Tally, terminal: Terminal) -> list[Input]:
    """The inputs, each once; what holds no article is told and counted as failed. Raises
    `UsageError` where none is named."""
    names = wanted.all_names
    if not names:
        raise UsageError("name at least one file, or - for standard input")
    found: dict[Input, None] = {}
    places: set[object] = set()
    for item in inputs.expand(names, _search(wanted)):
        tally.names.append(item.name)
        if isinstance(item, Refused):
            tally.fail(item.name, item.error)
            terminal.fail(str(item.error))
            continue
        place = (plain(item.path) if item.path else item.name, item.record)
        if place not in places:
            places.add(place)
            found[item] = None
    return list(found)


def _search(wanted: Wanted) -> Search:
    """Folders are gone through without what a batch has put there."""
    out = plain(wanted.folder) if wanted.folder else None
    results: frozenset[Path] = frozenset()
    if out is not None:
        journal = Journal(out)
        journal.peek()
        results = journal.outputs()
    return Search(recursive=wanted.recursive, field=wanted.field, out=out, results=results)


def attempt(name: str, tally: Tally, terminal: Terminal, work: Callable[[], None]) -> None:
    """Does one input. What is wrong with it alone is told and counted; a missing model or wrong
    usage ends the run: raises `UsageError`, `ModelError`, `MissingPackage`."""
    try:
        work()
    except ENDS_A_BATCH:
        raise
    except ZhaiyiError as error:
        tally.fail(name, error)
        terminal.fail(str(error))
    else:
        tally.done += 1


def close(tally: Tally, total: int, terminal: Terminal) -> None:
    """After several inputs: how many are done, which failed, how many a stop left out."""
    failed = tally.failed()
    left = total - tally.done - len(failed)
    if tally.stopped and left > 0:
        counts = f"{tally.done} done, {len(failed)} failed, {left} of {total} inputs are not done"
        terminal.fail(f"stopped: {counts}; what is done is kept")
    elif failed and tally.done + len(failed) > 1:
        terminal.fail(f"{tally.done} done, {len(failed)} failed: {_few(failed)}")
    if tally.flagged:
        terminal.fail(f"{len(tally.flagged)} to look at: {_few(tally.flagged)}")


def _few(names: Sequence[str], most: int = 10) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
