"""Words that carry a claim: 之一 (one of), 首次 (first), 涉嫌 (suspected), 可能 (may), 副 (deputy).

A small model drops them from a fluent sentence, and nothing else on the page shows it: every name
and number is right, and the claim is another one. Which they are, and what English says for them,
stands in `data/qualifiers.tsv`. Words that turn into their opposite (上半年 into "the second half",
原告 into "the defendant") stand by groups in `data/opposites.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from zhaiyi.core.document import Span
from zhaiyi.lexicon.tables import rows
from zhaiyi.text.traditional import simplified

SAID = "said"
"""Hint of the qualifier that tells who said it."""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """`hint` is the English told to the model; `zh`, `en` and `opposite` are patterns. A group in
    `zh` is the word itself, where the pattern needs more around it. With an `opposite`, only a
    target that says that has lost the word, and none whose source has `both`: Chinese that the
    opposite may stand for. A group `usual` in `opposite` is English that people write for the
    word (long-term for 中长期)."""

    name: str
    hint: str
    zh: re.Pattern[str]
    en: re.Pattern[str]
    opposite: re.Pattern[str] | None = None
    both: re.Pattern[str] | None = None

    def said_in(self, source: str) -> re.Match[str] | None:
        """Its first place in a simplified `source` that has nothing for the opposite."""
        found = self.zh.search(source)
        return None if found and self.both and self.both.search(source) else found

    def lost_in(self, target: str) -> bool:
        """Whether `target` does not say it."""
        if self.en.search(target):
            return False
        return self.opposite is None or bool(self.opposite.search(target))

    def instead(self, target: str) -> Span | None:
        """The word of `target` that says the opposite, whole."""
        found = self.opposite.search(target) if self.opposite else None
        if found is None:
            return None
        rest = re.match(r"[\w’'-]*", target[found.end() :])
        return Span(found.start(), found.end() + len(rest[0] if rest else ""))

    def is_usual(self, target: str) -> bool:
        """Whether what `target` says instead is usual English for the word."""
        found = self.opposite.search(target) if self.opposite else None
        return found is not None and bool(found.groupdict().get("usual"))


@dataclass(frozen=True, slots=True)
class Lost:
    """A qualifier that a target lacks; `span` is its first place in the source."""

    qualifier: Qualifier
    word: str
    span: Span


def lost(source: str, target: str) -> Iterator[Lost]:
    """The qualifiers of `source` that `target` lacks, each once, in the order of the tables."""
    plain = simplified(source)
    for qualifier in _qualifiers():
        found = qualifier.said_in(plain)
        if found and (qualifier.lost_in(target) or _turned_once(qualifier, plain, target)):
            start, end = found.span(found.lastindex or 0)
            yield Lost(qualifier, source[start:end], Span(*found.span()))


_CONTRARY = {
    "rise": re.compile("降|跌|[减減]|低|弱|[缩縮]|落|[亏虧]|滑|少|挫|放[缓緩]|收窄"),
    "fall": re.compile(
        "升|[涨漲]|(?<!新)[增]|高|[强強]|[扩擴]|提|加快|反[弹彈]|好[转轉]|[暖盈]|改善"
    ),
}
"""Chinese that accounts for English of the other way."""
_NO_TURN = frozenset({"up", "down", "growth", "growing"})
"""Words of the other way that stand in many a sentence: up to, the growth slowed."""


def _turned_once(qualifier: Qualifier, source: str, target: str) -> bool:
    """Whether one of several falls is said as a rise, or one of several rises as a fall: there are
    fewer of them in English, and nothing in the source for the other way."""
    contrary = _CONTRARY.get(qualifier.name)
    if contrary is None or qualifier.opposite is None or contrary.search(source):
        return False
    said = len(qualifier.zh.findall(source))
    place = qualifier.instead(target)
    if place is None or target[place.start : place.end].casefold() in _NO_TURN:
        return False
    return len(qualifier.en.findall(target)) < said


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
    return tuple(_read(*row) for row in rows("qualifiers")) + tuple(_opposites())


def _opposites() -> Iterator[Qualifier]:
    """The words of the groups: the others of its group are the opposite of each."""
    for _, group in groupby(rows("opposites"), key=itemgetter(0)):
        sides = list(group)
        for side in sides:
            others = [other for other in sides if other is not side]
            both = "|".join(f"{zh}|{more}" for _, _, zh, more, _, _ in others)
            plainly = "|".join(sure for *_, sure in others)
            _, name, zh, _, en, _ = side
            yield _read(name, name, zh, en, plainly, both)


def _read(name: str, hint: str, zh: str, en: str, opposite: str = "", both: str = "") -> Qualifier:
    there = re.compile(opposite, re.IGNORECASE) if opposite else None
    also = re.compile(both) if both else None
    return Qualifier(name, hint, re.compile(zh), re.compile(en, re.IGNORECASE), there, also)
