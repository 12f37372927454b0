"""Offices, one rendering each: 副市长 is a deputy mayor, in the hint and in the English. Pure.

`zhaiyi/data/offices.tsv` holds them, with those other renderings that mean the same office for
certain; these are put right by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import rows


@dataclass(frozen=True, slots=True)
class Office:
    """An office with its English and `others` that are put right."""

    source: str
    target: str
    others: tuple[str, ...] = ()


@cache
def known() -> tuple[Office, ...]:
    """All offices, the longest first."""
    found = (
        Office(source, target, tuple(filter(None, "".join(more).split(";"))))
        for source, target, *more in rows("offices")
    )
    return tuple(sorted(found, key=lambda office: -len(office.source)))


def in_source(text: str) -> Iterator[Office]:
    """The offices of a Chinese text, each once; of those that hold each other only the longest at
    its place (常务副市长, no 副市长)."""
    for office in known():
        if office.source in text:
            text = text.replace(office.source, "\n")
            yield office


def titled(source: str, english: str, terms: Iterable[Term]) -> str:
    """`english` with the offices of `source` in their one rendering. What the user's glossary says
    of an office stands, and a form that another office of the sentence has."""
    given = [term.source for term in terms if term.origin == "user"]
    offices = list(in_source(source))
    right = {office.target.casefold() for office in offices}
    for office in offices:
        if not any(office.source in name or name in office.source for name in given):
            for other in office.others:
                if other.casefold() not in right or other == office.target:
                    english = _put_right(other, office.target, english)
    return english


def _put_right(other: str, target: str, english: str) -> str:
    return _pattern(other).sub(lambda found: _as_found(found, target), english)


@cache
def _pattern(other: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(other)}(s?)(?![\w-])", re.IGNORECASE)


def _as_found(found: re.Match[str], target: str) -> str:
    """The target with the capitals of what it replaces: all of its words, the first, or none."""
    words = re.split("[ -]", found[0])
    if len(words) > 1 and all(word[:1].isupper() for word in words if len(word) > 2):
        target = re.sub(r"(?:^|(?<=[ -]))[a-z]", lambda m: m[0].upper(), target)
    elif found[0][:1].isupper():
        target = target[:1].upper() + target[1:]
    return target + found[1]
