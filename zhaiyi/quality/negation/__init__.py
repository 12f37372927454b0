"""A negation lost or made up: the sentence would say the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.negation.words import (
    EN_DENIES,
    EN_NEGATIVE,
    OWN_WAYS,
    TOPICS,
    ZH_DENIES,
    ZH_HINTS,
)
from zhaiyi.quality.told import names_in, within
from zhaiyi.text.traditional import simplified

_ASKS_BOTH = re.compile(r"([^不没])[不没](?=\1)")
"""会不会, 有没有, 愿不愿意 ask, and deny nothing."""
_MUST = re.compile("不[得能可会]不")
"""不得不 (have to) denies nothing."""
_JOINED = re.compile(r"\b(?:or|nor)\b")
_DENIED_AND_SAID = re.compile("否[认認](?:[，,、]|[并並])?[称稱](?P<said>[^。；]*)")
_DENIES_TOO = re.compile(
    "[不没沒未无無非否假谎謊谣謠诬誣冤误誤错錯捏虚虛构構陷害伪偽诽誹谤謗污拒停只仅僅]"
)
"""Where what they say denies too, English may well tell both as what they deny."""
_DENIED_THAT = re.compile(
    r"\bden(?:ied|ies|y|ying) that [A-Za-z](?!.*\b(?:sa(?:y|id)|add|call|insist|claim|assert|stress"
    r"|maintain|argu|stat|describ|explain|instead|but)\w*)",
    re.IGNORECASE,
)

_AND_ILLEGALLY = re.compile("并非法(?![律院国治制官规庭])")
"""并 and 非法; 并非法律 is "not the law"."""
_NOT_ILLEGALLY = re.compile(
    r"(?:\bnot\b|\bnever\b|n['’]t\b)(?: [\w'’,-]+){0,9}? (?:il|un)?(?:legal|lawful|accordance)",
    re.IGNORECASE,
)


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A warning when one side plainly denies and the other has no sign of it.

    Precision before recall: a plain 没有 or 不会 against English without any negative word (not,
    un-, fail, lack, few …); two or more of them against English with fewer; a plain "not" against
    Chinese without any character that could give one. A summary may leave a denied clause out, so
    there only the last is looked at.
    """
    source = simplified(segment.source)
    if segment.role == "translation":
        plain = _MUST.sub("必须要", _ASKS_BOTH.sub(r"\1\1", source))
        yield from _lost(plain, segment.target)
        yield from _said_is_denied(segment)
        yield from _crime_is_denied(source, segment.target)
    names = names_in(segment)
    found = (m for m in EN_DENIES.finditer(segment.target) if not within(*m.span(), names))
    denies = next(found, None)
    if denies and not ZH_HINTS.search(source):
        message = f"The English says “{denies.group()}”; the source has no negation."
        yield Finding("negation", "warning", message, None, Span(*denies.span()))


def _lost(source: str, target: str) -> Iterable[Finding]:
    denied = list(ZH_DENIES.finditer(source))
    found = _denials(source, target)
    joined = found and len(_JOINED.findall(target))  # not stolen or robbed
    if denied and not found:
        message = f"The source says “{denied[0].group()}” (a negation); the English has none."
        yield Finding("negation", "warning", message, Span(*denied[0].span()))
    elif found + joined < len(denied):
        message = f"The source denies {len(denied)} times; the English seems to deny only {found}."
        yield Finding("negation", "warning", message, Span(*denied[-1].span()))


def _said_is_denied(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where the English may deny what somebody says who denies something else:
    否认,称仍坚守该城 as "denied that it held the city"."""
    said = _DENIED_AND_SAID.search(segment.source)
    if said is None or segment.source.count("否") > 1 or _DENIES_TOO.search(said["said"]):
        return
    if denied := _DENIED_THAT.search(segment.target):
        message = f"“{said[0]}” denies what came before and says what follows."
        yield Finding("negation", "warning", message, Span(*said.span()), Span(*denied.span()))


def _crime_is_denied(source: str, target: str) -> Iterator[Finding]:
    """A warning where 并非法 (and illegally) is read as 并非 (is not)."""
    said, denied = _AND_ILLEGALLY.search(source), _NOT_ILLEGALLY.search(target)
    if said and denied and not ZH_DENIES.search(source):
        message = f"“{said[0]}” says “and illegally”; the English says “{denied[0].split()[0]}”."
        yield Finding("negation", "warning", message, Span(*said.span()), Span(*denied.span()))


def _denials(source: str, target: str) -> int:
    """How often `target` seems to deny, without the words that name what `source` is about."""
    words = EN_NEGATIVE.findall(target)
    for topic, english in TOPICS:
        named = [word for word in words if english.fullmatch(word)]
        for word in named[: len(topic.findall(source))]:
            words.remove(word)
    ways = [way for denial, way in OWN_WAYS if denial.search(source)]
    return len(words) + sum(len(way.findall(target)) for way in ways)
