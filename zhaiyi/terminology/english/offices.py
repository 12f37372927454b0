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
from zhaiyi.lexicon.tables import aliases, rows

_LONGER = ("executive", "standing", "permanent", "first", "senior", "assistant", "deputy", "vice")
"""What makes of an office a longer one."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office with its English and `others` that are put right, but beside the offices of
    `besides`, of which they may be the English."""

    source: str
    target: str
    others: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()


@cache
def known() -> tuple[Office, ...]:
    """All offices, the longest first."""
    found = (Office(row[0], row[1], aliases(row, 2), aliases(row, 3)) for row in rows("offices"))
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
    of an office stands, and a form that another office of the sentence has or may have."""
    given = [term.source for term in terms if term.origin == "user"]
    offices = list(in_source(source))
    right = {office.target.casefold() for office in offices}
    for office in offices:
        if any(office.source in name or name in office.source for name in given):
            continue
        others = [o for o in office.others if o.casefold() not in right or o == office.target]
        if _are_of(office, others, source, english):
            for other in others:
                english = _put_right(other, office.target, english)
    return english


def _are_of(office: Office, others: Iterable[str], source: str, english: str) -> bool:
    """Whether `others` in `english` stand for the office: there are no more of them, with its own
    rendering, than `source` has of it, and nobody else's office may be called so."""
    left = source.replace(office.source, "\n")
    if any(word in left for word in office.besides):
        return False
    forms = {form.casefold() for form in (office.target, *others)}
    told = sum(len(_pattern(form).findall(english)) for form in forms)
    return told <= source.count(office.source)


def _put_right(other: str, target: str, english: str) -> str:
    return _pattern(other).sub(lambda found: _as_found(found, target), english)


@cache
def _pattern(other: str) -> re.Pattern[str]:
    longer = "".join(f"(?<!{word} )" for word in _LONGER)
    return re.compile(rf"{longer}(?<![\w-]){re.escape(other)}(s?)(?![\w-])", re.IGNORECASE)


def _as_found(found: re.Match[str], target: str) -> str:
    """The target with the capitals of what it replaces: all of its words, the first, or none."""
    words = re.split("[ -]", found[0])
    if len(words) > 1 and all(word[:1].isupper() for word in words if len(word) > 2):
        target = re.sub(r"(?:^|(?<=[ -]))[a-z]", lambda m: m[0].upper(), target)
    elif found[0][:1].isupper():
        target = target[:1].upper() + target[1:]
    return _several(target) if found[1] else target


def _several(target: str) -> str:
    """The plural: secretaries, mayors."""
    return f"{target[:-1]}ies" if target.endswith("ary") else f"{target}s"
