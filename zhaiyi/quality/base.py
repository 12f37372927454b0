"""What a check sees and gives: a pure function ``check(segment) -> Iterable[Finding]``.

One small file for each check, or a room if it has several parts; one line in `registry.py`. A check
never sees an engine, a clock, the environment or the disk. It speaks plain English to a reader who
has no Chinese, and quotes both sides ("source says 6.1万 = 61,000, translation says 6.1 million").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

from zhaiyi.core.document import Finding, SentenceKind, Term
from zhaiyi.lexicon import Lexicon

SegmentRole = Literal["translation", "summary", "headline"]


@dataclass(frozen=True, slots=True)
class Similarity:
    """Cross-lingual cosine similarity, -1..1, of a target with its own source and with the best of
    the source sentences around it; `neighbour` is that sentence's id."""

    own: float
    best_neighbour: float = -1.0
    neighbour: int | None = None


@dataclass(frozen=True, slots=True)
class SegmentPair:
    """A target beside its source. For a summary sentence `source` holds all its source sentences
    joined, and checks look for what the target adds, not for what it leaves out.

    `terms` are those that occur in `source`. `year` and `month` are what the document says of its
    own date (from the dateline or title), None where it does not; `home` is the code of the place
    where it was written (`quantities.home_of`), None where nobody has looked. Without a `lexicon`
    the checks that look words up are silent, as those on similarity are without a `similarity`.
    `quality.document` makes the pairs of a document with all that is known of it.
    """

    source: str
    target: str
    _: KW_ONLY
    role: SegmentRole = "translation"
    kind: SentenceKind = "body"
    terms: tuple[Term, ...] = field(default_factory=tuple)
    similarity: Similarity | None = None
    year: int | None = None
    month: int | None = None
    lexicon: Lexicon | None = field(default=None, repr=False, compare=False)
    home: str | None = None


Check = Callable[[SegmentPair], Iterable[Finding]]
