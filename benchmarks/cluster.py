"""What a cluster gains and costs: ``python -m benchmarks.cluster scaling [SECONDS [ACTORS…]]``,
``steady [ARTICLES [ACTORS [SENTENCES]]]`` or ``beside [SECONDS [ARTICLES]]``.

``scaling``: 1, 2, 4, 8 actors on this machine with a scripted engine that sleeps, so that only the
work of spreading is measured. ``steady``: many articles with the scripted engine at full speed, and
the memory of driver and actors on the way. ``beside``: the same articles as a batch with ``--jobs``
and with ``--cluster``, an engine that sleeps in both. Each prints a table.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.command import Desktop
from zhaiyi.cluster import Work, run
from zhaiyi.cluster.driver import Start
from zhaiyi.cluster.maker import Outcome, resident
from zhaiyi.core.settings import load_settings

PLACES = ["东区", "西区", "南区", "北区", "中区", "新区", "老区", "港区", "山区", "湖区"]
THINGS = ["道路", "桥梁", "学校", "医院", "公园", "港口", "机场"]


def fill(folder: Path, count: int, sentences: int = len(THINGS)) -> None:
    """Articles of so many sentences, seven at most, of 31 characters each."""
    for n in range(count):
        lines = (
            f"{PLACES[n % 10]}今年新建的第{n * 10 + i}项{thing}工程已经完工，并通过了验收。"
            for i, thing in enumerate(THINGS[:sentences], 1)
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


def made(
    count: int,
    seconds: float,
    actors: int,
    characters: int | None,
    sentences: int = len(THINGS),
    hear: Callable[[Outcome], None] = lambda outcome: None,
) -> Heard:
    """Briefs of `count` articles by `actors`; the engine sleeps `seconds` for a micro-batch."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "in").mkdir()
        fill(home / "in", count, sentences)
        settings = load_settings(home=home / "home", memory=False, scripted_seconds=seconds)
        work = Work(model="scripted", settings=settings)
        heard = Heard()

        def both(outcome: Outcome) -> None:
            heard.hear(outcome)
            hear(outcome)

        start = Start(actors=actors, characters=characters)
        result = run([str(home / "in")], home / "out", work, start=start, hear=both)
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


@dataclass
class Steady:
    """Prints a row each time that `step` more articles are done."""

    step: int
    count: int
    done: int = 0
    marked: int = 0
    since: float = 0.0
    largest: int = 0

    def hear(self, outcome: Outcome) -> None:
        now = time.monotonic()
        self.since = self.since or now - outcome.seconds
        self.done += outcome.articles
        self.largest = max(self.largest, outcome.memory)
        if self.done - self.marked < self.step and self.done < self.count:
            return
        rate = (self.done - self.marked) / (now - self.since)
        driver = resident() >> 20
        print(f"| {self.done} | {rate:.1f} | {driver} | {self.largest >> 20} |", flush=True)
        self.marked, self.since, self.largest = self.done, now, 0


def steady(count: int = 5000, actors: int = 2, sentences: int = 2) -> None:
    """Speed and memory in fifths of the run; the actor's is the largest in that fifth."""
    print("| articles | articles a second | driver MB | largest actor MB |\n|---:|---:|---:|---:|")
    print_row = Steady(max(1, count // 5), count).hear
    made(count, 0.0, actors, None, sentences, print_row)


def beside(seconds: float = 2.0, count: int = 48) -> None:
    """Whole commands; the speed is that between the first article's file and the last's, so that
    starting is not in it. An actor makes two partitions of four articles at a time, hence eight."""
    spread = ("--cluster", "--actors", "1", "--partition", "1000")
    print("| | articles a second | from start to end, s |\n|---|---:|---:|")
    rates = []
    for name, jobs, more in (("--jobs 8", 8, ()), ("--cluster", 4, spread)):
        with tempfile.TemporaryDirectory() as folder:
            desk = Desktop(Path(folder), "scripted")
            (desk.folder / "in").mkdir()
            fill(desk.folder / "in", count)
            settings = {"ZHAIYI_SCRIPTED_SECONDS": str(seconds), "ZHAIYI_MEMORY": "false"}
            started = time.time()
            desk.run([*desk.command("out", jobs=jobs), *more], **settings)
            took = time.time() - started
            times = sorted(p.stat().st_mtime for p in (desk.folder / "out").glob("a*.json"))
            assert len(times) == count, f"{len(times)} of {count} articles"
            rates.append((count - 1) / (times[-1] - times[0]))
            print(f"| {name} | {rates[-1]:.2f} | {took:.0f} |", flush=True)
    print(f"With --cluster {1 - rates[1] / rates[0]:.0%} slower.")


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["scaling"]:
        counts = [int(word) for word in arguments[2:]] or (1, 2, 4, 8)
        scaling(float(arguments[1]) if arguments[1:] else 2.0, counts)
    elif arguments[:1] == ["steady"]:
        steady(*map(int, arguments[1:4]))
    elif arguments[:1] == ["beside"]:
        beside(*map(float, arguments[1:2]), *map(int, arguments[2:3]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
