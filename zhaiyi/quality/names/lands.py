"""Countries that the English takes for others: 本澳 (Macao) as Australia, the senators of Canada as
"U.S. senators", Cambodia as a "People's Republic of China".

Another country is told only where the source names a foreign one and nothing of America or China.
Of 20,000 translations of news, half of them by people, ten name America where the source has no
美: two are the senators of Canada, the others speak of its president, its offices or its dollars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.lexicon.places import english_places
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.names.homeland import CHINESE_LANDS
from zhaiyi.quantities import of_macao
from zhaiyi.terminology import find_term
from zhaiyi.text.traditional import simplified

_AUSTRALIA = re.compile(r"\bAustralians?\b|\bAustralia\b")
_OF_AUSTRALIA = re.compile(
    "澳大利亚|澳[洲国方元网式]|[纽新]澳|澳[新纽]|悉尼|墨尔本|堪培拉|布里斯班"
)
_TAKEN = (
    (
        re.compile(r"\b(?:U\.S\.(?:A\.)?|USA?)(?![\w$])(?! (?:dollars?|cents?)\b)(?<!-US)"),
        re.compile(
            "美|白宫|五角大楼|国会山|华[盛府]|华尔街|硅谷|好莱坞|纽约|特朗普|川普|拜登|奥巴马|布什|里根"
            "|克林顿|肯尼迪|共和党|民主党|联合国|北约|[A-Za-z]{2}"
        ),
    ),
    (
        re.compile(r"\bPeople['’]s Republic of China\b|\bPRC\b"),
        re.compile("中|华|国家|全国|我国|大陆|北京"),
    ),
)
"""English of a country, and Chinese that may mean it or what is its own."""


def macao_as_australia(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where 澳 is Macao and the English says Australia."""
    given = _AUSTRALIA.search(segment.target)
    plain = simplified(segment.source)
    if given is None or _OF_AUSTRALIA.search(plain):
        return
    for start, end, _ in of_macao(plain, segment.home):
        word = segment.source[start:end]
        message = f"the 澳 of {word} is Macao in this article, not “{given[0]}”"
        yield Finding("name", "warning", message, Span(start, end), Span(*given.span()))
        return


def taken_for_another(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where the English names America or the People's Republic of China, and the source
    another country and nothing of them."""
    foreign = [t for t in segment.terms if t.kind == "place" and t.target in _foreign()]
    plain = simplified(segment.source)
    for english, own in _TAKEN if foreign else ():
        given = english.search(segment.target)
        if given is None or own.search(plain) or _is_told(segment, Span(*given.span())):
            continue
        message = f"“{given[0]}” is not in the source, which speaks of {foreign[0].target}"
        yield Finding("name", "warning", message, None, Span(*given.span()))


def _foreign() -> frozenset[str]:
    return english_places() - CHINESE_LANDS


def _is_told(segment: SegmentPair, place: Span) -> bool:
    return any(
        span.start < place.end and place.start < span.end
        for term in segment.terms
        for span in find_term(term, segment.target)
    )
