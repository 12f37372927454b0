"""Readers and splitters against length: the tables of `benchmarks.reading` and of
`benchmarks.splitting`, as a part of the page."""

from __future__ import annotations

from benchmarks.parts import Data, Options, Section
from benchmarks.reading import LENGTHS, RUNS, reading_table
from benchmarks.splitting import quality_table
from zhaiyi.formats import ReadLimits

_INTRODUCTION = (
    f"The best of {RUNS} runs each. Every row is one input made long by repeating the articles of "
    "`tests/data/structure`, or a shape made to be slow. *exponent* is k in time ~ length^k: 1 is "
    f"linear, 2 quadratic. An article may have {ReadLimits().max_chars:,} characters unless a "
    "setting says otherwise."
)


def measure(options: Options) -> Data:
    """Raises nothing: what is not installed is left out of the tables."""
    lengths = [options.amount(length) for length in LENGTHS]
    return {"reading": reading_table(lengths), "splitting": quality_table()}


def tell_results(data: Data) -> Section:
    parts = [_INTRODUCTION, data["reading"], "Sentence splitting on the gold set:"]
    text = "\n\n".join([*parts, data["splitting"]])
    return Section("Reading and splitting, by length", text)
