"""Countries that the English takes for others: 本澳 (Macao) as Australia, the senators of Canada as
"U.S. senators", Cambodia as a "People's Republic of China".

Another country is told only where the source names a foreign one and nothing of America or China.
What the sentences around it name is not seen here, and 关税 or 封锁 may be America's: its name is
told only with an office that the source gives to the other country. Of 20,000 translations of news,
half of them by people, ten name America where the source has no 美: two are the senators of Canada,
the others speak of its president, its offices or its dollars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.core.document import Finding, Span, Term
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
_GOES = re.compile("[赴访留]澳(?!门)")
_IS_THERE = re.compile("在澳(?!门)")
_BETWEEN = "(?:联邦|国家|国会|现任|新任|[前副代新]){0,2}"
_Office = tuple[re.Pattern[str], re.Pattern[str], str]
_AMERICA = r"\b(?:U\.S\.(?:A\.)?|USA?)(?![\w$])(?! (?:dollars?|cents?)\b)(?<!-US)"
_OFFICES: tuple[_Office, ...] = tuple(
    (re.compile(_AMERICA + rf"(?:['’]s)? (?:\w+ )?(?:{en})"), re.compile(en), zh)
    for en, zh in (
        ("[Ss]enator", "参议员"),
        ("[Cc]ongress|[Pp]arliament", "国会|议会"),
        ("[Pp]resident", "总统"),
        ("[Mm]inister|[Ss]ecretar", "部长|大臣|[外防财]长"),
        ("[Aa]mbassador", "大使"),
        ("[Gg]overnment", "政府"),
    )
)
"""English of an office with America's name, alone, and its Chinese."""
_TAKEN: tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[_Office, ...]], ...] = (
    (
        re.compile(_AMERICA),
        re.compile(
            "美|白宫|五角大楼|国会山|华[盛府]|华尔街|硅谷|好莱坞|纽约|特朗普|川普|拜登|奥巴马|布什|里根"
            "|克林顿|肯尼迪|共和党|民主党|联合国|北约|[A-Za-z]{2}"
        ),
        _OFFICES,
    ),
    (
        re.compile(r"\bPeople['’]s Republic of China\b|\bPRC\b"),
        re.compile("中|华|国家|全国|我国|大陆|北京"),
        (),
    ),
)
"""English of a country, Chinese that may mean it or what is its own, and the offices with which
alone it is told."""


def macao_as_australia(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where 澳 is Macao and the English says Australia."""
    given = _AUSTRALIA.search(segment.target)
    plain = simplified(segment.source)
    if given is None or _OF_AUSTRALIA.search(plain) or _goes_to_australia(plain, segment.home):
        return
    for start, end, _ in of_macao(plain, segment.home):
        word = segment.source[start:end]
        message = f"the 澳 of {word} is Macao in this article, not “{given[0]}”"
        yield Finding("name", "warning", message, Span(start, end), Span(*given.span()))
        return


def _goes_to_australia(plain: str, home: str | None) -> bool:
    """Whether one of two 澳 may be the country that people of Macao go to: 本澳居民赴澳. In an
    article of Macao 在澳 is no such."""
    away = _GOES.search(plain) or (home != "MO" and _IS_THERE.search(plain))
    return plain.count("澳") > 1 and bool(away)


def taken_for_another(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where the English names America or the People's Republic of China, and the source
    another country and nothing of them."""
    foreign = [t for t in segment.terms if t.kind == "place" and t.target in _foreign()]
    plain = simplified(segment.source)
    for english, own, offices in _TAKEN if foreign else ():
        given = english.search(segment.target)
        if given is None or own.search(plain) or _is_told(segment, Span(*given.span())):
            continue
        if offices and not _office_taken(offices, segment.target, plain, foreign):
            continue
        message = f"“{given[0]}” is not in the source, which speaks of {foreign[0].target}"
        yield Finding("name", "warning", message, None, Span(*given.span()))


def _office_taken(
    offices: Sequence[_Office], target: str, plain: str, foreign: Sequence[Term]
) -> bool:
    """Whether the one office of its kind in `target` is America's, and that of `plain` stands
    behind a country of `foreign`."""
    lands = "|".join(re.escape(simplified(term.source)) for term in foreign)
    return any(
        of_america.search(target)
        and len(office.findall(target)) == 1
        and len(re.findall(zh, plain)) == 1
        and re.search(rf"(?:{lands}){_BETWEEN}(?:{zh})", plain)
        for of_america, office, zh in offices
    )


def _foreign() -> frozenset[str]:
    return english_places() - CHINESE_LANDS


def _is_told(segment: SegmentPair, place: Span) -> bool:
    return any(
        span.start < place.end and place.start < span.end
        for term in segment.terms
        for span in find_term(term, segment.target)
    )
