"""A negation lost or made up: the sentence would say the opposite."""

from __future__ import annotations

from collections.abc import Iterable

from zhaiyi.checks.base import Segment
from zhaiyi.checks.negation_words import EN_DENIES, EN_NEGATIVE, ZH_DENIES, ZH_HINTS
from zhaiyi.document import Finding, Span


def check(segment: Segment) -> Iterable[Finding]:
    """A warning when one side plainly denies and the other has no sign of it.

    Precision before recall: a plain 没有 or 不会 against English without any negative, adversative
    or limiting word (not, un-, fail, lack, only, but …); a plain "not" against Chinese without any
    character that could give one. Where a sentence denies twice and one is lost, it stays silent.
    A summary may leave a denied clause out, so there only the second is looked at.
    """
    denied = ZH_DENIES.search(segment.source)
    if denied and segment.role == "translation" and not EN_NEGATIVE.search(segment.target):
        message = f"The source says “{denied.group()}” (a negation); the English has none."
        yield Finding("negation", "warning", message, Span(*denied.span()))
    denies = EN_DENIES.search(segment.target)
    if denies and not ZH_HINTS.search(segment.source):
        message = f"The English says “{denies.group()}”; the source has no negation."
        yield Finding("negation", "warning", message, None, Span(*denies.span()))
