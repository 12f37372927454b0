"""What the checks are told of a document: once for all its pairs, so that none does without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhaiyi.article import dateline_end, document_date
from zhaiyi.core.document import Article, SentenceKind, Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair, SegmentRole, Similarity
from zhaiyi.quantities import home_of
from zhaiyi.salience.encoder import Vectors
from zhaiyi.terminology import in_text

_OPENING = 3
"""Lines among which an article has its dateline: behind title and byline."""


@dataclass(frozen=True, slots=True)
class Known:
    """A `lexicon`, and what the document says of itself: see `SegmentPair`."""

    lexicon: Lexicon | None
    year: int | None = None
    month: int | None = None
    home: str | None = None

    def pair(
        self,
        source: str,
        target: str,
        *,
        role: SegmentRole = "translation",
        kind: SentenceKind = "body",
        terms: tuple[Term, ...] = (),
        similarity: Similarity | None = None,
    ) -> SegmentPair:
        """A target of the document beside its source."""
        return SegmentPair(
            source,
            target,
            role=role,
            kind=kind,
            terms=terms,
            similarity=similarity,
            year=self.year,
            month=self.month,
            lexicon=self.lexicon,
            home=self.home,
        )


def known_of(article: Article, lexicon: Lexicon | None) -> Known:
    """What an article says of itself."""
    return Known(lexicon, *document_date(article), home_of(article.text))


def known_of_lines(article: Article, lexicon: Lexicon | None) -> Known:
    """The same where each sentence is a line of a file: it has a date if it is one article."""
    dateline = _sole_dateline([sentence.text for sentence in article.sentences])
    return known_of(replace(article, dateline=dateline), lexicon)


def _sole_dateline(lines: Sequence[str]) -> str:
    """The dateline near the beginning; none where another follows: there are several articles."""
    ends = ((i, dateline_end(line, 0, len(line))) for i, line in enumerate(lines))
    found = [(i, lines[i][:end]) for i, end in ends if end]
    return found[0][1] if len(found) == 1 and found[0][0] < _OPENING else ""


def present(source: str, terms: Sequence[Term], lexicon: Lexicon | None) -> tuple[Term, ...]:
    """Those of the document's `terms` that occur in `source`, each once."""
    found = in_text(source, [term for term in terms if term.source in source], lexicon)
    return tuple({one.term.source: one.term for one in found}.values())


def similarity(index: int, target: Vectors, sources: Vectors, reach: int) -> Similarity:
    """Of a target (d,) with row `index` of `sources` (n, d), its own, and with the `reach` rows on
    each side of it."""
    first = max(0, index - reach)
    scores = sources[first : index + reach + 1] @ target
    others = {first + i: float(s) for i, s in enumerate(scores) if first + i != index}
    neighbour = max(others, key=others.__getitem__, default=None)
    best = others[neighbour] if neighbour is not None else -1.0
    return Similarity(float(scores[index - first]), best, neighbour)
