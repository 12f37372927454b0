"""Grades and phases: Ⅲ级响应 as "Level II", 三期 as "Phase II"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Span

_HAN = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5} | dict(zip("ⅠⅡⅢⅣⅤ", range(1, 6), strict=True))
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5} | {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip
_UNIT = "年?[级級期类類等档檔号號线線代阶階世]"
_GRADE_ZH = re.compile(
    r"(?P<number>[一二三四五1-5ⅠⅡⅢⅣⅤ]|(?<![A-Za-z])(?:I{1,3}|IV|V))[级級期](?![间間])"
)
_ANY_ZH = re.compile(
    rf"(?P<roman>[ⅠⅡⅢⅣⅤ]|(?<![A-Za-z])(?:I{{1,3}}|IV|V)(?![A-Za-z]))|(?P<digits>[0-9]+)"
    rf"|(?P<han>[一二三四五六七八九])(?={_UNIT})|第(?P<nth>[一二三四五六七八九])"
    rf"|(?P<listed>[一二三四五])(?=[、和至到-][一二三四五]{_UNIT})"
)
_GRADE_EN = re.compile(
    r"\b(?:(?:Level|Grade|Phase|Stage)[- ](?P<number>I{1,3}|IV|V|[1-5]|one|two|three|four|five)"
    r"|(?P<nth>first|second|third|fourth|fifth)[- ](?:level|grade|phase|stage)"
    r"|(?-i:(?P<bare>II|III|IV)))\b(?![.,]?\d)",
    re.IGNORECASE,
)

_OTHER_WORDS = ((1, "[首初]"), (2, "[两兩双雙次]"))
"""Chinese that English may give these numbers for."""


def turned(source: str, target: str) -> Iterator[tuple[Span, str, Span]]:
    """Grades of the target of which the source has no trace, while it has another one: the place
    of that, the English, and its place."""
    named = _GRADE_ZH.search(source)
    if named is None:
        return
    known = {_value_zh(m) for m in _ANY_ZH.finditer(source)}
    known |= {n for n, words in _OTHER_WORDS if re.search(words, source)}
    for m in _GRADE_EN.finditer(target):
        if _value_en(m) not in known:
            yield Span(*named.span()), m[0], Span(*m.span())


def _value_zh(m: re.Match[str]) -> int:
    if m["roman"]:
        return _ROMAN[m["roman"]]
    return int(m["digits"][:4]) if m["digits"] else _HAN[m["han"] or m["nth"] or m["listed"]]


def _value_en(m: re.Match[str]) -> int:
    word = m["number"] or m["nth"] or m["bare"]
    return int(word) if word.isdigit() else _WORDS.get(word.casefold()) or _ROMAN[word.upper()]
