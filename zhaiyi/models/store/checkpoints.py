"""Hub checkpoints of encoder-decoder models (Marian, NLLB, M2M-100) → CTranslate2, int8.

CTranslate2's own converter does the work. It needs torch and transformers, which the package
otherwise does without; so it runs in a process of its own, which frees their memory when it ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from zhaiyi.core.errors import MissingPackage, ModelError
from zhaiyi.models.cards import Card
from zhaiyi.models.store import prepared

CONVERTER = "from ctranslate2.converters.transformers import main; main()"


def require_converter(card: Card) -> None:
    """Raises `MissingPackage` unless what converts checkpoints is installed."""
    if not all(find_spec(name) for name in ("torch", "transformers")):
        raise MissingPackage(
            "zhaiyi[hf]", f"preparing {card.name} (once, with torch and transformers)"
        )


def convert_checkpoint(card: Card, files: Mapping[str, Path], target: Path) -> None:
    """Fills `target` with the model that engines load and the card's SentencePiece models.

    `files` maps the names of the checkpoint's files to where they lie. Raises `MissingPackage`, and
    `ModelError` with the converter's last line.
    """
    require_converter(card)
    checkpoint = target.with_name(f"{target.name}.checkpoint")
    shutil.rmtree(checkpoint, ignore_errors=True)
    checkpoint.mkdir(parents=True)
    try:
        for name, path in files.items():
            prepared.link(path, checkpoint / name)
        _convert(card, checkpoint, target)
    finally:
        shutil.rmtree(checkpoint, ignore_errors=True)
    if card.seq2seq is not None:
        for name in {card.seq2seq.source_spm, card.seq2seq.target_spm}:
            prepared.link(files[name], target / name)


def _convert(card: Card, checkpoint: Path, target: Path) -> None:
    command = [sys.executable, "-c", CONVERTER, "--model", str(checkpoint)]
    command += ["--output_dir", str(target), "--quantization", "int8", "--force"]
    away = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}  # all files are here
    done = subprocess.run(
        command,
        env=os.environ | away,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise ModelError(f"{card.name} cannot be converted for CTranslate2 ({lines[-1][:200]})")
