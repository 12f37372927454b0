"""Persons whom a text presents as of another country, whose names are no Chinese ones. Pure.

万永伊 of Kenya has a Chinese surname and is no Wan Yongyi: most of his characters are sounds. 韩莹
of Germany has a name of China, and is read by pinyin as before. The countries of the Far East have
readings of their own (`far_east`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.pinyin import surname_length
from zhaiyi.lexicon.sounds import DOTTED_SOUNDS
from zhaiyi.terminology.persons.surroundings import is_byline, is_titled

_NEAR = 14
"""Characters between a country and the name of one of its people."""
_FAR_EAST = re.compile(
    "韩|朝鲜|日本|越南|新加坡|马来西亚|印尼|印度尼西亚|泰国|菲律宾|缅甸|柬埔寨|老挝|文莱"
)
_PARTS = re.compile("[，。；：？！、“”《》 \\s]|和|与|对|在|向|[驻赴访抵]|华[裔人]|中国|中方")
_LED = re.compile("[驻赴访抵对与和向在]$")
"""Before a country it is where somebody is: 驻美国大使."""


def foreigners(
    texts: Sequence[str],
    tokens: Sequence[Sequence[Token]],
    spans: Iterable[Sequence[tuple[int, int]]],
    lexicon: Lexicon,
) -> frozenset[str]:
    """Those of the candidates at `spans` of each text (simplified) that one of the texts presents
    so."""
    return frozenset(
        text[start:end]
        for text, parts, found in zip(texts, tokens, spans, strict=True)
        for start, end in found
        if _is_foreigner(text, start, end, parts, lexicon)
    )


def _is_foreigner(
    text: str, start: int, end: int, tokens: Sequence[Token], lexicon: Lexicon
) -> bool:
    """Whether ``text[start:end]`` sounds foreign and stands behind a role that another country
    has."""
    if not sounds_foreign(text[start:end]) or not is_titled(text[:start]):
        return False
    return not is_byline(text, start, end) and _is_presented(text, start, tokens, lexicon)


def sounds_foreign(name: str) -> bool:
    """Whether the given name is all of characters of sounds (冯|塞卡), or half of the name with its
    first (金|策, 万永伊)."""
    sounds = [character in DOTTED_SOUNDS for character in name]
    given = sounds[surname_length(name) or 1 :]
    return (len(given) > 1 and all(given)) or (sounds[0] and 2 * sum(sounds) >= len(name))


def _is_presented(text: str, start: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    near = (t for t in reversed(tokens) if start - _NEAR <= t.start and t.end < start)
    country = next((t for t in near if t.tag.startswith("ns")), None)
    if country is None or _LED.search(text[: country.start]):
        return False
    abroad = lexicon.is_abroad(country.text) and not _FAR_EAST.search(country.text)
    return abroad and not _PARTS.search(text[country.end : start])
