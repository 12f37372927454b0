"""Compounds that an article keeps coming back to and that no dictionary has: 华侨试验区.

Left alone, a model renders such a name anew in each sentence. A compound that recurs and ends like
the name of a body, a place or an undertaking deserves one rendering for the whole document.
Counting maximal recurring word sequences of noun-like words follows the C-value method for
multi-word terms (Frantzi, Ananiadou & Mima 2000), reduced to its length and nesting conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from zhaiyi.core.document import Article, Term
from zhaiyi.lexicon import Lexicon, Token

AT_LEAST = 3
"""Sentences in which a compound has to occur."""
LONG, LONG_AT_LEAST = 8, 2
"""Likewise one of so many characters: nobody puts it together anew by chance."""
_MAX_TOKENS = 7
_CHARS = range(4, 17)
_HEADS = (
    "区", "局", "厅", "署", "院", "研究会", "委员会", "协会", "公司", "集团", "小镇", "小组",
    "联盟", "中心", "项目", "计划", "协定", "协议", "组织", "基金", "银行", "大学", "学校",
    "医院", "平台", "工程", "论坛", "峰会", "条例", "行动", "电气", "电器", "药业", "重工", "控股",
    "股份", "证券", "书店", "研讨会", "博览会", "交易会", "洽谈会", "对话会", "电影节", "艺术节",
    "备忘录",
)  # fmt: skip
_GENERIC = frozenset(
    ("地区", "社区", "小区", "城区", "郊区", "山区", "灾区", "法院", "医院", "学院")
)
_INSIDE = ("n", "v", "j", "b", "a", "s", "l", "x")
_FIRST = ("n", "j", "s", "x")


def recurrent_candidates(
    article: Article, lexicon: Lexicon, terms: Sequence[Term]
) -> tuple[str, ...]:
    """Compounds that recur in `article` and need one rendering, the most frequent first."""
    known = {term.source for term in terms}
    counts: Counter[str] = Counter()
    for sentence in article.sentences:
        if sentence.repeat_of is None and not sentence.foreign:
            counts.update(set(_compounds(lexicon.tokens(sentence.text), known)))
    kept = {
        name: n
        for name, n in counts.items()
        if n >= (LONG_AT_LEAST if len(name) >= LONG else AT_LEAST)
        and not lexicon.knows(name)
        and name not in known
    }
    return tuple(sorted((n for n in kept if not _nested(n, kept)), key=lambda n: -kept[n]))


def _compounds(tokens: Sequence[Token], known: set[str]) -> Iterator[str]:
    """Runs of two to seven nouns or the like with a head from the list, not opened by a known
    name."""
    for start, first in enumerate(tokens):
        opens = first.tag.startswith(_FIRST) and first.text.isalpha()
        if not opens or first.text in known:
            continue
        name = first.text
        for token in tokens[start + 1 : start + _MAX_TOKENS]:
            if not token.tag.startswith(_INSIDE) or not token.text.isalpha():
                break
            name += token.text
            if token.text in _GENERIC:
                continue
            if len(name) in _CHARS and token.tag != "v" and token.text.endswith(_HEADS):
                yield name


def _nested(name: str, counts: dict[str, int]) -> bool:
    """Whether a longer candidate covers (nearly) every occurrence of `name`."""
    longer = (other for other in counts if name in other and name != other)
    return any(counts[other] >= counts[name] - 1 for other in longer)
