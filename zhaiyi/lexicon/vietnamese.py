"""Vietnamese persons: 阮富仲 is Nguyen Phu Trong.

Names of Vietnam come from Chinese characters, each of which has a reading there; newspapers leave
out the marks. Where a character has no reading here there is no guess at all.
"""

from __future__ import annotations

from functools import cache

from zhaiyi.lexicon.tables import rows


def person(name: str) -> str:
    """Surname and given name, each syllable a word; empty where a character is not known."""
    surnames, given = _readings("surname"), _readings("given")
    parts = [given.get(character, "") for character in name[1:]]
    if name[:1] not in surnames or not parts or not all(parts):
        return ""
    return " ".join([surnames[name[0]], *parts])


def surname(name: str) -> str:
    """阮 is Nguyen; empty where the character is no surname known here."""
    return _readings("surname").get(name, "")


@cache
def _readings(group: str) -> dict[str, str]:
    fields = [field for row in rows("vietnamese") if row[0] == group for field in row[1].split()]
    return dict(zip(fields[::2], fields[1::2], strict=True))
