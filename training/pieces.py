"""The base model in pieces that can be carried to a machine which nothing reaches.

    python -m training.pieces base.gguf out/data out/pieces --size 62.5

Of the vocabulary only the tokens stay that occur in the folder of `training.prepare`, and the first
12,000, which have all bytes and what English is made of: 1.1 GB become 0.9 GB. `out/pieces` then
holds `piece-NN` of at most `--size` MiB, `index.json` and `tokenizer.json`; wherever a step takes
the base it takes that folder too.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from training.base import BY_TOKEN, Base, Packed, open_base
from training.vocabulary import END, FAULTY, SOUND

COMMON = 12_000
"""First tokens of the vocabulary, kept in any case."""
SPECIAL = ("<|im_start|>", END, "<|endoftext|>", SOUND, FAULTY)


def cut(base: Base, texts: Iterable[str], folder: Path, size: int) -> int:
    """Writes the pieces of `size` bytes; returns how many tokens were kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("piece-*"):
        old.unlink()
    kept = needed(base, texts)
    tensors = [_trimmed(tensor, kept) for tensor in base.tensors]
    blob = np.concatenate([tensor.data for tensor in tensors])
    for number, start in enumerate(range(0, len(blob), size)):
        blob[start : start + size].tofile(folder / f"piece-{number:02}")
    index = {
        "base_sha256": base.sha256,
        "sha256": hashlib.sha256(blob.data).hexdigest(),
        "config": dict(base.config),
        "kept": kept,
        "tensors": [[t.name, t.kind, t.shape, len(t.data)] for t in tensors],
    }
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    base.vocabulary.tokenizer.save(str(folder / "tokenizer.json"))
    return len(kept)


def needed(base: Base, texts: Iterable[str]) -> list[int]:
    """Tokens of `texts`, the common and the special ones, ascending."""
    known = len(base.vocabulary.kept)
    found = set(range(min(COMMON, known))) | {base.vocabulary.id_of(each) for each in SPECIAL}
    for text in texts:
        found.update(base.vocabulary.encode(text))
    return sorted(found)


def texts_of(folder: Path) -> Iterator[str]:
    """Every string of the packed JSON lines in `folder`."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield from _strings(json.loads(line))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _trimmed(tensor: Packed, kept: Sequence[int]) -> Packed:
    if tensor.name not in BY_TOKEN:
        return tensor
    rows = tensor.data.reshape(tensor.shape[0], -1)[kept]
    return replace(tensor, shape=(len(kept), *tensor.shape[1:]), data=rows.ravel())


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.pieces", description=__doc__)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("data", type=Path, help="folder of training.prepare")
    parser.add_argument("folder", type=Path, help="to write the pieces into")
    parser.add_argument("--size", type=float, default=62.5, help="MiB a piece")
    options = parser.parse_args(arguments)
    size = int(options.size * 2**20)
    kept = cut(open_base(options.gguf), texts_of(options.data), options.folder, size)
    print(f"{kept} tokens, {len(list(options.folder.glob('piece-*')))} pieces in {options.folder}")


if __name__ == "__main__":
    main()
