"""The translation memory: what was translated once is not computed again.

One SQLite file in WAL mode, shared by all processes. A machine translation is known by its key: the
hash of the rendered prompt (terms, numbers and sentence are in it) and of the translator's
signature, so that another model, prompt or glossary never gets an old answer. What a person wrote
is known by its source sentence and ranks above every machine.

A call that returned has its rows in the file, also if the process is killed right after.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from zhaiyi.core.atomic import replacing
from zhaiyi.core.errors import MemoryFailed, UnreadableInput
from zhaiyi.core.plaindata import finding_data, has_shape, told_data
from zhaiyi.core.settings import Settings
from zhaiyi.core.version import __version__
from zhaiyi.formats import tmx
from zhaiyi.formats.tmx import LATEST
from zhaiyi.memory import schema
from zhaiyi.memory.units import SOURCE, MemoryUnit, edit_of, imported, to_tmx, unit_of

__all__ = ["Imported", "Key", "Memory", "MemoryStats", "MemoryUnit", "make_key", "open_memory"]

FILE_NAME = "memory.sqlite"
_DAY = 86_400.0
_CHUNK = 400
"""Keys in one query."""


class Key(NamedTuple):
    """What is asked for: the digest decides for machine output, the source for a person's."""

    digest: str
    source: str


def make_key(signature: str, prompt: str | None, source: str, decoding: str = "") -> Key:
    """The key of a sentence. `prompt` is the rendered prompt of its first attempt (None for models
    without one), which may leave out a part of `source` that a rule translates; `decoding` tells
    apart what else changes the output (the quality)."""
    parts = json.dumps([signature, prompt, source.strip(), decoding])
    return Key(hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest(), source.strip())


