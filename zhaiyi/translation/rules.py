"""English of what is formulaic in news, by rule and without a model.

Datelines, bylines, photo credits, editor and source lines follow fixed patterns in which only names
and dates change. A sentence is rendered only if every part of it is known; otherwise the answer is
None and the model translates. The English form of datelines is that of news agencies:
``BEIJING, July 26 (Xinhua, reporter Ni Yuanjin)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaiyi.core.document import Sentence, Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon import pinyin as romanise
from zhaiyi.lexicon.tables import mapping
from zhaiyi.text.calendar import MONTHS
from zhaiyi.text.script import HAN

_DATE = r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
_CREDIT = r"[（(](?P<credit>[^（）()]{2,40})[）)]"
_DATELINE = re.compile(
    rf"(?P<media>[^\d\s【】（）()]{{2,12}}?)\s*(?P<place>[^\d\s【】（）()]{{0,12}}?)\s*{_DATE}\s*[电電讯訊]"
    rf"\s*(?:{_CREDIT})?\s*"
)
_BARE_MEDIA = re.compile(r"[（(【]?(?P<media>[^（）()【】\d]{2,12})(?:[讯訊电電])?[）)】]?")
_BRACKETS = re.compile(r"^[【（(\[](.*)[】）)\]]$")
_SHOT = re.compile(
    rf"(?P<media>[{HAN}]{{2,6}}(?:记者|发))?\s*(?P<names>.{{2,30}}?)"
    r"(?:\s*/?(?P<verb>摄影报道|摄影|攝影|摄|攝)|[\s　/]+(?P<by>文|图|圖|作|绘))"
)
_SOURCE = re.compile(
    r"(?:文章|稿件|信息|图片|资料)?(?:来源|來源|转自|出处)\s*[：:]\s*(?P<media>\S.{1,30})"
)
_REPORT = re.compile(
    r"[记記]者\s*(?P<names>[^／/]{2,20})\s*[／/]\s*(?P<place>\S{2,8})(?:[报報][道導导])"
)
_PERSONS = frozenset({"Reporter", "Special reporter", "Correspondent", "Photographer", "Editor"})
"""Roles that stand before a name without a colon and have a plural."""
_NAMES = re.compile(r"[\s　、，,和/／]+")
_OURS = {
    "本报": "this newspaper",
    "本网": "this site",
    "本台": "this station",
    "本刊": "this magazine",
    "本社": "this agency",
}
"""What a medium calls itself in its own datelines: 本报昆明8月28日电."""
_PUNCTUATION = " \t\n　。."


def render_formula(sentence: Sentence, lexicon: Lexicon, terms: Sequence[Term]) -> str | None:
    """English of `sentence` if it is a formula all of whose parts are known, else None.

    `terms` go before the lexicon. The place of an agency's dateline is in capitals, that of a
    bracketed one (【…讯】) is not. A dateline without a month is left to the model.
    """
    text = sentence.text.strip(_PUNCTUATION)
    if not text or len(text) > 80:
        return None
    known = {t.source: t for t in terms}
    inner = _BRACKETS.sub(r"\1", text)
    if dateline := _dateline(inner, known, lexicon, shout=inner == text):
        return dateline
    for rule in (_source, _local, _report, _shot, _role, _media_alone):
        if english := rule(inner, known, lexicon):
            return english
    if sentence.kind == "byline" and (names := _people(inner, known, lexicon)):
        return names
    return None


def _dateline(text: str, known: dict[str, Term], lexicon: Lexicon, *, shout: bool) -> str | None:
    match = _DATELINE.fullmatch(text)
    if not match or not (parts := _media_and_place(match, known, lexicon)):
        return None
    media, place = parts
    if not (day := _date(match)):
        return None
    credit = ""
    if match["credit"]:
        rendered = _role(match["credit"].strip(), known, lexicon)
        if rendered is None:
            return None
        credit = f", {rendered[0].lower()}{rendered[1:]}"
    head = f"{place.upper() if shout else place}, {day}" if place else day
    return f"{head} ({media}{credit})"


def _media_and_place(
    match: re.Match[str], known: dict[str, Term], lexicon: Lexicon
) -> tuple[str, str] | None:
    """Cuts ``新华社北京`` at the longest medium known; the rest is a known place or empty."""
    joined = match["media"] + match["place"]
    for cut in range(len(joined), 1, -1):
        media = _OURS.get(joined[:cut]) or _media(joined[:cut], known, lexicon)
        if media is None:
            continue
        rest = joined[cut:].strip()
        place = _name(rest, known, lexicon, ("place", "other")) if rest else ""
        if place is not None:
            return media, place
    return None


def _date(match: re.Match[str]) -> str | None:
    day = int(match["day"])
    month = int(match["month"]) if match["month"] else None
    if not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12) or month is None:
        return None
    year = f", {match['year']}" if match["year"] else ""
    return f"{MONTHS[month - 1]} {day}{year}"


def _source(text: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    match = _SOURCE.fullmatch(text)
    if not match:
        return None
    names = [_media(m, known, lexicon) for m in _NAMES.split(match["media"].strip(_PUNCTUATION))]
    return f"Source: {', '.join(n for n in names if n)}" if names and all(names) else None


def _local(text: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    """本报讯, 本网讯 and the reporter behind it."""
    match = re.fullmatch(rf"本(?P<kind>报|网|台|刊|社)[讯訊]\s*(?:{_CREDIT})?", text)
    if not match:
        return None
    head = {"报": "newspaper", "网": "site", "台": "station", "刊": "magazine", "社": "agency"}
    base = f"From this {head[match['kind']]}"
    if not match["credit"]:
        return base
    credit = _role(match["credit"].strip(), known, lexicon)
    return f"{base} ({credit[0].lower()}{credit[1:]})" if credit else None


def _report(text: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    """記者蘇怡君／高雄報導, the form of Taiwan's papers."""
    match = _REPORT.fullmatch(text)
    if not match:
        return None
    names = _people(match["names"], known, lexicon)
    place = _name(match["place"], known, lexicon, ("place",))
    plural = "s" if names and ", " in names else ""
    return f"Reporter{plural} {names}, {place}" if names and place else None


