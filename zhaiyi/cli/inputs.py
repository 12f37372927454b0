"""What the user named: files, folders, addresses, standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.document import Source
from zhaiyi.errors import UnreadableInput
from zhaiyi.reading import ReadLimits, read, supported_suffixes
from zhaiyi.settings import Settings

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One article to be read. `path` is None for standard input and for an address."""

    name: str
    path: Path | None = None

    @property
    def stem(self) -> str:
        """The name of its outputs, without a suffix."""
        return self.path.stem if self.path else self.whole_name

    @property
    def whole_name(self) -> str:
        """Like `stem`, with the suffix: tells a.txt from a.docx."""
        if self.path:
            return self.path.name
        if self.name == STDIN:
            return "stdin"
        return re.sub(r"[^\w.-]+", "-", self.name.partition("://")[2]).strip("-.")[:80] or "page"


@dataclass(frozen=True, slots=True)
class Refused:
    """Something named that holds no article; the message says why."""

    name: str
    error: UnreadableInput


def expand(names: Sequence[str], *, recursive: bool = False) -> Iterator[Input | Refused]:
    """The inputs behind the names, folders replaced by the articles in them. Nothing is read."""
    for name in names:
        path = Path(name)
        if name == STDIN or "://" in name[:12]:
            yield Input(name)
        elif path.is_dir():
            yield from _in_folder(path, recursive)
        else:
            yield Input(name, path)


def _in_folder(folder: Path, recursive: bool) -> Iterable[Input | Refused]:
    suffixes = supported_suffixes()
    found = folder.rglob("*") if recursive else folder.glob("*")
    paths = sorted(p for p in found if p.suffix.lower() in suffixes and p.is_file())
    shown = [p for p in paths if not any(q.startswith(".") for q in p.relative_to(folder).parts)]
    if shown:
        return [Input(str(path), path) for path in shown]
    kinds = " ".join(suffixes)
    return [Refused(str(folder), UnreadableInput(f"{folder} holds no article ({kinds})"))]


def load(
    wanted: Input, settings: Settings, *, encoding: str | None = None, allow_private: bool = False
) -> Source:
    """The text behind an input. Raises `UnreadableInput`."""
    limits = ReadLimits(max_bytes=settings.max_bytes, max_chars=settings.max_chars)
    if wanted.name == STDIN and wanted.path is None:
        data = sys.stdin.buffer.read(limits.max_bytes + 1)
        return read(data, encoding=encoding, limits=limits, name="standard input")
    where = wanted.path if wanted.path is not None else wanted.name
    return read(where, encoding=encoding, limits=limits, allow_private=allow_private)
