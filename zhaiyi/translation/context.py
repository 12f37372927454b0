"""What is known of a document, and of one sentence, while it is translated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from zhaiyi.core.document import SentenceKind, Term
from zhaiyi.core.settings import Quality
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.cards import Card, Role
from zhaiyi.quality.document import Known
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.translation.constraints import (
    Constraints,
    Violations,
    constraints_of,
    violations_in,
)

Wrap = Callable[[str], str]
"""Puts one user turn into a model's chat format."""


def rewriter_of(translator: Card, beside: Card) -> Wrap | None:
    """The chat format of the model `beside` an encoder-decoder translator, if it takes hints."""
    return beside.wrap if translator.wrap is None and beside.capabilities.hints else None


_TURN = "?"


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """`name` keeps the request ids of documents apart.

    `wrap` is None for encoder-decoder engines: they get the bare source, and the checks. `rewriter`
    is then the chat format of the summarizer, if it is to be asked for names and for retries that
    tell more than the source. `vectors` (n, d) are those of the document's sentences, in order.
    """

    name: str
    encoder: Encoder
    lexicon: Lexicon
    vectors: Vectors
    terms: tuple[Term, ...] = ()
    wrap: Wrap | None = None
    hints: bool = True
    quality: Quality = "fast"
    year: int | None = None
    month: int | None = None
    rewriter: Wrap | None = None
    home: str = ""
    """Code of the place where the document was written (`quantities.home_of`)."""

    @property
    def known(self) -> Known:
        """What the checks are told of the document."""
        return Known(self.lexicon, self.year, self.month, self.home)

    @property
    def hinted(self) -> tuple[Role, Wrap] | None:
        """Who can be told names and numbers, and its chat format: the translator itself, or who
        stands beside it."""
        if self.wrap is not None:
            return ("translator", self.wrap) if self.hints else None
        return ("summarizer", self.rewriter) if self.rewriter is not None else None

    def constraints(self, source: str) -> Constraints:
        """Terms and quantities of a piece of the document's text."""
        return constraints_of(source, self.terms, self.lexicon, self.year, self.month, self.home)

    def violations(self, source: str, target: str) -> Violations:
        """Quantities and qualifiers of `source` that `target` has lost or changed."""
        return violations_in(source, target, self.year, self.month, self.lexicon, self.home)

    @property
    def may_begin(self) -> bool:
        """Whether an answer can be begun for the model: where the strings around a turn are ours,
        not a server's."""
        return self.wrap is not None and not self.wrap(_TURN).endswith(_TURN)


@dataclass(frozen=True, slots=True)
class SourceSegment:
    """A sentence on its way: `text` is what the engine gets, `prefix` and `suffix` are put around
    the target."""

    id: int
    text: str
    kind: SentenceKind = "body"
    prefix: str = ""
    suffix: str = ""
    constraints: Constraints = field(default_factory=Constraints)
