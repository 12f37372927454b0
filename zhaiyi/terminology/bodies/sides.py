"""The sides of joint statements: 吉方 is the Kyrgyz side, and no person of the surname Ji. Pure.

Chinese calls a country by its first character there. Which one is meant an article tells that names
the country; where it names two of one character (马来西亚, 马里) nothing is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.places import names_of
from zhaiyi.lexicon.tables import mapping
from zhaiyi.terminology.bodies.foreign_ministries import adjective_of

_SIDE = "方"
_OURS = frozenset({"CN", "TW", "HK", "MO"})
_STATEMENT = re.compile("中方|对华|一个中国")
"""Words of such statements, in which no country need be named."""
_BEHIND = re.compile("领土$|（.*|(?<=...)斯坦$|(?<=...)[国岛]$")
"""What a name may lack: 吉尔吉斯(斯坦), 刚果（金）."""
_AS_SIDE = re.compile(r"the [A-Z]\w+ side\b")
_SHORT = {"印尼": "ID", "波黑": "BA"}
_UNNAMED = {
    "乌": (("UZ", "上合|中亚|塔什干"), ("UA", "俄[军方罗]|基辅|泽连斯基|北约|顿[涅巴]|无人机|停火"))
}
"""What a side is of where no country of that character is named, each with what tells so."""


def sides(written: Sequence[str], plain: Sequence[str], lexicon: Lexicon) -> Iterator[Term]:
    """The sides that an article speaks of, as it writes them; `plain` are its texts in Simplified
    characters."""
    read = zip(written, plain, strict=True)
    found = [(text[m.start() : m.end()], m[0]) for text, s in read for m in _pattern().finditer(s)]
    whole = "\n".join(plain)
    named = countries_named(whole) if found else {}
    for source, side in found:
        codes = named.get(side[0]) or _unnamed(side[0], whole)
        if len(codes) == 1 and not _is_word(side, lexicon):
            name, *others = names_of(next(iter(codes)))
            people = [o for o in others if o and o != name]
            target = f"{adjective_of(name, people)} side"
            yield Term(source, target, "dictionary", "place", aliases=(name, *people))


def no_persons(plain: Sequence[str]) -> frozenset[str]:
    """What looks like a person's name and is a side, in an article that names the country or speaks
    as such statements do."""
    whole = "\n".join(plain)
    if not _pattern().search(whole):
        return frozenset()
    stated = _STATEMENT.search(whole) is not None
    return frozenset(c + _SIDE for c in (_initials() if stated else countries_named(whole)))


def around_side(token: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Edges of a side that the segmenter joins to one character beside it: 吉方|愿, 据|吉方."""
    at = token.text.find(_SIDE) - 1
    word = lexicon.simplified(token.text)
    if at < 0 or len(word) != 3 or lexicon.knows(word):
        return ()
    if word[at] not in _initials() or _is_word(word[at : at + 2], lexicon):
        return ()
    return token.start + at, token.start + at + 2


def _unnamed(character: str, whole: str) -> set[str]:
    """The country that a side is of in an article that names none of that character."""
    meanings = _UNNAMED.get(character, ())
    return {code for code, cue in meanings if re.search(cue, whole)}


def _is_word(side: str, lexicon: Lexicon) -> bool:
    """西方 and 秘方 are words, 韩方 the dictionary has as a side."""
    entry = lexicon.lookup(side)
    return entry is not None and not any(map(_AS_SIDE.match, entry.glosses))


def countries_named(text: str) -> dict[str, set[str]]:
    """Codes of the countries that a text names, by the first character of their names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in set(_names().findall(text)):
        found[name[0]] |= _countries()[name]
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_initials()))}]{_SIDE}")


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_countries(), key=len, reverse=True))))


@cache
def _initials() -> frozenset[str]:
    return frozenset(name[0] for name in _countries())


@cache
def _countries() -> dict[str, frozenset[str]]:
    """Codes by the Chinese names of countries, those of the hand-written list included."""
    chinese = Locale("zh").territories
    codes = [c for c in map(str, chinese) if re.fullmatch("[A-Z]{2}", c) and c not in _OURS]
    english = {names_of(code)[0]: code for code in codes}
    places = {w: row[1] for w, row in mapping("names").items() if row[0] == "place"}
    ours = [(word, english[target]) for word, target in places.items() if target in english]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in (*((_BEHIND.sub("", chinese[c]), c) for c in codes), *ours, *_SHORT.items()):
        found[name].add(code)
    return {name: frozenset(codes) for name, codes in found.items() if len(name) > 1}
