"""Foreign persons called by the last part of their name: 刘易斯 once 约翰·刘易斯 is John Lewis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhaiyi.core.document import Term


def short_forms(terms: Sequence[Term], texts: Sequence[str]) -> tuple[Term, ...]:
    """A term for the last part of each name with ``·`` that stands alone in one of `texts`, with
    the last word of its target: the same person in one spelling throughout. None where the parts
    of both sides differ in number, where two such names disagree, or where the part has a term."""
    known = {term.source for term in terms}
    found: dict[str, Term | None] = {}
    for short in (s for term in terms for s in _last_part(term)):
        other = found.setdefault(short.source, short)
        if other is None or other.target != short.target:
            found[short.source] = None
    return tuple(
        term
        for source, term in found.items()
        if term and source not in known and any(_alone(source, text) for text in texts)
    )


def _last_part(term: Term) -> Iterator[Term]:
    parts, words = term.source.split("·"), term.target.split()
    if len(parts) > 1 and len(parts) == len(words) and len(parts[-1]) > 1:
        aliases = (term.target, *term.aliases)
        yield replace(term, source=parts[-1], target=words[-1], kind="person", aliases=aliases)


def _alone(part: str, text: str) -> bool:
    start = text.find(part)
    while start >= 0:
        if "·" not in (text[start - 1 : start], text[start + len(part) :][:1]):
            return True
        start = text.find(part, start + 1)
    return False
