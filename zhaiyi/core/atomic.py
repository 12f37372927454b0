"""Files that appear whole or not at all. Every result, report and state is written through here.

The bytes go into a file beside the wanted one, which then takes its name. A process that is killed
leaves at most such a part behind; `clear_parts` removes those.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

PART = ".zhaiyi-part"
_NAME = 40
"""Characters of the wanted name in that of its part: a long name must leave room."""


def write_whole(path: Path, data: bytes, *, lasting: bool = False) -> None:
    """Like `replacing`, with all bytes at hand."""
    with replacing(path, lasting=lasting) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, *, lasting: bool = False) -> Iterator[IO[bytes]]:
    """A file that takes the name `path` when the block ends without an error; a reader of `path`
    sees the old bytes or the new ones, never a part of them.

    With `lasting` bytes and name are on the disk when the block is left: for what is promised to
    survive a power cut. Raises OSError; the folder must be there.
    """
    beside = path.with_name(f"{_begin(path)}{token_hex(4)}{PART}")
    try:
        with open(beside, "xb") as file:
            yield file
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    if lasting:
        with suppress(OSError):  # some systems open no folder
            sync(path.parent)


def sync(path: Path) -> None:
    """Waits until a file's bytes, or a folder's names, are on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def parts_of(path: Path) -> list[Path]:
    """What killed writers of `path` have left."""
    return _parts(path.parent, _begin(path))


def clear_parts(folders: Iterable[Path]) -> None:
    """Removes what killed writers have left; for folders that nobody else writes in."""
    for folder in folders:
        for part in _parts(folder, "."):
            part.unlink(missing_ok=True)


def _begin(path: Path) -> str:
    return f".{path.name[:_NAME]}."


def _parts(folder: Path, begin: str) -> list[Path]:
    try:
        names = os.listdir(folder)
    except OSError:  # not there, or nothing that can hold a file
        return []
    return [folder / name for name in names if name.startswith(begin) and name.endswith(PART)]
