"""The folder that results go to, on a disk or at an address that PyArrow or fsspec knows."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

from zhaiyi.core.atomic import write_whole
from zhaiyi.core.errors import MissingPackage, UsageError, ZhaiyiError

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_SQUEEZED = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/(?=[^/])")
"""What `pathlib` leaves of an address."""


def is_address(name: str) -> bool:
    """Whether a name is an address rather than a path."""
    return _ADDRESS.match(name) is not None


def as_given(path: Path) -> str:
    """A path as text; an address that went through `pathlib` gets its slash back."""
    given = path.as_posix()
    if given.startswith("file:/") and not given.startswith("file://"):
        return given.replace("file:/", "file:///", 1)
    return _SQUEEZED.sub(r"\1://", given, count=1)


def file_system(address: str) -> tuple[Any, str]:
    """The file system of an address (``s3://``, ``gs://``, ``file://``, whatever fsspec knows) and
    the path in it. Raises `UsageError`, `MissingPackage`."""
    try:
        from pyarrow import fs
    except ImportError as error:
        raise MissingPackage("zhaiyi[cluster]", f"{address}: an address") from error
    try:
        found, path = fs.FileSystem.from_uri(address)
        return found, path
    except (ValueError, OSError):
        pass  # not one of PyArrow's own
    try:
        import fsspec

        other, path = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError, OSError) as error:
        raise UsageError(f"{address} cannot be reached: {error}") from error
    return fs.PyFileSystem(fs.FSSpecHandler(other)), path


class Place:
    """A folder for results. Names in it are relative, parted by slashes. A file is there whole or
    not at all: on a disk by renaming, in an object store by the store's own promise."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._local = None if is_address(where) else Path(where)
        self._remote: tuple[Any, str] | None = None

    @property
    def local(self) -> Path | None:
        """The folder, where it is one of this machine's."""
        return self._local

    def write(self, name: str, data: bytes) -> None:
        """Raises `ZhaiyiError`."""
        try:
            if self._local is not None:
                here = self._local / name
                here.parent.mkdir(parents=True, exist_ok=True)
                write_whole(here, data, lasting=True)
                return
            system, path = self._at(name)
            system.create_dir(str(PurePosixPath(path).parent), recursive=True)
            with system.open_output_stream(path) as file:
                file.write(data)
        except OSError as error:
            words = error.strerror or error
            raise ZhaiyiError(f"{self.where}/{name} cannot be written: {words}") from error

    def read(self, name: str) -> bytes | None:
        """The bytes; None where no such file is. Raises `ZhaiyiError`."""
        try:
            if self._local is not None:
                return (self._local / name).read_bytes()
            system, path = self._at(name)
            with system.open_input_stream(path) as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ZhaiyiError(f"{self.where}/{name} cannot be read: {error}") from error

    def names(self, folder: str = "") -> list[str]:
        """The files right in a folder of it, sorted; none where there is no such folder."""
        if self._local is not None:
            home = self._local / folder
            if not home.is_dir():
                return []
            return sorted(p.name for p in home.iterdir() if p.is_file())
        from pyarrow import fs

        system, path = self._at(folder)
        found = system.get_file_info(fs.FileSelector(path, allow_not_found=True))
        return sorted(each.base_name for each in found if each.is_file)

    def is_empty(self) -> bool:
        """Whether nothing lies in it, hidden files left out."""
        if self._local is not None:
            return not self._local.is_dir() or all(
                p.name.startswith(".") for p in self._local.iterdir()
            )
        from pyarrow import fs

        system, path = self._at("")
        return not system.get_file_info(fs.FileSelector(path, allow_not_found=True))

    def remove(self, name: str) -> None:
        """Removes a file that is there."""
        if self._local is not None:
            (self._local / name).unlink(missing_ok=True)
        else:
            system, path = self._at(name)
            system.delete_file(path)

    def _at(self, name: str) -> tuple[Any, str]:
        if self._remote is None:
            self._remote = file_system(self.where)
        system, root = self._remote
        return system, f"{root.rstrip('/')}/{name}".rstrip("/")
