"""A brief while it is being made, reduced from events: it can be read off at any moment.

`BriefState` never changes; `apply` gives the next one. Whoever hears the same events has the same
state, in whatever thread: the scheduler, the pipeline, the page.

>>> state = reduce(BriefState.apply, events, BriefState(article))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhaiyi.core.document import (
    Article,
    Brief,
    Headline,
    Highlights,
    Provenance,
    Run,
    SummarySentence,
    Term,
    Translation,
)
from zhaiyi.core.events import (
    Event,
    HeadlineReady,
    HighlightsFound,
    Revising,
    SummaryReady,
    TermsFound,
    TranslationReady,
)
from zhaiyi.terminology import count


@dataclass(frozen=True, slots=True)
class BriefState:
    """What has been found so far; `translations` are by sentence id, `summary` by index.

    On the sentences of `usable` others may build: their translation is final, or a whole draft.
    Those of `final` are done with; those of `revising` are shown as they were before.
    """

    article: Article
    highlights: Highlights = field(default_factory=lambda: Highlights((), (), ()))
    headline: Headline = field(default_factory=lambda: Headline(""))
    translations: Mapping[int, Translation] = field(default_factory=dict)
    summary: Mapping[int, SummarySentence] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    usable: frozenset[int] = frozenset()
    final: frozenset[int] = frozenset()
    revising: tuple[int, ...] = ()

    @staticmethod
    def of(brief: Brief) -> BriefState:
        """The state that holds all that a finished brief holds."""
        ids = frozenset(t.source for t in brief.translations)
        return BriefState(
            brief.article,
            brief.highlights,
            brief.headline,
            {t.source: t for t in brief.translations},
            dict(enumerate(brief.summary)),
            brief.terms,
            ids,
            ids,
        )

    def apply(self, event: Event) -> BriefState:
        """The state after an event; a later one replaces an earlier one of the same place."""
        match event:
            case TranslationReady():
                return self._translated(event)
            case SummaryReady(index, total, sentence):
                summary = {i: s for i, s in self.summary.items() if i < total}
                return replace(self, summary={**summary, index: sentence})
            case HeadlineReady(headline):
                return replace(self, headline=headline)
            case TermsFound(terms):
                return replace(self, terms=terms)
            case HighlightsFound(highlights):
                return replace(self, highlights=highlights)
            case Revising(ids):
                usable, final = self.usable.difference(ids), self.final.difference(ids)
                return replace(self, usable=usable, final=final, revising=ids)
            case _:
                return self

    def _translated(self, event: TranslationReady) -> BriefState:
        done = event.translation.source
        return replace(
            self,
            translations={**self.translations, done: event.translation},
            usable=self.usable if event.standing == "retry" else self.usable | {done},
            final=self.final | {done} if event.standing == "final" else self.final,
            revising=tuple(i for i in self.revising if i != done),
        )

    def brief(self, provenance: Provenance, run: Run) -> Brief:
        """The brief as far as it has come, its terms counted over what is translated."""
        translations = tuple(self.translations[i] for i in sorted(self.translations))
        texts = {s.id: s.text for s in self.article.sentences}
        pairs = [(texts[t.source], t.text) for t in translations if t.text]
        return Brief(
            self.article,
            self.highlights,
            self.headline,
            translations,
            tuple(self.summary[i] for i in sorted(self.summary)),
            count(self.terms, pairs),
            provenance,
            run,
        )
