"""The hints of a training example: what the product would hint, where the teacher agrees.

Names and numbers come from the product's own code. A hint enters an example only if its English
stands in the target, so that the model learns to trust the line.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Iterable
from dataclasses import dataclass

from zhaiyi.article import parse
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import read_text
from zhaiyi.lexicon import Lexicon
from zhaiyi.terminology import find_terms, uses
from zhaiyi.translation.constraints import Constraints, Pair, constraints_of


@dataclass(frozen=True)
class Agreement:
    """`hints` both sides have; `missed` names of the source are rendered in another way."""

    hints: tuple[Pair, ...] = ()
    missed: int = 0


_KNOWN: dict[str, Constraints] = {}


def warm(sources: Iterable[str], lexicon: Lexicon) -> None:
    """Finds the constraints of many sentences beforehand, on all processors."""
    asked = sorted(set(sources) - _KNOWN.keys())
    context = multiprocessing.get_context("fork")  # the lexicon is large, and only read
    with context.Pool(initializer=_begin, initargs=(lexicon,)) as pool:
        _KNOWN.update(zip(asked, pool.imap(_found, asked, chunksize=64), strict=True))


_lexicon: list[Lexicon] = []


def _begin(lexicon: Lexicon) -> None:
    _lexicon[:] = [lexicon]


def _found(source: str) -> Constraints:
    return _constraints_of(source, _lexicon[0])


def _constraints(source: str, lexicon: Lexicon) -> Constraints:
    if source not in _KNOWN:
        _KNOWN[source] = _constraints_of(source, lexicon)
    return _KNOWN[source]


def _constraints_of(source: str, lexicon: Lexicon) -> Constraints:
    try:
        article = parse(read_text(source))
    except UnreadableInput:  # a line that some release has spoiled
        return Constraints()
    return constraints_of(source, find_terms(article, lexicon), lexicon)


def hints_of(source: str, lexicon: Lexicon) -> tuple[Pair, ...]:
    """What the product would hint for the sentence `source`."""
    return tuple(_constraints(source, lexicon).all)


def agreement(source: str, target: str, lexicon: Lexicon) -> Agreement:
    """What the product would hint for the sentence `source`, held against the English `target`."""
    constraints = _constraints(source, lexicon)
    hints = tuple(pair for pair in constraints.all if stands_in(pair[1], target))
    return Agreement(hints, sum(not uses(term, target) for term in constraints.terms))


def stands_in(phrase: str, text: str) -> bool:
    """Whether `phrase` occurs in `text` as whole words."""
    return re.search(rf"(?<![\w.,]){re.escape(phrase)}(?!\w|[.,]\d)", text) is not None
