"""What is made of the dictionaries once and read at each later start: plain data in one file.

Reading the packages anew takes over a second of processor time: CC-CEDICT is compressed text, and
GeoNames one JSON file of 30,000 cities. The file lies in the home folder, under a name that changes
with whatever it was made of. It is read by `marshal`, as Python reads its own compiled modules: a
file with a wrong checksum is made anew. Where nothing can be written, every start reads the
packages.
"""

from __future__ import annotations

import marshal
import sys
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from zhaiyi.core.atomic import write_whole
from zhaiyi.core.errors import UsageError
from zhaiyi.core.settings import load_settings

_FOLDER = "lexicon"
_CHECK = 4
"""Bytes of the checksum in front."""


def prepared(
    name: str,
    made_of: Sequence[str],
    source: str,
    make: Callable[[], Any],
    folder: Path | None = None,
) -> Any:
    """What `make` returns, plain data, or what it returned at an earlier start.

    `made_of` are the packages that it reads and `source` the file of the code that does: a change
    of either makes anew. `folder` None: in the home folder.
    """
    place = folder or _folder()
    path = place / f"{name}-{_key(made_of, source)}" if place else None
    found = _read(path) if path else None
    if found is not None:
        return found[0]
    made = make()
    if path:
        _write(path, name, made)
    return made


def _folder() -> Path | None:
    with suppress(UsageError, RuntimeError):  # a wrong setting is told elsewhere; no home folder
        return load_settings().home / _FOLDER
    return None


def _key(made_of: Sequence[str], source: str) -> str:
    """Eight hex digits; an unknown version is a version too."""
    parts = [sys.version, str(marshal.version)]
    for package in made_of:
        try:
            parts.append(f"{package}={version(package)}")
        except PackageNotFoundError:
            parts.append(package)
    code = zlib.crc32(Path(source).read_bytes()) if Path(source).is_file() else 0
    return f"{zlib.crc32(' '.join(parts).encode(), code):08x}"


def _read(path: Path) -> tuple[Any] | None:
    """What the file holds, in a tuple; None without a whole one."""
    try:
        data = path.read_bytes()
        whole = zlib.crc32(data[_CHECK:]).to_bytes(_CHECK, "big") == data[:_CHECK]
        return (marshal.loads(memoryview(data)[_CHECK:]),) if whole and len(data) > _CHECK else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _write(path: Path, name: str, made: Any) -> None:
    """Writes the file, and removes those that were made of something else."""
    data = marshal.dumps(made)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, zlib.crc32(data).to_bytes(_CHECK, "big") + data)
        for other in path.parent.glob(f"{name}-????????"):
            if other != path:
                other.unlink(missing_ok=True)
