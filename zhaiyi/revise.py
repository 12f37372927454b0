"""A finished brief with one term changed: only what uses the term is done again.

The sentences that hold the term are translated anew with the same care (hints, checks, repair);
then the headline and those summary sentences that stand on them. Structure, key sentences and
everything else stay as they are, and what a reader has written by hand is not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from zhaiyi.document import Brief, Provenance, Run, Sentence, Term, Translation
from zhaiyi.engines.base import NEVER, Cancel
from zhaiyi.errors import EngineError, UsageError
from zhaiyi.events import Event, Finished, HeadlineReady, Notice, SummaryReady, TermsFound
from zhaiyi.lexicon import Lexicon
from zhaiyi.pipeline import ROLES, Zhaiyi
from zhaiyi.terms import in_text
from zhaiyi.translation.plan import Desk, is_translated
from zhaiyi.translation.state import Draft

MAX_TERM = 200
"""Characters of the longest term, on either side."""

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Redoing:
    """The sentences that are going to be translated again, told before the first of them."""

    ids: tuple[int, ...]


@dataclass
class _Redesk(Desk):
    """A desk on which everything lies finished but for some sentences."""

    before: dict[int, Translation] = field(default_factory=dict)

    def _prepare(self) -> None:
        super()._prepare()
        self._summarizer.translated.update(self.before)


def changed_term(brief: Brief, source: str, target: str) -> Term:
    """The term as the reader wants it. Raises `UsageError` if the article has no such term or
    the target cannot be one."""
    source, target = source.strip(), " ".join(target.split())
    if not source or len(source) > MAX_TERM or source not in brief.article.text:
        raise UsageError(f"{source[:40]!r} does not stand in this article")
    if not target or len(target) > MAX_TERM or not target.isprintable():
        raise UsageError(f"the English of {source[:40]} needs 1 to {MAX_TERM} characters")
    old = next((term for term in brief.terms if term.source == source), None)
    if old is None:
        return Term(source, target, "user")
    rejected = () if old.target.casefold() in target.casefold() else (old.target,)
    return replace(old, target=target, origin="user", aliases=(), forbidden=rejected)


def with_term(terms: Sequence[Term], term: Term) -> tuple[Term, ...]:
    """`terms` with `term` in the place of the one that has its source, or at the end. A longer
    term of the same English (汕头市 beside 汕头: both were Shantou) follows it."""
    old = next((each for each in terms if each.source == term.source), None)
    if old is None:
        return (*terms, term)
    return tuple(term if each is old else _following(each, old, term) for each in terms)


def _following(other: Term, old: Term, new: Term) -> Term:
    if other.origin == "user" or old.source not in other.source or other.target != old.target:
        return other
    return replace(new, source=other.source, kind=other.kind, pinyin=other.pinyin)


def affected(brief: Brief, terms: Sequence[Term], lexicon: Lexicon) -> tuple[Sentence, ...]:
    """The translated sentences in which a term of `terms` occurs (its longest match) that is not
    among the brief's own, those that a reader wrote by hand left out."""
    known = {(term.source, term.target) for term in brief.terms}
    done = {t.source for t in brief.translations if t.status != "edited"}
    return tuple(
        sentence
        for sentence in brief.article.sentences
        if sentence.id in done
        and is_translated(sentence)
        and any(
            (o.term.source, o.term.target) not in known
            for o in in_text(sentence.text, terms, lexicon)
        )
    )


def redo(
    zhaiyi: Zhaiyi, brief: Brief, term: Term, cancel: Cancel = NEVER
) -> Iterator[Event | Redoing]:
    """Events like those of `Zhaiyi.stream`, after a `Redoing`; `Finished` last. Raises
    `ModelError` before the first event."""
    draft = draft_of(brief)
    draft.terms = with_term(brief.terms, term)
    sentences = affected(brief, draft.terms, zhaiyi.lexicon)
    desk = _desk(zhaiyi, draft, brief, {s.id for s in sentences})
    yield Redoing(tuple(s.id for s in sentences))
    yield TermsFound(draft.terms)
    complete = brief.run.complete
    try:
        for event in desk.work(sentences, set(), cancel) if sentences else ():
            if _is_kept(event, brief):
                continue
            draft.note(event)
            yield event
    except EngineError as error:
        complete = False
        yield Notice(str(error))
    run = replace(brief.run, complete=complete and not cancel.is_set())
    yield Finished(_finished(draft, brief, _provenance(zhaiyi, brief, term), run))


def draft_of(brief: Brief) -> Draft:
    """A draft that holds all that the brief holds."""
    return Draft(
        brief.article,
        brief.highlights,
        brief.headline,
        {t.source: t for t in brief.translations},
        dict(enumerate(brief.summary)),
        brief.terms,
    )


def _is_kept(event: Event, brief: Brief) -> bool:
    """What would overwrite a summary sentence or a headline written by hand."""
    match event:
        case SummaryReady(index):
            return index < len(brief.summary) and brief.summary[index].status == "edited"
        case HeadlineReady():
            return any(finding.kind == "edited" for finding in brief.headline.findings)
        case _:
            return False


def _desk(zhaiyi: Zhaiyi, draft: Draft, brief: Brief, ids: set[int]) -> Desk:
    translator, summarizer = (zhaiyi.models.model(role) for role in ROLES)
    vectors = zhaiyi.encoder.encode([s.text for s in brief.article.sentences])
    quality = brief.provenance.settings.get("quality", zhaiyi.settings.quality)
    return _Redesk(
        f"again{next(_numbers)}",
        draft,
        zhaiyi.setting(brief.article, vectors, draft.terms, quality),
        {"translator": translator.engine, "summarizer": summarizer.engine},
        summarizer.card.wrap,
        before={t.source: t for t in brief.translations if t.source not in ids},
    )


def _provenance(zhaiyi: Zhaiyi, brief: Brief, term: Term) -> Provenance:
    """Names what was changed and, where another model did it, that model."""
    known = brief.provenance
    changed = {**known.settings.get("changed_terms", {}), term.source: term.target}
    settings = {**known.settings, "changed_terms": changed}
    model = zhaiyi.models.model("translator").engine.signature
    if model != known.translator:
        settings["changed_by"] = model
    return replace(known, settings=settings)


def _finished(draft: Draft, brief: Brief, provenance: Provenance, run: Run) -> Brief:
    """The draft as a brief; time and tokens are those of the first run and of this together."""
    tokens = Counter(brief.run.tokens)
    tokens.update(draft.tokens)
    made = draft.brief(provenance, run)
    return replace(made, run=replace(run, tokens=dict(tokens)))
