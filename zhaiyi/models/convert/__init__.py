"""GGUF → what an engine loads, without torch: `gguf-openvino` and `gguf-ct2`.

Both hold the same weights: dequantised, merged with the adapter, int8 with one scale for each row.
The tokenizer comes out of the GGUF's own metadata, with the ids that the layout gives its tokens. A
further layout is one more file and one line in `LAYOUTS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gguf import GGUFReader
    from tokenizers import Tokenizer

    from zhaiyi.models.convert.weights import ProgressCallback

__all__ = ["CONVERTER_VERSION", "LAYOUTS", "build_tokenizer", "convert_gguf"]

CONVERTER_VERSION = "4"
"""Part of the name of a prepared model: a new version prepares anew."""

LAYOUTS = {
    "gguf-openvino": "zhaiyi.models.convert.openvino:write_openvino",
    "gguf-ct2": "zhaiyi.models.convert.ct2:write_ct2",
}
"""How a card names a layout → what writes model and tokenizer: `(weights, folder) -> None`."""


def build_tokenizer(reader: GGUFReader) -> Tokenizer:
    """The tokenizer that a GGUF file describes."""
    from zhaiyi.models.convert import tokenizer

    return tokenizer.build_tokenizer(reader)


def convert_gguf(
    gguf: Path,
    target: Path,
    *,
    layout: str = "gguf-openvino",
    adapter: Sequence[Path] = (),
    adapter_scale: float = 1.0,
    progress: ProgressCallback | None = None,
) -> None:
    """Writes the model and its `tokenizer.json` into `target`.

    `adapter` is one adapter, in one file or cut into several; `adapter_scale` multiplies its own
    alpha/rank. `progress` is called with matrices done and in all. The caller owns atomicity:
    `target` is to be renamed when this returns. Raises `ModelDamaged` for a file that is no
    readable GGUF and `ModelError` for an architecture other than Qwen2.
    """
    from zhaiyi.models.convert.weights import Weights, open_gguf, read_adapters

    reader = open_gguf(gguf)
    weights = Weights(reader, read_adapters(adapter, adapter_scale), progress)
    target.mkdir(parents=True, exist_ok=True)
    module, _, function = LAYOUTS[layout].partition(":")
    getattr(import_module(module), function)(weights, target)
    weights.assert_all_used()
