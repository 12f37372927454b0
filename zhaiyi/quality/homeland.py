"""我国 in a paper of Singapore, Malaysia or Taiwan is that country, and no China."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quantities import countries_of, speaks_for_china

_OURS = re.compile("[我本][国國]")
_CHINA_ZH = re.compile("中|[华華]|大[陆陸]|[内內]地|北京|两岸|兩岸|京")
"""Chinese that accounts for English of China."""
_CHINA = re.compile(r"\b(?:mainland )?China\b(?! (?:Airlines|Steel|Times|Sea))")
_CHINESE = re.compile(r"\bChinese\b(?! (?:New Year|Taipei|language|medicine))")


def our_country(source: str) -> str:
    """我国 as `source` writes it; empty where it does not."""
    found = _OURS.search(source)
    return found[0] if found else ""


def _is_mistaken(source: str, home: str | None) -> bool:
    """Whether any China in the English of `source` is a reading of 我国."""
    if not countries_of(home) or not our_country(source):
        return False
    return not _CHINA_ZH.search(source) and not speaks_for_china(source)


def named(source: str, target: str, home: str) -> str:
    """`target` with the country of `home` for the China that it makes of 我国; as it is where that
    country stands there too: then China may be China."""
    if not _is_mistaken(source, home) or any(name in target for name in countries_of(home)):
        return target
    return _CHINA.sub(countries_of(home)[0], target)


def mistaken(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where the English calls the country of the article's home China or Chinese."""
    if not _is_mistaken(segment.source, segment.home):
        return
    found = _CHINA.search(segment.target) or _CHINESE.search(segment.target)
    if found is not None:
        ours = _OURS.search(segment.source)
        country = countries_of(segment.home)[0]
        message = f"“our country” is {country} in this article, not “{found[0]}”"
        yield Finding(
            "name", "warning", message, Span(*ours.span()) if ours else None, Span(*found.span())
        )
