"""Title, byline, date and site of a web page: from its extractor, its meta tags, its JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from zhaiyi.formats.tree import Tree
from zhaiyi.text.xml_characters import xml_characters

_MAX_NAMES = 5


def page_meta(page: Any | None, tree: Tree, headings: Sequence[str] = ()) -> dict[str, str]:
    """Strings, empty where the page does not say. `page` is the extractor's document, if any. A
    title must be one that visitors see: among `headings`, or in the head's own (which a browser
    shows on its tab); what meta tags alone say is none."""
    head = " ".join((tree.findtext(".//title") or "").split())
    if page is None:
        return {"title": head, "byline": _byline(tree)}
    title = _plain(page.title)
    return {
        "title": title if _is_shown(title, [head, *headings]) else head,
        "byline": _plain(page.author) or _byline(tree),
        "date": _plain(page.date),
        "sitename": _plain(page.sitename),
    }


def _is_shown(title: str, shown: Sequence[str]) -> bool:
    bare = "".join(title.split())
    return bool(bare) and any(bare in "".join(text.split()) for text in shown)


def _plain(value: object) -> str:
    return " ".join(xml_characters(value).split()) if isinstance(value, str) else ""


def _byline(tree: Tree) -> str:
    """The extractor overlooks most Chinese names: two or three characters without a space."""
    for meta in tree.iter("meta"):
        if meta.get("name") == "author" and _plain(meta.get("content")):
            return _plain(meta.get("content"))
    for script in tree.iter("script"):
        names = list(_authors(script.text or ""))
        if names:
            return "、".join(names[:_MAX_NAMES])
    return ""


def _authors(text: str) -> Iterator[str]:
    """Names of the persons (not organisations) that a JSON-LD block calls its authors."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    for item in _listed(found):
        for author in _listed(item.get("author")) if isinstance(item, dict) else ():
            if isinstance(author, dict) and author.get("@type", "Person") == "Person":
                author = author.get("name")
            if _plain(author):
                yield _plain(author)


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
