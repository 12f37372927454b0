"""The English summary: one sentence from each small group of key sentences.

Each starts from the translations of its sources, which have been checked and retried, and is
shortened by rule (`zhaiyi.summary.shorten`); so it knows its sources by construction. Where no
rule makes it short, a part of the Chinese is translated instead (`zhaiyi.summary.partial`); where
none is to be had, the summarizer condenses it: what comes out may only leave out
(`zhaiyi.summary.faithful`) and is checked against the Chinese again. If it says something that its
sources do not, or turns away from them, the translation stands in its place, and the status says
so.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from zhaiyi.core.document import Finding, SummarySentence, SummaryStatus, Translation
from zhaiyi.core.events import SummaryReady
from zhaiyi.engines.base import PLAIN, Decoding, Request, Result
from zhaiyi.quality.base import SegmentRole
from zhaiyi.quality.coverage import stems_meant_by
from zhaiyi.quality.registry import run_checks
from zhaiyi.salience.encoder import cosine
from zhaiyi.summary.faithful import only_leaves_out
from zhaiyi.summary.partial import parts_job
from zhaiyi.summary.shorten import MOST, shorter_sentences
from zhaiyi.translation.context import DocumentContext, Wrap
from zhaiyi.translation.jobs import Job, ask, translations
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.retry import COSMETIC, penalty

SHORT_WORDS = 24
"""A translation of at most so many words is a summary sentence as it is, of a single sentence."""
AS_IT_IS = 30
"""Likewise, where it cannot be made shorter."""
ENOUGH = 27
"""Of what the rules leave longer a part is translated."""
TOLERANCE = 0.25
"""How much less similar to its sources a condensed sentence may be than their translation."""
RULE_TOLERANCE = 0.4
"""Likewise for one that a rule has shortened: it cannot turn away from its sources, but it must
not leave the point out."""
ATTEMPTS = (PLAIN, Decoding(beam=4, candidates=4, target_only=True))
"""How a condensation is asked for, one after the other until one is accepted."""
SHORTENED = Finding(
    "shortened", "info", "Shortened by rule: the rest of the translation is left out here."
)
PART = Finding(
    "shortened", "info", "Shortened by rule: only a part of the Chinese is translated here."
)

# Openings that say how the reporter knows, not what is new. Dropped from summary sentences only.
_OPENING = re.compile(
    r"^(?:(?:the|a) (?:reporters?|journalists?)(?: (?:of|from|for) [^,]{1,40}?)?"
    r" (?:learn(?:ed|t)|understands?|noted|found|was told)(?: from [^,]{1,60}?)? that,?"
    r"|it is (?:understood|reported|learned) that,?"
    r"|according to (?:the )?reports?,|reportedly,|it was reported that)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The key sentences `ids` of one summary sentence of `total`, with their text joined."""

    index: int
    total: int
    ids: tuple[int, ...]
    source: str


Sources = Sequence[Translation]
"""The translations that a summary sentence stands on, in order."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What models made of a group: translations of `parts` of its Chinese, and what the summarizer
    `condensed`."""

    parts: tuple[str, ...] = ()
    condensed: tuple[str, ...] = ()


NONE = Answers()


def summary_job(context: DocumentContext, group: Group, wrap: Wrap | None) -> Job[None]:
    """Condenses the translations of a group as soon as they are there, and weighs the sentence
    anew whenever one of them has changed; what says the same is not asked for twice. `wrap` is the
    summarizer's chat format; None: no chat model, the translations are the summary."""
    parts: tuple[str, ...] | None = None
    answers: dict[str, Answers] = {}
    while sources := (yield from translations(group.ids)):
        while wrap is not None and (plain := _left(context, group, sources, answers)):
            if answers:  # what is repaired must not stand as it was, whatever comes
                yield SummaryReady(group.index, group.total, chosen(context, group, sources))
            if parts is None:  # of the Chinese, whatever its translation becomes
                parts = yield from _parts(context, group)
            if parts is None:
                return
            answer = yield from _answered(context, group, sources, wrap, Answers(parts))
            if answer is None:
                return
            answers[plain] = answer
            sources = (yield from translations(group.ids, wait=False)) or sources
        if not joined(sources):
            continue
        known = answers.get(joined(sources), NONE) if wrap is not None else None
        yield SummaryReady(group.index, group.total, chosen(context, group, sources, known))


