"""Readers and splitters against length: the tables of `benchmarks.reading` and of
`benchmarks.splitting`, as a part of the page."""

from __future__ import annotations

from benchmarks.parts import Data, Options, Section
from benchmarks.reading import LENGTHS, reading_table
from benchmarks.splitting import quality_table


def measure(options: Options) -> Data:
    """Raises nothing: what is not installed is left out of the tables."""
    lengths = [options.amount(length) for length in LENGTHS]
    return {"reading": reading_table(lengths), "splitting": quality_table()}


def tell_results(data: Data) -> Section:
    text = f"{data['reading']}\n\nSentence splitting on the gold set:\n\n{data['splitting']}"
    return Section("Reading and splitting, by length", text)
