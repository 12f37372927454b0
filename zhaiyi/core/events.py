"""What the pipeline yields while it works. Terminal, page and API paint the same events.

Order for one article: `ArticleRead`, `HighlightsFound`, `TermsFound`, then any mix of
`HeadlineReady`, `SummaryReady`, `TranslationReady` (a later one with the same index or id replaces
an earlier one: repair), `Progress` and `Notice`, and last `Finished`, always, also after a cancel.
`HighlightsFound` comes again where the summary stands on other key sentences in the end.
Bare lines (`Zhaiyi.stream_lines`) have no highlights, headline and summary; a revised brief
(`zhaiyi.revise`) begins with `Revising` in place of the first two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhaiyi.core.document import (
    Article,
    Brief,
    Headline,
    Highlights,
    Source,
    SummarySentence,
    Term,
    Translation,
)

Stage = Literal["read", "load", "extract", "terms", "translate", "repair", "summarize"]
Standing = Literal["draft", "retry", "final"]


@dataclass(frozen=True, slots=True)
class ArticleRead:
    article: Article


@dataclass(frozen=True, slots=True)
class HighlightsFound:
    highlights: Highlights


@dataclass(frozen=True, slots=True)
class TermsFound:
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class HeadlineReady:
    headline: Headline


@dataclass(frozen=True, slots=True)
class SummaryReady:
    """Sentence `index` of the summary of `total`. Where the whole turns out to be shorter, what
    stood at `total` and behind it is gone."""

    index: int
    total: int
    sentence: SummarySentence


@dataclass(frozen=True, slots=True)
class TranslationReady:
    """`standing` says whether the sentence is done with: a ``draft`` (a whole first hypothesis,
    good enough to build upon) and a ``retry`` are going to be tried again, or estimated; a
    ``final`` is told once."""

    translation: Translation
    standing: Standing = "final"


@dataclass(frozen=True, slots=True)
class Revising:
    """The sentences that are going to be translated again, told before the first of them."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of `stage`; `seconds_left` is an estimate, None while unknown."""

    stage: Stage
    done: int
    total: int
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A line the user should see (a fallback, a refused file), not an error."""

    message: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end. `brief.run.complete` is False when the run was cancelled or broke off."""

    brief: Brief


Event = (
    ArticleRead
    | HighlightsFound
    | TermsFound
    | HeadlineReady
    | SummaryReady
    | TranslationReady
    | Revising
    | Progress
    | Notice
    | Finished
)


def reading_notices(source: Source) -> tuple[Notice, ...]:
    """What a reader had to remark on a file (damaged characters, a wrong encoding), if anything."""
    notes = source.meta.get("notes")
    return (Notice(f"{source.name}: {notes}"),) if notes else ()
