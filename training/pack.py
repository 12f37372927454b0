"""Pack an adapter: int8 with row scales, on request a lower rank, and what it says about itself.

    python -m training.pack out/visit/6e-4-lower.safetensors \
        models/adapters/news-v3-lower.safetensors --set licence=Apache-2.0 --set "data=…"

A file that is packed already keeps its matrices, bit for bit.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from training.adapters import (
    METADATA,
    distance,
    is_packed,
    read_adapter,
    relabel,
    with_rank,
    write_adapter,
)
from training.base import sha256


def pack(source: Path, target: Path, *, rank: int | None, metadata: Mapping[str, str]) -> float:
    """Writes `target`; returns how far its updates are from the source's (0 = equal)."""
    whole = read_adapter(source)
    said = {**whole.metadata, **metadata}
    if missing := sorted(set(METADATA) - said.keys()):
        raise SystemExit(f"{source.name}: metadata are missing, give --set for: {missing}")
    if rank is None and is_packed(source):
        relabel(source, target, said)
    else:
        named = replace(whole, metadata=said)
        adapter = named if rank is None else with_rank(named, rank)
        write_adapter(adapter, target, packed=True)
    return distance(whole, read_adapter(target))


def report(target: Path, error: float) -> None:
    """Prints checksum, file and size; the error of packing goes to stderr."""
    print(f"relative error of the update {error:.5f}", file=sys.stderr)
    print(f"{sha256(target)}  {target}  {target.stat().st_size} bytes")


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.pack", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--rank", type=int, help="truncate to this rank (default: keep)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="metadata")
    options = parser.parse_args(arguments)
    metadata = dict(item.split("=", 1) for item in options.metadata)
    error = pack(options.source, options.target, rank=options.rank, metadata=metadata)
    report(options.target, error)


if __name__ == "__main__":
    main()
