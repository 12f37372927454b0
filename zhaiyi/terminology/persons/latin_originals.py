"""Latin originals that the article itself gives: 达索系统(Dassault) → Dassault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zhaiyi.core.document import Term, TermKind
from zhaiyi.lexicon.hearing import alike
from zhaiyi.lexicon.sounds import NAME_SOUNDS
from zhaiyi.text.script import HAN

_LATIN = r"\s?[（(]\s?(?P<latin>[A-Z][A-Za-zÀ-ɏ.'’&-]*(?: [A-Za-zÀ-ɏ0-9.'’&-]+){0,4})\s?[)）]"
_ORIGINAL = re.compile(rf"(?P<chinese>[{HAN}·]{{2,20}}){_LATIN}")
_BEHIND = re.compile(_LATIN)
_ABBREVIATED = r"{}(?:系统|系統|计划|計劃|项目|項目|工程)?\s?[（(]([A-Z]{{2,6}})[）)]"
_HEARD = 0.75
"""How well a name must sound like what stands in the brackets (`zhaiyi.lexicon.hearing`)."""
_LONGEST = 8
_BOUNDARY = "的由在与和及对向被为是将从称说者长员家"


def latin_originals(texts: Sequence[str]) -> tuple[Term, ...]:
    """Terms whose target stands in brackets behind the Chinese name.

    The Chinese name has to be delimited: a name with ``·``, or the whole stretch from a
    punctuation mark or quotation mark to the bracket, or those characters of transliteration that
    sound like the Latin letters: 主帅约翰逊(Johnson). Where its start is unsure none is made.
    """
    found: dict[str, Term] = {}
    for text in texts:
        for match in _ORIGINAL.finditer(text):
            chinese, latin = match["chinese"], match["latin"].strip()
            before = text[: match.start()].rstrip()[-1:]
            if before == "·" and "·" not in chinese:  # 克里斯托弗· 施耐德
                latin = latin.rpartition(" ")[2]
            name = _name(chinese, text[: match.start()][-1:]) or _heard(chinese, latin)
            if name and not re.fullmatch(r"[A-Z]{1,2}", latin):
                kind: TermKind = "person" if "·" in name else "other"
                found.setdefault(name, Term(name, latin, "article", kind))
    return tuple(found.values())


def abbreviated(terms: Iterable[Term], texts: Sequence[str]) -> Iterator[Term]:
    """`terms` without abbreviations other than the article's own: 捷运 is no MRT beside 捷运系统
    （RTS）."""
    for term in terms:
        given = _ABBREVIATED.format(re.escape(term.source))
        own = {m[1] for text in texts for m in re.finditer(given, text)}
        foreign = own and term.origin != "user" and re.fullmatch("[A-Z]{2,6}", term.target)
        if not foreign or term.target in own:
            yield term


def original_behind(text: str, end: int) -> str:
    """What a person's name that ends at `end` is in the Latin letters in brackets behind it: two
    words or more, 朴钟硕(Jong Seork Park); empty where there are none."""
    found = _BEHIND.match(text, end)
    return found["latin"] if found and " " in found["latin"] else ""


def _heard(chinese: str, latin: str) -> str:
    """The characters before the bracket that best sound like the one or two words in it."""
    if "·" in chinese or latin.count(" ") > 1 or not re.search("[a-z]", latin):
        return ""
    ends = [chinese[-n:] for n in range(2, min(_LONGEST, len(chinese)) + 1)]
    sounds = [end for end in ends if all(c in NAME_SOUNDS for c in end)]
    best = max(sounds, key=lambda end: alike(end, latin), default="")
    if best and latin[0] in "AEIOU":  # the first vowel has no consonant that could tell
        same = [end for end in sounds if alike(end, latin) == alike(best, latin)]
        best = next((end for end in reversed(same) if end[0] in _VOWELS), best)
    return best if best and alike(best, latin) >= _HEARD else ""


_VOWELS = frozenset("阿埃艾安奥昂爱伊因英乌翁恩尤约欧厄")


def _name(chinese: str, before: str) -> str:
    if "·" in chinese:
        return _dotted(chinese)
    return chinese if before in "“‘《「『、" and before and len(chinese) <= 8 else ""


def _dotted(chinese: str) -> str:
    """The name around ``·``; its first part starts behind the last function or title character."""
    head, _, tail = chinese.partition("·")
    cut = max((head.rfind(c) for c in _BOUNDARY), default=-1)
    first = head[cut + 1 :]
    return f"{first}·{tail}" if 1 < len(first) <= 6 else ""
