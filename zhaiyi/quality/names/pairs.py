"""Two countries that Chinese names by one character each (越老两国), of which the English has but
one: "the two Lao parliaments"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhaiyi.core.document import Finding, Span
from zhaiyi.lexicon.places import names_of
from zhaiyi.lexicon.tables import rows
from zhaiyi.quality.base import SegmentPair
from zhaiyi.text.script import HAN
from zhaiyi.text.traditional import simplified

_BOTH = re.compile(f"(?P<one>[{HAN}])(?P<two>[{HAN}])(?:两国|双边)")
_TABLES = ("abbreviations", "country_pairs")
"""What a character stands for anywhere, and what it does in a pair."""


def one_for_both(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where the English says one of two countries for both; one for each pair."""
    pairs = dict[str, re.Match[str]]()
    for place in _BOTH.finditer(simplified(segment.source)):
        pairs.setdefault(place["one"] + place["two"], place)
    for found in pairs.values():
        one, two = _forms(found["one"]), _forms(found["two"])
        for said, left_out in ((one, two), (two, one)):
            if not (said and left_out) or re.search(rf"\b(?:{left_out})\b", segment.target):
                continue
            twice = rf"\btwo (?:\w+ )?(?:{said})\b|\b(?:{said}) and (?:the )?(?:{said})\b"
            if given := re.search(twice, segment.target):
                both = segment.source[found.start() : found.end()]
                message = f"{both} are two countries; the English has one of them twice"
                yield Finding("name", "warning", message, Span(*found.span()), Span(*given.span()))


@cache
def _forms(character: str) -> str:
    """A pattern of the names and demonyms of the countries that the character stands for."""
    codes = {row[1] for table in _TABLES for row in rows(table) if row[0] == character}
    names = {name.removesuffix(" SAR China") for code in codes for name in names_of(code)}
    return "|".join(re.escape(name) for name in sorted(names - {""}))
