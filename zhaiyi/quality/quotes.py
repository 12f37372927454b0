"""Quotation marks: paired in the target, and there when the source quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhaiyi.core.document import Finding, Span
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.text import size

SPEECH = 14
"""From this size on, a quotation is speech; what is shorter is a word in inverted commas, which
translators often drop."""

_QUOTED = re.compile(r"“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|\"([^\"]*)\"")
_OPEN_ZH, _CLOSE_ZH = "“「『", "”」』"
_DOUBLE = re.compile(r"[“”\"]")
_INCHES = re.compile(r"\d\"")
_ANY = re.compile(r"[\"“”„«»‘]|(?<!\w)'|''|``")


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A warning when a quotation is opened and not closed (or the other way round) although the
    source's are in order; for translations, also when the source quotes speech and the English has
    no quotation mark: a reader could take the speaker's words for the paper's."""
    source, target = segment.source, segment.target
    if _balanced_source(source) and (where := _unpaired(target)) is not None:
        message = "A quotation mark in the English has no partner."
        yield Finding("quotes", "warning", message, None, Span(where, where + 1))
    if segment.role != "translation" or _ANY.search(target):
        return
    for match in _QUOTED.finditer(source):
        said = next((group for group in match.groups() if group), "")
        if size(said) >= SPEECH:
            message = "The source quotes somebody’s words here; the English has no quotation marks."
            yield Finding("quotes", "warning", message, Span(*match.span()))


def _balanced_source(source: str) -> bool:
    opened = sum(source.count(mark) for mark in _OPEN_ZH)
    closed = sum(source.count(mark) for mark in _CLOSE_ZH)
    return opened == closed and source.count('"') % 2 == 0


def _unpaired(target: str) -> int | None:
    """Where the last double quotation mark stands if their number is odd. Opening and closing ones
    are not told apart: typesetters turn them the wrong way round. Single ones are not counted, as
    apostrophes look the same, nor is a straight one after a digit (inches) where no quotation is
    open ("Shenzhou 20")."""
    marks = list[int]()
    for found in _DOUBLE.finditer(target):
        if len(marks) % 2 or not _INCHES.match(target, max(0, found.start() - 1)):
            marks.append(found.start())
    return marks[-1] if len(marks) % 2 else None
