"""我国 in a paper of Singapore, Malaysia or Taiwan is that country, and no China.

In any paper it is the speaker's own country where a foreign holder of office speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Finding, Span
from zhaiyi.lexicon.places import english_places
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quantities import countries_of, speaks_for_china, speaks_of_mainland

_OURS = re.compile("[我本][国國]")
_OURS_FIRST = re.compile(
    "(?:^|[，,。；;：:、“「『）)】〕]|[说說称稱示指]|今[年天日]|目前|[现現]在|去年|明年|昨[天日])[我本][国國]"
)
"""我国 as what its clause is about."""
_CHINA_ZH = re.compile(
    "中|[华華]|大[陆陸]|[内內]地|北京|两岸|兩岸|[对對]岸|(?<![东東])京|共[军軍机機舰艦谍諜]"
    "|[陆陸](?:[委生客方媒资資配船企籍]|军|軍)|[习習]近平"
)
"""Chinese that accounts for English of China."""
_NO_COUNTRY = r"(?! (?:Airlines|Steel|Times|Sea))"
_CHINA = re.compile(rf"\b(?:mainland )?China\b{_NO_COUNTRY}(?!['’]s [A-Z])")
_CHINESE = re.compile(r"\bChinese\b(?! (?:New Year|Taipei|language|medicine))")
_BODIES = (
    *("Ministry", "Council", "Government", "Parliament", "Legislative", "Executive", "Judicial"),
    *("President", "Prime", "Premier", "Foreign", "Defen[cs]e", "National", "Central", "Coast"),
)
"""What a country has that its China might be a slip for; other names are those of China's own."""
_FIRST = re.compile(
    r"(?:^[\"“]?|\b(?:said|says|say|noted|added|stressed)(?: that)?,? [\"“]?|[.;:] [\"“]?)"
    rf"(?P<china>China)\b{_NO_COUNTRY}(?![,.])(?!['’]s (?!{'|'.join(_BODIES)})[A-Z])"
)
"""China where a clause begins: what does something, or has it."""
_OUR_COUNTRY = re.compile(
    r"\b(?:the (?:country|nation|government|republic|island|city[- ]state|kingdom)|our|we"
    r"|national)\b",
    re.IGNORECASE,
)
"""English of 我国 without a name: then China is another."""

_SAYS_ZH = "(?:说|說|表示|称|稱|强调|強調|指出|重申|宣布|警告|坚称|堅稱)"
_SPEAKS = re.compile(
    "[^，,。；;：:“”「」]{0,14}?(?:总统|總統|总理|總理|首相|外长|外長|防长|防長|财长|財長|大臣|部长|部長|国王|國王|议长|議長)"
    f"[^，,。；;：:“”「」、和与與同]{{1,14}}?{_SAYS_ZH}[，,：:]?"
    "(?:[“「][^”」]{0,40}?[我本][国國]|[我本][国國](?![产產商企公][品业業民司]|货|貨|市[场場]|游客|遊客|留[学學]|同胞|出口))"
)
"""An office behind a country, the name, and what its holder says of 我国: in quotation marks, or
at once, where a paper would not speak of its own country."""
_HIS_COUNTRY = re.compile(r"\b(?:his|her|their|its) (?:country|nation|government)\b", re.IGNORECASE)
_NO_OFFICE = (
    r"(?!['’]s? |['’]? (?i:prime|president|premier|chancellor|king|[\w-]+ (?:minister|secretary)))"
)
"""Behind a country that is not there to say whose office it is."""
CHINESE_LANDS = frozenset({"China", "Taiwan", "Hong Kong", "Macao", "Macau", "Tibet"})


def our_country(source: str) -> str:
    """我国 as `source` writes it; empty where it does not."""
    found = _OURS.search(source)
    return found[0] if found else ""


def _is_mistaken(source: str, target: str, home: str | None) -> bool:
    """Whether any China in the English of `source` is a reading of 我国: nothing else of `source`
    is of China, and the country of `home` is not named."""
    if not home or not countries_of(home) or not our_country(source):
        return False
    if any(name in target for name in countries_of(home)):
        return False
    theirs = speaks_for_china(source) or speaks_of_mainland(source, home)
    return not theirs and not _CHINA_ZH.search(source)


def with_own_country(source: str, target: str, home: str) -> str:
    """`target` with the country of `home` for the China that it makes of 我国, where both begin a
    clause; as it is where that country stands there too, or may: then China may be China."""
    if not _is_mistaken(source, target, home) or not _OURS_FIRST.search(source):
        return target
    found = list(re.finditer(r"\bChina\b", target))
    first = _FIRST.search(target)
    if first is None or len(found) > 1 or _OUR_COUNTRY.search(target):
        return target
    return target[: first.start("china")] + countries_of(home)[0] + target[first.end("china") :]


def mistaken(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where the English calls the country of the article's home China or Chinese."""
    if not _is_mistaken(segment.source, segment.target, segment.home):
        return
    found = _CHINA.search(segment.target) or _CHINESE.search(segment.target)
    if found is not None and not _OUR_COUNTRY.search(segment.target, 0, found.start()):
        ours = _OURS.search(segment.source)
        country = countries_of(segment.home)[0]
        message = f"“our country” is {country} in this article, not “{found[0]}”"
        yield Finding(
            "name", "warning", message, Span(*ours.span()) if ours else None, Span(*found.span())
        )


def another_s(segment: SegmentPair) -> Iterator[Finding]:
    """A warning where the English calls the country of a foreign speaker China: 加拿大总理卡尼说,
    我国不会屈服."""
    source, target = segment.source, segment.target
    found = _CHINA.search(target)
    if found is None or _CHINA_ZH.search(source) or _is_mistaken(source, target, segment.home):
        return
    theirs = _OUR_COUNTRY.search(target, 0, found.start()) or _HIS_COUNTRY.search(target)
    if len(_OURS.findall(source)) != 1 or theirs:
        return
    for term in segment.terms:
        land = term.kind == "place" and term.target in english_places() - CHINESE_LANDS
        land = land and not re.search(rf"\b{re.escape(term.target)}\b{_NO_OFFICE}", target)
        if land and source.startswith(term.source) and _SPEAKS.match(source, len(term.source)):
            ours = _OURS.search(source)
            message = f"“our country” is the speaker's, {term.target}, not “{found[0]}”"
            place = Span(*ours.span()) if ours else None
            yield Finding("name", "warning", message, place, Span(*found.span()))
