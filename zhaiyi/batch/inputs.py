"""What the user named: files, folders, lists, records, addresses, standard input."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from zhaiyi.batch.records import SUFFIXES as TABLES
from zhaiyi.batch.records import Record, find_records, is_table
from zhaiyi.core.document import Source
from zhaiyi.core.errors import UnreadableInput, UsageError
from zhaiyi.core.settings import Settings
from zhaiyi.formats import ReadLimits, read, read_text, supported_suffixes

_HERE = PurePath()
STDIN = "-"
LIST = "@"


@dataclass(frozen=True, slots=True)
class Input:
    """One article to be read. `path` is None for standard input and for an address; `below` is
    where it lies in the folder that was named."""

    name: str
    path: Path | None = None
    below: PurePath = _HERE
    record: Record | None = None

    @property
    def stem(self) -> str:
        """The name of its outputs, without a suffix."""
        if self.record and self.path:
            return f"{self.path.stem}-{self.record.number}"
        return self.path.stem if self.path else self.whole_name

    @property
    def whole_name(self) -> str:
        """Like `stem`, with the suffix: tells a.txt from a.docx."""
        if self.record and self.path:
            return f"{self.path.name}-{self.record.number}"
        if self.path:
            return self.path.name
        if self.name == STDIN:
            return "stdin"
        return re.sub(r"[^\w.-]+", "-", self.name.partition("://")[2]).strip("-.")[:80] or "page"

    @property
    def suffix(self) -> str:
        """What a file in its own format ends in. A record, a page and what is piped in are text."""
        return self.path.suffix if self.path and not self.record else ".txt"

    def key(self, folder: Path) -> str:
        """What a journal in `folder` calls it: the way there from the folder, so that both can be
        moved together."""
        if self.path is None:
            return self.name
        here = self.path.absolute()
        try:
            way = PurePath(os.path.relpath(here, folder.absolute())).as_posix()
        except ValueError:  # another drive
            way = here.as_posix()
        return f"{way}#{self.record.number}" if self.record else way

    def fingerprint(self) -> str:
        """SHA-256 of what it holds now; empty where that cannot be had without reading it out."""
        try:
            if self.record:
                return hashlib.sha256(self.record.text().encode("utf-8", "replace")).hexdigest()
            if self.path is None:
                return ""
            with open(self.path, "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, UnreadableInput):
            return ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something named that holds no article; the message says why."""

    name: str
    error: UnreadableInput


def read_list(name: str) -> list[str]:
    """The names in a list, one a line; blank lines and lines that begin with # are passed over.
    ``-`` is standard input. Raises `UsageError`."""
    try:
        raw = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"the list {name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the list {name} is no text in UTF-8: save it as UTF-8") from error
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Search:
    """How folders are gone through. `out` is where results go: a folder in which nothing is looked
    for; `results` are files of former results, no articles."""

    recursive: bool = False
    field: str | None = None
    out: Path | None = None
    results: frozenset[Path] = frozenset()

    def passes_over(self, path: Path, folder: Path) -> bool:
        """Whether a file found in `folder` is hidden, a glossary, or one of our own results."""
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            return True
        if path.stem == "glossary" or path.stem.endswith(".glossary"):
            return True
        return plain(path) in self.results or self._is_in_out(plain(path), plain(folder))

    def _is_in_out(self, path: Path, folder: Path) -> bool:
        if self.out is None or not self.out.is_relative_to(folder):
            return False
        return self.out != folder and path.is_relative_to(self.out)


EVERYWHERE = Search()


def plain(path: Path) -> Path:
    """The path from the root, without ``..``: two ways to one place look alike."""
    return Path(os.path.abspath(path))


def expand(names: Sequence[str], search: Search = EVERYWHERE) -> Iterator[Input | Refused]:
    """The inputs behind the names: folders replaced by the articles in them, ``@list`` by the
    names in it, tables by their records. No article is read. Raises `UsageError` for a list."""
    for name in names:
        path = Path(name)
        if "\0" in name:
            raise UsageError("an input's name holds a null character: is the list a text file?")
        if not name.strip():
            raise UsageError("an input has an empty name: name a file, a folder or an address")
        if name.startswith(LIST) and len(name) > 1:
            yield from expand(read_list(name[1:]), search)
        elif name == STDIN or "://" in name[:12]:
            yield Input(name)
        elif os.path.isdir(path):  # not Path's: a name too long for the disk is no folder
            yield from _in_folder(path, search)
        elif is_table(path):
            yield from _records(path, PurePath(), search.field)
        else:
            yield Input(name, path)


def _in_folder(folder: Path, search: Search) -> Iterator[Input | Refused]:
    suffixes = (*supported_suffixes(), *(TABLES if search.field else ()))
    found = folder.rglob("*") if search.recursive else folder.glob("*")
    paths = sorted(p for p in found if p.suffix.lower() in suffixes and os.path.isfile(p))
    shown = [p for p in paths if not search.passes_over(p, folder)]
    if not shown:
        kinds = " ".join(suffixes)
        error = UnreadableInput(
            f"{folder} holds no article ({kinds}){_deeper(folder, search.recursive)}"
        )
        yield Refused(str(folder), error)
    for path in shown:
        below = path.parent.relative_to(folder)
        if is_table(path):
            yield from _records(path, below, search.field)
        else:
            yield Input(str(path), path, below)


def _deeper(folder: Path, recursive: bool) -> str:
    """A folder of folders wants --recursive."""
    if recursive:
        return ""
    try:
        deeper = any(os.path.isdir(path) for path in folder.iterdir())
    except OSError as error:
        return f": {error.strerror}"
    return ": try --recursive" if deeper else ""


def _records(path: Path, below: PurePath, field: str | None) -> Iterable[Input | Refused]:
    try:
        for record in find_records(path, field):
            yield Input(f"{path}#{record.number}", path, below, record)
    except UnreadableInput as error:
        yield Refused(str(path), error)


def load(
    wanted: Input, settings: Settings, *, encoding: str | None = None, allow_private: bool = False
) -> Source:
    """The text behind an input. Raises `UnreadableInput`."""
    limits = ReadLimits(max_bytes=settings.max_bytes, max_chars=settings.max_chars)
    if wanted.record is not None:
        return read_text(wanted.record.text(), wanted.name, limits)
    if wanted.name == STDIN and wanted.path is None:
        data = sys.stdin.buffer.read(limits.max_bytes + 1)
        return read(data, encoding=encoding, limits=limits, name="standard input")
    if wanted.path is None and settings.offline:
        raise UnreadableInput(f"{wanted.name} lies in the network: leave --offline out, or save it")
    where = wanted.path if wanted.path is not None else wanted.name
    return read(where, encoding=encoding, limits=limits, allow_private=allow_private)
