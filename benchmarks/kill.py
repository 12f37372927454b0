"""kill -9 at ten random moments of a batch of twenty: what was reported is there, nothing twice.

The moments are numbers of further segments in the journal, and a part of a second behind the last.
The same code is run by a test on the scripted engine, and here once on the real model.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.command import Desktop
from benchmarks.page import bullets, machine_facts, table, tell
from benchmarks.parts import Data, Options, Section
from zhaiyi.core.settings import load_settings

ARTICLES, KILLS = 20, 10
SEED = 7
_LOOK = 0.002
Record = dict[str, Any]


@dataclass
class Ordeal:
    """A batch that is killed over and over: the command of one start, where, and its output
    folder. What is wrong with what it left behind gathers in `faults`."""

    folder: Path
    command: Sequence[str]
    environment: Mapping[str, str]
    out: Path
    faults: list[str] = field(default_factory=list)
    killed: int = 0
    reported: set[tuple[str, int]] = field(default_factory=set)
    """Segments that the journal called done before a kill: item and sentence."""
    _read: tuple[int, int] = (0, 0)
    """Bytes of the journal when it was last counted, and the segments it held."""

    @property
    def _journal(self) -> Path:
        return self.out / ".zhaiyi" / "journal.jsonl"

    def records(self) -> list[Record]:
        """Whole lines of the journal only: a reader may come in the middle of a write."""
        data = self._journal.read_bytes() if self._journal.exists() else b""
        return [json.loads(line) for line in data[: data.rfind(b"\n") + 1].splitlines()]

    def start_and_kill(self, more: int, pause: float = 0.0) -> None:
        """Kills the batch `pause` seconds after `more` further segments, then looks at what is
        there."""
        goal = len(_segments(self.records())) + more
        process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with process:
            while process.poll() is None and self._segments_so_far() < goal:
                time.sleep(_LOOK)
            time.sleep(pause)
            self.killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
        found = self.records()
        self.faults += _faults(self.out, found)
        self.reported |= _segments(found)

    def _segments_so_far(self) -> int:
        """How many; the journal is read again only where it has grown, so that whoever waits takes
        no time from the batch."""
        size = self._journal.stat().st_size if self._journal.exists() else 0
        if size != self._read[0]:
            self._read = size, len(_segments(self.records()))
        return self._read[1]

    def finish(self, articles: int) -> None:
        """Lets the batch run to its end and looks whether it is whole."""
        with subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as process:
            _, said = process.communicate()
        if process.returncode:
            self.faults.append(f"the last start ended with {process.returncode}: {said.decode()}")
        self.faults += [*_faults(self.out, self.records()), *self._at_the_end(articles)]

    def _at_the_end(self, articles: int) -> Iterator[str]:
        found = self.records()
        done = Counter(r["item"] for r in found if r["kind"] == "done")
        yield from (f"{item} was made {n} times" for item, n in done.items() if n > 1)
        if len(done) != articles:
            yield f"{len(done)} of {articles} articles are done"
        final = {
            (r["item"], t["source"])
            for r in found
            if r["kind"] == "done"
            for t in _brief(self.out, r)["translation"]
        }
        yield from (f"sentence {i} of {item} is lost" for item, i in self.reported - final)
        yield from (f"{path.name} is half a file" for path in self.out.glob(".a*"))
        report = json.loads((self.out / "report.json").read_text(encoding="utf-8"))
        if report["totals"]["done"] != articles:
            yield f"the report counts {report['totals']['done']} articles"


def _segments(found: Sequence[Record]) -> set[tuple[str, int]]:
    """Item and sentence of each: a start writes down again what it knows from the memory."""
    return {(r["item"], r["id"]) for r in found if r["kind"] == "segment"}


def _brief(out: Path, done: Record) -> Any:
    return json.loads((out / done["files"]["json"]).read_text(encoding="utf-8"))


def _faults(out: Path, found: Sequence[Record]) -> Iterator[str]:
    """Whatever the journal calls done has to be on the disk, whole, each segment once and as it
    was reported."""
    segments = {(r["item"], r["id"]): r["text"] for r in found if r["kind"] == "segment"}
    for record in found:
        if record["kind"] != "done":
            continue
        item, brief = record["item"], _brief(out, record)
        sources = [t["source"] for t in brief["translation"]]
        wanted = [s["id"] for s in brief["article"]["sentences"]]
        if not brief["run"]["complete"] or sorted(sources) != wanted:
            yield f"{item} is called done and is not whole"
        for translation in brief["translation"]:
            if segments.get((item, translation["source"])) != translation["text"]:
                yield f"{item}: sentence {translation['source']} is not what was reported"


# -- as a part of the page -------------------------------------------------------------------


def measure(options: Options) -> Data:
    """Kills the real batch and lets it end. Raises `ZhaiyiError`."""
    articles, kills = options.amount(ARTICLES), options.amount(KILLS)
    moments = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desktop.laid_out(Path(folder), options.model, articles)
        out = desk.folder / "out"
        ordeal = Ordeal(desk.folder, desk.command("out"), desk.environment, out)
        for number in range(1, kills + 1):
            tell(f"kill {number} of {kills}")
            ordeal.start_and_kill(moments.randint(1, 12), moments.random())
        ordeal.finish(articles)
        segments = sum(r["kind"] == "segment" for r in ordeal.records())
    return {
        "facts": machine_facts(load_settings()),
        "model": options.model,
        "articles": articles,
        "kills": ordeal.killed,
        "reported": len(ordeal.reported),
        "segments": segments,
        "faults": ordeal.faults,
    }


def tell_results(data: Data) -> Section:
    rows = [
        ["articles", str(data["articles"])],
        ["starts killed", str(data["kills"])],
        ["segments reported done before a kill", str(data["reported"])],
        ["segment records in all", str(data["segments"])],
        ["lost, doubled or unfinished", str(len(data["faults"]))],
    ]
    text = [
        bullets([*data["facts"], f"model: `{data['model']}`"]),
        table(("what", "count"), rows),
        bullets(data["faults"]),
    ]
    return Section("kill -9 in the middle of a batch", "\n\n".join(filter(None, text)))
