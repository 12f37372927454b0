"""HTML and XML → an lxml tree that is safe to walk: no scripts, bounded depth, size and time.

HTML comes through lxml's event interface, so that no tree exists before the bounds were looked at.
Elements deeper than `FLAT` are unwrapped: their text stays, in the last element above, unless they
say of themselves that they are hidden. XML is read without entities, DTDs or network. Characters
that no XML may hold are dropped from both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.draft import ReadingJob
from zhaiyi.formats.hidden import says_hidden
from zhaiyi.formats.tags import DROPPED
from zhaiyi.text.xml_characters import xml_characters

FLAT = 120
_CHUNK = 32_768
_MAX_XML = 50_000_000
"""Bytes of one XML part; its tree takes many times as much."""
_KEPT_ATTRIBUTES = (
    "class id name property content itemprop itemtype rel href datetime alt title lang role "
    "aria-hidden hidden open style media color bgcolor type http-equiv"
)
_KEPT = frozenset(_KEPT_ATTRIBUTES.split())
_MAX_VALUE = 2_000
_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", re.ASCII)
_FORBIDDEN = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
_MAX_STYLE = 100_000
Tree = Any
"""An `lxml.etree._Element`; lxml has no types of its own."""


class _Target:
    """Takes the parser's events and builds the bounded tree."""

    def __init__(self, job: ReadingJob) -> None:
        self._job = job
        self._builder = etree.TreeBuilder(element_factory=lxml_html.HTMLParser().makeelement)
        self._open: list[str | None] = []
        self._skipping = 0
        self._elements = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        self._check_bounds()
        name = tag if isinstance(tag, str) and _NAME.fullmatch(tag) else "div"
        if self._skipping or (name in DROPPED and not _is_kept(name, attributes)):
            self._skipping += 1
            self._open.append(None)
        elif len(self._open) >= FLAT:
            self._skipping += says_hidden(name, attributes)
            self._open.append(None)
        else:
            self._open.append(name)
            self._builder.start(name, _few(attributes))

    def end(self, tag: str) -> None:
        if not self._open:
            return
        name = self._open.pop()
        if self._skipping:
            self._skipping -= 1
        elif name is not None:
            self._builder.end(name)

    def data(self, text: str) -> None:
        if not self._skipping and self._open and (text := xml_characters(text)):
            self._builder.data(text)

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Neither are processing instructions."""

    def close(self) -> Tree:
        while self._open:
            self.end("")
        return self._builder.close() if self._elements else None

    def _check_bounds(self) -> None:
        limits = self._job.limits
        if len(self._open) >= limits.max_depth or self._elements > limits.max_elements:
            raise UnreadableInput(
                f"{self._job.name} has too many or too deeply nested tags "
                f"({self._elements:,} tags, {len(self._open):,} deep); save its text as .txt"
            )
        if self._elements % 1000 == 0:
            self._job.deadline.check()


def _is_kept(name: str, attributes: Mapping[str, str]) -> bool:
    """JSON-LD, because byline and date of many news pages stand nowhere else; style sheets, because
    they say what is hidden. Neither is text: see `zhaiyi.formats.tags.DROPPED`."""
    return name == "style" or (name == "script" and attributes.get("type") == "application/ld+json")


def _few(attributes: Mapping[str, str]) -> dict[str, str]:
    return {
        key: xml_characters(value)
        for key, value in attributes.items()
        if key in _KEPT
        and value is not None
        and len(value) <= (_MAX_STYLE if key == "style" else _MAX_VALUE)
    }


def html_tree(text: str, job: ReadingJob) -> Tree | None:
    """The root element of an HTML page, or None where there is no element.

    Raises `UnreadableInput` beyond the limits of depth, tags or time.
    """
    parser = etree.HTMLParser(
        target=_Target(job), huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    data = text.replace("\x00", "\ufffd").encode()
    try:
        for at in range(0, len(data), _CHUNK):
            job.deadline.check()
            parser.feed(data[at : at + _CHUNK])
        return parser.close()
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableInput(f"{job.name} is no readable HTML: {_brief(error)}") from error


def xml_tree(data: bytes, what: str, job: ReadingJob) -> Tree:
    """The root element of an XML part, entities left unresolved. `what` names it in errors. Raises
    `UnreadableInput`."""
    job.deadline.check()
    if len(data) > _MAX_XML:
        raise UnreadableInput(f"{job.name} is refused: {what} unpacks to {len(data):,} bytes")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_allowed(data), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableInput(f"{job.name} is damaged: {what}: {_brief(error)}") from error
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        raise UnreadableInput(f"{job.name} is refused: {what} defines XML entities")
    return root


def _allowed(data: bytes) -> bytes:
    """The part without forbidden characters, raw or by number. UTF-16 and -32 stay as they are."""
    if b"\x00" in data:
        return data
    return _REFERENCE.sub(_referred, _FORBIDDEN.sub(b"", data))


def _referred(found: re.Match[bytes]) -> bytes:
    number = int(found[1], 16) if found[1] else int(found[2])
    return found[0] if number > 0x10FFFF or xml_characters(chr(number)) else b""


def _brief(error: Exception) -> str:
    """The first line of a parser's message, short."""
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
