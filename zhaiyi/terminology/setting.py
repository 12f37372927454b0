"""Whether a sentence plays in China: only there is pinyin a fair guess at an unknown name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.sounds import mostly_sounds

_AROUND = 3
"""Sentences on each side that say where one plays."""
_HOME = re.compile(
    "中国|我国|全国|国务院|中共|中央|新华社|中新|港澳|华侨|汉语|内地|新疆|西藏|内蒙古|广西|宁夏|[我本全][省市区县]"
)


def abroad(
    texts: Sequence[str], tokens: Sequence[Sequence[Token]], lexicon: Lexicon
) -> tuple[bool, ...]:
    """For each text whether it and those around it name places abroad and none of China."""
    found = [_places(text, words, lexicon) for text, words in zip(texts, tokens, strict=True)]
    out = []
    for at in range(len(found)):
        near = found[max(0, at - _AROUND) : at + _AROUND + 1]
        out.append(any(away for away, _ in near) and not any(home for _, home in near))
    return tuple(out)


def _places(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[bool, bool]:
    """(whether a place abroad stands there, whether one of China)."""
    home, away = _HOME.search(text) is not None, "·" in text
    for token in tokens:
        if token.tag.startswith(("ns", "nr")) and len(token.text) > 1:
            word = lexicon.simplified(token.text)
            unsure = len(word) == 2 and mostly_sounds(word)  # 巴东 may be Padang
            home = home or (lexicon.is_chinese(word) and not unsure)
            away = away or lexicon.is_abroad(word)
    return away, home
