"""A machine on paper: a continuous batch whose steps cost what `Costs` say, and an article for it.

Drives an `Execution` and a `Feed` by hand, so that what is computed when can be judged without a
model, a thread or a clock: seconds are the sum of the steps.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhaiyi.core.document import Article, Headline, SummarySentence, Translation
from zhaiyi.core.events import HeadlineReady, SummaryReady, TranslationReady
from zhaiyi.engines.base import Request, Result, by_urgency
from zhaiyi.engines.costs import Costs
from zhaiyi.engines.feeding import Feed
from zhaiyi.translation.execution import Execution
from zhaiyi.translation.jobs import Job, Start, ask, translations
from zhaiyi.translation.state import BriefState
from zhaiyi.translation.urgency import RACE, Urgency

ROWS, STEP_TOKENS = 32, 256
"""Of the default engine's plan."""
_TOKENS = 0.6
"""Tokens of a character of a prompt."""


@dataclass(frozen=True)
class News:
    """Characters of the sentences, title first; which are key; which hold a name that is asked."""

    lengths: tuple[int, ...]
    key: tuple[int, ...]
    named: frozenset[int]

    @property
    def urgency(self) -> Urgency:
        soonest = sorted(self.key, key=lambda i: self.lengths[i])
        return Urgency(0, soonest[:RACE], self.key)


def news(sentences: int, seed: int) -> News:
    """An article of usual lengths: a title of 20 characters, a third of the rest with names."""
    rng = random.Random(seed)
    lengths = (20, *(int(rng.lognormvariate(3.75, 0.5)) for _ in range(sentences - 1)))
    key = sorted(rng.sample(range(1, sentences), min(5, sentences // 4)))
    named = frozenset(i for i in range(1, sentences) if rng.random() < 0.35)
    return News(lengths, tuple(key), named)


@dataclass
class Row:
    """A request on the machine: tokens still to be read, and to be written."""

    request: Request
    unread: float
    unwritten: float


@dataclass
class Told:
    """Seconds until the end, the headline and each summary sentence."""

    seconds: float = 0.0
    headline: float = 0.0
    summary: list[float] = field(default_factory=list)


def bare(costs: Costs, article: News) -> float:
    """Seconds that the sentences take alone, all at once."""
    jobs = [_sentence(i, n) for i, n in enumerate(article.lengths)]
    return _run(costs, Feed(), Urgency(), jobs).seconds


def brief(costs: Costs, article: News, feed: Feed | None = None) -> Told:
    """The whole brief: names, sentences with a tenth of repairs, headline, summary. As shipped, or
    at another pace."""
    jobs = {i: _sentence(i, n, i % 10 == 9) for i, n in enumerate(article.lengths)}
    after = [jobs[i] for i in article.named]
    after += [_summary(n, i) for n, i in enumerate(article.key)]
    before = [job for i, job in jobs.items() if i not in article.named]
    rest = _names(4, after)
    plan = _names(2, [_headline(), *before, rest], sentence=0)
    return _run(costs, feed or Feed(), article.urgency, [plan])


def _sentence(index: int, length: int, repaired: bool = False) -> Job[None]:
    yield from ask([_request(f"{index}", 60 + length, 1.2 * length + 32)], segment=index)
    yield TranslationReady(Translation(index, "a"), "draft" if repaired else "final")
    if repaired:
        again = [_request(f"{index}r", 80 + length, 1.2 * length + 32)]
        yield from ask(again, stage="repair", segment=index)
        yield TranslationReady(Translation(index, "b"))


def _headline() -> Job[None]:
    yield from translations((0,), final=True)
    yield HeadlineReady(Headline("a", (0,)))


def _summary(number: int, index: int) -> Job[None]:
    yield from translations((index,))
    yield from ask([_request(f"s{number}", 110, 70)], "summarizer", "summarize")
    yield SummaryReady(number, 5, SummarySentence("a", (index,), 1.0))


def _names(count: int, jobs: Sequence[Job[None]], sentence: int | None = None) -> Job[None]:
    names = [_request(f"n{sentence}.{n}", 25, 24) for n in range(count)]
    yield from ask(names, stage="terms", segment=sentence)
    yield Start(tuple(jobs))


def _request(name: str, tokens: float, limit: float) -> Request:
    return Request(name, "", "字" * int(tokens / _TOKENS), int(limit))


def _run(costs: Costs, feed: Feed, urgency: Urgency, jobs: Sequence[Job[None]]) -> Told:
    execution, told = Execution(BriefState(Article("", ()))), Told()
    execution.start(jobs)
    waiting: list[Request] = []
    batch: list[Row] = []
    while True:
        execution.advance()
        for event in execution.told():
            if isinstance(event, HeadlineReady):
                told.headline = told.seconds
            elif isinstance(event, SummaryReady):
                told.summary.append(told.seconds)
        waiting = by_urgency((*waiting, *_sent(execution, urgency)))
        feed.next_step([row.request for row in batch], waiting, costs)
        while waiting and len(batch) < ROWS and feed.lets(waiting[0]):
            request = waiting.pop(0)
            prompt = _TOKENS * len(request.prompt or "")
            batch.append(Row(request, prompt, 0.45 * request.max_new_tokens))
        if not batch:
            return told
        told.seconds += _step(costs, batch)
        for row in [row for row in batch if row.unread <= 0 and row.unwritten <= 0]:
            batch.remove(row)
            execution.take(Result(row.request.id, "a"))


def _sent(execution: Execution, urgency: Urgency) -> Iterator[Request]:
    """What is asked for, as the scheduler sends it."""
    asks = [pending.ask for pending in execution.waiting]
    execution.sent()
    return (request for each in asks for request in urgency.requests(each))


def _step(costs: Costs, batch: Sequence[Row]) -> float:
    """One token for each row that has read its prompt, and prompts as far as there is room."""
    writing = [row for row in batch if row.unread <= 0]
    room = read = float(STEP_TOKENS - len(writing))
    for row in batch:
        part = min(room, row.unread)
        row.unread -= part
        room -= part
        if part and row.unread <= 0:
            row.unwritten -= 1
    for row in writing:
        row.unwritten -= 1
    return costs.seconds(len(writing), read - room)
