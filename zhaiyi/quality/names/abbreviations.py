"""Single characters that stand for a country or a province (俄, 粤), and words in which they do
not."""

from __future__ import annotations

import re
from functools import cache

from zhaiyi.lexicon.places import names_of
from zhaiyi.lexicon.tables import rows
from zhaiyi.text.traditional import simplified


@cache
def _codes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Pattern and code of every country that a character may stand for: 澳 is Australia and Macao,
    but the 港 of 港口 is a harbour and no Hong Kong."""
    return tuple((_standing(row[0], *row[2:3]), row[1]) for row in rows("abbreviations"))


def _standing(character: str, behind: str = "") -> re.Pattern[str]:
    """The character, where none of those `behind` makes a word of it."""
    return re.compile(f"{character}(?![{behind}])" if behind else character)


def abbreviation_hints(source: str, target: str) -> tuple[tuple[str, str], ...]:
    """Words of `source` with a character that elsewhere stands for a country or region, and what it
    means in them, where the `target` names that country: (港邊, harbor) for "Hong Kong"."""
    return tuple(
        (word, meaning)
        for country, alone, within, meaning in _common_words()
        if country in target and not alone.search(source)
        for word in dict.fromkeys(within.findall(source))
    )


@cache
def _common_words() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str], str], ...]:
    """English of a country, patterns of the character that stands for it, by itself and as part of
    another word, and what it means there."""
    return tuple(
        (names_of(row[1])[0].removesuffix(" SAR China"), _standing(row[0], row[2]),
         re.compile(f"{row[0]}[{row[2]}]"), row[3])
        for row in rows("abbreviations")
        if row[3:]
    )  # fmt: skip


def abbreviated(source: str) -> frozenset[str]:
    """English for the countries and provinces that short names of `source` mean (俄: Russian)."""
    codes = {code for pattern, code in _codes() if pattern.search(source)}
    found = [name for code in codes for name in names_of(code)]
    found += [row[1] for row in rows("province_short") if re.search(row[0], simplified(source))]
    return frozenset(name.casefold().replace(" ", "") for name in found)
