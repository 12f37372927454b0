"""Words with a number or a name whose English a rule gives, and which small models misread:
20路公交车 is the No. 20 bus, 逢周三 every Wednesday, 南五环 the South Fifth Ring Road. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from zhaiyi.quantities.chinese.numerals import han_value
from zhaiyi.quantities.comparing.weekdays import weekday
from zhaiyi.quantities.homes import of_macao
from zhaiyi.quantities.telling.phrases import Wording

_ONCE = "恰适时正又欣喜遭相刚巧今将年节日夕诞天旦庆明午秋阳宵"
"""Characters before 逢 with the weekday of one day: 恰逢周五, 除夕逢周一, 国庆逢周四."""
_N = "[0-9]{1,3}|[一二两三四五六七八九十百]{1,5}"
_ORDINALS = {"二": "Second", "三": "Third", "四": "Fourth", "五": "Fifth", "六": "Sixth"}
_OF_A_CITY = "|".join(
    f"(?<![{before}]){side}"
    for side, before in {
        "东": "山广辽丹启胶海黔浦华粤", "西": "山江陕广定鸡湘豫冀",
        "南": "河湖云海济淮越渭陇湘赣闽台华江", "北": "河湖台华淮江苏陕",
    }.items()
)  # fmt: skip
"""A side that does not end the name of a province or city: 河南四环 is Henan."""
_SIDES = {"东": "east", "南": "south", "西": "west", "北": "north"}
_BUSES = {"公交": "bus", "巴士": "bus", "电车": "trolleybus"}
_BELOW, _ABOVE = f"地下(?P<below>{_N})层", f"地上(?P<above>{_N})层"
_RATE = "[0-9]+(?:[.][0-9]+)?%"


def fixed(wording: Wording, home: str = "") -> Iterator[tuple[str, str]]:
    """Pairs (Chinese, English) of such words of a text, which an article of `home` has."""
    text, plain = wording.text, wording.plain
    for pattern, english in _RULES:
        for found in pattern.finditer(plain):
            if words := english(found):
                yield text[found.start() : found.end()], words
    yield from _floors_below(text, plain)
    for start, end, words in of_macao(plain, home):
        yield text[start:end], words


def _floors_below(text: str, plain: str) -> Iterator[tuple[str, str]]:
    """Floors below and above the ground where both are counted; alone, 地下四层 may be the fourth
    of them."""
    found = next((m for pattern in _FLOORS if (m := pattern.search(plain))), None)
    if found is None:
        return
    for name, where in _WHERE:
        if count := _count(found[name]):
            words = text[found.start(name) - len("地下") : found.end(name) + 1]
            yield words, f"{count} {'floor' if count == 1 else 'floors'} {where}"


def _count(digits: str) -> int:
    return int(digits) if digits.isdigit() else int(han_value(digits) or 0)


_WHERE = (("below", "underground"), ("above", "above ground"))
_FLOORS = (
    re.compile(f"{_BELOW}[^。；0-9]{{0,6}}{_ABOVE}"),
    re.compile(f"{_ABOVE}[^。；0-9]{{0,6}}{_BELOW}"),
)


def _bus(found: re.Match[str]) -> str:
    return f"the No. {found['n']} {_BUSES[found['bus']]}"


def _every(found: re.Match[str]) -> str:
    day = weekday(found["day"])
    return f"every {day}" if day else ""


def _ring(found: re.Match[str]) -> str:
    side = "".join(
        sorted((_SIDES[s] for s in found["side"]), key=("north", "south", "east", "west").index)
    )
    return f"{side.capitalize()} {_ORDINALS[found['n']]} Ring Road"


def _section(found: re.Match[str]) -> str:
    return f"Section {found['n']}"


def _from_rates(found: re.Match[str]) -> str:
    last = "zero" if found["to"] == "零" else found["to"]
    return f"from between {found['low']} and {found['high']} to {last}"


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile("(?<![0-9.])(?P<n>[1-9][0-9]{0,3})路(?P<bus>公交|巴士|电车)(?:汽?车)?"), _bus),
    (
        re.compile(
            f"(?:每|(?<![{_ONCE}]))逢(?P<day>(?:周|星期|礼拜)[一二三四五六日天])(?![一二三四五六日、和及至到])"
        ),
        _every,
    ),
    (
        re.compile(
            f"(?<![东南西北])(?P<side>(?:{_OF_A_CITY})[南北]?)(?P<n>[二三四五六])环路?"
            "(?![东南西北中]路|[节境保球绕比锁药]|集团|股份|公司|科技|制药)"
        ),
        _ring,
    ),
    (re.compile("第(?P<n>[0-9]+[A-Z]{1,2})条(?![例款])"), _section),
    (
        re.compile(
            f"[由从](?P<low>{_RATE})[至到—~-](?P<high>{_RATE})(?:不等)?"
            f"[升降减增调提高低下上]{{1,3}}[为至到](?P<to>零|{_RATE})"
        ),
        _from_rates,
    ),
)
