"""A brief while it is being made: it can be read off at any moment, so nothing done is lost."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from zhaiyi.document import (
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
from zhaiyi.events import Event, HeadlineReady, SummaryReady, TermsFound, TranslationReady
from zhaiyi.terms import count


@dataclass
class Draft:
    """What has been found so far. `seconds` and `tokens` go into the run block."""

    article: Article
    highlights: Highlights = field(default_factory=lambda: Highlights((), (), ()))
    headline: Headline = field(default_factory=lambda: Headline(""))
    translations: dict[int, Translation] = field(default_factory=dict)
    summary: dict[int, SummarySentence] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    tokens: Counter[str] = field(default_factory=Counter)

    def note(self, event: Event) -> None:
        """Keeps what an event brings; a later one replaces an earlier one of the same place."""
        match event:
            case TranslationReady(translation):
                self.translations[translation.source] = translation
            case SummaryReady(index, _, sentence):
                self.summary[index] = sentence
            case HeadlineReady(headline):
                self.headline = headline
            case TermsFound(terms):
                self.terms = terms
            case _:
                pass

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the wall time of the block to the seconds of `stage`."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - started

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
            replace(run, seconds=_rounded(self.seconds), tokens=dict(self.tokens)),
        )


def _rounded(seconds: Mapping[str, float]) -> dict[str, float]:
    return {stage: round(value, 3) for stage, value in seconds.items()}