def _shot(text: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    match = _SHOT.fullmatch(text)
    if not match:
        return None
    media = match["media"]
    medium = _media(media.removesuffix("记者").removesuffix("发"), known, lexicon) if media else ""
    names = _people(match["names"].removeprefix("记者").strip(), known, lexicon)
    if not names or medium is None:
        return None
    word = mapping("roles").get(match["verb"] or match["by"], ("",))[0]
    return f"{word}: {names}{f' ({medium})' if medium else ''}" if word else None


def _role(text: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    """记者 王斌 → Reporter Wang Bin; 编辑：王斌 → Editor: Wang Bin; 记者倪元锦 too."""
    for role in sorted(mapping("roles"), key=len, reverse=True):
        match = re.fullmatch(
            rf"(?:本报|本网|见习|实习)?{re.escape(role)}\s*(?P<sep>[：:]?)\s*(?P<names>\S.*)", text
        )
        if not match:
            continue
        names = _people(match["names"], known, lexicon)
        if not names:
            continue
        english = mapping("roles")[role][0]
        plural = "s" if ", " in names and english in _PERSONS else ""
        colon = ":" if match["sep"] or english not in _PERSONS else ""
        return f"{english}{plural}{colon} {names}"
    return None


def _media_alone(text: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    match = _BARE_MEDIA.fullmatch(text)
    return _media(match["media"], known, lexicon) if match else None


def _media(word: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    english = _name(word.strip("《》“” "), known, lexicon, ("media",))
    return {"Xinhua News Agency": "Xinhua"}.get(english or "", english)


def _name(
    word: str, known: dict[str, Term], lexicon: Lexicon, kinds: tuple[str, ...]
) -> str | None:
    term = known.get(word)
    if term and (term.kind in kinds or term.origin == "user") and term.confirmed:
        return term.target
    found = lexicon.name(lexicon.simplified(word))
    return found[0].target if found and found[0].kind in kinds else None


def _people(text: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    """Chinese names, parted by blanks or commas, in Latin letters; None if one is no name."""
    parts = [p for p in _NAMES.split(text.strip(_PUNCTUATION)) if p]
    if len(parts) == 2 and all(len(p) == 1 for p in parts):
        parts = ["".join(parts)]
    names = [_person(p, known, lexicon) for p in parts]
    return ", ".join(n for n in names if n) if names and all(names) else None


def _person(word: str, known: dict[str, Term], lexicon: Lexicon) -> str | None:
    term = known.get(word)
    if term and term.kind == "person" and term.confirmed:
        return term.target
    simplified = lexicon.simplified(word)
    cut = romanise.surname_length(simplified)
    fits = cut and cut < len(simplified) <= cut + 2 and re.fullmatch(rf"[{HAN}]+", simplified)
    if not fits or lexicon.is_common(simplified):
        return None
    return romanise.person(simplified)
