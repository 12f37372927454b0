"""What is done for one document, in order: rules, names, the memory, then the engines.

Title and key sentences go first, so that headline and summary come soon; retries and summary
sentences follow as soon as what they stand on is there, before the rest of the document.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from zhaiyi.core.document import Article, Sentence, Term, Translation
from zhaiyi.core.events import Event, Progress, TermsFound, TranslationReady
from zhaiyi.memory.session import MemorySession
from zhaiyi.quantities import home_of
from zhaiyi.terminology import short_forms
from zhaiyi.translation.context import DocumentContext, SourceSegment
from zhaiyi.translation.jobs import Job, Start
from zhaiyi.translation.judge import CheckJudge, Judge
from zhaiyi.translation.names import names_job
from zhaiyi.translation.retry import Budget
from zhaiyi.translation.segment import opening_step, segment_job, step_requests
from zhaiyi.translation.sources import by_rule, segment_of

MAX_NAMES = 12
"""Names asked for one document; those that come first."""
WINDOW = 32
"""Sentences of which the longest begin first: about as many as an engine works on at one time."""
RETRY_SHARE = 0.3
"""Retries may send this share of the document's characters to the engine again."""


def _nothing(context: DocumentContext) -> Iterable[Job[object]]:
    return ()


MakeJobs = Callable[[DocumentContext], Iterable[Job[object]]]
"""Makes jobs that build upon translations."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is made from translations. The sentence `first` begins before all others, and with it
    `opening`, which stands on it alone and is given a context that has its names; `rest` is begun
    once the context is whole."""

    first: int | None = None
    opening: MakeJobs = _nothing
    rest: MakeJobs = _nothing


NOTHING = Beside()
"""No summary, no headline."""

MakeJudge = Callable[[DocumentContext, Budget], Judge]
"""Makes the judge of a document's hypotheses."""


ENOUGH = 0.1
"""Share of the characters after which the time left is told."""


@dataclass(frozen=True)
class Plan:
    """The work on `article`: `ruled` are sentences with the English that a rule gives them, `open`
    those for the engine. `names` are rendered by the model alone, in the order of their first
    place."""

    article: Article
    context: DocumentContext
    ruled: Sequence[tuple[Sentence, str]]
    open: Sequence[Sentence]
    names: Sequence[str] = ()
    session: MemorySession = field(default_factory=lambda: MemorySession(None))
    beside: Beside = NOTHING
    make_judge: MakeJudge = CheckJudge

    @property
    def total(self) -> int:
        """Sentences that are translated."""
        return len(self.ruled) + len(self.open)

    def job(self) -> Job[None]:
        """All of the work; what can be done beside it is started on the way."""
        for sentence, text in self.ruled:
            yield TranslationReady(Translation(sentence.id, text))
        budget = _budget(self.open)
        opening, rest = self._asked()
        context, found = self.context, tuple[Term, ...]()
        if opening:
            found = yield from names_job(context, opening, self.session, self.beside.first)
            context = yield from self._with_names(found)
        waiting = [s for s in self.open if _may_hold(s.text, rest)]
        free = [s for s in self.open if s not in waiting]
        sentences = self._sentence_jobs(context, budget, longest_first(free))
        yield Start((*self.beside.opening(context), *sentences))
        if rest:
            found += yield from names_job(self.context, rest, self.session)
            context = yield from self._with_names(found)
        sentences = self._sentence_jobs(context, budget, longest_first(waiting))
        yield Start((*sentences, *self.beside.rest(context)))

    def _asked(self) -> tuple[Sequence[str], Sequence[str]]:
        """The names that the model is asked for: those that the first sentence may hold, and the
        rest. The headline need not wait for names that stand elsewhere."""
        if self.context.hinted is None:
            return (), ()
        names = [name for name in self.names if any(name in s.text for s in self.open)][:MAX_NAMES]
        first = "".join(s.text for s in self.open if s.id == self.beside.first)
        opening = [name for name in names if _may_hold(first, [name])]
        return opening, [name for name in names if name not in opening]

    def _with_names(self, found: tuple[Term, ...]) -> Job[DocumentContext]:
        """The context with terms that only the model can render: every sentence that may hold one
        waits for it, so that a name is written in one way throughout."""
        terms = (*self.context.terms, *found)
        terms += short_forms(terms, [s.text for s in self.article.sentences])
        yield TermsFound(terms)
        return replace(self.context, terms=terms)

    def _sentence_jobs(
        self, context: DocumentContext, budget: Budget, sentences: Iterable[Sentence]
    ) -> Iterator[Job[object]]:
        """What the memory knows is there at once; the rest goes to the engine."""
        judge = self.make_judge(context, budget)
        segments = [segment_of(sentence, self.article, context) for sentence in sentences]
        known = self._remembered(context, segments)
        for segment in segments:
            if segment.id in known:
                yield _told(known[segment.id])
            else:
                yield _kept(segment_job(context, segment, judge), self.session)

    def _remembered(
        self, context: DocumentContext, segments: Sequence[SourceSegment]
    ) -> dict[int, Translation]:
        if not self.session.is_on:
            return {}
        texts = {s.id: s.text for s in self.open}
        asked = {s.id: step_requests(context, s, opening_step(context, s)) for s in segments}
        return self.session.known({i: (texts[i], requests) for i, requests in asked.items()})


