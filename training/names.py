"""Bare names, so that the model can be asked for one alone: foreign persons, parts, divisions."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

Row = Mapping[str, str]
Name = tuple[str, str]

WHOLE, PARTS, DIVISIONS = 1500, 700, 400
"""So many of each kind."""
_KINDS = {"县": "County", "区": "District", "市": "City"}


def bare_names(
    parts: Iterable[Row], dictionary: Iterable[Row], divisions: Iterable[Row], rng: random.Random
) -> list[Name]:
    """Chinese and English of `WHOLE` persons put together from two parts, `PARTS` single parts and
    `DIVISIONS` counties, districts and cities; fewer where the tables hold fewer. The rows are
    those of NETransliteration (zh, latin, count), CedPane (simplified, english) and cnid-validator
    (zh, pinyin, english)."""
    counts, known = _counts(parts), _known(dictionary)
    usual = _usual(counts, known)
    whole = [_join(rng.choice(usual), rng.choice(usual)) for _ in range(WHOLE if usual else 0)]
    single = [
        (zh, en)
        for zh, en in known.items()
        if re.fullmatch(r"[一-鿿]{2,6}", zh)
        and re.fullmatch(r"[A-Z][a-z]{2,}", en)
        and en.casefold() in counts.get(zh, ())
    ]
    places = [name for row in divisions if (name := _division(row))]
    return whole + _some(single, PARTS, rng) + _some(places, DIVISIONS, rng)


def _counts(rows: Iterable[Row]) -> dict[str, Counter[str]]:
    """Chinese part → Latin spellings and how often each was seen."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        latin = re.fullmatch(r"[a-zA-Zà-ž'’-]{2,}", row["latin"])
        if latin and re.fullmatch(r"[一-鿿]{2,7}", row["zh"]):
            counts[row["zh"]][row["latin"]] += int(row["count"])
    return counts


def _known(rows: Iterable[Row]) -> dict[str, str]:
    """The first English of each entry of the dictionary."""
    known: dict[str, str] = {}
    for row in rows:
        known.setdefault(row["simplified"], row["english"])
    return known


def _usual(counts: Mapping[str, Counter[str]], known: Mapping[str, str]) -> list[Name]:
    """Parts that are spelt one way at least half the time, and no other way in the dictionary."""
    names = []
    for zh, spellings in counts.items():
        ((latin, count),) = spellings.most_common(1)
        if spellings.total() >= 3 and 2 * count >= spellings.total():
            english = known.get(zh, latin[:1].upper() + latin[1:])
            if english.casefold() == latin.casefold():
                names.append((zh, english))
    return names


def _join(given: Name, surname: Name) -> Name:
    return f"{given[0]}·{surname[0]}", f"{given[1]} {surname[1]}"


def _division(row: Row) -> Name | None:
    """A county, district or city whose English is its pinyin and its kind."""
    zh, syllables = row["zh"], row["pinyin"].split()
    kind = _KINDS.get(zh[-1:])
    if not kind or len(syllables) != len(zh) or len(zh) > 4 or "自治" in zh:
        return None
    english = f"{''.join(syllables[:-1]).capitalize()} {kind}"
    return (zh, english) if row["english"] == english else None


def _some(names: list[Name], most: int, rng: random.Random) -> list[Name]:
    return rng.sample(names, min(most, len(names)))
