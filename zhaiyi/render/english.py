"""The English article alone, in the order of its paragraphs: for whoever publishes it. Pure.

What repeats is left out, and so are page furniture and the line of the title, in whose place the
headline stands. `reader/copies.js` makes the same text for the clipboard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhaiyi.render.inert import safe_url
from zhaiyi.render.view import Row, View
from zhaiyi.render.words import english
from zhaiyi.text.script import has_han

_LEFT_OUT = frozenset({"title", "boilerplate"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """English of one paragraph, sentence by sentence; `heading` is True for a subhead."""

    sentences: tuple[tuple[str, Row], ...]
    heading: bool = False

    @property
    def text(self) -> str:
        """The sentences in one string."""
        return " ".join(text for text, _ in self.sentences)


def paragraphs(view: View) -> tuple[Paragraph, ...]:
    """The paragraphs of the article that have English."""
    texts: dict[int, list[tuple[str, Row]]] = {}
    headings: set[int] = set()
    for row in view.rows:
        text = _text(row)
        if not text:
            continue
        texts.setdefault(row.sentence.paragraph, []).append((text, row))
        if row.sentence.kind == "subhead":
            headings.add(row.sentence.paragraph)
    return tuple(Paragraph(tuple(parts), n in headings) for n, parts in texts.items())


def _text(row: Row) -> str:
    if row.state == "repeat" or row.sentence.kind in _LEFT_OUT:
        return ""
    return row.sentence.text.strip() if row.state == "foreign" else row.text


def origin(view: View) -> tuple[str, str]:
    """Publication, date and author in one line, as far as they have English, and the address of
    the original; each or empty."""
    url = safe_url(view.brief.article.source.meta.get("url"))
    return " · ".join(part for part in view.publication if not has_han(part)), url


def notices(view: View) -> Iterator[str]:
    """What must not be lost where the Chinese is: who translated, how much is not confirmed."""
    yield from english().notices(view)
    if view.check_count:
        yield f"{english()('checks_count', n=view.check_count)}."
