"""Korean persons: their characters are not read as Chinese ones (朴成勋 is Park Sung-hoon).

How a living person writes the name is for that person to say; the reading is a guess, and is marked
as one. Where a character has no reading here there is no guess at all: none is better than pinyin.
"""

from __future__ import annotations

from functools import cache

from zhaiyi.lexicon.tables import rows


def person(name: str) -> str:
    """Surname and given name, ``Park Sung-hoon``; empty where a character is not known."""
    surnames, syllables = _readings("surname"), _readings("given")
    cut = 2 if name[:2] in surnames and len(name) > 2 else 1
    given = [syllables.get(character, "") for character in name[cut:]]
    if name[:cut] not in surnames or not given or not all(given):
        return ""
    return f"{surnames[name[:cut]]} {'-'.join(given).capitalize()}"


def surname(name: str) -> str:
    """金 is Kim; empty where the character is no surname known here."""
    return _readings("surname").get(name, "")


def northern_surname(name: str) -> str:
    """李 is Ri, likewise."""
    family = surname(name)
    return _NORTHERN.get(family, family)


_NORTHERN = {
    "Lee": "Ri", "Park": "Pak", "Choi": "Choe", "Jung": "Jong", "Lim": "Rim", "Yoo": "Ryu",
    "Roh": "Ro", "Na": "Ra", "Cho": "Jo", "Yang": "Ryang", "Baek": "Paek", "Bae": "Pae",
    "Yeom": "Ryom", "Shim": "Sim", "Moon": "Mun", "Woo": "U", "Joo": "Ju", "Noh": "Ro",
}  # fmt: skip
_SPELT = (("young", "yong"), ("yung", "yong"), ("jung", "jong"), ("kyung", "kyong"))
_VOWELS = (("eo", "o"), ("oo", "u"), ("eu", "u"), ("ee", "i"), ("yu", "yo"))


def northern(name: str) -> str:
    """Likewise as the North writes it: 李英浩 is Ri Yong Ho."""
    family, _, given = person(name).partition(" ")
    parts = [_as_north(part) for part in given.casefold().split("-") if part]
    return " ".join([_NORTHERN.get(family, family), *parts]) if parts else ""


def _as_north(part: str) -> str:
    for south, north in (*_SPELT, *_VOWELS):
        part = part.replace(south, north)
    return part.capitalize()


@cache
def _readings(group: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("korean"):
        if row[0] == group:
            fields = row[1].split()
            found.update(zip(fields[::2], fields[1::2], strict=True))
    return found
