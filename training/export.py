"""Checkpoints of a run → the packed adapter that a model card names.

    python -m training.export out/run models/adapters/NAME.safetensors --average 3 \
        --set prompt=… --set data=… --set recipe=… --set licence=Apache-2.0

Prints the checksum for the card.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.adapters import average, parts_of, read_adapter, write_adapter
from training.pack import pack, report


def export(
    folder: Path,
    target: Path,
    *,
    last: int,
    rank: int | None,
    metadata: Mapping[str, str],
    parts: int = 1,
) -> dict[Path, float]:
    """Packs the mean of the `last` checkpoints of `folder`, from two `parts` on as TARGET-1 and so
    on, low layers to high; returns the error of packing of each file that was written."""
    checkpoints = sorted(folder.glob("step-*.safetensors"))[-last:]
    if not checkpoints:
        raise SystemExit(f"{folder} holds no checkpoint: run training.train first")
    adapter = average([read_adapter(path) for path in checkpoints])
    files = {target: adapter}
    if parts > 1:
        numbered = enumerate(parts_of(adapter, parts), 1)
        files = {target.with_stem(f"{target.stem}-{number}"): part for number, part in numbered}
    with tempfile.TemporaryDirectory() as scratch:
        whole, errors = Path(scratch) / "adapter.safetensors", {}
        for path, part in files.items():
            write_adapter(part, whole, packed=False)
            errors[path] = pack(whole, path, rank=rank, metadata=metadata)
    return errors


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.export", description=__doc__)
    parser.add_argument("folder", type=Path, help="of training.train")
    parser.add_argument("target", type=Path)
    parser.add_argument("--average", type=int, default=1, help="so many last checkpoints")
    parser.add_argument("--rank", type=int, help="truncate to this rank (default: keep)")
    parser.add_argument("--parts", type=int, default=1, help="files to cut it into, by layers")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="metadata")
    options = parser.parse_args(arguments)
    metadata = dict(item.split("=", 1) for item in options.metadata)
    errors = export(
        options.folder,
        options.target,
        last=options.average,
        rank=options.rank,
        metadata=metadata,
        parts=options.parts,
    )
    for path, error in errors.items():
        report(path, error)


if __name__ == "__main__":
    main()
