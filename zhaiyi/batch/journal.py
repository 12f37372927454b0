"""The journal of a batch: append-only JSON lines, each on the disk before anything is built on it.

A process may be killed at any moment: at worst the last line is torn, and a torn line is cut off
at the next start. One process writes at a time; a second one is told so. A folder may come from a
stranger: a record of another shape, or one whose files would lie outside the folder, is passed
over, and a journal that is a link to another place is refused.

Records, by ``kind``:

* ``run``: a start; ``at`` (seconds since the epoch), ``version``
* ``begun``: an article is being made; ``item``, ``name`` and ``files`` (to be), ``content``,
  ``settings``, ``by`` (version and model)
* ``segment``: a sentence of it is done; ``item``, ``id``, ``text``, ``status``, ``findings``
* ``done``: its files are written; ``item``, ``at``, ``files``, ``row`` (its part of the report)
* ``failed``: it cannot be made; ``item``, ``error``
* ``stopped``: a signal ended the run before it was finished; ``item``
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any, BinaryIO, Literal, get_args

from filelock import FileLock, Timeout

from zhaiyi.core.document import Translation, TranslationStatus
from zhaiyi.core.errors import UsageError, ZhaiyiError
from zhaiyi.core.plaindata import FINDINGS, has_shape, parse_json, read_findings, read_told

FOLDER = ".zhaiyi"
_FILE = "journal.jsonl"
_LOCK = "lock"
REPORTS = ("report.json", "report.html")
"""What a batch writes over all articles."""
RESERVED = frozenset({"report"})
"""Names in the folder that are not for articles: the report has them."""

State = Literal["open", "done", "failed"]
Record = Mapping[str, Any]

_COUNTS = {str: int}
_NOTE = {
    "part": str,
    "number": int,
    "kind": str,
    "severity": str,
    "message": str,
    "source": str,
    "target": str,
}
_DOUBT = {"number": int, "confidence": float, "source": str, "target": str}
_ROW = {
    "title?": str,
    "characters?": int,
    "sentences?": int,
    "sentences_by_status?": _COUNTS,
    "sentences_by_level?": _COUNTS,
    "doubtful?": [_DOUBT],
    "findings?": [_NOTE],
    "unconfirmed_terms?": [str],
    "summary?": [str],
    "summary_by_status?": _COUNTS,
    "seconds?": float,
    "tokens?": _COUNTS,
    "complete?": bool,
}
"""What the report reads of an article's row."""
_SEGMENT = {
    "item": str,
    "id": int,
    "text": str,
    "status": frozenset(get_args(TranslationStatus)),
    "findings?": FINDINGS,
}
_BEGUN = {
    "item": str,
    "name": str,
    "content?": str,
    "settings?": str,
    "by?": str,
    "files?": {str: str},
}
_SHAPES: Mapping[str, Any] = {
    "run": {"at": float},
    "begun": _BEGUN,
    "segment": _SEGMENT,
    "done": {"item": str, "at": float, "files": {str: str}, "row": _ROW},
    "failed": {"item": str, "error": str},
    "stopped": {"item": str},
}
"""The records that are understood, by kind."""


