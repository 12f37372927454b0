"""The hints of a training example: what the product would hint, where the teacher agrees.

Names and numbers come from the product's own code. A hint enters an example only if its English
stands in the target, so that the model learns to trust the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from training.constrained import of_line, of_many
from zhaiyi.lexicon import Lexicon
from zhaiyi.terminology import uses
from zhaiyi.translation.constraints import Constraints, Pair


@dataclass(frozen=True)
class Agreement:
    """`hints` both sides have; `missed` names of the source are rendered in another way."""

    hints: tuple[Pair, ...] = ()
    missed: int = 0


_known: dict[str, Constraints] = {}
"""Of the sentences that `warm` was given."""


def warm(sources: Iterable[str], lexicon: Lexicon) -> None:
    """Finds the constraints of many sentences beforehand, on all processors."""
    asked = sorted(set(sources) - _known.keys())
    _known.update(zip(asked, of_many(of_line, asked, lexicon), strict=True))


def hints_of(source: str, lexicon: Lexicon) -> tuple[Pair, ...]:
    """What the product would hint for the sentence `source`."""
    return tuple(_constraints(source, lexicon).all)


def agreement(source: str, target: str, lexicon: Lexicon) -> Agreement:
    """What the product would hint for the sentence `source`, held against the English `target`."""
    constraints = _constraints(source, lexicon)
    hints = tuple(pair for pair in constraints.all if stands_in(pair[1], target))
    return Agreement(hints, sum(not uses(term, target) for term in constraints.terms))


def _constraints(source: str, lexicon: Lexicon) -> Constraints:
    if source not in _known:
        _known[source] = of_line(source, lexicon)
    return _known[source]


def stands_in(phrase: str, text: str) -> bool:
    """Whether `phrase` occurs in `text` as whole words."""
    return re.search(rf"(?<![\w.,]){re.escape(phrase)}(?!\w|[.,]\d)", text) is not None
