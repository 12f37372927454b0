"""What of an English text is the name of a term, and says nothing by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from zhaiyi.core.document import Span, Term
from zhaiyi.lexicon.tables import aliases, mapping
from zhaiyi.quality.base import SegmentPair
from zhaiyi.terminology import find_term


def names_in(segment: SegmentPair) -> list[Span]:
    """Where the target has the English of a term: the film “Nobody”, Ne Zha 2."""
    return [span for term in segment.terms for span in find_term(term, segment.target)]


def within(start: int, end: int, names: list[Span]) -> bool:
    """Whether a place of the target lies in one of `names`."""
    return any(name.start <= start and end <= name.end for name in names)


_SHORTEST = 3
"""Letters of an abbreviation that nothing else is called."""
_CAPITAL = re.compile(r"\b[A-Z]")


def abbreviation(term: Term, target: str) -> str:
    """The initials of a term's English where the target has them for it: IOC, NATO; else empty."""
    whole = term.target.isupper() and " " not in term.target
    letters = term.target if whole else "".join(_CAPITAL.findall(term.target))
    said = len(letters) >= _SHORTEST and re.search(rf"\b{letters}(?:['’]?s)?\b", target)
    return letters if said else ""


def otherwise_called(terms: Iterable[Term]) -> tuple[Term, ...]:
    """`terms` with what else English calls them, their people and their things, as aliases."""
    return tuple(_with_others(term) for term in terms)


def _with_others(term: Term) -> Term:
    others = aliases(mapping("also_called").get(term.target, ()), 0)
    return replace(term, aliases=(*term.aliases, *others)) if others else term
