"""HTML: trafilatura chooses what belongs to the article, our own walk supplies text and anchors.

Anchor: ``tag[n]``, the n-th element of that name, XPath ``(//tag)[n]``; with ``/line[m]`` where
``<br>`` parts it into lines; ``title`` for a title that only the page's head has. Where the
extractor's words cannot be found again, everything but navigation and the like is taken.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import etree

from zhaiyi.formats.draft import Piece, ReadingJob, SourceDraft, assemble, check_length
from zhaiyi.formats.gaps import filled, is_aside
from zhaiyi.formats.hidden import unseen
from zhaiyi.formats.inline import settle
from zhaiyi.formats.page_meta import page_meta
from zhaiyi.formats.plain import decoded
from zhaiyi.formats.tags import READINGS, name_of
from zhaiyi.formats.tree import Tree, html_tree
from zhaiyi.formats.walk import anchors, pieces

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)"
    rb"|<\?xml[^>]{0,100}?encoding=[\"']([\w-]+)",
    re.I,
)
# White space, invisible characters, and the bars that the extractor draws between cells.
_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad\x00-\x1f\x7f-\x9f\u00a0|]+")
_MAX_EXTRACT = 40_000
"""Elements beyond which the extractor's time is no longer bounded."""
_DATE = {"original_date": True, "extensive_search": False}
"""Only dates that the page states: a year out of a copyright line is worse than none."""
_MARKUP = 100
_PAGE = 4
"""Times the limit that the text of a whole page may have before it is refused unseen."""
_LONG = 10
_COVERED = 0.8
_FURNITURE = frozenset(("nav", "form", "dialog", "menu"))
_EXTRACTOR_FAULTS = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    RecursionError,
    AssertionError,
    OverflowError,
    etree.LxmlError,
)
"""What the extractor may stumble with over a broken page; the plain walk then does the work."""


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a web page."""
    found = decoded(data, replace(job, declared=job.declared or _declared(data)), _MARKUP)
    tree = html_tree(found.text, job)
    if tree is None:
        return SourceDraft("", ())
    dark = unseen(tree, job.deadline.check)
    settle(tree)
    everything = list(_without_asides(tree, dark)) or list(pieces(tree, unseen=dark))
    check_length(sum(len(piece.text) for piece in everything) // _PAGE, job)
    job.deadline.check()
    page = _extract(tree, dark, job)
    found_again = _choose(everything, page) if page is not None else []
    chosen = _without_links(filled(everything, found_again, tree) if found_again else everything)
    headings = [piece.text for piece in everything if piece.role == "heading"]
    chosen, meta = _with_title(chosen, everything, page_meta(page, tree, headings))
    text, blocks = assemble(chosen, job)
    return SourceDraft(text, blocks, meta, found.encoding, found.notes)


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data, 0, 4096)
    return (found[1] or found[2]).decode("ascii") if found else None


def _without_asides(tree: Tree, dark: Collection[Any]) -> Iterator[Piece]:
    """The pieces of the page without its furniture."""
    elements = {anchor: element for element, anchor in anchors(tree).items()}
    for piece in pieces(tree, "", _FURNITURE, dark):
        if not is_aside(elements[_block(piece)]):
            yield piece


def _extract(tree: Tree, dark: Collection[Any], job: ReadingJob) -> Any | None:
    """Trafilatura's document, None where it finds nothing or fails. It does not get to see what no
    visitor does (`dark`)."""
    if sum(1 for _ in tree.iter()) > _MAX_EXTRACT:
        return None
    try:
        page = trafilatura.bare_extraction(
            _shown(tree, dark),
            url=job.url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=_DATE,
        )
    except _EXTRACTOR_FAULTS:
        return None
    return page if page is not None and getattr(page, "text", None) else None


def _shown(tree: Tree, dark: Collection[Any]) -> Tree:
    """A copy without the text of the elements in `dark`, and without readings of characters: the
    extractor takes them into the words."""
    shown = copy.deepcopy(tree)
    for element, twin in zip(list(tree.iter()), list(shown.iter()), strict=True):
        if element in dark or name_of(element) in READINGS:
            twin.text = None
            for child in twin:
                child.tail = None
    return shown


def _squash(text: str) -> str:
    return _UNSEEN.sub("", text)


def _choose(everything: Sequence[Piece], page: Any) -> list[Piece]:
    """The pieces that the extractor kept; none where too few of its words are found again."""
    body = page.body
    lines = {_squash("".join(e.itertext())) for e in body.iter()} if body is not None else set()
    lines |= {_squash(line) for line in page.text.split("\n")}
    whole = _squash(page.text)
    blocks: defaultdict[str, str] = defaultdict(str)
    for piece in everything:
        blocks[_block(piece)] += _squash(piece.text)
    found = {name for name, bare in blocks.items() if bare in lines or _within(bare, whole)}
    kept = []
    for piece in everything:
        bare = _squash(piece.text)
        if bare in lines or _within(bare, whole) or _block(piece) in found:
            kept.append(piece)
    covered = sum(len(_squash(piece.text)) for piece in kept)
    return kept if covered >= _COVERED * len(whole) else []


def _block(piece: Piece) -> str:
    """The element that a piece is all of, or a line of."""
    return piece.anchor.partition("/line")[0]


def _within(bare: str, whole: str) -> bool:
    return len(bare) >= _LONG and bare in whole


def _without_links(chosen: Sequence[Piece]) -> list[Piece]:
    """Without the links that stand before and behind all text: ways to other pages."""
    texts = [at for at, piece in enumerate(chosen) if not piece.linked]
    return list(chosen[texts[0] : texts[-1] + 1] if texts else chosen)


def _with_title(
    chosen: list[Piece], everything: Sequence[Piece], meta: dict[str, str]
) -> tuple[list[Piece], dict[str, str]]:
    """Put the title first, as a heading, unless the article begins with it already."""
    title = _squash(meta["title"])
    if not title:
        return chosen, meta
    for piece in chosen[:3]:
        if _is_title(piece, title):
            return chosen, meta | {"title": piece.text}
    head = next((p for p in everything if p.role == "heading" and _is_title(p, title)), None)
    if head is None:
        return [Piece(meta["title"], "heading", 1, "title"), *chosen], meta
    return [head, *(p for p in chosen if p.anchor != head.anchor)], meta | {"title": head.text}


def _is_title(piece: Piece, title: str) -> bool:
    """The piece is the title, or the title is the piece with a site's name at its end."""
    bare = _squash(piece.text)
    return bare == title or (len(bare) >= 4 and title.startswith(bare) and piece.role == "heading")
