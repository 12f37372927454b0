"""Titles of works that the dictionary or a list has: 《红楼梦》 → A Dream of Red Mansions.

Between the marks of a title an entry of `zhaiyi/data/works.tsv` or of the dictionary is that work,
even where its gloss is a description elsewhere. What the dictionary spells small there (《茉莉花》,
jasmine) is a word that a work may be called by, not its English title; only a legal instrument is
its words (《民法典》, the Civil Code).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaiyi.core.document import Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.lexicon.tables import aliases, mapping
from zhaiyi.text.capitals import capitalised
from zhaiyi.text.script import HAN

_MARKED = re.compile("《([^《》]{2,20})》")
_INSTRUMENT = ("法典", "宪法", "公约", "条约", "宣言", "议定书", "声明", "协定", "公报", "宪章")
_QUOTED = re.compile('^[“"‘\']([^“”"‘’]{2,60})[”"’\']')
_END = re.compile(rf"\s*(?:[,;(\[]|\bby\b|[{HAN}]|\b\d{{3,4}}\b).*$")
_ARTICLE = re.compile(r"^(?:the|an?) (?=[A-Z])")


def works(text: str, lexicon: Lexicon) -> Iterator[tuple[Term, int, int]]:
    """Terms for the works that `text` names between 《 and 》, with their places."""
    simplified = lexicon.simplified(text)
    for match in _MARKED.finditer(simplified):
        start, end = match.span(1)
        listed = mapping("works").get(match[1], ())
        if title := listed[0] if listed else _title(match[1], lexicon):
            others = aliases(listed, 1)
            yield Term(text[start:end], title, "dictionary", "title", aliases=others), start, end


def _title(word: str, lexicon: Lexicon) -> str:
    known = lexicon.name(word)
    if known is not None and (lexicon.is_own(word) or known[0].kind == "media"):
        return ""
    entries = lexicon.words(word)
    if len(entries) != 1 or entries[0].text != word or not entries[0].glosses:
        return ""
    gloss = entries[0].glosses[0]
    if quoted := _QUOTED.match(gloss):
        return quoted[1]
    title = _ARTICLE.sub("", _END.sub("", gloss)).strip()
    if title[:1].isupper() and title.split()[-1][:1].isupper():
        return title
    return capitalised(title) if title and word.endswith(_INSTRUMENT) else ""