def make_plan(
    article: Article,
    context: DocumentContext,
    sentences: Iterable[Sentence],
    names: Sequence[str] = (),
    session: MemorySession | None = None,
    beside: Beside = NOTHING,
    make_judge: MakeJudge = CheckJudge,
) -> Plan:
    """The plan that translates `sentences` of `article`; `context` has the terms known so far."""
    context = replace(context, home=home_of(article.text))
    ruled: list[tuple[Sentence, str]] = []
    open_: list[Sentence] = []
    for sentence in sentences:
        text = by_rule(sentence, context)
        if text is None:
            open_.append(sentence)
        else:
            ruled.append((sentence, text))
    session = session or MemorySession(None)
    return Plan(article, context, ruled, open_, names, session, beside, make_judge)


def with_progress(events: Iterable[Event], plan: Plan) -> Iterator[Event]:
    """The events, with progress after each sentence that is done with. The time left follows from
    the characters that the engine has done and the time they took; the first sentences of a batch
    say nothing of it, for the batch has worked on all of its sentences meanwhile."""
    started = time.perf_counter()
    lengths = {s.id: len(s.text) for s in plan.open}
    whole, chars, done = sum(lengths.values()), 0, 0
    for event in events:
        yield event
        if isinstance(event, TranslationReady) and event.standing == "final":
            done += 1
            chars += lengths.get(event.translation.source, 0)
            passed = time.perf_counter() - started
            left = passed * (whole - chars) / chars if chars and chars >= whole * ENOUGH else None
            yield Progress("translate", done, plan.total, left)


def longest_first(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """In reading order by windows, and within each the longest first (Graham's rule for parallel
    work): one that begins late, or is tried again late, would go on alone at the end, where each
    step reads all the weights for a single row."""
    for start in range(0, len(sentences), WINDOW):
        yield from sorted(sentences[start : start + WINDOW], key=lambda s: -len(s.text))


def _may_hold(text: str, names: Sequence[str]) -> bool:
    """Whether a name, or a part of it that may become its short form, stands in the text."""
    return any(part in text for name in names for part in name.split("·"))


def _told(translation: Translation) -> Job[Translation]:
    """A translation that is there already."""
    yield TranslationReady(translation)
    return translation


def _kept(job: Job[Translation | None], session: MemorySession) -> Job[Translation | None]:
    """The job; what it makes is remembered, unless it was broken off."""
    translation = yield from job
    if translation is not None:
        session.keep(translation)
    return translation


def _budget(sentences: Sequence[Sentence]) -> Budget:
    """For a short text at least one retry of its longest sentence, whatever its share."""
    lengths = [len(s.text) for s in sentences]
    return Budget(max(RETRY_SHARE * sum(lengths), 2.5 * max(lengths, default=0)))
