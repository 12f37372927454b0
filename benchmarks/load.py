"""Many visitors at once on this machine: does each get the own result, how soon, at what cost?

    python -m benchmarks.load [--engine scripted|default] [--visitors 20]

Starts the page in a process of its own on loopback and lets the visitors press Start together, with
articles of mixed length. Afterwards the very calls that the engine got are given to it once more,
all together and without the page: that is the bare engine's time. Exits with 1 if a visitor
got anything but the own, whole result, or a limit below was missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from benchmarks.visitor import Handlers, Visit, Visitor
from zhaiyi.core.resources import folder

HIGHLIGHTS = 3.0
"""Seconds to the key sentences, 95th percentile."""
THROUGHPUT = 0.85
"""Share of the bare engine's throughput."""
LENGTHS = (60, 120, 250, 500, 900)
"""Characters of the articles, in turn."""
SEED = 6
FIRST = 83001
"""Number of the first article; no sample holds any like it."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a run measured. Memory is in MiB, times are in seconds."""

    visits: tuple[Visit, ...]
    seconds: float
    bare: float
    before: float
    peak: float
    after: float

    @property
    def highlights(self) -> list[float]:
        return sorted(v.highlights for v in self.visits if v.highlights is not None)

    @property
    def p95(self) -> float:
        """Of the time to the key sentences."""
        times = self.highlights
        return times[min(len(times) - 1, int(0.95 * len(times)))] if times else float("inf")

    @property
    def headlines(self) -> list[float]:
        """Seconds to each headline, sorted; endless where there was none."""
        return sorted(v.headline or float("inf") for v in self.visits)

    @property
    def throughput(self) -> float:
        """Share of the bare engine's."""
        return self.bare / self.seconds

    @property
    def faults(self) -> list[str]:
        """What was missed, in words."""
        wrong = [v for v in self.visits if not v.own or _mixed(v)]
        return [
            *(f"not the own, whole result: {v.fault or 'mixed with another'}" for v in wrong),
            *([f"key sentences after {self.p95:.1f} s"] if self.p95 > HIGHLIGHTS else ()),
            *(
                [f"throughput {self.throughput:.0%} of the bare engine"]
                if self.throughput < THROUGHPUT
                else ()
            ),
        ]


def articles(count: int) -> list[str]:
    """`count` articles of mixed length from the samples' sentences, each with a number that is in
    no other, in the title and in every paragraph."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder("samples").glob("*.txt"))]
    lines = [line.strip() for text in texts for line in text.splitlines() if len(line) > 30]
    chance = random.Random(SEED)
    return [
        _article(number, LENGTHS[number % len(LENGTHS)], lines, chance) for number in range(count)
    ]


def _article(number: int, length: int, lines: Sequence[str], chance: random.Random) -> str:
    mark = f"第{FIRST + number}号"
    parts = [f"{mark}公告发布"]
    while sum(map(len, parts)) < length:
        parts.append(f"{mark}公告说，{chance.choice(lines)[: max(40, length // 2)]}")
    return "\n\n".join(parts)


def _mixed(visit: Visit) -> bool:
    """Whether another visitor's number is anywhere in the brief."""
    own = visit.text[1:6]
    found = json.dumps(visit.brief, ensure_ascii=False)
    return any(str(n) in found for n in range(FIRST, FIRST + 100) if str(n) != own)


class Page:
    """The server's process; see `benchmarks.load_server`."""

    def __init__(self, engine: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.load_server", engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self.ask("")["url"]

    def ask(self, question: str) -> dict[str, Any]:
        """One line in, one out."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if question:
            self._process.stdin.write(f"{question}\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the server ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()


async def visits(url: str, texts: Sequence[str]) -> tuple[Visit, ...]:
    """Everybody presses Start at the same moment."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60) as client:
        handlers = Handlers.read((await client.get("config")).json())
        visitors = [Visitor(client, handlers).read(text) for text in texts]
        return tuple(await asyncio.gather(*visitors))


def measure(engine: str, count: int) -> Load:
    """One run. Raises `RuntimeError` if the server does not start."""
    page = Page(engine)
    try:
        before = page.ask("memory")
        began = time.perf_counter()
        seen = asyncio.run(visits(page.url, articles(count)))
        seconds = time.perf_counter() - began
        peak = page.ask("memory")
        bare = page.ask("replay")["seconds"]
        after = page.ask("forget")
        return Load(seen, seconds, bare, before["now"], peak["peak"], after["now"])
    finally:
        page.close()


def report(load: Load, engine: str) -> str:
    """The figures as Markdown."""
    ends = sorted(v.seconds for v in load.visits if v.seconds is not None)
    heads = load.headlines
    total = sum(len(v.text) for v in load.visits)
    right = sum(1 for v in load.visits if v.own and not _mixed(v))
    rows = [
        ("visitors with their own, whole result", f"{right} of {len(load.visits)}"),
        ("characters", f"{total:,} in articles of {min(LENGTHS)} to {max(LENGTHS)}"),
        ("key sentences, median", f"{statistics.median(load.highlights):.2f} s"),
        ("key sentences, 95th percentile", f"{load.p95:.2f} s (limit {HIGHLIGHTS:.0f} s)"),
        ("headline, median and last", f"{statistics.median(heads):.1f} s, {heads[-1]:.1f} s"),
        ("whole brief, median and last", f"{statistics.median(ends):.1f} s, {ends[-1]:.1f} s"),
        ("all visitors served in", f"{load.seconds:.1f} s"),
        ("the same calls on the bare engine", f"{load.bare:.1f} s"),
        ("throughput beside it", f"{load.throughput:.0%} (limit {THROUGHPUT:.0%})"),
        ("paintings sent", f"{sum(v.paintings for v in load.visits):,}"),
        ("memory before, peak, after", f"{load.before:.0f}, {load.peak:.0f}, {load.after:.0f} MiB"),
    ]
    lines = [f"| {len(load.visits)} visitors at once, engine {engine} | |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {value} |" for name, value in rows)])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 if every limit was kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--engine", choices=("scripted", "default"), default="scripted")
    parser.add_argument("--visitors", type=int, default=20)
    wanted = parser.parse_args(arguments)
    load = measure(wanted.engine, wanted.visitors)
    print(report(load, wanted.engine))
    for fault in load.faults:
        print(f"missed: {fault}", file=sys.stderr)
    return 1 if load.faults else 0


if __name__ == "__main__":
    sys.exit(main())
