"""Makes a partition: reads its articles, briefs or translates them, writes files and tables.

Knows nothing of Ray: an actor is this class, and a test calls it as it is. What is wrong with one
article is set aside with its reason; what is wrong with every article alike is a `Fault`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from zhaiyi.batch.glossaries import Glossaries
from zhaiyi.batch.naming import with_suffix
from zhaiyi.batch.products import SAME, Order, Product, is_doubtful, is_flagged
from zhaiyi.batch.work import Work
from zhaiyi.batch.worker_pool import Ended, Told, run_crew
from zhaiyi.cluster.feed import Item
from zhaiyi.cluster.partitions import Partition
from zhaiyi.cluster.places import Place, file_system
from zhaiyi.cluster.tables import (
    FAILURES,
    MARK,
    TABLES,
    Heard,
    article_row,
    part,
    sentence_rows,
    to_jsonl,
    to_parquet,
)
from zhaiyi.core.document import Source
from zhaiyi.core.errors import (
    ENDS_A_BATCH,
    EngineError,
    UnreadableInput,
    ZhaiyiError,
    of_article,
)
from zhaiyi.core.events import Event, Notice
from zhaiyi.engines.base import NEVER
from zhaiyi.formats import ReadLimits, read, read_text


@dataclass(frozen=True, slots=True)
class Fault:
    """What ends the whole run. `kind` is the name of the error."""

    kind: str
    message: str


@dataclass
class Outcome:
    """What became of a partition. `flagged` and `doubtful` name articles, `failed` those whose
    sentences are not all translated; `failures` are articles with the reason why not."""

    id: str
    articles: int = 0
    sentences: int = 0
    characters: int = 0
    flagged: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    seconds: float = 0.0
    process: int = 0
    memory: int = 0
    """Resident bytes of the process that made it."""
    fault: Fault | None = None


@dataclass(frozen=True)
class _Made:
    product: Product
    article: dict[str, Any]
    sentences: list[dict[str, Any]]


class PartitionMaker:
    """One warm pipeline and the folder that results go to. May make several partitions at once."""

    def __init__(self, work: Work, where: str, threads: int = 0) -> None:
        self._work = work
        self._place = Place(where)
        self._zhaiyi = work.service(threads)
        self._maker = work.maker(self._zhaiyi)
        self._glossaries = Glossaries(work.terms)

    def warm(self) -> Fault | None:
        """Loads the models; what keeps them from that."""
        try:
            self._work.check_estimator(self._zhaiyi.settings)
            self._zhaiyi.warm()
        except ZhaiyiError as error:
            return Fault(type(error).__name__, str(error))
        return None

    def make(self, partition: Partition) -> Outcome:
        """Makes every article of it and writes the results, tables last."""
        started = time.monotonic()
        outcome = Outcome(partition.id, process=os.getpid())
        made: dict[str, _Made] = {}
        aside: list[dict[str, str]] = []
        crew = run_crew(partition.items, self._make, self._work.jobs, NEVER)
        for report in crew:
            if isinstance(report, Told):
                outcome.notices.append(report.word)
            if not isinstance(report, Ended):
                continue
            item, error = report.job, report.error
            if report.outcome is not None:
                error = self._keep(item, report.outcome, outcome)
                made |= {item.key: report.outcome} if error is None else {}
            if isinstance(error, ENDS_A_BATCH):
                outcome.fault = Fault(type(error).__name__, str(error))
                return outcome
            if error is not None:
                aside.append(_set_aside(item, error, outcome))
        try:
            self._write(partition, made, aside)
        except ZhaiyiError as error:
            outcome.fault = Fault(type(error).__name__, str(error))
        outcome.notices = list(dict.fromkeys(outcome.notices))
        outcome.seconds = time.monotonic() - started
        outcome.memory = resident()
        return outcome

    # -- an article --------------------------------------------------------------------------------

    def _make(self, item: Item, tell: Callable[[str], None]) -> _Made:
        heard = Heard()

        def hear(event: Event) -> None:
            heard.hear(event)
            if isinstance(event, Notice):
                tell(event.message)

        with TemporaryDirectory(prefix="zhaiyi-") as folder:
            source, original = self._load(item, Path(folder))
            terms = self._glossaries.beside(item.input, tell) if item.input is not None else ()
            order = Order(source, self._work.formats, original, terms=terms)
            product = self._maker.make(order, hear, NEVER)
        if not product.complete:
            raise EngineError(f"{item.label}: the engine broke off")
        signature = self._zhaiyi.models.model("translator").engine.signature
        row = article_row(heard, item.key, item.name, signature, item.url)
        return _Made(product, row, sentence_rows(heard, item.key))

    def _load(self, item: Item, folder: Path) -> tuple[Source, Path | None]:
        """The text, and the file that it came in where one is."""
        work = self._work
        limits = ReadLimits(max_bytes=work.settings.max_bytes, max_chars=work.settings.max_chars)
        given = item.input
        if given is not None and given.path is not None and not given.record:
            # under the name that the user gave; the path is that of any folder
            read_here = read(given.path, encoding=work.encoding, limits=limits, name=item.label)
            return read_here, given.path
        if given is not None:
            return work.load(given), None
        if isinstance(item.payload, str):
            return read_text(item.payload, item.label, limits), None
        data = item.payload if item.payload is not None else _fetched(item, limits.max_bytes)
        kind = "html" if item.url else None
        source = read(data, encoding=work.encoding, format=kind, limits=limits, name=item.label)
        if item.url:
            source = replace(source, meta={**source.meta, "url": item.url})
        if SAME not in work.formats:
            return source, None
        original = folder / f"original{item.suffix}"
        original.write_bytes(data)
        return source, original

    # -- what is written ---------------------------------------------------------------------------

    def _keep(self, item: Item, made: _Made, outcome: Outcome) -> ZhaiyiError | None:
        """Writes an article's files; why that could not be done."""
        suffixes = self._work.suffixes
        try:
            for format, data in made.product.files.items():
                self._place.write(with_suffix(item.name, suffixes[format], item.suffix), data)
        except ZhaiyiError as error:
            return error
        row = made.product.row
        outcome.articles += 1
        outcome.sentences += int(row["sentences"])
        outcome.characters += int(row["characters"])
        outcome.flagged += [item.label] if is_flagged(row) else []
        outcome.doubtful += [item.label] if is_doubtful(row) else []
        outcome.failed += [item.label] if made.product.untranslated else []
        return None

    def _write(
        self, partition: Partition, made: dict[str, _Made], aside: list[dict[str, str]]
    ) -> None:
        in_order = [made[item.key] for item in partition.items if item.key in made]
        articles = [each.article for each in in_order]
        sentences = [row for each in in_order for row in each.sentences]
        data = {
            "sentences.parquet": to_parquet(sentences, "sentences"),
            "sentences.jsonl": to_jsonl(sentences),
            FAILURES: to_jsonl(aside),
            "articles.jsonl": to_jsonl(articles),
            MARK: to_parquet(articles, "articles"),
        }
        for table in TABLES:
            if table != FAILURES or aside:
                self._place.write(part(table, partition.id), data[table])


