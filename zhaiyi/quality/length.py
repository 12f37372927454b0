"""A target far too short or far too long for its source."""

from __future__ import annotations

from collections.abc import Iterable

from zhaiyi.core.document import Finding
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.text import size
from zhaiyi.quality.told import abbreviation

SHORTEST = (2.2, -10.0)
LONGEST = (6.6, 50.0)
"""Slope and intercept: English characters for each unit of `quality.text.size`.

Set on 2,994 professional translations (NTREX-128, FLORES-101 dev) and 9,982 machine translations of
news: English has 3.5 to 4.3 characters for each Chinese one in the middle, and the spread narrows
with the length. Outside of the lines lie 0.33 % and 0.08 % of them. In characters:

==========  ==========  =========
Chinese     shortest    longest
==========  ==========  =========
10          12          116
20          34          182
40          78          314
80          166         578
==========  ==========  =========
"""


def check(segment: SegmentPair) -> Iterable[Finding]:
    """A warning when the number of characters of the target is out of proportion. A summary or a
    headline may be as short as it likes."""
    chinese, english = size(segment.source), len(" ".join(segment.target.split()))
    said = chinese - _abbreviated(segment)
    if segment.role == "translation" and english < _line(SHORTEST, said):
        yield _finding("short: something may be missing", chinese, english)
    if english > _line(LONGEST, chinese):
        yield _finding("long: something may have been added", chinese, english)


def _abbreviated(segment: SegmentPair) -> float:
    """How much of the source's size English says with a few letters: 国际奥林匹克委员会 is IOC."""
    names = {t.source for t in segment.terms if abbreviation(t, segment.target)}
    return sum(size(name) - 1 for name in names)


def _line(limit: tuple[float, float], chinese: float) -> float:
    slope, intercept = limit
    return slope * chinese + intercept


def _finding(what: str, chinese: float, english: int) -> Finding:
    usual = round(4 * chinese, -1) if chinese >= 10 else round(4 * chinese)
    message = f"The English is unusually {what} ({english} characters, about {usual:.0f} expected)."
    return Finding("length", "warning", message)
