"""What a cluster gains and costs: ``python -m benchmarks.cluster scaling [SECONDS [ACTORS…]]``, or
``steady [ARTICLES [ACTORS]]``.

``scaling``: 1, 2, 4, 8 actors on this machine with a scripted engine that sleeps, so that only the
work of spreading is measured. ``steady``: many articles with the scripted engine at full speed, and
the memory of driver and actors on the way. Both print a table.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zhaiyi.cluster import Work, run
from zhaiyi.cluster.driver import Start
from zhaiyi.cluster.maker import Outcome, resident
from zhaiyi.core.settings import load_settings

PLACES = ["东区", "西区", "南区", "北区", "中区", "新区", "老区", "港区", "山区", "湖区"]
THINGS = ["道路", "桥梁", "学校", "医院", "公园", "港口", "机场"]


def fill(folder: Path, count: int) -> None:
    """Articles of seven sentences, 250 characters each."""
    for n in range(count):
        lines = (
            f"{PLACES[n % 10]}今年新建的第{n * 10 + i}项{thing}工程已经完工，并通过了验收。"
            for i, thing in enumerate(THINGS, 1)
        )
        (folder / f"a{n:05}.txt").write_text("\n".join(lines), encoding="utf-8")


@dataclass
class Heard:
    """Outcomes with the moments at which they came."""

    outcomes: list[tuple[float, Outcome]] = field(default_factory=list)
    driver: list[int] = field(default_factory=list)

    def hear(self, outcome: Outcome) -> None:
        self.outcomes.append((time.monotonic(), outcome))
        self.driver.append(resident())

    def rate(self, actors: int) -> float:
        """Articles a second while all actors worked: from the moment when the last of them began
        until the first has nothing more to do (its last outcome)."""
        begun: dict[int, float] = {}
        ended: dict[int, float] = {}
        for at, outcome in self.outcomes:
            begun[outcome.process] = min(begun.get(outcome.process, at), at - outcome.seconds)
            ended[outcome.process] = at
        assert len(begun) == actors, f"{len(begun)} of {actors} actors did something"
        start, end = max(begun.values()), min(ended.values())
        done = sum(_share(at, each, start, end) for at, each in self.outcomes)
        return done / (end - start)


def _share(at: float, outcome: Outcome, start: float, end: float) -> float:
    """Articles of a partition, as far as it was made between two moments."""
    inside = max(0.0, min(at, end) - max(at - outcome.seconds, start))
    return outcome.articles * inside / outcome.seconds


def made(count: int, seconds: float, actors: int, characters: int | None) -> Heard:
    """Briefs of `count` articles by `actors`; the engine sleeps `seconds` for a micro-batch."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "in").mkdir()
        fill(home / "in", count)
        settings = load_settings(home=home / "home", memory=False, scripted_seconds=seconds)
        work = Work(model="scripted", settings=settings)
        heard = Heard()
        start = Start(actors=actors, characters=characters)
        result = run([str(home / "in")], home / "out", work, start=start, hear=heard.hear)
        assert result.articles == count, result.failures[:3]
        return heard


def scaling(seconds: float = 2.0, counts: Sequence[int] = (1, 2, 4, 8), each: int = 24) -> None:
    """Each actor has `each` articles to make."""
    base = 0.0
    print("| actors | articles a second | of the ideal |\n|---:|---:|---:|")
    for actors in counts:
        rate = made(each * actors, seconds, actors, 500).rate(actors)
        base = base or rate
        print(f"| {actors} | {rate:.2f} | {rate / base / actors * counts[0]:.0%} |", flush=True)


def steady(count: int = 5000, actors: int = 2) -> None:
    """Speed and memory in tenths of the run."""
    heard = made(count, 0.0, actors, None)
    print("| articles | articles a second | driver MB | largest actor MB |\n|---:|---:|---:|---:|")
    step, done, since = count // 10, 0, heard.outcomes[0][0]
    largest: dict[int, int] = {}
    marked = 0
    for (at, outcome), driver in zip(heard.outcomes, heard.driver, strict=True):
        done += outcome.articles
        largest[outcome.process] = outcome.memory
        if done - marked >= step or done == count:
            rate = (done - marked) / max(1e-9, at - since)
            top = max(largest.values()) >> 20
            print(f"| {done} | {rate:.1f} | {driver >> 20} | {top} |", flush=True)
            marked, since = done, at


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["scaling"]:
        counts = [int(word) for word in arguments[2:]] or (1, 2, 4, 8)
        scaling(float(arguments[1]) if arguments[1:] else 2.0, counts)
    elif arguments[:1] == ["steady"]:
        steady(*map(int, arguments[1:3]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
