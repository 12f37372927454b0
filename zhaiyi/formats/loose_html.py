"""HTML in pieces, as Markdown holds it: tags open in one piece and close in a later one."""

from __future__ import annotations

from html.parser import HTMLParser

from zhaiyi.formats.hidden import says_hidden
from zhaiyi.formats.raised import LINK, SUB, SUB_END, SUP, SUP_END
from zhaiyi.formats.tags import DROPPED, EQUATION
from zhaiyi.text.script import count_han

_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_TAGS.split())
_DARK = DROPPED | {EQUATION}
_RAISED = {"sup": (SUP, SUP_END), "sub": (SUB, SUB_END)}


class LooseHtml(HTMLParser):
    """Takes the pieces in their order; `is_dark` while they stand inside what is not shown: an
    element that hides itself, or one that is no text (a script)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, bool]] = []
        self._text: list[str] = []
        self.hidden = 0
        """Chinese characters that were not shown."""

    @property
    def is_dark(self) -> bool:
        """Whether what comes now is not shown."""
        return any(dark for _, dark in self._open)

    def shown(self, piece: str) -> str:
        """The text of a piece that can be seen; a line end for ``<br>``, marks for
        what is raised (`zhaiyi.formats.raised.settled` takes them out)."""
        self._text.clear()
        self.feed(piece)
        return "".join(self._text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
        elif tag not in _VOID:
            self._mark(tag)
            given = {name: value or "" for name, value in attrs}
            self._open.append((tag, tag in _DARK or says_hidden(tag, given)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in names:
            if tag in _RAISED:
                self.handle_data(_RAISED[tag][1])
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def _mark(self, tag: str) -> None:
        """Raised text stays to be told from what is before it: see `zhaiyi.formats.raised`."""
        if tag in _RAISED:
            self.handle_data(_RAISED[tag][0])
        elif tag == "a" and any(name in _RAISED for name, _ in self._open):
            self.handle_data(LINK)

    def handle_comment(self, data: str) -> None:
        self.hidden += count_han(data)

    def handle_data(self, data: str) -> None:
        if text := self.pass_through(data):
            self._text.append(text)

    def pass_through(self, text: str) -> str:
        """Text between two pieces, if it can be seen here."""
        if self.is_dark:
            self.hidden += count_han(text)
            return ""
        return text

    def end_paragraph(self) -> None:
        """An open ``<p>`` ends where a block of Markdown does."""
        if self._open and self._open[-1][0] == "p":
            self._open.pop()
