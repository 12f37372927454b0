"""What an extractor passes over in the middle of an article: headings, lists, paragraphs that are
no ``<p>``, notes of the editor.

Of a short page the extractor takes the ``<p>`` alone. What stands in one element with chosen
paragraphs, between them, and is no link belongs to the article too, if it reads as one of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from zhaiyi.formats.draft import Piece
from zhaiyi.formats.tags import name_of
from zhaiyi.formats.walk import anchors
from zhaiyi.text.script import count_han

_SIDE = frozenset(("footer", "aside"))
_LISTS = frozenset(("ul", "ol", "dl"))
_IN_LISTS = frozenset(("li", "dt", "dd", "p", "div", *_LISTS))
_NOTE = re.compile(
    r"[（(【\[]?(?:(?:编者|編者|编辑|編輯|记者|記者|译者|譯者)[按注註]|[编編][按注註]|更正"
    r"|勘误|勘誤|致歉|澄清)(?:启事|啟事|声明|聲明|说明|說明)?(?:[：:]|[】\]])"
)
_SENTENCE = re.compile(r"[。！？!?…；;：:][”’」』）)\"']*\Z")
_FURNITURE = re.compile(
    r"share|social|nav|menu|tool|tags?\b|relat|recommend|page|banner|button|btn|\bads?\b|advert"
    r"|guanggao|sidebar|comment|copyright|editor|source|author|meta|info|subscri|hot|qrcode",
    re.I,
)
"""In the name of an element that stands in an article and is no part of it."""
_ELSEWHERE = re.compile(
    r"(?:相关|相關|延伸|推荐|推薦|精彩|热门|熱門|热点|熱點|更多|网友|網友|编辑|編輯)"
    r"(?:新闻|新聞|阅读|閱讀|报道|報道|文章|链接|連結|推荐|推薦|专题|專題|评论|評論|排行)?\Z"
    r"|(?:热榜|熱榜|排行榜|猜你喜欢|猜你喜歡|评论|評論|留言)"
    r"|.{0,20}(?:您|扫一扫|扫码|掃碼|点击|點擊|订阅|訂閱|下载|下載|免责|免責|版权|版權|转载|轉載|广告|廣告)"
)
"""Leads to something else, or speaks to the visitor of the page."""
_LEAST = 4
"""Chinese characters of a list; of its items on the average too: "large, small" is no text."""
_LEAST_OF_NOTE = 8
_CLIMB = 8
_WRAPS = 3


def is_aside(element: Any) -> bool:
    """In a part of the page that goes with others, and that is no note of the editor."""
    side = _side(element)
    if side is None:
        return False
    first = next((text for text in side.itertext() if text.strip()), "").strip()
    return not _NOTE.match(f"{first}：")


def _side(element: Any) -> Any | None:
    return next((outer for outer in _upward(element) if name_of(outer) in _SIDE), None)


def filled(everything: Sequence[Piece], chosen: Sequence[Piece], tree: Any) -> list[Piece]:
    """The chosen pieces with those that belong between them."""
    elements = {anchor: element for element, anchor in anchors(tree).items()}
    holders = [elements[piece.anchor.partition("/line")[0]] for piece in everything]
    kept = {piece.anchor for piece in chosen}
    places = {at for at, piece in enumerate(everything) if piece.anchor in kept}
    linked = {outer for link in tree.iter("a") for outer in link.iterancestors()}
    page = _Page(everything, holders, places, linked)
    return [piece for at, piece in enumerate(everything) if page.belongs(at)]


class _Page:
    """The pieces of a page by their places, with the elements that they stand in."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        holders: Sequence[Any],
        kept: Collection[int],
        with_links: Collection[Any],
    ) -> None:
        self._pieces, self._holders = pieces, holders
        texts = [at for at in sorted(kept) if pieces[at].role != "heading"]
        self._first = texts[0] if texts else len(pieces)
        self._spans = _spans(texts, holders)
        self._kinds = {_kind(holders[at]) for at in texts}
        self._with_links = with_links
        self._text = {*kept, *self._lists()}

    def _lists(self) -> Iterator[int]:
        """Places of the items of lists that belong to the article: all of a list or nothing."""
        for top, group in groupby(range(len(self._pieces)), lambda at: _list(self._holders[at])):
            items = list(group)
            if name_of(top) in _LISTS and self._is_list(top, items):
                yield from items

    def _is_list(self, top: Any, items: Sequence[int]) -> bool:
        least = _LEAST * (len(items) if name_of(top) != "dl" else 1)
        return (
            top not in self._with_links
            and self._is_between(items[0], top)
            and not _ELSEWHERE.match(self._pieces[items[0] - 1].text)
            and sum(count_han(self._pieces[at].text) for at in items) >= least
        )

    def belongs(self, at: int) -> bool:
        """The piece was chosen, or stands among chosen ones and reads as if it belonged there."""
        piece, holder = self._pieces[at], self._holders[at]
        if at in self._text:
            return True
        if piece.linked:
            return False
        is_note = _NOTE.match(piece.text) and count_han(piece.text) >= _LEAST_OF_NOTE
        if is_note or _side(holder) is not None:
            outer = (each.getparent() for each in islice(_upward(holder), _WRAPS))
            return any(each in self._spans for each in outer)
        if _ELSEWHERE.match(piece.text):
            return False
        if piece.role == "heading":
            return piece.level > 1 and self._is_above(at)
        parent, name, named = _kind(holder)
        return (
            name in {"p", "div"}
            and (not named or (parent, name, named) in self._kinds)
            and self._is_between(at, holder)
            and _SENTENCE.search(piece.text) is not None
        )

    def _is_above(self, at: int) -> bool:
        """A heading right above text of the article, in the same element, and below other text."""
        below = at + 1
        if below not in self._text or self._pieces[below].role == "heading":
            return False
        holder, outer = self._holders[below], self._holders[at].getparent()
        if outer not in {holder, holder.getparent(), _list(holder).getparent()}:
            return False
        if _FURNITURE.search(_kind(outer)[2]) and self._spans[outer][0] != self._first:
            return False
        return self._first < at or (at > 0 and self._pieces[at - 1].role == "heading")

    def _is_between(self, at: int, element: Any) -> bool:
        """Between chosen texts that stand in the same element, by no name that tells furniture."""
        first, last = self._spans.get(element.getparent(), (at, at))
        return first < at < last and not _FURNITURE.search(_kind(element)[2])


def _spans(texts: Sequence[int], holders: Sequence[Any]) -> Mapping[Any, tuple[int, int]]:
    """The first and the last chosen text of each element that holds some."""
    found: dict[Any, tuple[int, int]] = {}
    for at in texts:
        holder = holders[at]
        for outer in {holder, holder.getparent(), _list(holder).getparent()}:
            found[outer] = (found.get(outer, (at, at))[0], at)
    return found


def _kind(element: Any) -> tuple[Any, str, str]:
    """The element that it stands in, its name, and what the page calls it."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return element.getparent(), name_of(element), named


def _list(element: Any) -> Any:
    """The outermost list that the element is an item of; itself where there is none."""
    found, outer = element, element
    for _ in range(_CLIMB):
        if outer is None or name_of(outer) not in _IN_LISTS:
            break
        found = outer if name_of(outer) in _LISTS else found
        outer = outer.getparent()
    return found


def _upward(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()