def joined(sources: Sources) -> str:
    """The translations as one text, without how the reporter knows."""
    return without_opening(" ".join(source.text for source in sources if source.text))


def _left(context: DocumentContext, group: Group, sources: Sources, answers: Container[str]) -> str:
    """The translations as one text where only a model may make them shorter, and has not been
    asked yet; else nothing."""
    plain = joined(sources)
    if not _is_long(plain) or plain in answers:
        return ""
    sentence = chosen(context, group, sources)
    return plain if fell_back(sentence) or len(sentence.text.split()) > ENOUGH else ""


def _is_long(plain: str) -> bool:
    return len(plain.split()) > SHORT_WORDS


def _parts(context: DocumentContext, group: Group) -> Job[tuple[str, ...] | None]:
    """Translations of parts of a single sentence's Chinese; None if the work was broken off."""
    if len(group.ids) > 1:
        return ()
    name = f"{context.name}/summary/{group.index}.part"
    return (yield from parts_job(context, group.ids[0], group.source, name))


def _answered(
    context: DocumentContext, group: Group, sources: Sources, wrap: Wrap, answers: Answers
) -> Job[Answers | None]:
    """`answers` with what the summarizer makes of the translations, where nothing else is accepted;
    None if the work was broken off."""
    name, plain = f"{context.name}/summary/{group.index}", joined(sources)
    for number, decoding in enumerate(ATTEMPTS):
        if not fell_back(chosen(context, group, sources, answers)):
            break
        request = Request(
            f"{name}.{number}",
            plain,
            wrap(load_prompt("condense").render(translation=plain)),
            max_new_tokens=len(plain) // 3 + 24,
            decoding=decoding,
        )
        (result,) = yield from ask([request], "summarizer", "summarize")
        if result.finish == "cancelled":
            return None
        answers = replace(answers, condensed=(*answers.condensed, *_whole(result)))
    return answers


def _whole(result: Result) -> tuple[str, ...]:
    """What a result offers that was not cut off."""
    return (result.candidates or (result.text,)) if result.finish == "stop" else ()


def chosen(
    context: DocumentContext,
    group: Group,
    sources: Sources,
    answers: Answers | None = NONE,
) -> SummarySentence:
    """The first of what models have answered, and of what the rules make of the translations,
    that says nothing else; the translations where none does. None for `answers`: there is no chat
    model, and only what is longer than any sentence should be is shortened."""
    stand_in = _stand_in(context, group, sources)
    plain = joined(sources)
    if answers is not None and not _is_long(plain):
        return _doubted(sources, _sentence(context, group, plain))
    if answers is None and len(plain.split()) <= MOST:
        return stand_in
    known = penalty(check_summary(group.source, plain, context))
    for sentence in _offered(context, group, sources, answers or NONE):
        by_rule = SHORTENED in sentence.findings or PART in sentence.findings
        least = stand_in.support - (RULE_TOLERANCE if by_rule else TOLERANCE)
        if sentence.support >= least and penalty(sentence.findings) <= known:
            return _doubted(sources, sentence)
    if answers is not None and len(group.ids) == 1 and len(plain.split()) <= AS_IT_IS:
        return _doubted(sources, _sentence(context, group, plain))
    return stand_in


def _offered(
    context: DocumentContext, group: Group, sources: Sources, answers: Answers
) -> Iterator[SummarySentence]:
    """Sentences that only leave out: translations of parts, what the model condensed, the
    rules'."""
    plain = joined(sources)
    for text in (form for part in answers.parts for form in (*_shorter(part), part)):
        if len(text.split()) < min(len(plain.split()), MOST):
            yield _because(_sentence(context, group, _full(text)), PART)
    meant = stems_meant_by(group.source, context.lexicon) if answers.condensed else frozenset[str]()
    for text in dict.fromkeys(_full(tidy(answer, group.source)) for answer in answers.condensed):
        short = 0 < len(text) < len(plain) and len(text.split()) <= MOST
        if short and only_leaves_out(text, plain, meant):
            yield _sentence(context, group, text)
    for text in shorter_sentences([without_opening(s.text) for s in sources if s.text]):
        if len(text.split()) <= MOST:
            yield _because(_sentence(context, group, text), SHORTENED)