@dataclass(frozen=True, slots=True)
class MemoryStats:
    """`bytes` is the size on the disk; `oldest` and `newest` are None in an empty memory."""

    units: int = 0
    edits: int = 0
    bytes: int = 0
    oldest: float | None = None
    newest: float | None = None
    statuses: Mapping[str, int] = field(default_factory=dict)
    translators: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import took: machine units, a person's translations, and what it left out (older
    than what is here, or without anything to know it by)."""

    units: int
    edits: int
    left_out: int


class Memory:
    """The memory in the file `path`, made when first written to. The constructor does no I/O.

    May be used from several threads. Every method raises `MemoryFailed`, in one line, where the
    file cannot be used. `now` is the clock; `timeout` is how long another process may hold the
    file before that counts as failure, in seconds.
    """

    def __init__(
        self, path: Path, *, timeout: float = 30.0, now: Callable[[], float] = time.time
    ) -> None:
        self.path = path
        self._timeout = timeout
        self._now = now
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0

    def close(self) -> None:
        """Lets go of the file. The memory may be used again."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None

    # -- looking up and keeping --------------------------------------------------------------

    def get(self, keys: Iterable[Key]) -> dict[Key, MemoryUnit]:
        """What is known of `keys`, a person's translation first. Unknown keys are left out."""
        wanted = list(dict.fromkeys(keys))
        if not wanted or not os.path.exists(self.path):
            return {}
        with self._using() as connection:
            edits = {u.source: u for u in _edits(connection, [k.source for k in wanted])}
            units = {u.digest: u for u in _units(connection, [k.digest for k in wanted])}
            self._touch(connection, list(units))
        found = ((key, edits.get(key.source) or units.get(key.digest)) for key in wanted)
        return {key: unit for key, unit in found if unit is not None}

    def put(self, units: Iterable[MemoryUnit]) -> None:
        """Keeps machine output, all of it or none; a later unit of the same key replaces it.

        Failed units and those without a key or text are not kept. A unit that a person edited is
        kept as an edit.
        """
        kept = [u for u in units if u.target and u.status != "failed"]
        made = [u for u in kept if u.digest and not u.human]
        rows = [self._row(u) for u in made]
        edits = [self._edit_row(u.source, u.target, u.time) for u in kept if u.human]
        if rows or edits:
            with self._using() as connection:
                connection.executemany(schema.PUT, rows)
                self._tell(connection, made)
                connection.executemany(schema.EDIT, edits)

    def edit(self, source: str, target: str) -> None:
        """Keeps what a person wrote for `source`; it is given out for every key of that sentence.
        An empty `target` takes it back."""
        row = self._edit_row(source, target)
        with self._using() as connection:
            if row[1]:
                connection.execute(schema.EDIT, row)
            else:
                connection.execute("DELETE FROM edits WHERE source = ?", row[:1])

    def _row(self, unit: MemoryUnit) -> tuple[object, ...]:
        findings = json.dumps(finding_data(unit.findings), ensure_ascii=False)
        made = unit.time or self._now()
        source, target = _storable(unit.source.strip()), _storable(unit.target)
        row = (unit.digest, source, target, unit.status, _storable(findings))
        return (*row, unit.translator, made, self._now())

    def _tell(self, connection: sqlite3.Connection, units: Sequence[MemoryUnit]) -> None:
        """What is told of units that were just put, or that of these nothing is."""
        told = [(u.digest, json.dumps(told_data(u.told))) for u in units if u.told]
        connection.executemany(schema.UNTELL, [(u.digest,) for u in units if not u.told])
        connection.executemany(schema.TELL, told)

    def _edit_row(self, source: str, target: str, made: float = 0.0) -> tuple[str, str, float]:
        return _storable(source.strip()), _storable(target.strip()), made or self._now()

    def _touch(self, connection: sqlite3.Connection, digests: list[str]) -> None:
        """Notes, at most once a day, that units were of use: pruning takes others first."""
        now = self._now()
        rows = [(now, digest, now - _DAY) for digest in digests]
        stale = connection.execute("SELECT COUNT(*) FROM units WHERE used < ?", (now - _DAY,))
        if rows and stale.fetchone()[0]:
            connection.executemany("UPDATE units SET used = ? WHERE key = ? AND used < ?", rows)

    # -- keeping house -----------------------------------------------------------------------

    def stats(self) -> MemoryStats:
        """Counts and sizes."""
        if not os.path.exists(self.path):
            return MemoryStats()
        with self._using() as connection:
            units, oldest, newest = connection.execute(
                "SELECT COUNT(*), MIN(made), MAX(made) FROM units"
            ).fetchone()
            edits, first, last = connection.execute(
                "SELECT COUNT(*), MIN(made), MAX(made) FROM edits"
            ).fetchone()
            statuses, translators = (
                dict(connection.execute(schema.COUNT.format(column=c)).fetchall())
                for c in ("status", "translator")
            )
        times = [t for t in (oldest, newest, first, last) if has_shape(t, float) and t < LATEST]
        oldest, newest = (min(times), max(times)) if times else (None, None)
        return MemoryStats(units, edits, self._bytes(), oldest, newest, statuses, translators)

    def prune(self, *, max_age: float | None = None, max_bytes: int | None = None) -> int:
        """Forgets machine units that were of no use for `max_age` seconds, then those of use
        longest ago until the rest takes `max_bytes`; how many. What people wrote stays."""
        if not os.path.exists(self.path):
            return 0
        gone = 0
        with self._using() as connection:
            if max_age is not None:
                oldest = self._now() - max_age
                gone += connection.execute("DELETE FROM units WHERE used < ?", (oldest,)).rowcount
            if max_bytes is not None:
                gone += connection.execute(schema.SHRINK, (max_bytes,)).rowcount
        with self._lock:
            schema.compact(self._open())
        return gone

    def export(self, path: Path) -> int:
        """Writes everything as TMX 1.4, whole or not at all; the number of units. Raises
        `MemoryFailed` where `path` cannot be written."""
        try:
            with replacing(path, lasting=True) as file:
                return tmx.write(
                    file,
                    (to_tmx(unit) for unit in self._everything()),
                    kind="zhaiyi.memory",
                    language=SOURCE,
                    version=__version__,
                )
        except OSError as error:
            raise MemoryFailed(f"{path} cannot be written ({error.strerror})") from error

    def import_(self, path: Path) -> Imported:
        """Takes in a TMX file, all of it or nothing. Raises `UnreadableInput`.

        Units that Zhaiyi exported come back as they were. The pairs of any other tool count as a
        person's work; an edit that is already here and newer stays.
        """
        units = edits = left_out = 0
        with _opened(path) as file, self._using() as connection:
            for unit in imported(tmx.read(file, str(path)), path):
                if unit.human:
                    edit = self._edit_row(unit.source, unit.target, unit.time)
                    taken = connection.execute(schema.NEWER_EDIT, edit).rowcount
                    edits += taken
                elif unit.digest:
                    taken = connection.execute(schema.NEWER_UNIT, self._row(unit)).rowcount
                    self._tell(connection, [unit] if taken else [])
                    units += taken
                else:
                    taken = 0
                left_out += not taken
        return Imported(units, edits, left_out)

    def _everything(self) -> Iterator[MemoryUnit]:
        if not os.path.exists(self.path):
            return
        with self._using() as connection:
            rows = connection.execute(schema.ALL_EDITS)
            yield from filter(None, map(edit_of, rows))
            rows = connection.execute(schema.ALL_UNITS)
            yield from filter(None, map(unit_of, rows))

    # -- the file ----------------------------------------------------------------------------

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or, after any error, nothing."""
        with self._lock:
            try:
                with self._open() as connection:
                    yield connection
            except sqlite3.Error as error:
                raise self._failed(error) from error

    def _open(self) -> sqlite3.Connection:
        """The connection of this process: one that was open before a fork must not be used."""
        if self._connection is None or self._process != os.getpid():
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = schema.connect(self.path, self._timeout)
            except (sqlite3.Error, OSError) as error:
                raise self._failed(error) from error
            self._process = os.getpid()
        return self._connection

    def _failed(self, error: Exception) -> MemoryFailed:
        there = os.path.exists(self.path)
        remedy = "move the file away" if there else "name another folder with ZHAIYI_HOME"
        return MemoryFailed(
            f"the translation memory {self.path} cannot be used ({error}): "
            f"go on without it with ZHAIYI_MEMORY=false, or {remedy}"
        )

    def _bytes(self) -> int:
        files = (self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm"))
        return sum(file.stat().st_size for file in files if file.exists())


def open_memory(settings: Settings) -> Memory | None:
    """The memory that the settings name, or None where they switch it off. Touches no file."""
    return Memory(settings.home / FILE_NAME) if settings.memory else None


def _units(connection: sqlite3.Connection, digests: Sequence[str]) -> Iterator[MemoryUnit]:
    yield from filter(None, map(unit_of, _rows(connection, schema.UNITS, digests)))


def _edits(connection: sqlite3.Connection, sources: Sequence[str]) -> Iterator[MemoryUnit]:
    sources = [_storable(source) for source in sources]
    yield from filter(None, map(edit_of, _rows(connection, schema.EDITS, sources)))


def _rows(connection: sqlite3.Connection, query: str, values: Sequence[str]) -> Iterator[Any]:
    for start in range(0, len(values), _CHUNK):
        chunk = values[start : start + _CHUNK]
        yield from connection.execute(query.format(marks=", ".join("?" * len(chunk))), chunk)


def _storable(text: str) -> str:
    """SQLite keeps UTF-8: a lone surrogate becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read ({error.strerror})") from error
