"""A zip archive opened with care: names, sizes, ratios are looked at before it is unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.draft import ReadingJob

_MAX_ENTRIES = 20_000
_SMALL = 1_000_000
"""Bytes below which a ratio says nothing."""
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
)
"""What `zipfile` raises over damaged, encrypted or exotic archives."""


class Archive:
    """The parts of a zip archive that was found harmless.

    Raises `UnreadableInput` for a damaged archive, a zip bomb, or names that lead out of it.
    """

    def __init__(self, data: bytes, job: ReadingJob) -> None:
        self._job = job
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise UnreadableInput(f"{job.name} is damaged: not a whole zip archive") from error
        self._check_names()
        self._check_sizes(len(data))
        self._budget = job.limits.max_unzipped

    def _check_names(self) -> None:
        names = self._zip.namelist()
        if len(names) > _MAX_ENTRIES:
            raise UnreadableInput(f"{self._job.name} is refused: it has {len(names):,} parts")
        for name in names:
            plain = posixpath.normpath(name.replace("\\", "/"))
            if plain.startswith(("/", "..")) or plain[1:2] == ":":
                raise UnreadableInput(
                    f"{self._job.name} is refused: a part is named {name[:60]!r}, outside of it"
                )

    def _check_sizes(self, packed: int) -> None:
        size = sum(info.file_size for info in self._zip.infolist())
        limits = self._job.limits
        bomb = size > _SMALL and size > limits.max_ratio * max(packed, 1)
        if size > limits.max_unzipped or bomb:
            raise UnreadableInput(
                f"{self._job.name} is refused: it would unpack from {packed:,} to {size:,} bytes"
            )

    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """Bytes of a part, None if there is none of that name. Raises `UnreadableInput`."""
        self._job.deadline.check()
        try:
            with self._zip.open(name) as part:
                data = part.read(self._budget + 1)
        except KeyError:
            return None
        except _FAULTS as error:
            raise UnreadableInput(f"{self._job.name} is damaged: {name[:60]!r} in it") from error
        self._budget -= len(data)
        if self._budget < 0:
            raise UnreadableInput(f"{self._job.name} is refused: it unpacks to too many bytes")
        return data
