"""Pages of a mapped file that nobody needs any more, given back to the system.

A runtime that maps a file of weights and packs them for the processor leaves both in memory: its
own copy, and the file's pages. The system would take those back when it is short of memory; until
then they count as the process's, and a container may be ended for them.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_DONT_NEED = 4
"""MADV_DONTNEED of Linux's madvise(2): a page that is read again comes from the file again."""
_PAUSE = 0.05
"""Seconds; some hundred megabytes are read in this time."""


@contextmanager
def given_back(file: Path) -> Iterator[None]:
    """Gives back the pages of `file` again and again while the block runs, and at its end, so that
    they never stand beside all that is made of them. What runs in the block must let go of the
    interpreter for that."""
    over = threading.Event()

    def keep_giving() -> None:
        while not over.wait(_PAUSE):
            give_back(file)

    thread = threading.Thread(target=keep_giving, name="mapped", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        give_back(file)


def give_back(file: Path) -> None:
    """Gives back this process's pages of `file`; only mappings that cannot be written are touched.
    Where the system tells of no mappings (only Linux does) nothing happens."""
    ranges = list(_mapped(file.resolve()))
    if not ranges:
        return
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for start, end in ranges:
        madvise(start, end - start, _DONT_NEED)


def _mapped(file: Path) -> Iterator[tuple[int, int]]:
    """First and last address of each part of `file` that is mapped for reading alone."""
    try:
        lines = _MAPS.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        addresses, rights, _offset, _device, _inode, *path = line.split(maxsplit=5)
        if path == [str(file)] and "w" not in rights:
            start, end = (int(part, 16) for part in addresses.split("-"))
            yield start, end
