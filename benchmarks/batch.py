"""A batch beside the same articles one by one, again from the memory, and growth with its size.

Short articles of consecutive sentences, none of which comes twice, through the command
`zhaiyi brief`: what is measured is the whole command, its start and the model's loading included.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.command import Desktop
from benchmarks.page import bullets, curve, machine_facts, ratio, table, tell
from benchmarks.parts import Data, Options, Section
from zhaiyi.core.settings import load_settings

SIZES = (1, 2, 5, 10, 20)
TEN = 10


def measure(options: Options) -> Data:
    """Raises `ZhaiyiError` with what a command said that failed."""
    sizes = sorted({options.amount(size) for size in SIZES})
    ten = options.amount(TEN)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desktop.laid_out(Path(folder), options.model, max(sizes))
        growth = {size: _seconds(desk, f"grown-{size}", size) for size in sizes}
        together = growth.get(ten) or _seconds(desk, "together", ten)
        one_by_one = _seconds(desk, "one-by-one", ten, jobs=1)
        first = _seconds(desk, "first", ten, memory=True)
        again = _seconds(desk, "again", ten, memory=True)
        characters = [
            len(path.read_text(encoding="utf-8")) for path in sorted((desk.folder / "in").iterdir())
        ]
    return {
        "facts": machine_facts(load_settings()),
        "model": options.model,
        "ten": ten,
        "growth": [[size, seconds] for size, seconds in growth.items()],
        "characters": [sum(characters[:size]) for size in sizes],
        "together": together,
        "one_by_one": one_by_one,
        "first": first,
        "again": again,
    }


def _seconds(desk: Desktop, out: str, count: int, jobs: int = 4, memory: bool = False) -> float:
    tell(f"batch {out}: {count} articles, {jobs} at once")
    inputs = [f"in/a{number:02}.txt" for number in range(count)]
    started = time.perf_counter()
    desk.run(desk.command(out, inputs, jobs), ZHAIYI_MEMORY=str(memory).lower())
    return time.perf_counter() - started


def tell_results(data: Data) -> Section:
    ten = data["ten"]
    growth = [(size, seconds) for size, seconds in data["growth"]]
    facts = [
        *data["facts"],
        f"model: `{data['model']}`",
        f"{ten} articles, one by one ÷ in one batch = "
        f"{ratio(data['one_by_one'], data['together'])}",
        f"{ten} articles, first run ÷ second run from the memory = "
        f"{ratio(data['first'], data['again'])}",
    ]
    runs = [
        ["one by one (`--jobs 1`)", f"{data['one_by_one']:.1f}"],
        ["in one batch (`--jobs 4`)", f"{data['together']:.1f}"],
        ["in one batch, memory on, first run", f"{data['first']:.1f}"],
        ["the same again into another folder", f"{data['again']:.1f}"],
    ]
    rows = [
        [str(size), str(characters), f"{seconds:.1f}", f"{characters / seconds:.1f}"]
        for (size, seconds), characters in zip(growth, data["characters"], strict=True)
    ]
    text = [
        bullets(facts),
        "Whole commands, start and loading of the model included.",
        table((f"{ten} articles", "seconds"), runs),
        "Growth, without memory:",
        table(("articles", "characters", "seconds", "characters a second"), rows),
        "![Seconds by articles](performance-batch.svg)",
    ]
    plot = curve("Seconds of a batch by its articles", growth, "articles", "seconds")
    return Section("Batches", "\n\n".join(text), {"performance-batch.svg": plot})
