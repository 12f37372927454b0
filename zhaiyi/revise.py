"""A finished brief with one term changed: only what uses the term is done again.

The sentences that hold the term are translated anew with the same care (hints, checks, repair);
then the headline and those summary sentences that stand on them. Structure, key sentences and
everything else stay as they are, and what a reader has written by hand is not touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhaiyi.core.document import Brief, Provenance, Sentence, Term
from zhaiyi.core.errors import EngineError, UsageError
from zhaiyi.core.events import (
    Event,
    Finished,
    HeadlineReady,
    Notice,
    Revising,
    SummaryReady,
    TermsFound,
)
from zhaiyi.engines.base import NEVER, Cancel
from zhaiyi.lexicon import Lexicon
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.summary.jobs import made_beside
from zhaiyi.terminology import in_text
from zhaiyi.translation.plan import Plan, make_plan
from zhaiyi.translation.run_log import RunLog
from zhaiyi.translation.sources import is_translated
from zhaiyi.translation.state import BriefState

MAX_TERM = 200
"""Characters of the longest term, on either side."""


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
    term that holds it follows it, with its English or within its own (汕头市, 汕头市政府)."""
    old = next((each for each in terms if each.source == term.source), None)
    if old is None:
        return (*terms, term)
    return tuple(term if each is old else _following(each, old, term) for each in terms)


def _following(other: Term, old: Term, new: Term) -> Term:
    within = re.compile(rf"\b{re.escape(old.target)}\b")
    if other.origin == "user" or old.source not in other.source or not within.search(other.target):
        return other
    target = within.sub(lambda _: new.target, other.target)
    return replace(new, source=other.source, target=target, kind=other.kind, pinyin=other.pinyin)


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


def revise(zhaiyi: Zhaiyi, brief: Brief, term: Term, cancel: Cancel = NEVER) -> Iterator[Event]:
    """Events like those of `Zhaiyi.stream`, after a `Revising`; `Finished` last. Raises
    `ModelError` before the first event."""
    terms = with_term(brief.terms, term)
    sentences = affected(brief, terms, zhaiyi.lexicon)
    plan = _plan(zhaiyi, brief, terms, sentences)
    log, complete = RunLog(tokens=Counter(brief.run.tokens)), brief.run.complete
    state = BriefState.of(brief)
    opening: tuple[Event, ...] = (Revising(tuple(s.id for s in sentences)), TermsFound(terms))
    for event in opening:
        state = state.apply(event)
        yield event
    try:
        for event in zhaiyi.work(plan, state, log, cancel) if sentences else ():
            if _is_kept(event, brief):
                continue
            state = state.apply(event)
            yield event
    except EngineError as error:
        complete = False
        yield Notice(str(error))
    complete = complete and not cancel.is_set()
    run = replace(brief.run, tokens=dict(log.tokens), complete=complete)
    yield Finished(state.brief(_provenance(zhaiyi, brief, term), run))


def _is_kept(event: Event, brief: Brief) -> bool:
    """What would overwrite a summary sentence or a headline written by hand."""
    match event:
        case SummaryReady(index):
            return index < len(brief.summary) and brief.summary[index].status == "edited"
        case HeadlineReady():
            return any(finding.kind == "edited" for finding in brief.headline.findings)
        case _:
            return False


def _plan(
    zhaiyi: Zhaiyi, brief: Brief, terms: Sequence[Term], sentences: Sequence[Sentence]
) -> Plan:
    vectors = zhaiyi.encoder.encode([s.text for s in brief.article.sentences])
    quality = brief.provenance.settings.get("quality", zhaiyi.settings.quality)
    context = zhaiyi.context(brief.article, vectors, terms, quality)
    wrap = zhaiyi.models.model("summarizer").card.wrap
    ids = {s.id for s in sentences}
    beside = made_beside(brief.article, brief.highlights, ids, wrap, arranged=False)
    return make_plan(brief.article, context, sentences, beside=beside)


def _provenance(zhaiyi: Zhaiyi, brief: Brief, term: Term) -> Provenance:
    """Names what was changed and, where another model did it, that model."""
    known = brief.provenance
    changed = {**known.settings.get("changed_terms", {}), term.source: term.target}
    settings = {**known.settings, "changed_terms": changed}
    model = zhaiyi.models.model("translator").engine.signature
    if model != known.translator:
        settings["changed_by"] = model
    return replace(known, settings=settings)
