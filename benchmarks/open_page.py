"""What the page holds in memory: a visitor reads the same article again and again.

The server runs in a process of its own, as `zhaiyi web` does, with the default model loaded; all
processes below it count. What the first article touches (keys and values, the estimator, libraries)
stays, so that only some rounds later the figure stands still.
"""

from __future__ import annotations

import asyncio

from benchmarks.load import Page, visits
from benchmarks.page import bullets, machine_facts, table, tell
from benchmarks.parts import Data, Options, Section
from zhaiyi.core.resources import folder
from zhaiyi.core.settings import load_settings

ROUNDS = 4
_MIB = 2**20


def measure(options: Options) -> Data:
    """Bytes with the page up, then after each round, and each round's seconds. Raises
    `RuntimeError` if the server does not start or a visitor does not get the whole result."""
    path = (options.files or sorted(folder("samples").glob("*.txt")))[-1]
    text = path.read_text(encoding="utf-8")
    server = Page("default")
    try:
        held, seconds = [_held(server)], []
        for number in range(1, ROUNDS + 1):
            tell(f"{path.name} ({number}/{ROUNDS})")
            (visit,) = asyncio.run(visits(server.url, [text]))
            if visit.seconds is None:
                raise RuntimeError(f"{path.name} was not read: {visit.fault}")
            seconds.append(visit.seconds)
            held.append(_held(server))
    finally:
        server.close()
    facts = machine_facts(load_settings())
    return {"facts": facts, "article": path.stem, "held": held, "seconds": seconds}


def _held(server: Page) -> int:
    return int(server.ask("memory")["now"] * _MIB)


def tell_results(data: Data) -> Section:
    first, *later = data["held"]
    rows = [["page up, model loaded", "", _gigabytes(first)]]
    for number, (size, seconds) in enumerate(zip(later, data["seconds"], strict=True), 1):
        rows.append([f"{data['article']}, round {number}", f"{seconds:.1f}", _gigabytes(size)])
    text = [
        bullets(data["facts"]),
        "One visitor who reads the same article again and again. Resident memory of the server and "
        "of all processes below it, files that they map among it; a page that two of them share "
        "counts twice.",
        table(["after", "seconds", "resident memory, GB"], rows),
    ]
    return Section("The page in memory", "\n\n".join(text))


def _gigabytes(size: int) -> str:
    return f"{size / 10**9:.2f}"
