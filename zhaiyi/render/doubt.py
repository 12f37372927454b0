"""How sure the sentences of a brief are: their counts, and how much each place is doubted. Pure.

`reader/doubt.js` makes the same choices for the script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhaiyi.core.document import Brief, Headline, Level, SummarySentence, Translation

SIGNS: Mapping[Level, str] = {"sure": "●", "look": "◐", "doubtful": "○"}
"""A scale that needs no colour: full, half, empty."""
UNKNOWN, GRAVE = 0.5, 0.0
"""Where nobody estimated: how sure a place counts that has a warning, or an error."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many translated sentences are of each level, of `all` that have one."""

    all: int
    sure: int
    look: int
    doubtful: int


def counts(brief: Brief) -> Counts | None:
    """None where no sentence was estimated."""
    levels = [t.level for t in brief.translations if t.level]
    if not levels:
        return None
    return Counts(len(levels), levels.count("sure"), levels.count("look"), levels.count("doubtful"))


def sureness(severity: str, confidence: float | None) -> float:
    """The order of what is to be checked: the least first."""
    if confidence is not None:
        return confidence
    return GRAVE if severity == "error" else UNKNOWN


def places(brief: Brief) -> dict[str, Headline | SummarySentence | Translation]:
    """English by anchor: ``h``, ``m2``, ``s12``, in reading order."""
    found: dict[str, Headline | SummarySentence | Translation] = {"h": brief.headline}
    found |= {f"m{n}": sentence for n, sentence in enumerate(brief.summary, 1)}
    return found | {f"s{t.source + 1}": t for t in brief.translations}


def suspects(english: Headline | SummarySentence | Translation) -> tuple[str, ...]:
    """The words that the estimator doubts, the worst first."""
    spans = english.suspect if isinstance(english, Translation) else ()
    return tuple(english.text[start:end] for start, end in spans)


def is_general(brief: Brief) -> bool:
    """Whether the confidence stands on marks of other translators."""
    return brief.provenance.estimator.endswith("general curve")
