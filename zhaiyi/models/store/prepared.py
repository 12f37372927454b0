"""A prepared model: the folder that an engine loads, with a manifest of what belongs in it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhaiyi.core.atomic import sync
from zhaiyi.core.errors import ModelDamaged
from zhaiyi.core.plaindata import has_shape
from zhaiyi.models.cards import Card
from zhaiyi.models.fields import MANIFEST
from zhaiyi.models.store import disk

_MANIFEST = {"files": {str: {"size": int, "sha256": str}}}


def pull_command(card: Card, *, force: bool = False) -> str:
    """The command that brings a card's model onto this machine."""
    return " ".join(["zhaiyi models pull", *(["--force"] if force else []), card.name])


def folder_name(card: Card) -> str:
    """Card name and a hash of everything that decides the prepared bytes."""
    return f"{card.name}-{_digest(card)}"


def is_folder_of(card: Card, name: str) -> bool:
    """True for the folder of this card, of any version."""
    return re.fullmatch(rf"{re.escape(card.name)}-[0-9a-f]{{12}}", name) is not None


def _digest(card: Card) -> str:
    parts: dict[str, Any] = {
        "convert": card.convert,
        "files": [[file.name, file.sha256] for file in card.files],
    }
    if card.convert.startswith("gguf-"):
        from zhaiyi.models.convert import CONVERTER_VERSION

        parts["converter"] = CONVERTER_VERSION
    if card.convert == "e5-openvino":
        from zhaiyi.models.convert.estimator import FORMAT

        parts["converter"] = FORMAT
    if card.adapter is not None:
        parts["adapter"] = [*adapter_checksums(card), card.adapter.scale]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]


def adapter_checksums(card: Card) -> list[str]:
    """Checksums of the adapter's files. Raises `ModelDamaged` if one is not what the card says."""
    assert card.adapter is not None
    files = zip(card.adapter.files, card.adapter_paths, strict=True)
    return [_checked(card.name, path, file.sha256) for file, path in files]


def _checked(name: str, path: Path, wanted: str | None) -> str:
    if not path.is_file():
        raise ModelDamaged(f"the adapter of {name} is missing ({path}): install Zhaiyi again")
    found = disk.sha256_of(path)
    if wanted not in (None, found):
        raise ModelDamaged(f"the adapter of {name} was changed ({path}): install Zhaiyi again")
    return found


def seal(folder: Path, card: Card) -> None:
    """Writes the manifest of a folder that is complete."""
    files = {
        path.name: {"size": path.stat().st_size, "sha256": disk.sha256_of(path)}
        for path in sorted(folder.iterdir())
    }
    for name in files:
        sync(folder / name)
    disk.write_json(folder / MANIFEST, {"card": card.name, "files": files})


def is_there(folder: Path) -> bool:
    """True where a prepared model lies, whole or damaged."""
    return os.path.isfile(folder / MANIFEST)


def check(folder: Path, card: Card, *, thorough: bool = False) -> None:
    """Raises `ModelDamaged` if a file is missing or has another size; if `thorough`, also if its
    checksum differs (reads every byte)."""
    for name, expected in _files(folder, card).items():
        path = folder / name
        if not os.path.isfile(path):
            raise _damaged(card, f"{name} is missing")
        if (size := path.stat().st_size) != expected["size"]:
            raise _damaged(card, f"{name} has {size} bytes instead of {expected['size']}")
        if thorough and _checksum(path, card) != expected["sha256"]:
            raise _damaged(card, f"{name} was changed")


def _checksum(path: Path, card: Card) -> str:
    try:
        return disk.sha256_of(path)
    except OSError as error:
        raise _damaged(card, f"{path.name} cannot be read: {error.strerror}") from error


def _files(folder: Path, card: Card) -> Mapping[str, Mapping[str, Any]]:
    manifest = disk.read_json(folder / MANIFEST)
    if not has_shape(manifest, _MANIFEST) or not all(map(_is_name, manifest["files"])):
        raise _damaged(card, f"{MANIFEST} is unreadable")
    files: Mapping[str, Mapping[str, Any]] = manifest["files"]
    return files


def _is_name(name: str) -> bool:
    """Whether it names a file of the folder itself."""
    return name not in {"", ".", ".."} and not set(name) & {"/", "\\", "\0"}


def _damaged(card: Card, what: str) -> ModelDamaged:
    return ModelDamaged(
        f"the installed model {card.name} is damaged ({what}): {pull_command(card, force=True)}"
    )


def link(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the disk has no links."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
