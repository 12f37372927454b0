"""What every format draws of a brief: rows, summary with its sources, and what to check. Pure.

`reader/model.js` makes the same choices for the script; a browser test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zhaiyi.core.document import (
    Brief,
    Finding,
    Sentence,
    Span,
    SummarySentence,
    Term,
    Translation,
)
from zhaiyi.render.assets import strings
from zhaiyi.render.doubt import places, sureness, suspects
from zhaiyi.render.inert import undirected
from zhaiyi.render.langtag import language_tag

LEVELS = 4
"""Shades of salience."""
SEVERITIES = ("error", "warning", "info")
"""Gravest first."""
UNCONFIRMED = "unconfirmed_name"
"""Kind of the findings that the view adds for names that nobody vouches for."""

RowState = Literal["translated", "failed", "missing", "repeat", "foreign"]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence beside its translation. `level` is 0 for what is not a key sentence; `cited_by`
    counts summary sentences from 1; `repeat_of` is an index of `View.rows`."""

    sentence: Sentence
    translation: Translation | None
    state: RowState
    level: int
    score: float
    cited_by: tuple[int, ...]
    new_paragraph: bool
    names: tuple[Finding, ...] = ()
    """Of names that nobody vouches for, those that stand here first."""

    @property
    def number(self) -> int:
        """As a reader counts: from 1."""
        return self.sentence.id + 1

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found, then the names to be looked up."""
        own = self.translation.findings if self.translation else ()
        return (*own, *self.names)

    @property
    def status(self) -> str:
        """The translation's; ``ok`` where there is none."""
        return self.translation.status if self.translation else "ok"

    @property
    def text(self) -> str:
        """The English; empty where there is none."""
        return self.translation.text if self.translation else ""

    @property
    def machine(self) -> str:
        """The machine's words below a person's; empty where nobody changed them."""
        return self.translation.machine if self.translation else ""

    @property
    def to_check(self) -> bool:
        """Whether it counts for "Check (n)"."""
        doubtful = self.translation is not None and self.translation.level == "doubtful"
        return self.state != "repeat" and (doubtful or needs_check(self.status, self.findings))

    @property
    def confidence(self) -> str:
        """The level of confidence in words, empty where nothing estimated it."""
        return level_of(self.translation)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One sentence of the summary beside its key sentences; `number` counts from 1, and is 0 while
    the sentence is not made yet."""

    number: int
    sentence: SummarySentence | None
    sources: tuple[Row, ...]

    @property
    def confidence(self) -> str:
        """As in `Row`."""
        return level_of(self.sentence)

    @property
    def to_check(self) -> bool:
        """As in `Row`."""
        made = self.sentence
        return made is not None and (
            made.level == "doubtful" or needs_check(made.status, made.findings)
        )


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of the list of what to check. `ref` is the anchor without prefix: ``h``, ``m2``,
    ``s12``; `number` is what a reader calls the place (0 for the headline).
    `words` are those that the estimator doubts, where no check named a fault."""

    ref: str
    number: int
    severity: str
    message: str
    status: str
    text: str
    words: tuple[str, ...] = ()


def needs_check(status: str, findings: Iterable[Finding]) -> bool:
    """True where a reader should look: flagged, failed, or a finding beyond a mere note."""
    return status in {"flagged", "failed"} or any(f.severity != "info" for f in findings)


def level_of(sentence: object) -> str:
    """The `level` of confidence of a sentence (``sure``, ``look``, ``doubtful``), if it has one."""
    return str(getattr(sentence, "level", "") or "")


