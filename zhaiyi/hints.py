"""What a sentence's translation must keep, as a glossary line for the prompt.

A small model translates a known name or a 万 and 亿 rightly when it is told; every hint costs
prompt tokens, so only those are given that the sentence holds and that small models get wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhaiyi import numbers
from zhaiyi.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.terms import in_text

Pair = tuple[str, str]
"""(source, target)"""

MAX_HINTS = 8


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and quantities of one sentence."""

    terms: tuple[Term, ...] = ()
    names: tuple[Pair, ...] = ()
    quantities: tuple[Pair, ...] = ()

    @property
    def all(self) -> tuple[Pair, ...]:
        return self.names + self.quantities

    def with_quantities(self, more: tuple[Pair, ...]) -> Facts:
        """These facts with further quantities put first: what was missed comes before the rest."""
        first = dict(more) | dict(self.quantities)
        return Facts(self.terms, self.names, tuple(first.items()))


def facts_of(
    text: str,
    terms: tuple[Term, ...],
    lexicon: Lexicon,
    year: int | None = None,
    month: int | None = None,
) -> Facts:
    """The facts of `text`, each once, in the order of their first place; the user's own terms come
    before all others, so that no limit cuts them off."""
    met = dict.fromkeys(o.term for o in in_text(text, terms, lexicon))
    found = tuple(sorted(met, key=lambda term: term.origin != "user"))
    names = tuple(dict.fromkeys((term.source, term.target) for term in found))
    return Facts(found, names, tuple(numbers.hints(text, year, month)))


def glossary_line(pairs: Iterable[Pair]) -> str:
    """``汕头=Shantou; 6.1万=61,000``, at most `MAX_HINTS` of them; empty for none."""
    clean = [(s, t) for s, t in pairs if "\n" not in s + t]
    return "; ".join(f"{source}={target}" for source, target in clean[:MAX_HINTS])


def missed_quantities(
    source: str, target: str, year: int | None, month: int | None
) -> tuple[Pair, ...]:
    """The quantities of `source` that `target` lacks or changes, as they should read."""
    comparison = numbers.compare(source, target, year=year, month=month)
    lost = [*comparison.missing, *(wanted for wanted, _ in comparison.changed)]
    return tuple((q.text, numbers.hint(q)) for q in lost)
