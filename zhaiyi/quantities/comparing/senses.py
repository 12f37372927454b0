"""Numbers of the English in a sense that the Chinese has not: 21日 as the 21st session, 8班次 as
No. 8, 中五 (Form Five) as an age of five; and the 0 of a score that Chinese leaves out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from zhaiyi.quantities.chinese import words
from zhaiyi.quantities.quantity import Quantity, made

_SESSION = re.compile(
    r" (?:\w+ )?(?:session|congress|plenum|edition|summit|conference|meeting)\b(?! (?:day|room))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:No\.? ?|Number )(?P<n>[0-9]{1,4})\b")
_NUMBER_ZH = re.compile("[第号號#№]|No|路|线|線|次列车|次列車|编|編|型|楼|栋|[座室班床间]$|频道|期")
_CALLED = re.compile("[^，。；、,;]{0,6}[号號]")
_AGE_ZH = re.compile(
    "[岁歲龄齡旬载載寿壽]|半百|花甲|古稀|耄耋|期颐|期頤|而立|不惑|甲子|生于|生於|出生|[少青]年|儿童|兒童|年[近逾过過满滿方]"
    "|[0-9一二三四五六七八九十两兩]个?個?(?:多)?[年月天周週]|世纪|世紀"
)


def made_up(
    source: str, zh: Sequence[Quantity], target: str, en: Sequence[Quantity]
) -> Iterator[Quantity]:
    """Ordinals, ages and numbers of order of the English that no word of the source is."""
    for q in en:
        if _is_session(source, zh, target, q) or _is_strange_age(source, zh, q):
            yield q
    for found in _NUMBERED.finditer(target):
        number = Fraction(int(found["n"]))
        likes = [z for z in zh if z.when is None and z.low == z.high == number]
        if likes and all(_counts(source, z) for z in likes):
            yield made(target, *found.span(), "number", number)


def _has(zh: Sequence[Quantity], q: Quantity) -> bool:
    return any(z.when is None and q.low in (z.low, z.high) for z in zh)


def _is_strange_age(source: str, zh: Sequence[Quantity], q: Quantity) -> bool:
    known = q.kind != "age" or q.optional or q.vague
    return not known and not _AGE_ZH.search(source) and not _has(zh, q)


def _is_session(source: str, zh: Sequence[Quantity], target: str, q: Quantity) -> bool:
    if q.kind != "ordinal":
        return False
    days = [p.day for z in zh for p in (z.when, z.until) if p is not None and p.day]
    if q.low not in days or _has(zh, q) or not _SESSION.match(target, q.end):
        return False
    return not re.search(f"{int(q.low)}(?:[届屆次]|[日号號]?(?:会议|會議)精神)", source)


def _counts(source: str, z: Quantity) -> bool:
    before, after = source[max(0, z.start - 2) : z.start], source[z.end : z.end + 3]
    counted = z.kind == "number" and after[:1] in words.CLASSIFIERS | frozenset("班場個車")
    return counted and not _NUMBER_ZH.search(before) and not _CALLED.match(after)


_BY_GOALS = re.compile(
    "[一两兩二三四五六七八九1-9]球[^，。；、]{0,4}?(?:[胜勝负負败敗]|横扫|橫掃|血洗)"
)
_TO_NIL = re.compile(r"\b[1-9] ?[-–] ?$")


def is_nil(source: str, target: str, q: Quantity) -> bool:
    """Whether `q` is the 0 of a score for a win or a loss by so many goals: 三球大胜 as "3-0"."""
    score = q.low == q.high == 0 and _TO_NIL.search(target, max(0, q.start - 6), q.start)
    return bool(score and _BY_GOALS.search(source))


_VOTES_ZH = re.compile("票(?:反[对對]|[弃棄][权權])")
_VOTERS = re.compile(
    r"\b[A-Z][\w.’']+(?: [A-Z][\w.]+)*(?:(?:,| and|, and) (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)*)*,?"
    r" (?:(?:who )?(?:cast|vot)\w+ )?(?:against|abstain|oppos)\w*"
)
_FEW_VOTES = 5


def are_voters(source: str, target: str, q: Quantity) -> bool:
    """Whether `q` counts a few votes whose voters the English names: 2票弃权 as "with China and
    Russia abstaining"."""
    votes = q.kind == "number" and q.low <= _FEW_VOTES and _VOTES_ZH.match(source, q.end)
    return bool(votes and _VOTERS.search(target))
