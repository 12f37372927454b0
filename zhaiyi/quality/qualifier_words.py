"""Words that carry a claim: 之一 (one of), 首次 (first), 涉嫌 (suspected), 可能 (may), 副 (deputy).

A small model drops them from a fluent sentence, and nothing else on the page shows it: every name
and number is right, and the claim is another one. Which they are, and what English says for them,
stands in `data/qualifiers.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zhaiyi.core.document import Span
from zhaiyi.lexicon.tables import rows

SAID = "said"
"""Hint of the qualifier that tells who said it."""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """`hint` is the English told to the model; `zh`, `en` and `opposite` are patterns. A group in
    `zh` is the word itself, where the pattern needs more around it. With an `opposite`, only a
    target that says that has lost the word."""

    name: str
    hint: str
    zh: re.Pattern[str]
    en: re.Pattern[str]
    opposite: re.Pattern[str] | None = None

    def lost_in(self, target: str) -> bool:
        """Whether `target` does not say it."""
        if self.en.search(target):
            return False
        return self.opposite is None or bool(self.opposite.search(target))

    def instead(self, target: str) -> str:
        """The word of `target` that says the opposite, whole; empty where there is none."""
        found = self.opposite.search(target) if self.opposite else None
        if found is None:
            return ""
        rest = re.match(r"[\w’'-]*", target[found.end() :])
        return found[0] + (rest[0] if rest else "")


@dataclass(frozen=True, slots=True)
class Lost:
    """A qualifier that a target lacks; `span` is its first place in the source."""

    qualifier: Qualifier
    word: str
    span: Span


def lost(source: str, target: str) -> Iterator[Lost]:
    """The qualifiers of `source` that `target` lacks, each once, in the order of the table."""
    for qualifier in _qualifiers():
        found = qualifier.zh.search(source)
        if found and qualifier.lost_in(target):
            yield Lost(qualifier, found[found.lastindex or 0], Span(*found.span()))


_SPEAKER = re.compile(r"[”」』][^“「『”」』]{2,}$")
_QUOTED = re.compile(r'(.*?)[.,]?(["”])\s*', re.DOTALL)


def opening(source: str, target: str) -> str:
    """`target` as the beginning of an answer that goes on behind the quotation with who said it;
    empty if `source` does not end so."""
    quoted = _QUOTED.fullmatch(target)
    if not quoted or not _SPEAKER.search(source):
        return ""
    return f"{quoted[1]}{'' if quoted[1].endswith(('!', '?')) else ','}{quoted[2]}"


@cache
def _qualifiers() -> tuple[Qualifier, ...]:
    return tuple(_read(*row) for row in rows("qualifiers"))


def _read(name: str, hint: str, zh: str, en: str, opposite: str = "") -> Qualifier:
    there = re.compile(opposite, re.IGNORECASE) if opposite else None
    return Qualifier(name, hint, re.compile(zh), re.compile(en, re.IGNORECASE), there)