def _shorter(part: str) -> Iterator[str]:
    """The best of the rules' forms of a part that is long itself."""
    if _is_long(part):
        yield from islice(shorter_sentences([without_opening(part)]), 1)


def _because(sentence: SummarySentence, finding: Finding) -> SummarySentence:
    return replace(sentence, findings=(*sentence.findings, finding))


def _full(text: str) -> str:
    """The text without opening, ended as a sentence is."""
    text = without_opening(text)
    return f"{text}." if text[-1:].isalnum() else text


def _doubted(sources: Sources, sentence: SummarySentence) -> SummarySentence:
    """The sentence, flagged if a translation it was made from is: what is wrong there may well
    have gone into it, whatever its own checks say."""
    doubts = (f for source in sources for f in source.findings if _matters(f, source, sentence))
    doubt = next(doubts, None)
    if doubt is None:
        return sentence
    reason = f"It was made from a translation to be looked at: {doubt.message}"
    found = Finding(doubt.kind, "warning", reason)
    return replace(sentence, findings=(*sentence.findings, found), status="flagged")


def _matters(finding: Finding, source: Translation, sentence: SummarySentence) -> bool:
    """Whether what was found in a translation may be wrong in the sentence too: not what is plainly
    left out of it."""
    if finding.kind in COSMETIC or penalty((finding,)) == 0:
        return False
    span = finding.target_span
    piece = source.text[span.start : span.end] if span else ""
    return not piece or piece in sentence.text


def fell_back(sentence: SummarySentence) -> bool:
    """Whether it is the translation as it stands, for want of a shorter form."""
    return any(finding.kind == "replaced" for finding in sentence.findings)


def _stand_in(context: DocumentContext, group: Group, sources: Sources) -> SummarySentence:
    """The translation of the sources, with what its own checks found."""
    sentence = _sentence(context, group, joined(sources))
    inherited = (f for source in sources for f in source.findings)
    reason = Finding(
        "replaced", "info", "This is the translation of the key sentence itself, not condensed."
    )
    unplaced = (replace(f, source_span=None, target_span=None) for f in inherited)
    findings = tuple(dict.fromkeys((*sentence.findings, *unplaced)))
    status: SummaryStatus = "flagged" if penalty(findings) > 0 else "replaced"
    return replace(sentence, findings=(*findings, reason), status=status)


def _sentence(context: DocumentContext, group: Group, text: str) -> SummarySentence:
    findings = check_summary(group.source, text, context)
    status: SummaryStatus = "flagged" if penalty(findings) > 0 else "ok"
    return SummarySentence(text, group.ids, _support(context, group, text), status, findings)


def _support(context: DocumentContext, group: Group, text: str) -> float:
    """Similarity of the sentence with its sources, 0..1: with the best of them and with all
    joined, whichever is higher."""
    if not text:
        return 0.0
    vectors = context.encoder.encode([text, group.source])
    sources = context.vectors[list(group.ids)]
    best = max(float(cosine(vectors[:1], sources).max()), float(vectors[0] @ vectors[1]))
    return round(max(0.0, min(1.0, best)), 3)


def check_summary(
    source: str, text: str, context: DocumentContext, role: SegmentRole = "summary"
) -> tuple[Finding, ...]:
    """What the checks find in a summary sentence (or a headline) beside all its sources."""
    terms = context.constraints(source).terms
    return run_checks(context.known.pair(source, text, role=role, terms=terms))


def without_opening(text: str) -> str:
    """The sentence without “The reporter learned that”."""
    rest = _OPENING.sub("", text, count=1)
    return rest[:1].upper() + rest[1:] if rest else text


def make_groups(groups: Sequence[tuple[int, ...]], texts: Mapping[int, str]) -> tuple[Group, ...]:
    """Groups of ids with the text of their sentences."""
    return tuple(
        Group(index, len(groups), ids, "".join(texts[i] for i in ids))
        for index, ids in enumerate(groups)
    )
