"""English growths that readers take in two ways, "a two-fold increase", said by a verb: doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

VERBS = {
    "": ("double", "triple", "quadruple"),
    "ed": ("doubled", "tripled", "quadrupled"),
    "s": ("doubles", "triples", "quadruples"),
    "ing": ("doubling", "tripling", "quadrupling"),
}
"""Growth to two, three and four times, by the ending of the verb."""
FOLDS = (("twofold", "threefold", "fourfold"), ("twice", "three times", "four times"))
_N = r"(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}(?:\.[0-9])?)"
_FORMS = {
    "": "increase|grow|rise|jump|surge|expand|climb",
    "ed": "increased|grew|grown|rose|risen|jumped|surged|soared|expanded|climbed",
    "s": "increases|grows|rises|jumps|surges|soars|expands|climbs",
    "ing": "increasing|growing|rising|jumping|surging|soaring|expanding|climbing",
}
_ENDINGS = {word: ending for ending, words in _FORMS.items() for word in words.split("|")}
_VERB_EN = re.compile(
    rf"\b(?P<verb>{'|'.join(_ENDINGS)})(?: \w+ly| more than)?"
    rf" (?:by a factor of {_N}|(?:by )?{_N}(?:[- ]?fold| times))(?![\w-])",
    re.IGNORECASE,
)
_NOUN_EN = re.compile(
    rf"\b(?:an? )?{_N}[- ]?(?:fold|times)[- ](?:increase|rise|growth|jump|surge|gain)\b"
    r"(?P<of> in\b)?",
    re.IGNORECASE,
)


class Growth(NamedTuple):
    """An English growth that readers take in two ways ("a two-fold increase" is a doubling for one
    and a tripling for another), at ``text[start:end]``; `ending` is that of its verb, None for a
    noun, with `of` where "in" follows."""

    start: int
    end: int
    ending: str | None
    of: bool = False


def ambiguous(target: str) -> Iterator[Growth]:
    """The growths of an English text that may be read in two ways, in order."""
    verbs = (Growth(*m.span(), _ENDINGS[m["verb"].lower()]) for m in _VERB_EN.finditer(target))
    nouns = (Growth(*m.span(), None, bool(m["of"])) for m in _NOUN_EN.finditer(target))
    yield from sorted((*verbs, *nouns), key=lambda found: found.start)


def put_right(target: str, found: Growth, whole: Fraction) -> str:
    """`target` with a growth to two, three or four times said by its own verb; `target` itself for
    any other."""
    if whole not in {2, 3, 4}:
        return target
    place = int(whole) - 2
    words = VERBS["ing" if found.ending is None else found.ending][place]
    if found.ending is None:
        opens = target[found.start : found.start + 1].isupper()
        words = ("A " if opens else "a ") + words + (" of" if found.of else "")
    return target[: found.start] + words + target[found.end :]
