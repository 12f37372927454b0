"""Whether a sentence plays in China: only there is pinyin a fair guess at an unknown name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaiyi.lexicon import Lexicon, Token
from zhaiyi.lexicon.sounds import mostly_sounds
from zhaiyi.terminology.matching import context_allows

_AROUND = 3
"""Sentences on each side that say where one plays."""
_HOME = re.compile(
    "中国|我国|全国(?:人大|政协|两会|总工会|妇联|工商联)|国务院|中共"
    "|中央(?:政治局|军委|书记处|纪委|委员|外办|外事|统战|宣传|组织部|经济工作|财经|农村|企业|广播|总台|台办"
    "|决定|批准|领导|部署)"
    "|新华社|中新|港澳|华侨|汉语|内地|新疆|西藏|内蒙古|广西|宁夏|[我本全][省市区县]"
)
_AT_HOME = re.compile("全国|中央(?!地方|选|灾|日报|银行)")
"""Words that every country has; they mean China where no place abroad stands beside them."""


def plays_abroad(
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
    simple = lexicon.simplified(text)
    for token in tokens:
        if not context_allows(simple, token.start, token.end):
            continue  # 审判|长白|大铉
        if token.tag.startswith(("ns", "nr")) and len(token.text) > 1:
            word = lexicon.simplified(token.text)
            unsure = len(word) == 2 and mostly_sounds(word)  # 巴东 may be Padang
            home = home or (lexicon.is_chinese(word) and not unsure)
            away = away or lexicon.is_abroad(word)
    return away, home or (not away and _AT_HOME.search(text) is not None)
