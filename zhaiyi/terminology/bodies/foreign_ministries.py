"""Ministries, central banks and high courts of other countries: 印度国防部 is the Indian Defense
Ministry. Pure.

`data/foreign_ministries.tsv` has what nearly every country has. What is called otherwise
(英国内政部 is the Home Office) stands in the list of bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.tables import aliases, mapping

_ADJECTIVES = {
    "United Kingdom": "British",
    "South Korea": "South Korean",
    "North Korea": "North Korean",
    "New Zealand": "New Zealand",
    "Saudi Arabia": "Saudi",
}
"""Of countries of which the first other form is no adjective."""
_STATES = "美国"
"""Whose ministries are departments."""


def foreign_ministries(
    texts: Sequence[str], plain: Sequence[str], lexicon: Lexicon
) -> Iterator[Term]:
    """Those that an article names behind their country, written as in `texts`; `plain` are these in
    Simplified characters."""
    for text, simple in zip(texts, plain, strict=True):
        for found in _pattern().finditer(simple):
            country = _country(simple[: found.start()], lexicon)
            known = country and lexicon.name(country + found[0])
            if country and not known:
                start = found.start() - len(country)
                yield _term(text[start : found.end()], country, found[0], lexicon)


def ministries_without_country(terms: Sequence[Term], texts: Sequence[str]) -> tuple[Term, ...]:
    """Ministries without their country, in an article that names it with them: 司法部 is the
    Department of Justice beside 美国司法部, unless China's is named too."""
    known = {term.source: term for term in terms}
    found = []
    for term in terms:
        rest = term.source.removeprefix(_STATES)
        home = known.get(rest)
        if rest == term.source or home is None or home.origin != "dictionary":
            continue
        if term.origin == "dictionary" and not any(f"中国{rest}" in text for text in texts):
            target = re.sub("^US ", "", term.target)
            aliases = (term.target, *term.aliases, home.target, *home.aliases)
            found.append(replace(term, source=rest, target=target, aliases=aliases))
    return tuple(found)


def adjective_of(country: str, called: Sequence[str]) -> str:
    """What English calls the things of a country by; `called` are its people and things."""
    return _ADJECTIVES.get(country) or (called[0] if called else country)


def _term(source: str, country: str, body: str, lexicon: Lexicon) -> Term:
    known = lexicon.name(country)
    target, called = (known[0].target, known[0].aliases) if known else ("", ())
    adjective = adjective_of(target, called)
    english, *rest = mapping("foreign_ministries")[body]
    forms = (english, *aliases(rest, 0))
    others = (f"{target} {form}" for form in forms)
    return Term(
        source,
        f"{adjective} {english}",
        "dictionary",
        "organisation",
        "",
        tuple(dict.fromkeys((*others, *forms))),
    )


def _country(before: str, lexicon: Lexicon) -> str:
    """The country abroad that a text ends with, the longest; empty for none."""
    ends = (before[-n:] for n in range(min(_LONGEST, len(before)), 1, -1))
    return next((word for word in ends if lexicon.is_country_abroad(word)), "")


_LONGEST = 9
"""Characters of a country's name."""


@cache
def _pattern() -> re.Pattern[str]:
    bodies = sorted(mapping("foreign_ministries"), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(bodies)})(?!长)")
