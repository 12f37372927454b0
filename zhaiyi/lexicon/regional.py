"""Places and bodies of some regions as they write themselves: 西贡 of Hong Kong is Sai Kung.

Some of these words are something else too (西贡 is Saigon, 证监会 the mainland's commission), so
that a text has to tell its region. `zhaiyi/data/regional_places.tsv` and `regional_bodies.tsv` hold
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from zhaiyi.core.document import TermKind
from zhaiyi.lexicon.glosses import Name
from zhaiyi.lexicon.tables import aliases, rows

_CUE, _SURE = "cue", "sure"
_KINDS: dict[str, TermKind] = {"": "organisation", "word": "other", "person": "person"}
_CANTONESE = frozenset({"HK", "MO"})
"""Regions whose places pinyin does not spell."""
OWN_SPELLING = frozenset({"HK", "MO", "TW", "SG", "MY"})
"""Regions whose people do not write themselves in pinyin."""
_UNITS = {"区": "District", "村": "Village", "邨": "Estate", "站": "Station", "乡": "Heung"}
_OTHER_UNITS = {"KR": {"市": ""}, "MY": {"县": "District"}}
LONGEST = 9
"""Characters of a name of the table, or of a cue."""


@cache
def _table() -> dict[str, dict[str, Name]]:
    """Names by region and word."""
    found: dict[str, dict[str, Name]] = {}
    for region, word, target, *more in rows("regional_places"):
        if word != _CUE:
            found.setdefault(region, {})[word] = Name(target, aliases(more, 0), "place")
    return found


@cache
def _bodies() -> dict[str, dict[str, Name]]:
    """Bodies and words by region, in the characters of the table."""
    found: dict[str, dict[str, Name]] = {}
    for region, word, target, *more in rows("regional_bodies"):
        if word != _CUE:
            kind = _KINDS["".join(more[1:2])]
            found.setdefault(region, {})[word] = Name(target, aliases(more, 0), kind)
    return found


def body(word: str, within: frozenset[str]) -> Name | None:
    """The body of the regions `within` that is called `word`, or None; where they differ, too."""
    names = {found for region in within if (found := _bodies().get(region, {}).get(word))}
    return names.pop() if len(names) == 1 else None


@cache
def sure() -> dict[str, Name]:
    """The names that are no other places and no ordinary words."""
    return {
        row[1]: Name(row[2], aliases(row, 3), "place")
        for row in rows("regional_places")
        if row[4:5] == (_SURE,)
    }


@cache
def _cues() -> dict[str, str]:
    """Words that tell a region."""
    return {
        word: row[0]
        for table in ("regional_places", "regional_bodies")
        for row in rows(table)
        for word in (row[2].split() if row[1] == _CUE else row[1:2] if row[4:5] == (_SURE,) else ())
    }


@cache
def _unsure() -> dict[str, str]:
    """The other names: two of a region beside each other tell it (沙田大围)."""
    told = _cues()
    return {w: region for region, names in _table().items() for w in names if w not in told}


@cache
def _first() -> frozenset[str]:
    return frozenset(word[0] for word in (*_cues(), *_unsure()))


def regions(text: str) -> frozenset[str]:
    """The regions that a text (simplified) tells by its words."""
    return frozenset(_told(text))


def _told(text: str) -> Iterator[str]:
    first, cues, unsure = _first(), _cues(), _unsure()
    behind: dict[int, str] = {}
    for start, character in enumerate(text):
        if character not in first:
            continue
        for end in range(start + 2, min(start + LONGEST, len(text)) + 1):
            word = text[start:end]
            if region := cues.get(word):
                yield region
            elif region := unsure.get(word):
                behind[end] = region
                if behind.get(start) == region:
                    yield region


def name(word: str, within: frozenset[str]) -> Name | None:
    """The name of `word` (simplified) in the regions `within`, or None. A place with its unit is
    put together: 蚝涌村 is Ho Chung Village."""
    for region in sorted(within):
        known = _table().get(region, {})
        if found := known.get(word):
            return found
        units = _UNITS if region in _CANTONESE else _OTHER_UNITS.get(region, {})
        unit, base = units.get(word[-1:]), known.get(word[:-1])
        if base and unit is not None:
            return Name(f"{base.target} {unit}".strip(), (base.target,) if unit else (), "place")
    return None


def is_known(word: str) -> bool:
    """Whether a region has a place of this name, or the word tells a region."""
    return word in _cues() or word in _unsure()


def told_by(word: str) -> str:
    """The region that a cue (simplified) tells, an empty string for any other word."""
    return _cues().get(word, "")


def is_cantonese(within: frozenset[str]) -> bool:
    """Whether the places of a text are not spelt by pinyin."""
    return not within.isdisjoint(_CANTONESE)
