"""Files on this machine: checksums, sizes in words, atomic writes, a full disk told plainly."""

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

from zhaiyi.errors import FetchFailed

FreeBytes = Callable[[Path], int]
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def free_bytes(folder: Path) -> int:
    """Bytes that can still be written below `folder`, which need not be there yet."""
    while not folder.exists() and folder != folder.parent:
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
    """Writes a small file as a whole or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(data, indent=1, sort_keys=True), encoding="utf-8")
    sync(beside)
    os.replace(beside, path)


def read_json(path: Path) -> Any:
    """What `write_json` wrote; None where there is no such file or it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def sync(path: Path) -> None:
    """Waits until the file's bytes are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_space(folder: Path, needed: int, what: str, free: FreeBytes) -> None:
    """Raises `FetchFailed` when `needed` bytes do not fit below `folder`."""
    if (left := free(folder)) < needed:
        raise FetchFailed(_full(folder, what, needed, left))


@contextmanager
def full_disk_told(folder: Path, needed: int, what: str, free: FreeBytes) -> Iterator[None]:
    """Turns a disk that fills up, or a folder that refuses to be written, into `FetchFailed`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise FetchFailed(_full(folder, what, needed, free(folder))) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}:
            raise FetchFailed(
                f"{folder} cannot be written ({error.strerror}): "
                "name another folder with ZHAIYI_HOME"
            ) from error
        raise


def _full(folder: Path, what: str, needed: int, left: int) -> str:
    return (
        f"not enough disk space for {what}: it needs {size_in_words(needed)} and {folder} has "
        f"{size_in_words(left)} free; make room or name another folder with ZHAIYI_HOME"
    )
