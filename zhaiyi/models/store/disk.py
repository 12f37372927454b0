"""Files on this machine: checksums, sizes in words, state, trouble with the disk told plainly."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhaiyi.core.atomic import write_whole
from zhaiyi.core.errors import FetchFailed
from zhaiyi.core.plaindata import parse_json

FreeBytes = Callable[[Path], int]
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SETTING = "ZHAIYI_HOME"
_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}


def free_bytes(folder: Path) -> int:
    """Bytes that can still be written below `folder`, which need not be there yet."""
    while not os.path.exists(folder) and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def size_in_words(size: int) -> str:
    """``1.1 GB``, ``52 MB``: decimal units, as disks and downloads are sold."""
    for unit, scale in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}" if unit == "GB" else f"{size / scale:.0f} {unit}"
    return f"{size} bytes"


def sha256_of(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """Hex digest of a file; `progress` is called with the bytes read so far."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 22):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(done)
    return digest.hexdigest()


def write_json(path: Path, data: Any) -> None:
    """Writes a small file as a whole or not at all; it is on the disk when this returns."""
    write_whole(path, json.dumps(data, indent=1, sort_keys=True).encode(), lasting=True)


def read_json(path: Path) -> Any:
    """What `write_json` wrote; None where there is no such file or it cannot be read."""
    try:
        return parse_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def check_space(folder: Path, needed: int, what: str, free: FreeBytes) -> None:
    """Raises `FetchFailed` when `needed` bytes do not fit below `folder`."""
    if (left := free(folder)) < needed:
        raise FetchFailed(_full(folder, what, needed, left))


@contextmanager
def trouble_told(folder: Path, what: str) -> Iterator[None]:
    """Raises `FetchFailed` for whatever a disk refuses while `what` is brought into `folder`: one
    that fills up, a folder that cannot be written, a folder where a file should be."""
    try:
        yield
    except OSError as error:
        raise FetchFailed(_trouble(folder, what, error)) from error


def _trouble(folder: Path, what: str, error: OSError) -> str:
    other = f"name another folder with {_SETTING}"
    if error.errno in _FULL:
        return (
            f"not enough disk space for {what}: {folder}, or the folder for temporary files, "
            f"filled up on the way ({error.strerror}); make room or {other}"
        )
    where = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else folder
    if error.errno in _UNWRITABLE and where.is_relative_to(folder):
        return f"{folder} cannot be written ({error.strerror}): {other}"
    return f"{what}: {where} cannot be used ({error.strerror or error}): move it away, or {other}"


def _full(folder: Path, what: str, needed: int, left: int) -> str:
    return (
        f"not enough disk space for {what}: it needs {size_in_words(needed)} and {folder} has "
        f"{size_in_words(left)} free; make room or name another folder with {_SETTING}"
    )
