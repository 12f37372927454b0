"""Persons whom headlines of Hong Kong call by age or origin and one character: 七旬漢. Pure.

漢 is a man there, 婦 a woman, 翁 and 嫗 old ones. A small model makes "Han" of the first, or begins
a name with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhaiyi.core.document import Term
from zhaiyi.quantities import han_value
from zhaiyi.text.script import HAN

_DECADES = {
    "三": "thirties",
    "四": "forties",
    "五": "fifties",
    "六": "sixties",
    "七": "seventies",
    "八": "eighties",
    "九": "nineties",
}
_ORIGINS = {
    "南亚": "South Asian {}",
    "南亚裔": "South Asian {}",
    "内地": "mainland {}",
    "本地": "local {}",
    "独居": "{} living alone",
}
_MAN, _WOMAN = ("man", "his"), ("woman", "her")
_WHO = {"汉": _MAN, "翁": _MAN, "男": _MAN, "妇": _WOMAN, "妪": _WOMAN, "女": _WOMAN}
_OLD = frozenset("翁妪")
_ONE_CHARACTER = (
    "(?:汉(?![子族人语化服学朝代墓字口中阳江水正堡诺密唐魏文画简奸])"
    "|妇(?![女人科联产幼儿孺])|翁(?![姓婿某媪])|妪)"
)
"""A man or a woman by one character that begins no word (妇女, 汉语)."""
_PERSON = re.compile(
    rf"(?P<decade>[三四五六七八九])旬(?:{_ONE_CHARACTER}|[男女](?![子性人女儿士生孩童]))"
    rf"|(?P<age>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})岁{_ONE_CHARACTER}"
    rf"|(?<![{HAN}])(?P<origin>{'|'.join(sorted(_ORIGINS, key=len, reverse=True))}){_ONE_CHARACTER}"
)


class _Who(NamedTuple):
    noun: str
    own: str
    is_old: bool


def described(text: str, plain: str) -> Iterator[tuple[Term, int, int]]:
    """Terms for such persons of `text`, which `plain` is in Simplified characters, with their
    places."""
    for found in _PERSON.finditer(plain):
        last = found[0][-1]
        start, end = found.span()
        if found["origin"] and text[start:end] == found[0]:
            continue  # 内地汉 is what Hong Kong writes, in its own characters
        target, *others = _english(found, _Who(*_WHO[last], last in _OLD))
        yield Term(text[start:end], target, "recognised", "other", "", tuple(others)), start, end


def _english(found: re.Match[str], who: _Who) -> list[str]:
    """What to say, and what else says it."""
    elderly = [f"elderly {who.noun}", f"old {who.noun}"] if who.is_old else []
    if found["decade"]:
        tens = f"{'一二三四五六七八九'.index(found['decade']) + 1}0"
        decade = _DECADES[found["decade"]]
        return [
            f"{who.noun} in {who.own} {decade}",
            f"{who.noun} in {who.own} {tens}s",
            f"{who.noun}, in {who.own} {tens}s",
            f"{tens}-something {who.noun}",
            f"{tens}-year-old {who.noun}",
            *elderly,
        ]
    if said := found["age"]:
        age = int(said) if said.isdecimal() else int(han_value(said) or 0)
        aged = (f"{who.noun}, {age}", f"{who.noun} aged {age}", f"{who.noun}, aged {age}")
        return [f"{age}-year-old {who.noun}", *aged, *elderly]
    noun = f"elderly {who.noun}" if who.is_old else who.noun
    phrase = _ORIGINS[found["origin"]]
    return list(dict.fromkeys([phrase.format(noun), phrase.format(who.noun), *elderly]))
