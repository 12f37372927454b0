"""Two countries of one character each: 越老两国 is Vietnam and Laos, and no old Lao country. Pure.

`data/country_pairs.tsv` has what a character means. An article that names a country in full says it
first: 中马两国 is China and Malawi beside 马拉维.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import product

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.places import names_of
from zhaiyi.lexicon.tables import rows
from zhaiyi.terminology.bodies.sides import countries_named
from zhaiyi.text.script import HAN

_BOTH = "两国"
_BEHIND = {
    _BOTH: "",
    "双方": "",
    "关系": " relations",
    "边境": " border",
    "边界": " border",
    "冲突": " conflict",
    "战争": " war",
    "谈判": " talks",
    "和谈": " peace talks",
    "合作": " cooperation",
    "贸易": " trade",
}
"""What a pair stands before, and English behind its names; empty where *and* says it."""
_TOGETHER = (
    *("the two countries", "both countries", "two nations", "both nations"),
    *("the two sides", "both sides"),
)
_JOINTS = (" and ", " and the ", "-")
_PATTERN = re.compile(f"(?=([{HAN}])([{HAN}])({'|'.join(_BEHIND)}))")
_LONGEST = 6
_CHINA = "CN"
_CALLED = {"PS": "Palestine", "US": "US", "GB": "UK", "EU": "EU"}
"""English of the news for that of the list of countries."""
_FORMS = 3
"""Words for the people and the things of a country that are taken."""

_Named = Mapping[str, AbstractSet[str]]
"""Codes of the countries that an article names, by the first character of their names."""


def pairs(written: Sequence[str], plain: Sequence[str], lexicon: Lexicon) -> Iterator[Term]:
    """The pairs that an article speaks of, with what stands behind them, as it writes them; `plain`
    are its texts in Simplified characters."""
    whole = "\n".join(plain)
    if not _PATTERN.search(whole):
        return
    named = countries_named(whole)
    characters = _meanings().keys() | named.keys()
    for text, simple in zip(written, plain, strict=True):
        for found in _PATTERN.finditer(simple):
            one, other, behind = found.groups()
            if not {one, other} <= characters or _is_name(simple, found.start(), lexicon):
                continue
            codes = _code(one, other, named), _code(other, one, named)
            if _is_shown(codes, behind, named) and not lexicon.is_own(one + other + behind):
                yield _term(text[found.start() : found.end(3)], codes, behind)


def _is_name(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the two characters are a name, or the end of one: 印尼, 巴西, 马来|西亚. Pairs that
    have a name of their own (中美) are told by that."""
    begins = range(max(0, start + 2 - _LONGEST), start + 1)
    return any(lexicon.is_own(text[at : start + 2]) for at in begins)


def _is_shown(codes: tuple[str, str], behind: str, named: _Named) -> bool:
    """Whether both are countries; without *both countries* behind one of them is named in full:
    新老双方 may be old and new."""
    if not all(codes) or codes[0] == codes[1]:
        return False
    return behind == _BOTH or any(code in found for found in named.values() for code in codes)


def _code(character: str, beside: str, named: _Named) -> str:
    """The country that a character means beside another one; empty where that is not certain."""
    others = set(named.get(character, ()))
    known = _meanings().get(character, ())
    if "always" in (when for _, when in known):
        return known[0][0]
    near = next((code for code, when in known if beside in when), "")
    if len(others) == 1:
        return others.pop()
    if others:
        return near if near in others else ""
    return near or next((code for code, when in known if when == "alone"), "")


def _term(source: str, codes: tuple[str, str], behind: str) -> Term:
    first, second = (_forms(code) for code in codes)
    tail = _BEHIND[behind]
    target = f"{first[0]}{'-' if tail else ' and '}{second[0]}{tail}"
    orders = (*product(first, second), *product(second, first))
    others = [f"{a}{joint}{b}" for joint in _JOINTS for a, b in orders]
    if _CHINA in codes:
        others += [f"Sino-{form}" for form in (*first, *second)]
    if not tail:
        others += _TOGETHER
    return Term(source, target, "recognised", "other", "", tuple(dict.fromkeys(others)))


def _forms(code: str) -> tuple[str, ...]:
    """The name of a country, and what else English calls it, its people and its things."""
    full, *people = names_of(code)
    words = [p for p in people if p and "." not in p][:_FORMS]
    full = full.partition(" (")[0]
    return tuple(dict.fromkeys((_CALLED.get(code, full), full, *words)))


@cache
def _meanings() -> dict[str, tuple[tuple[str, str], ...]]:
    """By the character what it means, each with the condition."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for character, code, when in rows("country_pairs"):
        found[character] = (*found.get(character, ()), (code, when))
    return found
