"""The journal of a batch: append-only JSON lines, each on the disk before anything is built on it.

A process may be killed at any moment: at worst the last line is torn, and a torn line is cut off
at the next start. One process writes at a time; a second one is told so.

Records, by ``kind``:

* ``run``: a start; ``at`` (seconds since the epoch), ``version``
* ``begun``: an article is being made; ``item``, ``name`` and ``files`` (to be), ``content``,
  ``settings``
* ``segment``: a sentence of it is done; ``item``, ``id``, ``text``, ``status``
* ``done``: its files are written; ``item``, ``at``, ``files``, ``row`` (its part of the report)
* ``failed``: it cannot be made; ``item``, ``error``
* ``stopped``: a signal ended the run before it was finished; ``item``
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal

from filelock import FileLock, Timeout

from zhaiyi.errors import UsageError, ZhaiyiError

FOLDER = ".zhaiyi"
_FILE = "journal.jsonl"
_LOCK = "lock"
REPORTS = ("report.json", "report.html")
"""What a batch writes over all articles."""

State = Literal["open", "done", "failed"]
Record = Mapping[str, Any]


@dataclass
class Entry:
    """What the journal says of one article. `open`: begun, and neither done nor failed."""

    item: str
    name: str
    content: str = ""
    settings: str = ""
    state: State = "open"
    error: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """Name in the folder of each format's file."""
    row: dict[str, Any] = field(default_factory=dict)
    segments: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Text and status by sentence, while the article is open."""


class Journal:
    """The journal of the batch folder `folder`. Use it as a context manager.

    `entries` is what earlier runs and this one have written, by item.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = folder / FOLDER
        self._lock = FileLock(self._home / _LOCK)
        self._file: BinaryIO | None = None
        self.entries: dict[str, Entry] = {}
        self.runs: list[Record] = []
        self.timeline: list[tuple[float, int]] = []
        """When an article was done, and its characters; a start counts as 0 characters."""

    def __enter__(self) -> Journal:
        """Raises `UsageError` if another process works in the folder or it cannot be written."""
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
            self._open()
        except Timeout as error:
            raise UsageError(
                f"{self._folder}: another zhaiyi is at work in this folder: wait for it, "
                "or name another --out"
            ) from error
        except OSError as error:
            self._lock.release()
            raise UsageError(f"--out {self._folder} cannot be used: {error.strerror}") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        self._lock.release()

    def add(self, kind: str, **values: Any) -> None:
        """Writes a record; it is on the disk when this returns. Raises `ZhaiyiError`."""
        assert self._file is not None, "the journal is not open"
        record = {"kind": kind, **values}
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            self._file.write(line)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise ZhaiyiError(f"{self._home} cannot be written: {error.strerror}") from error
        self._take(record)

    def peek(self) -> None:
        """Reads what is there without opening it for writing: for a dry run."""
        path = self._home / _FILE
        if path.is_file():
            self._read(path.read_bytes())

    def outputs(self) -> frozenset[Path]:
        """Every file in the folder that a batch has made or was about to make."""
        named = (name for entry in self.entries.values() for name in entry.files.values())
        return frozenset(self._folder / name for name in (*named, *REPORTS))

    def _open(self) -> None:
        path = self._home / _FILE
        file = open(path, "a+b")  # noqa: SIM115 — closed by __exit__
        self._file = file
        file.seek(0)
        whole = self._read(file.read())
        file.truncate(whole)

    def _read(self, data: bytes) -> int:
        """Takes every whole record; the number of bytes that are whole lines."""
        whole = data.rfind(b"\n") + 1
        for record in _records(data[:whole]):
            self._take(record)
        return whole

    def _take(self, record: Record) -> None:
        kind, item = record.get("kind"), record.get("item")
        if kind == "run":
            self.runs.append(record)
            self.timeline.append((record["at"], 0))
        elif kind == "begun" and isinstance(item, str):
            self._begin(item, record)
        elif isinstance(item, str) and (entry := self.entries.get(item)) is not None:
            self._end(entry, record)

    def _begin(self, item: str, record: Record) -> None:
        former = self.entries.get(item)
        entry = Entry(item, record["name"], record.get("content", ""), record.get("settings", ""))
        entry.files = dict(record.get("files", {}))
        if former is not None:
            entry.files = former.files | entry.files
            entry.segments = former.segments if _same(former, entry) else {}
        self.entries[item] = entry

    def _end(self, entry: Entry, record: Record) -> None:
        match record["kind"]:
            case "segment":
                entry.segments[record["id"]] = (record["text"], record["status"])
            case "done":
                entry.state, entry.error = "done", ""
                entry.files, entry.row = dict(record["files"]), dict(record["row"])
                entry.segments = {}
                self.timeline.append((record["at"], int(entry.row.get("characters", 0))))
            case "failed":
                entry.state, entry.error = "failed", record["error"]
            case _:
                pass


def _same(former: Entry, entry: Entry) -> bool:
    return (former.content, former.settings) == (entry.content, entry.settings)


def _records(data: bytes) -> Iterator[Record]:
    """The records in whole lines. A line that is none (a disk's fault) is passed over."""
    for line in data.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and "kind" in record:
            yield record
