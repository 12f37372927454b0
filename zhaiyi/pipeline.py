"""The stages in order, as a stream of events. No printing and no interface in here.

z = Zhaiyi()
brief = z.brief(text)
for event in z.stream(text): ...
"""

from __future__ import annotations

import copy
import os
import platform
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from zhaiyi import numbers
from zhaiyi.article import parse
from zhaiyi.desk import Desk, lines_as_article
from zhaiyi.document import Article, Brief, Provenance, Run, Source, Term, Translation
from zhaiyi.draft import Draft
from zhaiyi.encode import Encoder, Vectors
from zhaiyi.engines.base import NEVER, Cancel, Engine
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.errors import EngineError
from zhaiyi.events import (
    ArticleRead,
    Event,
    Finished,
    HighlightsFound,
    Notice,
    Progress,
    TermsFound,
    reading_notices,
)
from zhaiyi.extract import extract
from zhaiyi.lexicon import Lexicon
from zhaiyi.memory import open_memory
from zhaiyi.models import AUTO, Models
from zhaiyi.prompts import load_prompt
from zhaiyi.reading import ensure_chinese, read_text
from zhaiyi.recall import Recall
from zhaiyi.settings import Quality, Settings, load_settings
from zhaiyi.terms import find_terms, foreign_candidates, in_text, recurrent_candidates
from zhaiyi.translate import Setting
from zhaiyi.version import __version__
from zhaiyi.work import Role

