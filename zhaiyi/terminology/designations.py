"""Types of aircraft and missiles, and numbered spacecraft: 卡-52 → Ka-52, 神舟十三号 → Shenzhou-13.

A small model spells the first by pinyin or drops it, and takes the number of the second for a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhaiyi.core.document import Term
from zhaiyi.lexicon.tables import mapping
from zhaiyi.quantities import han_value
from zhaiyi.text.traditional import simplified

_SERIES = {"甲": "A", "乙": "B", "丙": "C", "丁": "D"}
_BLANK = frozenset({"Long March", "Ceres", "Zhuque", "Jielong"})
"""Rockets have a blank before their number."""
_HYPHEN = "[-－–—]"


def designations(text: str) -> Iterator[tuple[Term, int, int]]:
    """Terms for the types and numbers of `text`, in either script, with their places."""
    for match in _pattern().finditer(simplified(text)):
        target = _type(match[0]) if match["type"] else _numbered(match)
        start, end = match.span()
        yield Term(text[start:end], target, "recognised", "other"), start, end


def _type(word: str) -> str:
    name, model = re.split(_HYPHEN, word, maxsplit=1)
    return f"{_english(name)}-{model}"


def _numbered(match: re.Match[str]) -> str:
    name, said = _english(match["craft"]), match["number"]
    number = int(said) if said.isdecimal() else int(han_value(said) or 0)
    series = _SERIES.get(match["series"], match["series"])
    return f"{name}{' ' if name in _BLANK else '-'}{number}{series}"


def _english(name: str) -> str:
    return mapping("designations")[name][1]


@cache
def _pattern() -> re.Pattern[str]:
    """Longer names come first: 武直 before 直."""
    table = sorted(mapping("designations").items(), key=lambda item: -len(item[0]))
    types = "|".join(f"{name}{_HYPHEN}(?:{row[2]})" for name, row in table if row[0] == "type")
    crafts = "|".join(name for name, row in table if row[0] == "craft")
    number = r"(?P<number>[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,3})"
    return re.compile(
        rf"(?P<type>{types})(?![\d.%％A-Za-z])"
        rf"|(?P<craft>{crafts}){number}号(?P<series>[甲乙丙丁A-F]?)"
    )
