"""An invented article with its English, and an engine that a test tells what to answer.

One `Zhaiyi` (with its dictionary and encoder) serves all tests; each test gives its engine a new
script, so that it stays fast without reaching into anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from zhaiyi.core.document import Article, Term
from zhaiyi.core.events import Event
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.lexicon import Lexicon
from zhaiyi.salience.encoder import Encoder
from zhaiyi.translation.context import DocumentContext
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.scheduler import Scheduler
from zhaiyi.translation.state import BriefState

ENGLISH = {
    "云溪县新图书馆投入使用": "A new library opens in Yunxi County.",
    "云溪县新图书馆12日投入使用，总投资6.1亿元。": (
        "The new library of Yunxi County opened on the 12th, with a total investment of "
        "610 million yuan."
    ),
    "图书馆共有三层，藏书约20万册。": "The library has three floors and about 200,000 books.",
    "县长李明说：“这里会成为孩子们放学以后读书的好去处。”": (
        "County head Li Ming said: “This will become a good place for children to read after "
        "school.”"
    ),
    "去年，全县有5000名居民参加了读书活动。": (
        "Last year, 5,000 residents of the county took part in reading activities."
    ),
    "图书馆每天早上9点开门，晚上10:30关门。": (
        "The library opens at 9 in the morning and closes at 10:30 in the evening every day."
    ),
    "居民们还可以在网上免费借阅电子书。": "Residents can also borrow e-books online for free.",
    "图书馆旁边的公园也在建设之中。": "The park beside the library is also under construction.",
}
"""Each sentence that an engine is needed for, with a translation that no check objects to."""

TITLE, LEDE, FLOORS, QUOTE, READERS, HOURS, ONLINE, PARK = ENGLISH
FOREIGN = "The library can be visited free of charge by everyone who lives nearby."
ARTICLE = f"""{TITLE}

{TITLE}

{LEDE}

新华社云溪6月12日电（记者张伟）{LEDE}{FLOORS}

{QUOTE}{READERS}

{FOREIGN}

{HOURS}{ONLINE}{PARK}

来源：新华社
责任编辑：王芳
分享到微信
"""

Answer = Callable[[Request], str]


class Stage(Engine):
    """Plays the script it was last given, and remembers every request."""

    def __init__(self) -> None:
        super().__init__()
        self.play()

    def play(self, answers: Answer | Mapping[str, str] | None = None, **how: Any) -> Stage:
        """Answers from now on with `answers` first, then with `ENGLISH`; `how` as for
        `ScriptedEngine`."""
        self._answers = answers
        self.script = ScriptedEngine(self._answer, **how)
        self.requests: list[Request] = []
        return self

    @property
    def signature(self) -> str:
        return "stage/1"

    @property
    def steps(self) -> int:
        """Micro-batches since the script was given."""
        return self.script.stats.steps

    @property
    def sources(self) -> list[str]:
        """Sources of the requests for translations, first attempts alone."""
        return [r.source for r in self.requests if r.id.endswith("/0") and r.id.count("/") == 2]

    def tries(self, source: str) -> list[Request]:
        """Every request whose source is part of `source`, in order; names are no translation."""
        return [r for r in self.requests if r.source in source and "/name/" not in r.id]

    def load(self) -> None: ...

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        return self.script.generate(requests, cancel)

    def _answer(self, request: Request) -> str:
        self.requests.append(request)
        if callable(self._answers):
            return self._answers(request)
        return {**ENGLISH, **(self._answers or {})}.get(request.source, request.source)


def run_jobs(
    jobs: Iterable[Job[object]],
    engine: Engine,
    cancel: Cancel = NEVER,
    state: BriefState | None = None,
) -> list[Event]:
    """The events of the jobs, which ask `engine` in both roles."""
    worker = EngineWorker(engine)
    scheduler = Scheduler({"translator": worker, "summarizer": worker}, cancel)
    events = list(scheduler.run(jobs, state or BriefState(Article("", ()))))
    worker.close()
    return events


def english(request: Request) -> str:
    """The right translation, or, for a request of the summarizer, its own source."""
    return ENGLISH.get(request.source, request.source)


def in_turn(source: str, *texts: str) -> Answer:
    """Answers `source` with one text after the other, then with the last; all else rightly."""
    left = list(texts)

    def answer(request: Request) -> str:
        if request.source != source:
            return english(request)
        return left.pop(0) if len(left) > 1 else left[0]

    return answer


@cache
def encoder() -> Encoder:
    return Encoder()


@cache
def lexicon() -> Lexicon:
    return Lexicon()


def context(*sources: str, terms: tuple[Term, ...] = (), **more: Any) -> DocumentContext:
    """The context of a document that holds `sources`; its chat format is angle brackets."""
    vectors = encoder().encode(sources) if sources else np.zeros((0, 512), np.float32)
    wrap = more.pop("wrap", lambda text: f"<{text}>")
    return DocumentContext("d", encoder(), lexicon(), vectors, terms, wrap, **more)
