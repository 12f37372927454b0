"""EPUB, chapter by chapter in the order of its spine; table of contents and cover left out.

Anchor: ``chapter-n/tag[m]``: the m-th element of that name in the n-th document of the spine.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.archive import Archive
from zhaiyi.formats.characters import clean_ends, clean_surrogates, one_line
from zhaiyi.formats.draft import Piece, ReadingJob, SourceDraft, assemble
from zhaiyi.formats.encodings import decode
from zhaiyi.formats.hidden import unseen
from zhaiyi.formats.inline import settle
from zhaiyi.formats.tree import html_tree, xml_tree
from zhaiyi.formats.walk import pieces

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = {"title": "title", "creator": "byline", "date": "date", "publisher": "sitename"}
_TEXTS = frozenset(
    ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
)
FURNITURE = frozenset(("nav",))


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a book. Raises `UnreadableInput` for a damaged or protected one."""
    archive = Archive(data, job)
    place, package = _package(archive, job)
    chapters = _spine(package, posixpath.dirname(place))
    text, blocks = assemble(_pieces(archive, chapters, job), job)
    if not blocks and archive.read(_ENCRYPTION):
        raise UnreadableInput(f"{job.name} is protected by DRM and cannot be read")
    return SourceDraft(text, blocks, _meta(package))


def _package(archive: Archive, job: ReadingJob) -> tuple[str, Any]:
    """Name and root of the package document."""
    container = archive.read(_CONTAINER)
    if container is None:
        raise UnreadableInput(f"{job.name} is no EPUB book: it has no {_CONTAINER}")
    roots = xml_tree(container, _CONTAINER, job).iter("{*}rootfile")
    place = next((root.get("full-path") for root in roots if root.get("full-path")), None)
    package = archive.read(place) if place else None
    if not place or package is None:
        raise UnreadableInput(f"{job.name} is damaged: the book has no package document")
    return place, xml_tree(package, "its package document", job)


def _spine(package: Any, folder: str) -> list[tuple[int, str]]:
    """Position and archive name of each text, without the table of contents."""
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    found = []
    for number, ref in enumerate(package.iter(f"{_OPF}itemref"), 1):
        item = items.get(ref.get("idref"))
        if item is None or item.get("media-type") not in _TEXTS:
            continue
        if "nav" not in (item.get("properties") or "").split() and item.get("href"):
            href = unquote(item.get("href").split("#")[0])
            found.append((number, posixpath.normpath(posixpath.join(folder, href))))
    return found


def _pieces(archive: Archive, chapters: list[tuple[int, str]], job: ReadingJob) -> Iterator[Piece]:
    if len(chapters) > job.limits.max_pages:
        raise UnreadableInput(
            f"{job.name} has {len(chapters):,} chapters; the limit is {job.limits.max_pages:,}"
        )
    encrypted = _encrypted(archive, job)
    for number, name in chapters:
        data = archive.read(name)
        if data is None or name in encrypted:
            continue
        text = clean_ends(clean_surrogates(decode(data, one_line(f"{job.name}: {name}")).text))
        tree = html_tree(text, job)
        if tree is not None:
            dark = unseen(tree, job.deadline.check)
            settle(tree)
            yield from pieces(tree, f"chapter-{number}/", FURNITURE, dark)


def _encrypted(archive: Archive, job: ReadingJob) -> frozenset[str]:
    """Names of the parts that are encrypted (fonts often are, texts only under DRM)."""
    data = archive.read(_ENCRYPTION)
    if data is None:
        return frozenset()
    references = xml_tree(data, _ENCRYPTION, job).iter("{*}CipherReference")
    return frozenset(unquote(reference.get("URI") or "") for reference in references)


def _meta(package: Any) -> dict[str, str]:
    found = {}
    for key, name in _META.items():
        element = next(islice(package.iter(_DC + key), 1), None)
        if element is not None and element.text:
            found[name] = " ".join(element.text.split())
    return found
