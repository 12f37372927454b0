"""Which pairs of a sentence and its English are fit to be learned from.

Kept is what a careful editor would keep: both sides mean the same (sentence vectors), state the
same numbers, are of matching length, leave no Chinese in the English and do not repeat themselves.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from ftfy import fix_text

from training.held_out import fingerprint
from training.own import repeats
from training.vocabulary import HAN
from zhaiyi.quantities import compare
from zhaiyi.salience.encoder import Encoder

LENGTH = (12, 120)
"""Characters of a source."""
RATIO = (1.7, 6.0)
"""English characters for each Chinese one; news lies about 3.3."""
SIMILARITY = 0.6
FREER = 0.45
"""The same for people's translations: it is there for lines that do not belong together."""
_MARK = "，。、：；！？“”‘’《》（）…—％"
_BLANKS = re.compile(rf"(?<=[{_MARK}])\s+|\s+(?=[{_MARK}])|(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True)
class Pair:
    """A source and its English; their similarity, the hints both agree on, the number of dictionary
    names of the source that the English renders in another way, and where the pair is from."""

    id: str
    zh: str
    en: str
    similarity: float = 0.0
    hints: tuple[tuple[str, str], ...] = ()
    missed: int = 0
    kind: str = "teacher"


Filter = Callable[[Pair], bool]
Sourced = TypeVar("Sourced")

FILTERS: Mapping[str, Filter] = {
    "length": lambda p: LENGTH[0] <= len(p.zh) <= LENGTH[1],
    "mostly Chinese": lambda p: len(HAN.findall(p.zh)) >= 0.6 * len(p.zh),
    "no Chinese left": lambda p: not HAN.search(p.en),
    "length ratio": lambda p: RATIO[0] <= len(p.en) / len(p.zh) <= RATIO[1],
    "no repeats": lambda p: not repeats(p.en),
    "numbers": lambda p: numbers_agree(p.zh, p.en),
}
"""The tests of a teacher's pair, cheap ones first."""

BY_HAND: Mapping[str, Filter] = {
    "length": lambda p: 8 <= len(p.zh) <= 150,
    "length ratio": lambda p: 1.4 <= len(p.en) / len(p.zh) <= 7,
    **{n: FILTERS[n] for n in ("mostly Chinese", "no Chinese left", "no repeats", "numbers")},
}
"""The same for people's translations, which may be freer."""


def passing(pairs: Sequence[Pair], filters: Mapping[str, Filter]) -> list[Pair]:
    """Pairs that pass all `filters`; says on stderr what each left."""
    left = list(pairs)
    for name, passes in filters.items():
        left = told(name, [pair for pair in left if passes(pair)])
    return left


def told(name: str, pairs: list[Pair]) -> list[Pair]:
    """`pairs`, after a line on stderr that says how many they are."""
    print(f"{len(pairs):6} {name}", file=sys.stderr, flush=True)
    return pairs


def numbers_agree(source: str, target: str) -> bool:
    """Whether the product's own check finds no number missing, invented or changed."""
    found = compare(source, target)
    return not (found.missing or found.invented or found.changed)


def distinct(
    pairs: Iterable[Sourced],
    forbidden: frozenset[str],
    source: Callable[[Sourced], str] = attrgetter("zh"),
) -> list[Sourced]:
    """Those with a `source` that is neither held out nor seen before."""
    seen = set(forbidden)
    kept = []
    for pair in pairs:
        print_of = fingerprint(source(pair))
        if print_of not in seen:
            seen.add(print_of)
            kept.append(pair)
    return kept


def similar(pairs: Sequence[Pair], encoder: Encoder, least: float = SIMILARITY) -> list[Pair]:
    """Pairs whose sentence vectors have a cosine above `least`; it is filled in."""
    left = encoder.encode([pair.zh for pair in pairs])
    right = encoder.encode([pair.en for pair in pairs])
    scores = (left * right).sum(axis=1)
    return [
        replace(p, similarity=float(score))
        for p, score in zip(pairs, scores, strict=True)
        if score > least
    ]


def tidy(text: str) -> str:
    """Chinese without the blanks that some releases put around its punctuation."""
    return _BLANKS.sub("", text.strip())


def plain_quotes(text: str) -> str:
    """English mended (ftfy), with the straight quotation marks that the teacher writes."""
    straight = fix_text(text).strip().translate(_PLAIN)
    return straight.replace("''", '"').replace("``", '"')
