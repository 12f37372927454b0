"""In which of the regions that spell their places otherwise than pinyin a text plays. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhaiyi.lexicon import Lexicon, Name, Token, regional
from zhaiyi.terminology.adjacent import word_before
from zhaiyi.terminology.persons.people import Person
from zhaiyi.text.traditional import each_traditional

_AROUND = 3
"""Sentences on each side that say where one plays which names no place elsewhere."""
_SHORTEST = 2
_ALONE = frozenset({"US"})
"""Regions that every article names: their bodies are meant where nobody else is named."""
_OTHERS = re.compile("中国|我国|中美|中方|欧盟|俄")

_TALKED_OF = re.compile("台湾(?:牌|问题|海峡|议题|地位|独立|独派)")
"""Taiwan as what others speak of: nobody of it need be there."""
_SAI_KUNG = "西贡"
_SAIGON = re.compile("越|胡志明|河内|法军|美军|南北|堤岸|解放|[沦失]?陷|小姐|战争")
"""What tells that 西贡 is Saigon, in traditional characters the name of a part of Hong Kong too."""


def areas(
    written: Sequence[str],
    texts: Sequence[str],
    tokens: Sequence[Sequence[Token]],
    lexicon: Lexicon,
) -> tuple[frozenset[str], ...]:
    """The regions of each text (as it is written, and simplified), by its own words or by those
    around it; in traditional characters by those of the whole article, where they tell but one."""
    traditional = each_traditional(written)
    own = [_own(text, words, lexicon) for text, words in zip(texts, tokens, strict=True)]
    if not any(own) and not _SAIGON.search("".join(texts)):
        own = [
            frozenset({"HK"}) if written_so and _SAI_KUNG in text else frozenset()
            for text, written_so in zip(texts, traditional, strict=True)
        ]
    sole = frozenset[str]().union(*own) - _ALONE
    out = []
    for at, words in enumerate(tokens):
        around = slice(max(0, at - _AROUND), at + _AROUND + 1)
        near = frozenset[str]().union(*own[around])
        if any(_OTHERS.search(text) for text in texts[around]):
            near -= _ALONE
        if not near and len(sole) == 1 and traditional[at]:
            near = sole
        borrowed = bool(near) and not own[at] and not _others(texts[at], words, lexicon)
        out.append(near if borrowed else own[at])
    return tuple(out)


def _own(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[str]:
    told = regional.regions(_TALKED_OF.sub("，", text))
    crowded = len(told) > 1 or (told <= _ALONE and _others(text, tokens, lexicon))
    return told - _ALONE if crowded else told


def _others(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a text names a place that is of no region here."""
    return _OTHERS.search(text) is not None or any(_elsewhere(t, lexicon) for t in tokens)


def _elsewhere(token: Token, lexicon: Lexicon) -> bool:
    word = lexicon.simplified(token.text)
    if len(word) < _SHORTEST or not token.tag.startswith("ns") or regional.is_known(word):
        return False
    return lexicon.is_abroad(word) or lexicon.is_chinese(word)


def edges(text: str, within: frozenset[str], lexicon: Lexicon) -> Iterator[int]:
    """Where names of the regions begin and end in a text as it is written, whatever the segmenter
    sees: bodies, places that are no words, and all of those that are not spelt by pinyin."""
    whole = regional.is_cantonese(within)
    simplified = lexicon.simplified(text) if within else ""
    for start in range(len(simplified)):
        for end in range(start + 3, min(start + regional.LONGEST, len(text)) + 1):
            word = simplified[start:end]
            place = (whole or word in regional.sure()) and regional.name(word, within)
            if place or regional.body(text[start:end], within) or regional.body(word, within):
                yield from (start, end)


def name_in(
    text: str,
    start: int,
    end: int,
    within: frozenset[str],
    tokens: Sequence[Token],
    lexicon: Lexicon,
) -> Name | None:
    """The name of a place or a body of these regions in a text as it is written; None where a place
    elsewhere stands right before it (越南西贡)."""
    written = text[start:end]
    word = lexicon.simplified(written)
    before = word_before(tokens, start)
    if before is not None and _elsewhere(before, lexicon):
        return None
    led = regional.told_by(lexicon.simplified(before.text)) if before is not None else ""
    bodies = frozenset({led}) if led else within
    body = regional.body(written, bodies) or regional.body(word, bodies)
    return body or regional.name(word, within)


def spelt_elsewhere(
    people: Sequence[Sequence[Person]], within: Sequence[frozenset[str]]
) -> frozenset[str]:
    """Persons of texts that play where people write themselves otherwise than pinyin does."""
    return frozenset(
        person.name
        for persons, area in zip(people, within, strict=True)
        if not area.isdisjoint(regional.OWN_SPELLING)
        for person in persons
    )
