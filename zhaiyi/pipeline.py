"""The stages in order, as a stream of events. No printing and no interface in here.

z = Zhaiyi()
brief = z.brief(text)
for event in z.stream(text): ...
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from zhaiyi.article import document_date, parse
from zhaiyi.core.document import Article, Brief, Provenance, Sentence, Source, Term, Translation
from zhaiyi.core.errors import EngineError
from zhaiyi.core.events import (
    ArticleRead,
    Event,
    Finished,
    HighlightsFound,
    Notice,
    Progress,
    TermsFound,
    TranslationReady,
    reading_notices,
)
from zhaiyi.core.options import BriefOptions as BriefOptions
from zhaiyi.core.settings import Quality, Settings, load_settings
from zhaiyi.core.version import __version__
from zhaiyi.engines.base import NEVER, NOW, Cancel, Engine
from zhaiyi.engines.choice import AUTO, Models
from zhaiyi.engines.costs import measured
from zhaiyi.estimation import Estimator
from zhaiyi.estimation.base import Reader
from zhaiyi.estimation.installed import Confidence
from zhaiyi.formats import ensure_chinese, read_text
from zhaiyi.lexicon import Lexicon
from zhaiyi.memory import open_memory
from zhaiyi.memory.session import MemorySession
from zhaiyi.models.cards import Role
from zhaiyi.recognition import TermFinder
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.salience.key_sentences import extract
from zhaiyi.summary.arrange import WORDS
from zhaiyi.summary.jobs import made_beside
from zhaiyi.translation.confidence import with_confidence
from zhaiyi.translation.context import DocumentContext, rewriter_of
from zhaiyi.translation.gate import OPEN, Gate
from zhaiyi.translation.plan import NOTHING, Beside, Plan, make_plan, with_progress
from zhaiyi.translation.prompts import prompt_hashes
from zhaiyi.translation.run_log import RunLog
from zhaiyi.translation.scheduler import Scheduler
from zhaiyi.translation.sources import is_translated, lines_as_article
from zhaiyi.translation.state import BriefState
from zhaiyi.translation.urgency import Urgency, urgency_of

ROLES: tuple[Role, ...] = ("translator", "summarizer")
LINES: tuple[Role, ...] = ("translator",)
"""Who is needed for bare lines: no summarizer is looked for, loaded, or told of."""


class Zhaiyi:
    """A service that briefs and translates. The constructor does no I/O; models are loaded when
    first needed and stay until `close`. May be used from several threads at once.

    `translator` and `summarizer` are card names or engines; `model` sets both. `estimator` reads
    pairs for the confidence of each sentence; None takes the installed one.
    """

    def __init__(
        self,
        translator: str | Engine = AUTO,
        summarizer: str | Engine | None = None,
        model: str | Engine | None = None,
        glossary: Sequence[Term] = (),
        settings: Settings | None = None,
        estimator: Reader | None = None,
    ) -> None:
        self.settings = settings or load_settings()
        translator = model or translator
        self._models = Models(
            {"translator": translator, "summarizer": model or summarizer or translator},
            self.settings,
        )
        self._glossary = tuple(glossary)
        self._encoder = Encoder()
        self._lexicon = Lexicon()
        self._confidence = Confidence(self.settings, estimator)
        self._finder = TermFinder(self._lexicon, self.settings)
        self._memory = open_memory(self.settings)
        self._documents = count(1)
        self._gate = OPEN

    def __enter__(self) -> Zhaiyi:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    @property
    def models(self) -> Models:
        """The models of the two roles."""
        return self._models

    @property
    def encoder(self) -> Encoder:
        """The sentence encoder."""
        return self._encoder

    @property
    def lexicon(self) -> Lexicon:
        """The dictionary."""
        return self._lexicon

    @property
    def estimator(self) -> Estimator | None:
        """What says how sure a translation is, None where none is installed. `ModelError`."""
        if self._scripted and not self._confidence.is_given:
            return None
        return self._confidence.of(self._models.model("translator").engine.signature)

    @property
    def _scripted(self) -> bool:
        """What is installed should not change the work of a script."""
        return self._models.model("translator").card.engine == "scripted"

    @property
    def names(self) -> TermFinder:
        return self._finder.by_rule if self._scripted else self._finder

    def through(self, gate: Gate) -> Zhaiyi:
        """The same service, whose work uses the engines only while `gate` is open."""
        other = copy.copy(self)
        other._gate = gate
        return other

    def close(self) -> None:
        """Frees the models and closes the translation memory."""
        self._models.close()
        if self._memory is not None:
            self._memory.close()

    def warm(self) -> None:
        """Loads everything a brief needs. Raises `ModelError`."""
        for role in ROLES:
            self._models.ready(role)
        self._encoder.warm()
        self._lexicon.words("预热")
        assert self._lexicon.names

    def brief(
        self,
        text: str | Source,
        options: BriefOptions | None = None,
        cancel: Cancel = NEVER,
        glossary: Sequence[Term] = (),
    ) -> Brief:
        """The finished brief. Its `run.complete` is False if it was cancelled or an engine broke.
        The terms of `glossary` come before those of the service.

        Raises `InputError` and `ModelError`.
        """
        for event in self.stream(text, options, cancel, glossary):
            if isinstance(event, Finished):
                return event.brief
        raise AssertionError("a stream ends with Finished")

    def stream(
        self,
        text: str | Source,
        options: BriefOptions | None = None,
        cancel: Cancel = NEVER,
        glossary: Sequence[Term] = (),
        known: Mapping[int, Translation] | None = None,
    ) -> Iterator[Event]:
        """Events as they happen, `Finished` last. Raises as `brief` does: before the first event,
        but for a model that is found damaged while it loads. `known` are sentences of this text
        that an interrupted run has finished, by id; no engine is asked for them."""
        options = options or BriefOptions()
        log, started = RunLog(), datetime.now(UTC)
        clock = time.perf_counter()
        self._encoder.preload()
        with log.timed("read"):
            article = self._read(text, options)
        self._check_models()
        state, complete = BriefState(article), True
        try:
            for event in self._stages(article, options, cancel, glossary, log, known):
                state = state.apply(event)
                yield event
        except EngineError as error:
            complete = False
            yield Notice(str(error))
        log.seconds["total"] = time.perf_counter() - clock
        run = log.run(started, complete and not cancel.is_set())
        yield Finished(state.brief(self._provenance(options), run))

    def translate(
        self,
        texts: Sequence[str],
        cancel: Cancel = NEVER,
        quality: Quality | None = None,
        glossary: Sequence[Term] = (),
    ) -> Iterator[Translation]:
        """Translations as they are done with; `source` is the index in `texts`. Blank lines and
        texts without Chinese come back as they are. Raises `ModelError`, `EngineError`."""
        for event in self.stream_lines(texts, cancel, quality, glossary):
            if isinstance(event, TranslationReady) and event.standing == "final":
                yield event.translation

    def stream_lines(
        self,
        texts: Sequence[str],
        cancel: Cancel = NEVER,
        quality: Quality | None = None,
        glossary: Sequence[Term] = (),
    ) -> Iterator[Event]:
        """The events of `translate`, those that tell of the models among them; `Finished` last.
        Each text is one sentence of the article that they speak of, its id the index in `texts`.
        Raises `ModelError`, `EngineError`."""
        log, started = RunLog(), datetime.now(UTC)
        article, options = lines_as_article(texts), BriefOptions(quality=quality)
        self._check_models(LINES)
        state = BriefState(article)
        for event in self._lines(article, options, cancel, glossary, log):
            state = state.apply(event)
            yield event
        run = log.run(started, not cancel.is_set())
        yield Finished(state.brief(self._provenance(options, LINES), run))

    def context(
        self,
        article: Article,
        vectors: Vectors,
        terms: Sequence[Term],
        quality: Quality,
        roles: Sequence[Role] = ROLES,
    ) -> DocumentContext:
        """What is known of a document; `vectors` (n, d) are its sentences', `roles` are those that
        work on it. Raises `ModelError`."""
        cards = [self._models.model(role).card for role in roles]
        translator, (year, month) = cards[0], document_date(article)
        return DocumentContext(
            name=f"d{next(self._documents)}",
            encoder=self._encoder,
            lexicon=self._lexicon,
            vectors=vectors,
            terms=tuple(terms),
            wrap=translator.wrap,
            hints=translator.capabilities.hints,
            quality=quality,
            year=year,
            month=month,
            rewriter=rewriter_of(translator, cards[-1]),
        )

    def work(
        self,
        plan: Plan,
        state: BriefState,
        log: RunLog,
        cancel: Cancel = NEVER,
        urgency: Urgency | None = None,
        roles: Sequence[Role] = ROLES,
    ) -> Iterator[Event]:
        """Runs a plan on the engines of this service, what is urgent before the rest; `state` is
        known before. Raises `EngineError`."""
        engines = {role: self._models.model(role).engine for role in roles}
        engine, home = engines["translator"], self.settings.home
        with measured(home, engine.signature, engine.stats.meter), log.timed("translate"):
            scheduler = Scheduler(engines, cancel, self._gate, urgency)
            try:
                made = scheduler.run([plan.job()], state)
                sure = with_confidence(made, plan.article, self.estimator, state, cancel)
                yield from with_progress(sure, plan)
            finally:
                log.tokens.update(scheduler.tokens)
        if plan.session.failure:
            yield Notice(plan.session.failure)

    # -- stages ------------------------------------------------------------------------------

    def _read(self, text: str | Source, options: BriefOptions) -> Article:
        source = text if isinstance(text, Source) else read_text(text)
        if not options.force:
            ensure_chinese(source.text, source.name)
        return parse(source)

    def _check_models(self, roles: Sequence[Role] = ROLES) -> None:
        """Missing models show before any work; loading goes on beside it."""
        for role in roles:
            self._models.model(role).engine.preload()

    def _stages(
        self,
        article: Article,
        options: BriefOptions,
        cancel: Cancel,
        glossary: Sequence[Term],
        log: RunLog,
        given: Mapping[int, Translation] | None = None,
    ) -> Iterator[Event]:
        """The events of a brief."""
        yield from map(Notice, self._models.notices[: (told := len(self._models.notices))])
        yield ArticleRead(article)
        yield from reading_notices(article.source)
        own = (*glossary, *self._glossary)
        with log.timed("extract"):
            vectors = self._encoder.encode([s.text for s in article.sentences])
            highlights = extract(article, vectors, sentences=options.sentences)
        self.names.preload()
        yield HighlightsFound(highlights)
        with log.timed("terms"):
            terms = self.names.terms(article, own)
        yield TermsFound(terms)
        yield from self._loaded(told, log)
        urgency = urgency_of(article, highlights)
        sentences = [s for s in article.sentences if is_translated(s)]
        if options.summary_only:
            sentences = [s for s in sentences if s.id in (urgency.headline, *urgency.summary)]
        wrap = self._models.model("summarizer").card.wrap
        ids = {s.id for s in sentences}
        words = WORDS if options.sentences is None else None
        beside = made_beside(article, highlights, ids, wrap, urgency.headline, words)
        plan = self._plan(article, vectors, terms, sentences, options, beside, given)
        yield from self.work(plan, BriefState(article), log, cancel, urgency)
        if not cancel.is_set():
            yield Progress("translate", plan.total, plan.total, 0.0)

    def _lines(
        self,
        article: Article,
        options: BriefOptions,
        cancel: Cancel,
        glossary: Sequence[Term],
        log: RunLog,
    ) -> Iterator[Event]:
        """The events of bare lines."""
        yield from map(Notice, self._models.notices[: (told := len(self._models.notices))])
        yield ArticleRead(article)
        terms = self.names.terms(article, (*glossary, *self._glossary))
        vectors = self._encoder.encode([s.text for s in article.sentences])
        yield TermsFound(terms)
        yield from self._loaded(told, log, LINES)
        plan = self._plan(article, vectors, terms, article.sentences, options, roles=LINES)
        yield from self.work(plan, BriefState(article), log, cancel, roles=LINES)

    def _loaded(self, told: int, log: RunLog, roles: Sequence[Role] = ROLES) -> Iterator[Notice]:
        """Loads the models, once the gate is open: behind a running micro-batch this would take as
        long. Tells of those that did not load."""
        with log.timed("load"):
            if self._gate.wait(NOW):
                for role in roles:
                    self._models.ready(role)
        yield from map(Notice, self._models.notices[told:])

    def _plan(
        self,
        article: Article,
        vectors: Vectors,
        terms: tuple[Term, ...],
        sentences: Sequence[Sentence],
        options: BriefOptions,
        beside: Beside = NOTHING,
        given: Mapping[int, Translation] | None = None,
        roles: Sequence[Role] = ROLES,
    ) -> Plan:
        quality = options.quality or self.settings.quality
        context = self.context(article, vectors, terms, quality, roles)
        names = self.names.unknown(article, terms) if context.hinted else ()
        makers = ROLES if context.rewriter else LINES
        made_by = " beside ".join(self._models.model(role).engine.signature for role in makers)
        session = MemorySession(None if self._scripted else self._memory, made_by, quality, given)
        return make_plan(article, context, sentences, names, session, beside)

    def _provenance(self, options: BriefOptions, roles: Sequence[Role] = ROLES) -> Provenance:
        """Where nobody summarised, the translator stands in both places."""
        signatures = [self._models.model(role).engine.signature for role in roles]
        settings = {
            "quality": options.quality or self.settings.quality,
            "sentences": options.sentences,
            "summary_only": options.summary_only,
        } | self.names.provenance
        return Provenance(
            version=__version__,
            translator=signatures[0],
            summarizer=signatures[-1],
            prompts=prompt_hashes(),
            encoder=self._encoder.signature,
            settings=settings,
            estimator=str(self.estimator or ""),
        )