def write_failure(place: Place, partition: Partition, message: str) -> Outcome:
    """Sets all articles of a partition aside: nobody lived to make them."""
    outcome = Outcome(partition.id)
    rows = [
        _set_aside(item, EngineError(f"{item.label}: {message}"), outcome)
        for item in partition.items
    ]
    place.write(part(FAILURES, partition.id), to_jsonl(rows))
    place.write(part(MARK, partition.id), to_parquet([], "articles"))
    return outcome


def _set_aside(item: Item, error: BaseException, outcome: Outcome) -> dict[str, str]:
    if not isinstance(error, Exception):
        raise error
    fault = of_article(item.label, error)
    message = " ".join(str(fault).split())
    outcome.failures.append((item.label, message))
    return {"key": item.key, "name": item.name, "kind": type(fault).__name__, "error": message}


def _fetched(item: Item, most: int) -> bytes:
    """The file at an address, one byte more than is allowed at most."""
    system, path = file_system(item.address)
    try:
        with system.open_input_stream(path, None) as file:
            return bytes(file.read(most + 1))
    except OSError as error:
        words = " ".join(str(error).split())
        name = PurePosixPath(item.address)
        raise UnreadableInput(f"{name} cannot be read: {words}") from error


def resident() -> int:
    """Bytes of memory that this process has; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
