"""Model files on this machine: fetched, verified, prepared once, shared by all processes.

HOME/files/      what was fetched, one file each, named by checksum and name
HOME/prepared/   CARD-HASH/: what engines load, with a manifest
HOME/locks/      one process fetches or prepares, the others wait
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zhaiyi.core.atomic import parts_of
from zhaiyi.core.errors import ModelDamaged, ModelError, ModelMissing
from zhaiyi.core.settings import Settings
from zhaiyi.models.cards import Card, FileSpec, PathSource, all_cards
from zhaiyi.models.convert import convert_gguf
from zhaiyi.models.store import disk, prepared, preparing
from zhaiyi.models.store.checkpoints import require_converter
from zhaiyi.models.store.fetch import Partial, Transports, fetch
from zhaiyi.models.store.preparing import Convert

__all__ = ["ProgressStep", "Store", "Transports"]

_log = logging.getLogger(__name__)
_GROWTH = 1.7
"""A prepared model over its 4-bit file, with a margin (1.5B measured: 1.4)."""


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """Where a fetch stands. `total` is 0 while unknown; both count bytes, in ``prepare`` tensors.
    ``wait``: another process is at it. ``note`` carries a line for the user in `name`."""

    stage: Literal["wait", "fetch", "verify", "prepare", "note"]
    done: int
    total: int
    name: str = ""


Progress = Callable[[ProgressStep], None]


def _silent(step: ProgressStep) -> None:
    pass


class Store:
    """The models below `home`. The constructor does no I/O.

    `local` is a file, or a folder of files, that was put on this machine by hand: asked before any
    source of the card, believed only with the right checksum.
    """

    def __init__(
        self,
        home: Path,
        offline: bool = False,
        *,
        local: Path | None = None,
        transports: Transports | None = None,
        free_bytes: disk.FreeBytes = disk.free_bytes,
        convert: Convert = convert_gguf,
    ) -> None:
        self.home = home
        self.offline = offline
        self._local = local
        self._transports = transports or Transports()
        self._free_bytes = free_bytes
        self._convert = convert

    @classmethod
    def from_settings(cls, settings: Settings) -> Store:
        """The store that the settings name."""
        return cls(settings.home, settings.offline, local=settings.model_path)

    # -- what is here ------------------------------------------------------------------------

    def prepared(self, card: Card) -> Path:
        """Folder of the prepared model, looked at by sizes only. Never fetches.

        Raises `ModelMissing` or `ModelDamaged`, each with the command that mends it.
        """
        if not card.files:
            return self.home
        folder = self._folder(card)
        if not prepared.is_there(folder):
            raise ModelMissing(
                f"the model {card.name} is not installed: {prepared.pull_command(card)}"
            )
        prepared.check(folder, card)
        return folder

    def found(self, card: Card) -> Path | None:
        """`prepared`, None where the model was not fetched. Raises `ModelDamaged`."""
        try:
            return self.prepared(card)
        except ModelMissing:
            return None

    def installed(self, card: Card) -> bool:
        """True when `card` can be used as it is."""
        try:
            self.prepared(card)
        except ModelError:
            return False
        return True

    def verify(self, card: Card) -> None:
        """Reads every byte of the prepared model. Raises `ModelMissing` or `ModelDamaged`."""
        folder = self.prepared(card)
        if card.files:
            prepared.check(folder, card, thorough=True)
            for spec in card.files:
                self._verify_fetched(spec, card)

    def _verify_fetched(self, spec: FileSpec, card: Card) -> None:
        path = self._file(card, spec)
        if not os.path.isfile(path) or not spec.sha256:
            return
        with disk.trouble_told(self.home, card.name):
            found = disk.sha256_of(path)
        if found != spec.sha256:
            raise ModelDamaged(
                f"the fetched file {spec.name} was changed or cut short: "
                f"{prepared.pull_command(card, force=True)}"
            )

    # -- what has proved itself --------------------------------------------------------------

    def is_proven(self, card: Card) -> bool:
        """False for a model that is to prove itself (`Card.proof`) and has not."""
        return card.proof is None or self._proof_mark(card).is_file()

    def note_proof(self, card: Card, words: str) -> None:
        """Notes that the prepared model has proved itself."""
        mark = self._proof_mark(card)
        with disk.trouble_told(self.home, card.name):
            mark.parent.mkdir(parents=True, exist_ok=True)
            disk.write_json(mark, {"card": card.name, "proof": words})

    def _proof_mark(self, card: Card) -> Path:
        wanted = card.proof.sha256[:12] if card.proof else ""
        return self.home / "proofs" / f"{prepared.folder_name(card)}-{wanted}.json"

    def disk_usage(self, card: Card) -> int:
        """Bytes that the card's files take, those shared with another card included."""
        return sum(_size(path) for path in self._paths(card))

    def remove(self, card: Card) -> int:
        """Deletes the card's files, except what another installed card needs; the bytes freed."""
        kept = {
            self._file(other, spec)
            for other in all_cards()
            if other.name != card.name and self.installed(other)
            for spec in other.files
        }
        with disk.trouble_told(self.home, card.name):
            gone = [path for path in self._paths(card) if path not in kept]
            freed = sum(_size(path) for path in gone)
            for path in gone:
                _delete(path)
        return freed

    # -- bringing it here --------------------------------------------------------------------

    def ensure(self, card: Card, progress: Progress | None = None, *, force: bool = False) -> Path:
        """Folder of the prepared model; fetches, verifies and prepares what is missing.

        `force` makes everything anew. One process does the work, the others wait for it. Raises
        `FetchFailed`, `ModelMissing` (offline), `ModelDamaged`, `ModelError`.
        """
        if not card.files or (not force and self.installed(card)):
            return self.prepared(card)
        if card.convert == "hf-ct2":
            require_converter(card)  # before gigabytes are fetched
        report = progress or _silent
        with disk.trouble_told(self.home, card.name):
            disk.check_space(self.home, self._needed(card), card.name, self._free_bytes)
            with self._lock(f"prepare-{card.name}", report):
                if force or not self.installed(card):
                    self._prepare(
                        card, [self._fetched(s, card, report) for s in card.files], report
                    )
        return self.prepared(card)

    def files(self, card: Card, progress: Progress | None = None) -> list[Path]:
        """The model's own files, verified, where they lie; fetched if they are not there. Raises
        as `ensure` does."""
        with disk.trouble_told(self.home, card.name):
            return [self._fetched(spec, card, progress or _silent) for spec in card.files]

    def _fetched(self, spec: FileSpec, card: Card, report: Progress) -> Path:
        """The verified file: one put here by hand, one fetched before, or fetched now."""
        target = self._file(card, spec)
        for path in [*self._by_hand(spec, card), target]:
            if os.path.isfile(path):
                if self._is_right(path, spec, report):
                    return path
                report(ProgressStep("note", 0, 0, f"{path} is not the file that the card names"))
        if self.offline:
            raise ModelMissing(
                f"the model {card.name} is not on this machine and --offline forbids to fetch it: "
                f"{prepared.pull_command(card)} with a network"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._lock(target.name, report):
            if not (target.is_file() and self._is_right(target, spec, report)):
                _log.info("fetching %s of %s into %s", target.name, card.name, target.parent)
                fetch(spec, target, self._transports, _bytes("fetch", spec, report))
        return target

    def _by_hand(self, spec: FileSpec, card: Card) -> Iterator[Path]:
        if self._local is not None:
            yield self._local / spec.name if self._local.is_dir() else self._local
        for source in spec.sources:
            if isinstance(source, PathSource):
                yield card.folder / source.path

    def _is_right(self, path: Path, spec: FileSpec, report: Progress) -> bool:
        if spec.size not in (None, path.stat().st_size):
            return False
        if spec.sha256 is None:
            return True
        return disk.sha256_of(path, _bytes("verify", spec, report)) == spec.sha256

    def _prepare(self, card: Card, files: list[Path], report: Progress) -> None:
        folder = self._folder(card)
        beside = folder.with_name(f".{folder.name}.partial")
        _delete(beside)
        beside.mkdir(parents=True)
        try:
            self._fill(beside, card, files, report)
            prepared.seal(beside, card)
            for old in self._prepared_folders(card):
                _delete(old)
            os.replace(beside, folder)
        finally:
            _delete(beside)

    def _fill(self, target: Path, card: Card, files: list[Path], report: Progress) -> None:
        def told(done: int, total: int) -> None:
            report(ProgressStep("prepare", done, total, card.name))

        preparing.prepare(target, card, files, self._convert, told)

    def _needed(self, card: Card) -> int:
        """Bytes that a fetch and preparation will still write."""
        fetching = 0
        for spec in card.files:
            target = self._file(card, spec)
            arrived = target.stat().st_size if os.path.exists(target) else Partial.of(target).good
            fetching += max(0, (spec.size or 0) - arrived)
        makes = card.convert.startswith("gguf-") or card.convert in ("e5-openvino", "wheel")
        return fetching + (int(card.size * _GROWTH) if makes else 0)

    # -- places ------------------------------------------------------------------------------

    def _folder(self, card: Card) -> Path:
        return self.home / "prepared" / prepared.folder_name(card)

    def _file(self, card: Card, spec: FileSpec) -> Path:
        """Files with a checksum are shared by all cards that name it."""
        mark = spec.sha256[:12] if spec.sha256 else card.name
        return self.home / "files" / f"{mark}-{spec.name}"

    def _prepared_folders(self, card: Card) -> list[Path]:
        every = self.home / "prepared"
        names = every.iterdir() if every.is_dir() else ()
        return [path for path in names if prepared.is_folder_of(card, path.name)]

    def _paths(self, card: Card) -> list[Path]:
        """Everything that `card` has on the disk, half-fetched files included."""
        files = [
            path
            for spec in card.files
            for path in self._file(card, spec).parent.glob(f"{self._file(card, spec).name}*")
        ]
        left = [part for spec in card.files for part in parts_of(self._file(card, spec))]
        return [*self._prepared_folders(card), *files, *left]

    @contextmanager
    def _lock(self, name: str, report: Progress) -> Iterator[None]:
        from filelock import FileLock, Timeout

        folder = self.home / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            report(ProgressStep("wait", 0, 0, name))
            lock.acquire()
        try:
            yield
        finally:
            lock.release()


def _bytes(
    stage: Literal["fetch", "verify"], spec: FileSpec, report: Progress
) -> Callable[[int], None]:
    return lambda done: report(ProgressStep(stage, done, spec.size or 0, spec.name))


def _size(path: Path) -> int:
    if path.is_dir() and not path.is_symlink():
        return sum(_size(child) for child in path.iterdir())
    return path.lstat().st_size


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