class View:
    """The parts of a brief, in reading order."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.lang = language_tag(brief.article.text)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All sentences of the article, in order."""
        sentences = self.brief.article.sentences
        return tuple(
            self._row(s, i > 0 and s.paragraph != sentences[i - 1].paragraph)
            for i, s in enumerate(sentences)
        )

    def _row(self, sentence: Sentence, new_paragraph: bool) -> Row:
        translation = self._translations.get(sentence.id)
        cited = tuple(n for n, s in enumerate(self.brief.summary, 1) if sentence.id in s.sources)
        return Row(
            sentence,
            translation,
            _state(sentence, translation),
            self._level(sentence.id),
            self._score(sentence.id),
            cited,
            new_paragraph,
            self._name_findings(sentence, translation),
        )

    def _name_findings(
        self, sentence: Sentence, translation: Translation | None
    ) -> tuple[Finding, ...]:
        text = translation.text if translation else ""
        said = strings()["unconfirmed_name"]
        return tuple(
            Finding(
                UNCONFIRMED,
                "warning",
                said.format(target=undirected(term.target), source=undirected(term.source)),
                span_of(term.source, sentence.text),
                span_of(term.target, text),
            )
            for term in self._first_names.get(sentence.id, ())
        )

    @cached_property
    def _first_names(self) -> dict[int, list[Term]]:
        """The names that nobody vouches for, by the sentence where each stands first."""
        first: dict[int, list[Term]] = {}
        for term in self.unconfirmed:
            first.setdefault(self.first_number(term) - 1, []).append(term)
        return first

    @cached_property
    def _translations(self) -> dict[int, Translation]:
        return {t.source: t for t in self.brief.translations}

    @cached_property
    def _key(self) -> frozenset[int]:
        return frozenset(self.brief.highlights.key)

    def _score(self, index: int) -> float:
        scores = self.brief.highlights.scores
        return scores[index] if index < len(scores) else 0.0

    def _level(self, index: int) -> int:
        """1 to `LEVELS`: where the score stands between the least and greatest of key ones."""
        if index not in self._key:
            return 0
        scores = [self._score(i) for i in self._key]
        low, high = min(scores), max(scores)
        place = (self._score(index) - low) / (high - low) if high > low else 1.0
        return 1 + round(place * (LEVELS - 1)) if place == place else 1

    @cached_property
    def summary(self) -> tuple[SummaryRow, ...]:
        """Made sentences in their order; then groups of key sentences that still wait for one,
        each at its place in the document."""
        made = [
            SummaryRow(n, s, self._sources(s.sources)) for n, s in enumerate(self.brief.summary, 1)
        ]
        used = {i for s in self.brief.summary for i in s.sources}
        waiting = [
            SummaryRow(0, None, self._sources(group))
            for group in self.brief.highlights.groups
            if not used & set(group)
        ]
        if not waiting:
            return tuple(made)
        return tuple(sorted([*made, *waiting], key=_first_source))

    def _sources(self, ids: Iterable[int]) -> tuple[Row, ...]:
        return tuple(self.rows[i] for i in ids if 0 <= i < len(self.rows))

    @cached_property
    def findings(self) -> tuple[CheckItem, ...]:
        """Every finding of headline, summary and translation, and every status without one."""
        items = [*_items("h", 0, "ok", self.brief.headline.text, self.brief.headline.findings)]
        for n, s in enumerate(self.brief.summary, 1):
            items += _items(f"m{n}", n, s.status, s.text, s.findings)
        for row in self.rows:
            if row.state != "repeat" and row.translation is not None:
                text, own = row.text or row.sentence.text, row.translation.findings
                items += _items(f"s{row.number}", row.number, row.status, text, own)
        return tuple(items)

    @property
    def to_check(self) -> tuple[CheckItem, ...]:
        """The least sure first, then the gravest, then in reading order."""
        english = places(self.brief)
        grave = [item for item in self.findings if item.severity != "info"]
        grave.sort(key=lambda item: SEVERITIES.index(item.severity))
        grave += self._doubtful({item.ref for item in grave})
        return tuple(
            sorted(
                grave,
                key=lambda item: sureness(
                    item.severity, english[item.ref].confidence if item.ref in english else None
                ),
            )
        )

    def _doubtful(self, named: set[str]) -> Iterator[CheckItem]:
        """What nobody objects to, and is doubtful all the same."""
        for ref, english in places(self.brief).items():
            if english.level == "doubtful" and ref not in named:
                number = 0 if ref == "h" else int(ref[1:])
                words = suspects(english)
                yield CheckItem(ref, number, "warning", "", "doubtful", english.text, words)

    @property
    def mended(self) -> tuple[CheckItem, ...]:
        """Notes: nothing that has to be looked at."""
        return tuple(item for item in self.findings if item.severity == "info")

    @property
    def unconfirmed(self) -> tuple[Term, ...]:
        """Names that the model alone vouches for; each is to be checked like a finding."""
        return tuple(term for term in self.brief.terms if not term.confirmed)

    @property
    def check_count(self) -> int:
        """What is to be checked: findings, and names that nobody vouches for."""
        return len(self.to_check) + len(self.unconfirmed)

    def first_number(self, term: Term) -> int:
        """The number of the sentence where a term stands first, 0 where it stands in none."""
        found = (s.id for s in self.brief.article.sentences if term.source in s.text)
        return next(found, -1) + 1 if term.source else 0

    @property
    def publication(self) -> tuple[str, ...]:
        """Publication, date and author, as far as the page or the article names them."""
        article, meta = self.brief.article, self.brief.article.source.meta
        named = [meta.get("sitename", ""), meta.get("date", "")]
        if not any(named):
            named = [self._english_of("dateline") or article.dateline]
        author = self._english_of("byline") or article.byline or meta.get("byline", "")
        return tuple(part for part in (*named, author) if part)

    def _english_of(self, kind: str) -> str:
        """The English of the first line of a kind."""
        rows = (
            self._translations.get(s.id) for s in self.brief.article.sentences if s.kind == kind
        )
        return next((row.text for row in rows if row is not None and row.text), "")

    @property
    def edits(self) -> int:
        """Sentences, summary sentences and headline that a person has written."""
        brief = self.brief
        own = any(finding.kind == "edited" for finding in brief.headline.findings)
        translated = sum(t.status == "edited" for t in brief.translations)
        return own + translated + sum(s.status == "edited" for s in brief.summary)

    @property
    def subheads(self) -> tuple[Row, ...]:
        """The rows that a list of contents names."""
        return tuple(row for row in self.rows if row.sentence.kind == "subhead")

    @property
    def wanted(self) -> int:
        """Sentences that a whole translation has."""
        return sum(row.state not in {"repeat", "foreign"} for row in self.rows)

    @property
    def done(self) -> int:
        """Sentences that are translated, or have been tried."""
        return sum(row.state in {"translated", "failed"} for row in self.rows)

    @property
    def summary_only(self) -> bool:
        """Whether only the sentences of the summary were to be translated."""
        return bool(self.brief.provenance.settings.get("summary_only"))

    @property
    def title(self) -> str:
        """The best short name of the brief."""
        article = self.brief.article
        return self.brief.headline.text or article.title or article.source.name or "Zhaiyi"


def _state(sentence: Sentence, translation: Translation | None) -> RowState:
    if sentence.repeat_of is not None:
        return "repeat"
    if sentence.foreign:
        return "foreign"
    if translation is None:
        return "missing"
    return "failed" if translation.status == "failed" or not translation.text else "translated"


def _first_source(row: SummaryRow) -> int:
    return min((source.sentence.id for source in row.sources), default=0)


def _items(
    ref: str, number: int, status: str, text: str, findings: tuple[Finding, ...]
) -> list[CheckItem]:
    made = [CheckItem(ref, number, f.severity, f.message, status, text) for f in findings]
    if status in {"flagged", "failed"} and not any(f.severity != "info" for f in findings):
        made.append(CheckItem(ref, number, "warning", "", status, text))
    elif status in {"repaired", "replaced", "edited"} and not made:
        made.append(CheckItem(ref, number, "info", "", status, text))
    return made


def span_of(name: str, text: str) -> Span | None:
    """Where `name` stands in `text` first, however it is written; None where it does not."""
    start = text.lower().find(name.lower()) if name and len(text.lower()) == len(text) else -1
    return Span(start, start + len(name)) if start >= 0 else None
