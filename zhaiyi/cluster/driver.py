"""From names to results: the feed without what is done, in partitions, made by the pool."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from zhaiyi.batch.inputs import Refused, Search, plain
from zhaiyi.batch.journal import FOLDER as HOME
from zhaiyi.batch.work import Work
from zhaiyi.cluster.feed import Item, feed
from zhaiyi.cluster.maker import Outcome, write_failure
from zhaiyi.cluster.partitions import in_partitions
from zhaiyi.cluster.places import Place, is_address
from zhaiyi.cluster.pool import LOCAL, MOST, Lost, Pool
from zhaiyi.cluster.tables import FAILURES, FOLDER, MARK, TABLES, id_of, keys_in, part
from zhaiyi.core.atomic import clear_parts
from zhaiyi.core.errors import UsageError
from zhaiyi.core.plaindata import parse_json
from zhaiyi.core.version import __version__
from zhaiyi.engines.base import NEVER, Cancel

_RUN = f"{FOLDER}/run.json"
_TELL = 15.0
"""Seconds between two words on how far it is."""


@dataclass
class Result:
    """What a run came to. `before`: articles that earlier runs had made; `failures`: those set
    aside with the reason, of this run and of earlier ones."""

    articles: int = 0
    sentences: int = 0
    characters: int = 0
    before: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)
    deaths: int = 0
    actors: int = 0
    seconds: float = 0.0

    def add(self, outcome: Outcome) -> None:
        """Counts a partition in."""
        self.articles += outcome.articles
        self.sentences += outcome.sentences
        self.characters += outcome.characters
        self.failures += outcome.failures
        self.flagged += outcome.flagged
        self.doubtful += outcome.doubtful
        self.untranslated += outcome.failed


@dataclass(frozen=True)
class Start:
    """How a run begins and goes. `actors` None: one for each GPU or machine. `characters` is about
    the size of a partition, None the usual one."""

    address: str = LOCAL
    actors: int | None = None
    overwrite: bool = False
    retry_failed: bool = False
    characters: int | None = None


def _nobody(outcome: Outcome) -> None:
    """Nobody listens."""


def run(
    names: Sequence[str],
    out: str | Path,
    work: Work | None = None,
    *,
    start: Start | None = None,
    address: str | None = None,
    cancel: Cancel = NEVER,
    tell: Callable[[str], None] = lambda message: None,
    hear: Callable[[Outcome], None] = _nobody,
) -> Result:
    """Makes every article behind `names` that the folder or address `out` does not have yet.

    `tell` is given what a person should read on the way, `hear` the outcome of each partition.
    Raises `UsageError`, `ModelError`, `MissingPackage`.
    """
    work, start = work or Work(), start or Start(address or LOCAL)
    place = Place(str(out) if is_address(str(out)) else os.path.abspath(out))
    with ExitStack() as stack:
        _lock(stack, place)
        _begin(place, work, start)
        done = _done(place, start.retry_failed, tell)
        result = Result(before=len(done.keys), failures=list(done.failures))
        pool = stack.enter_context(Pool(work, place.where, start.address, start.actors))
        run_ = _Run(pool, place, result, tell, hear)
        items = _open_items(feed(names, _search(work, place), _folder(place)), done, result)
        sizes = {} if start.characters is None else {"characters": start.characters}
        run_.go(in_partitions(items, **sizes), cancel)
    return result


@dataclass
class _Run:
    pool: Pool
    place: Place
    result: Result
    tell: Callable[[str], None]
    hear: Callable[[Outcome], None]
    _started: float = field(default_factory=time.monotonic)
    _told: float = field(default_factory=time.monotonic)
    _notices: set[str] = field(default_factory=set)

    def go(self, partitions: Iterator[Any], cancel: Cancel) -> None:
        self.tell("the actors are starting")
        for found in self.pool.outcomes(partitions, cancel):
            outcome = self._settled(found) if isinstance(found, Lost) else found
            self.result.add(outcome)
            self.result.actors = max(self.result.actors, self.pool.size)
            for notice in outcome.notices:
                if notice not in self._notices:
                    self._notices.add(notice)
                    self.tell(notice)
            self.hear(outcome)
            self._progress()
        self.result.deaths = self.pool.deaths
        if self.pool.deaths and (folder := self.place.local):
            clear_parts({folder, *(each for each in folder.rglob("*") if each.is_dir())})
        self.result.seconds = time.monotonic() - self._started

    def _settled(self, lost: Lost) -> Outcome:
        words = f"set aside: the process that made it died {MOST} times over it"
        return write_failure(self.place, lost.partition, words)

    def _progress(self) -> None:
        now = time.monotonic()
        if now - self._told < _TELL:
            return
        self._told = now
        result = self.result
        speed = result.characters / (now - self._started)
        self.tell(
            f"{result.articles} articles, {result.sentences} sentences done, "
            f"{speed:.0f} characters/s, {self.pool.size} actors"
        )


# -- what is there already -------------------------------------------------------------------------


@dataclass
class _Done:
    """Articles that need not be made: digests of their keys."""

    keys: set[bytes] = field(default_factory=set)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def add(self, key: str) -> None:
        self.keys.add(_digest(key))

    def has(self, key: str) -> bool:
        return bool(self.keys) and _digest(key) in self.keys


def _digest(key: str) -> bytes:
    return hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=12).digest()


def _open_items(found: Iterable[Item | Refused], done: _Done, result: Result) -> Iterator[Item]:
    for each in found:
        if isinstance(each, Refused):
            result.refused.append(each)
        elif not done.has(each.key):
            yield each


def _done(place: Place, retry_failed: bool, tell: Callable[[str], None]) -> _Done:
    """Reads which articles the tables have. Parts of a partition that was not finished are removed:
    its articles may come in another one now."""
    done = _Done()
    whole = {id_of(name) for name in place.names(f"{FOLDER}/{MARK}") if name.endswith(".parquet")}
    for table in TABLES:
        for name in place.names(f"{FOLDER}/{table}"):
            if name.startswith("part-") and id_of(name) not in whole:
                place.remove(f"{FOLDER}/{table}/{name}")
    for id in sorted(whole):
        for key in keys_in(place.read(part(MARK, id)) or b""):
            done.add(key)
        _read_failures(place, id, retry_failed, done)
    if done.keys:
        tell(f"made before and left as they are: {len(done.keys)} (--overwrite makes them anew)")
    return done


def _read_failures(place: Place, id: str, retry_failed: bool, done: _Done) -> None:
    name = part(FAILURES, id)
    data = place.read(name)
    if data is None:
        return
    if retry_failed:
        place.remove(name)
        return
    for line in data.splitlines():
        row = parse_json(line)
        done.add(row["key"])
        done.failures.append((row["name"], f"failed before: {row['error']}"))


def _begin(place: Place, work: Work, start: Start) -> None:
    """Makes sure that the folder holds what this work makes. Raises `UsageError`."""
    if start.overwrite:
        for table in (MARK, *TABLES):  # the marks first: what is left then counts as unfinished
            for name in place.names(f"{FOLDER}/{table}"):
                place.remove(f"{FOLDER}/{table}/{name}")
    else:
        _check(place, work)
    told = {"version": __version__, "command": work.command, **_made_with(work)}
    place.write(_RUN, json.dumps(told).encode())


def _made_with(work: Work) -> dict[str, object]:
    """What must not change in a folder: tables do not say, as a journal does, which text of a
    record an article was made from, and which files it has."""
    formats = sorted(work.formats)
    return {"signature": work.signature, "field": work.field, "formats": formats}


def _check(place: Place, work: Work) -> None:
    data = place.read(_RUN)
    if data is None:
        if not place.is_empty():
            raise UsageError(
                f"--out {place.where} holds files of others: name a new folder for --cluster, "
                "or add --overwrite"
            )
        return
    wanted = _made_with(work)
    try:
        before = parse_json(data)
        same = {name: before[name] for name in wanted} == wanted
    except (ValueError, KeyError, TypeError):
        same = False
    if not same:
        raise UsageError(
            f"--out {place.where} was made with other settings: name another folder, "
            "or add --overwrite"
        )


def _lock(stack: ExitStack, place: Place) -> None:
    """One driver at a time works in a folder; of an address nobody can say. Raises `UsageError`."""
    if place.local is None:
        return
    home = place.local / HOME
    try:
        home.mkdir(parents=True, exist_ok=True)
        stack.enter_context(FileLock(home / "lock").acquire(blocking=False))
    except Timeout as error:
        raise UsageError(
            f"{place.local}: another zhaiyi is at work in this folder: wait for it, "
            "or name another --out"
        ) from error
    except OSError as error:
        raise UsageError(f"--out {place.local} cannot be used: {error.strerror}") from error


def _search(work: Work, place: Place) -> Search:
    out = plain(place.local) if place.local is not None else None
    return Search(recursive=work.recursive, field=work.field, out=out)


def _folder(place: Place) -> Path:
    """Where keys of files on this machine lead from."""
    return place.local if place.local is not None else Path("/")
