"""The mean of several adapters, exactly: one whose rank is the sum of theirs.

    python -m training.mean NAME out/mean v3-lower+v3-upper v4-lower+v4-upper --parts 4
    python -m training.mean NAME out/mean START END --way 0.5

Models taught from one start on different data often lie so near each other that their mean is
better than each (Wortsman et al. 2022, "Model soups"). Here the changes are averaged, not the
factors: the rows of A and the columns of B stand side by side. With --way the second adapter was
taught from the first, and theirs are averaged factor by factor: they lie so near each other that
the rank need not grow (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"). Writes
`NAME-1.safetensors` and on, each with as many layers, packed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from training.adapters import Adapter, balanced, files_of, read_adapter, write_parts


def mean(adapters: Sequence[Adapter]) -> Adapter:
    """Raises `ValueError` where they are of different modules or scales."""
    first = adapters[0]
    scales = {adapter.alpha / adapter.rank for adapter in adapters}
    if len(scales) > 1 or any(set(a.pairs) != set(first.pairs) for a in adapters):
        raise ValueError("adapters of different modules or scales have no mean here")
    pairs = {}
    for name in first.pairs:
        parts = [balanced(*adapter.pairs[name]) for adapter in adapters]
        a = np.concatenate([part[0] / len(adapters) for part in parts])
        pairs[name] = a, np.concatenate([part[1] for part in parts], axis=1)
    rank = sum(adapter.rank for adapter in adapters)
    said = {"rank": str(rank), "alpha": f"{rank * scales.pop():g}"}
    return replace(first, pairs=pairs, metadata={**first.metadata, **said})


def between(start: Adapter, end: Adapter, way: float) -> Adapter:
    """`start`, moved by the share `way` to `end`, which was taught from it. Raises `ValueError`
    where they are of different modules, ranks or scales."""
    if set(start.pairs) != set(end.pairs) or (start.rank, start.alpha) != (end.rank, end.alpha):
        raise ValueError("there is no way between adapters of different modules, ranks or scales")
    pairs = {}
    for name, (a, b) in start.pairs.items():
        to_a, to_b = end.pairs[name]
        pairs[name] = (1 - way) * a + way * to_a, (1 - way) * b + way * to_b
    return replace(start, pairs=pairs)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="training.mean", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("folder", type=Path)
    parser.add_argument("adapters", nargs="+", help="the files of one joined by +")
    parser.add_argument("--parts", type=int, default=4, help="files to write")
    parser.add_argument("--way", type=float, help="share of the way from the first to the second")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    adapters = [read_adapter(*files_of(each)) for each in options.adapters]
    whole = mean(adapters) if options.way is None else between(*adapters, options.way)
    write_parts(whole, options.folder, options.name, options.parts)


if __name__ == "__main__":
    main()