ROLES: tuple[Role, ...] = ("translator", "summarizer")
PROMPTS = ("translate", "retranslate", "condense", "headline")


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What is wanted of one brief. `sentences` None: min(5, a quarter of the article).

    `summary_only` leaves the translation out but for the sentences that the summary stands on.
    `force` goes on with a text that does not look Chinese.
    """

    sentences: int | None = None
    summary_only: bool = False
    quality: Quality | None = None
    force: bool = False


class Zhaiyi:
    """A service that briefs and translates. The constructor does no I/O; models are loaded when
    first needed and stay until `close`. May be used from several threads at once.

    `translator` and `summarizer` are card names or engines; `model` sets both.
    """

    def __init__(
        self,
        translator: str | Engine = AUTO,
        summarizer: str | Engine | None = None,
        model: str | Engine | None = None,
        glossary: Sequence[Term] = (),
        settings: Settings | None = None,
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
        self._memory = open_memory(self.settings)
        self._documents = count(1)

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

    def using(self, models: Models) -> Zhaiyi:
        """The same service on other `models`; encoder, dictionary and memory are shared."""
        other = copy.copy(self)
        other._models = models
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
    ) -> Iterator[Event]:
        """Events as they happen, `Finished` last. Raises as `brief` does: before the first event,
        but for a model that is found damaged while it loads."""
        options = options or BriefOptions()
        started = datetime.now(UTC)
        clock = time.perf_counter()
        article = self._read(text, options)
        self._check_models()
        draft = Draft(article)
        draft.seconds["read"] = time.perf_counter() - clock
        complete = True
        try:
            for event in self._stages(draft, options, cancel, glossary):
                draft.note(event)
                yield event
        except EngineError as error:
            complete = False
            yield Notice(str(error))
        draft.seconds["total"] = time.perf_counter() - clock
        run = Run(
            started.isoformat(timespec="seconds"),
            machine=machine(),
            complete=complete and not cancel.is_set(),
        )
        yield Finished(draft.brief(self._provenance(options), run))

    def translate(
        self,
        texts: Sequence[str],
        cancel: Cancel = NEVER,
        quality: Quality | None = None,
        glossary: Sequence[Term] = (),
    ) -> Iterator[Translation]:
        """One translation for each text, as they finish; `source` is the index. Blank texts and
        texts without Chinese come back as they are. Raises `ModelError`, `EngineError`."""
        article = lines_as_article(texts)
        self._check_models()
        user = (*glossary, *self._glossary)
        draft = Draft(article, terms=find_terms(article, self._lexicon, user))
        vectors = self._encoder.encode(list(texts))
        options = BriefOptions(quality=quality)
        desk = self._desk(draft, vectors, options)
        yield from desk.translations(cancel)

    def setting(
        self, article: Article, vectors: Vectors, terms: Sequence[Term], quality: Quality
    ) -> Setting:
        """What is known of a document when its sentences are translated. `vectors` (n, d) are
        those of its sentences, in order. Raises `ModelError`."""
        card = self._models.model("translator").card
        year, month = document_date(article)
        return Setting(
            self._encoder,
            self._lexicon,
            vectors,
            tuple(terms),
            card.wrap,
            card.capabilities.hints,
            quality,
            year,
            month,
        )

    # -- stages ------------------------------------------------------------------------------

    def _read(self, text: str | Source, options: BriefOptions) -> Article:
        source = text if isinstance(text, Source) else read_text(text)
        if not options.force:
            ensure_chinese(source.text, source.name)
        return parse(source)

    def _check_models(self) -> None:
        """Missing models show before any work; loading goes on beside it."""
        for role in ROLES:
            self._models.model(role).engine.preload()

    def _stages(
        self, draft: Draft, options: BriefOptions, cancel: Cancel, glossary: Sequence[Term]
    ) -> Iterator[Event]:
        article = draft.article
        told = len(self._models.notices)
        for notice in self._models.notices[:told]:
            yield Notice(notice)
        yield ArticleRead(article)
        yield from reading_notices(article.source)
        with draft.timed("terms"):
            user = (*glossary, *self._glossary)
            draft.terms = find_terms(article, self._lexicon, user)
        with draft.timed("extract"):
            vectors = self._encoder.encode([s.text for s in article.sentences])
            facts = [self._facts(s.text, draft.terms) for s in article.sentences]
            draft.highlights = extract(article, vectors, sentences=options.sentences, facts=facts)
        yield HighlightsFound(draft.highlights)
        yield TermsFound(draft.terms)
        desk = self._desk(draft, vectors, options)
        for notice in self._models.notices[told:]:  # of a model that did not load
            yield Notice(notice)
        yield TermsFound(draft.terms)
        with draft.timed("translate"):
            yield from desk.events(options.summary_only, cancel)
        if not cancel.is_set():
            yield Progress("translate", desk.total, desk.total, 0.0)

    def _facts(self, text: str, terms: tuple[Term, ...]) -> float:
        """How many numbers and names a sentence holds."""
        return float(len(numbers.read_zh(text)) + len(in_text(text, terms, self._lexicon)))

    def _desk(self, draft: Draft, vectors: Vectors, options: BriefOptions) -> Desk:
        with draft.timed("load"):
            translator, summarizer = (self._models.ready(r) for r in ROLES)
        setting = self.setting(
            draft.article, vectors, draft.terms, options.quality or self.settings.quality
        )
        names: tuple[str, ...] = ()
        if setting.wrap is not None and setting.hints:
            known = (draft.article, self._lexicon, draft.terms)
            found = (*foreign_candidates(*known), *recurrent_candidates(*known))
            names = tuple(dict.fromkeys(found))
        engines: dict[Role, EngineWorker] = {
            "translator": translator.engine,
            "summarizer": summarizer.engine,
        }
        name = f"d{next(self._documents)}"
        memory = None if translator.card.engine == "scripted" else self._memory
        recall = Recall(memory, translator.engine.signature, setting.quality)
        return Desk(name, draft, setting, engines, summarizer.card.wrap, recall, names)

    def _provenance(self, options: BriefOptions) -> Provenance:
        translator, summarizer = (self._models.model(r) for r in ROLES)
        return Provenance(
            __version__,
            translator.engine.signature,
            summarizer.engine.signature,
            {name: load_prompt(name).hash for name in PROMPTS},
            self._encoder.signature,
            {
                "quality": options.quality or self.settings.quality,
                "sentences": options.sentences,
                "summary_only": options.summary_only,
            },
        )


_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月")
_MONTH = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月\d{1,2}日")


def document_date(article: Article) -> tuple[int | None, int | None]:
    """Year and month that the article says it was written in: from its metadata or its dateline."""
    meta = re.match(r"((?:19|20)\d\d)-(\d\d)", article.source.meta.get("date", ""))
    if meta:
        return int(meta[1]), int(meta[2])
    if found := _YEAR_MONTH.search(article.dateline):
        return int(found["year"]), int(found["month"])
    if found := _MONTH.search(article.dateline):
        return None, int(found["month"])
    return None, None


def machine() -> str:
    """Processor and number of cores, in words."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
