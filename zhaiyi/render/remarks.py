"""What is not sure of one place, as remarks beside its words: for comments in a document. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhaiyi.core.document import Finding, Headline, Span, SummarySentence, Translation
from zhaiyi.render.doubt import SIGNS, suspects
from zhaiyi.render.view import Row
from zhaiyi.render.words import english

English = Headline | SummarySentence | Translation


@dataclass(frozen=True, slots=True)
class Remark:
    """`span` is the part of the English that it speaks of, None for all of it."""

    text: str
    span: Span | None = None


def row_remarks(row: Row) -> tuple[Remark, ...]:
    """Of a sentence of the article; none where it repeats another."""
    if row.state == "repeat" or row.translation is None:
        return ()
    return remarks(row.translation, row.findings, row.sentence.text)


def doubted(row: Row) -> tuple[Span, ...]:
    """The words of a sentence that the estimator doubts."""
    return row.translation.suspect if row.translation else ()


def remarks(
    place: English, findings: Sequence[Finding] | None = None, source: str = ""
) -> tuple[Remark, ...]:
    """What the checks found, gravest first, then how sure the estimator is. Nothing of what is
    sure, nor of what was put right. `findings` stand in for the place's own."""
    found = place.findings if findings is None else findings
    grave = sorted((f for f in found if f.severity != "info"), key=lambda f: f.severity)
    said = [Remark(_finding(finding), finding.target_span) for finding in grave]
    status = getattr(place, "status", "ok")
    if status in {"flagged", "failed"} and not said:
        said.append(Remark(english()(f"status_{status}")))
    doubt = " ".join(_doubt(place, source))
    return (*said, Remark(doubt)) if doubt else tuple(said)


def _finding(finding: Finding) -> str:
    return f"{english()(f'severity_{finding.severity}')}: {finding.message}"


def _doubt(place: English, source: str) -> Iterator[str]:
    """Level and confidence, the doubtful words of both languages."""
    words = english()
    if place.level not in {"look", "doubtful"}:
        return
    share = f" ({place.confidence:.0%})" if place.confidence is not None else ""
    yield f"{SIGNS[place.level]} {words(f'level_{place.level}')}{share}."
    if doubted := suspects(place):
        yield f"{words('doubtful_words', words=quoted(doubted))}."
    left_out = place.left_out if isinstance(place, Translation) else ()
    if missing := [source[start:end] for start, end in left_out if source[start:end]]:
        yield f"{words('left_out_words', words=quoted(missing))}."


def quoted(parts: Sequence[str]) -> str:
    """``“one”, “two”``."""
    return ", ".join(f"“{part}”" for part in parts)
