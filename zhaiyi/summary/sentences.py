"""The English summary: one sentence from each small group of key sentences.

Each starts from the translations of its sources, which have been checked and retried, and is
condensed by the summarizer; so it knows its sources by construction. What comes out is checked
against the Chinese again. If it says something that its sources do not, or turns away from them,
the translation itself stands in its place, and the status says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zhaiyi.core.document import Finding, SummarySentence, SummaryStatus, Translation
from zhaiyi.core.events import SummaryReady
from zhaiyi.engines.base import PLAIN, Request, Result
from zhaiyi.quality.base import Role, Segment
from zhaiyi.quality.registry import run_checks
from zhaiyi.salience.encoder import cosine
from zhaiyi.translation.context import DocumentContext, Wrap
from zhaiyi.translation.jobs import Job, ask, translations
from zhaiyi.translation.post_edit import tidy
from zhaiyi.translation.prompts import load_prompt
from zhaiyi.translation.retry import COSMETIC, penalty

SHORT_WORDS = 30
"""A single translation of at most so many words is a summary sentence as it is."""
TOLERANCE = 0.15
"""How much less similar to its sources a condensed sentence may be than their translation."""

# Openings that say how the reporter knows, not what is new. Dropped from summary sentences only.
_OPENING = re.compile(
    r"^(?:the (?:reporters?|journalists?) (?:learn(?:ed|t)|understands?|noted|found|was told)"
    r"(?: from [^,]{1,60}?)? that,?|it is (?:understood|reported|learned) that,?"
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


def summary_job(context: DocumentContext, group: Group, wrap: Wrap | None) -> Job[None]:
    """Condenses the translations of a group as soon as they are there, and weighs the sentence
    anew whenever one of them has changed, without asking twice. `wrap` is the summarizer's chat
    format; None: no chat model, the translations are the summary."""
    asked: str | None = None
    answer = Result("", "")
    while sources := (yield from translations(group.ids)):
        if asked is None and wrap is not None and _is_long(group, joined(sources)):
            asked = joined(sources)
            answer = yield from _condensed(context, group, wrap, asked)
            if answer.finish == "cancelled":
                return
            sources = (yield from translations(group.ids, wait=False)) or sources
        if not joined(sources):
            continue
        if asked is not None:
            sentence = weighed(context, group, sources, asked, answer)
        elif wrap is not None:
            sentence = _doubted(sources, _sentence(context, group, joined(sources)))
        else:
            sentence = _stand_in(context, group, sources)
        yield SummaryReady(group.index, group.total, sentence)


def joined(sources: Sources) -> str:
    """The translations as one text, without how the reporter knows."""
    return without_opening(" ".join(source.text for source in sources if source.text))


def _is_long(group: Group, plain: str) -> bool:
    return bool(plain) and (len(group.ids) > 1 or len(plain.split()) > SHORT_WORDS)


def _condensed(context: DocumentContext, group: Group, wrap: Wrap, plain: str) -> Job[Result]:
    request = Request(
        f"{context.name}/summary/{group.index}",
        plain,
        wrap(load_prompt("condense").render(translation=plain)),
        max_new_tokens=len(plain) // 3 + 24,
        decoding=PLAIN,
    )
    (result,) = yield from ask([request], "summarizer", "summarize")
    return result


def weighed(
    context: DocumentContext, group: Group, sources: Sources, asked: str, answer: Result
) -> SummarySentence:
    """The condensed sentence, or the translation where that is safer. `asked` is what `answer`
    condenses: what was repaired since must not come back."""
    text = without_opening(tidy(answer.text, group.source))
    condensed, stand_in = _sentence(context, group, text), _stand_in(context, group, sources)
    good = (
        answer.finish == "stop"
        and asked == joined(sources)
        and 0 < len(text) < len(asked)
        and condensed.support >= stand_in.support - TOLERANCE
        and penalty(condensed.findings) <= penalty(stand_in.findings)
    )
    return _doubted(sources, condensed) if good else stand_in


def _doubted(sources: Sources, sentence: SummarySentence) -> SummarySentence:
    """The sentence, flagged if a translation it was made from is: what is wrong there may well
    have gone into it, whatever its own checks say."""
    findings = (f for source in sources for f in source.findings)
    doubt = next((f for f in findings if f.kind not in COSMETIC and penalty((f,)) > 0), None)
    if doubt is None:
        return sentence
    reason = f"It was made from a translation to be looked at: {doubt.message}"
    found = Finding(doubt.kind, "warning", reason)
    return replace(sentence, findings=(*sentence.findings, found), status="flagged")


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
    source: str, text: str, context: DocumentContext, role: Role = "summary"
) -> tuple[Finding, ...]:
    """What the checks find in a summary sentence (or a headline) beside all its sources."""
    terms = context.constraints(source).terms
    return run_checks(
        Segment(
            source,
            text,
            role,
            terms=terms,
            year=context.year,
            month=context.month,
            lexicon=context.lexicon,
        )
    )


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