@dataclass
class Entry:
    """What the journal says of one article. `open`: begun, and neither done nor failed."""

    item: str
    name: str
    content: str = ""
    settings: str = ""
    by: str = ""
    """Version and model that began it."""
    state: State = "open"
    error: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """Name in the folder of each format's file."""
    row: dict[str, Any] = field(default_factory=dict)
    segments: dict[int, Translation] = field(default_factory=dict)
    """What is done of it by sentence, while the article is open."""


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
        self.passed_over = 0
        """Lines that are no records of Zhaiyi's."""

    def __enter__(self) -> Journal:
        """Raises `UsageError` if another process works in the folder or it cannot be written."""
        try:
            self._refuse_links()
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
        """Reads what is there and writes nothing: for a dry run. Raises `UsageError`."""
        path = self._home / _FILE
        try:
            if os.path.isfile(path):
                self._read(path.read_bytes())
        except OSError as error:
            raise UsageError(f"--out {self._folder} cannot be used: {error.strerror}") from error

    def outputs(self) -> frozenset[Path]:
        """Every file in the folder that a batch has made or was about to make."""
        named = (name for entry in self.entries.values() for name in entry.files.values())
        return frozenset(self._folder / name for name in (*named, *REPORTS))

    def _refuse_links(self) -> None:
        """What is appended to, emptied or locked is a file of this folder, nowhere else."""
        for path in (self._home, self._home / _FILE, self._home / _LOCK):
            if path.is_symlink():
                raise UsageError(
                    f"{path} is a link to another place: remove it, or name another --out"
                )

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
        for line in data[:whole].splitlines():
            record = _record(line)
            if record is None or not self._is_here(record):
                self.passed_over += 1
            else:
                self._take(record)
        return whole

    def _is_here(self, record: Record) -> bool:
        """False where a record names a file outside the folder, or one that is not an article's."""
        if record["kind"] not in ("begun", "done"):
            return True
        name = record["name"] if record["kind"] == "begun" else "_"
        files = record.get("files", {}).values()
        if name.casefold() in RESERVED or any(file.casefold() in REPORTS for file in files):
            return False
        return all(is_inside(self._folder, each) for each in (name, *files))

    def _take(self, record: Record) -> None:
        kind, item = record["kind"], record.get("item", "")
        if kind == "run":
            self.runs.append(record)
            self.timeline.append((record["at"], 0))
        elif kind == "begun":
            self._begin(item, record)
        elif (entry := self.entries.get(item)) is not None:
            self._end(entry, record)

    def _begin(self, item: str, record: Record) -> None:
        former = self.entries.get(item)
        known = (record.get(name, "") for name in ("content", "settings", "by"))
        entry = Entry(item, record["name"], *known)
        entry.files = dict(record.get("files", {}))
        if former is not None:
            entry.files = former.files | entry.files
            entry.segments = former.segments if _same(former, entry) else {}
        self.entries[item] = entry

    def _end(self, entry: Entry, record: Record) -> None:
        match record["kind"]:
            case "segment":
                entry.segments[record["id"]] = _translation(record)
            case "done":
                entry.state, entry.error = "done", ""
                entry.files, entry.row = dict(record["files"]), dict(record["row"])
                entry.segments = {}
                self.timeline.append((record["at"], entry.row.get("characters", 0)))
            case "failed":
                entry.state, entry.error = "failed", record["error"]
            case _:
                pass


def _same(former: Entry, entry: Entry) -> bool:
    return (former.content, former.settings, former.by) == (entry.content, entry.settings, entry.by)


def _translation(record: Record) -> Translation:
    findings = read_findings(record.get("findings", []))
    told = read_told(record.get("told"))
    return Translation(record["id"], record["text"], record["status"], findings, told=told)


def _record(line: bytes) -> Record | None:
    """The record in a line; None where there is none that is understood."""
    try:
        found = parse_json(line)
    except ValueError:
        return None
    kind = found.get("kind") if isinstance(found, dict) else None
    shape = _SHAPES.get(kind) if isinstance(kind, str) else None
    return found if shape is not None and has_shape(found, shape) else None


def is_inside(folder: Path, name: str) -> bool:
    """Whether `name`, seen from `folder`, lies in it: not above, not in the journal's own folder,
    not behind a link that leads out."""
    path = PurePath(name)
    if not path.parts or path.is_absolute() or path.drive or ".." in path.parts or "\0" in name:
        return False
    if path.parts[0].casefold() == FOLDER:
        return False
    if len(path.parts) == 1:
        return True
    above = os.path.realpath(folder / path.parent)
    return PurePath(above).is_relative_to(os.path.realpath(folder))
