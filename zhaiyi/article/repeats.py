"""Titles and ledes that stand in the text twice, and the site's name behind a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from zhaiyi.core.document import Sentence, SentenceKind

_SITE = re.compile(
    r"\s*[-_—–|｜－＿丨]+\s*(?:[^\s\-_|｜—–]{0,14}(?:网|網|报|報|社|新闻|新聞|频道|頻道|在线|在線|客户端|卫视|衛視|电视台|之声"
    r"|专栏|博客|论坛|门户|时报|杂志|财经|要闻|国内|国际|社会|体育)|搜狐|新浪|网易|腾讯|凤凰|澎湃|界面|财新|知乎|豆瓣|今日头条"
    r"|百家号|观察者|雪球|虎嗅|36氪|BBC|VOA|RFI|DW|CCTV)\s*\Z",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"^[（(]?原(?:标题|標題|题)\s*[：:]|^(?:组图|图文|图集|视频|快讯|独家|图|題|题)\s*[：:｜|丨]"
    r"|^[（(【\[][^（()）【】\[\]]{2,12}[)）】\]](?=.{6})|[（(](?:组图|图|圖|视频|多图)[)）]\s*$"
)
_SHORTEST_TITLE = 4
_LONGEST_TITLE = 200
_SHORTEST_BODY = 20
_LETTERS = re.compile(r"[\W_]+")


def without_site(title: str) -> str:
    """A title without the names of site and channel that web pages hang on it."""
    if len(title) > _LONGEST_TITLE:
        return title.strip()
    while (shorter := _SITE.sub("", title)) != title and shorter.strip():
        title = shorter
    return title.strip()


def key(text: str) -> str:
    """What must agree for two sentences to count as the same: letters and digits alone."""
    plain = _SIGNS.sub("", without_site(text))
    return _LETTERS.sub("", unicodedata.normalize("NFKC", plain)).casefold()


def mark_repeats(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The same sentences, those that repeat an earlier one marked and given its kind.

    Titles and the paragraph of the lede count from a few characters on, other sentences only when
    long: a refrain or a short answer may stand twice on purpose.
    """
    lede = next((s.paragraph for s in sentences if s.kind == "lede"), -1)
    seen: dict[str, Sentence] = {}
    marked: list[Sentence] = []
    for sentence in sentences:
        if sentence.kind not in ("title", "subhead", "lede", "body"):
            marked.append(sentence)
            continue
        agree = key(sentence.text)
        first = seen.get(agree)
        if first is not None and _counts(first, agree, lede):
            sentence = replace(sentence, kind=_kind(first, sentence), repeat_of=first.id)
        elif len(agree) >= _SHORTEST_TITLE:
            seen.setdefault(agree, sentence)
        marked.append(sentence)
    return tuple(marked)


def _kind(first: Sentence, again: Sentence) -> SentenceKind:
    return first.kind if first.kind in ("title", "lede") else again.kind


def _counts(first: Sentence, agree: str, lede: int) -> bool:
    if first.kind == "title":
        return True
    if first.kind == "lede" or first.paragraph == lede:
        return len(agree) >= 2 * _SHORTEST_TITLE
    return len(agree) >= _SHORTEST_BODY
