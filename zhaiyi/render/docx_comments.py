"""Comments of a Word document: each remark hangs on the words that it speaks of. Pure.

Overlapping remarks are what Word's ranges allow: the text is cut into runs where any of them
begins or ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from zhaiyi.core.document import Span
from zhaiyi.render.inert import one_line
from zhaiyi.render.remarks import Remark
from zhaiyi.text.xml_characters import xml_text
from zhaiyi.text.xml_names import W

AUTHOR, INITIALS = "Zhaiyi", "Zy"
_DATE = f"{W}date"


def plain(text: str) -> str:
    """`text` on one line, with nothing that XML cannot hold."""
    return xml_text(one_line(text))


def add_commented(
    document: Any,
    paragraph: Any,
    text: str,
    remarks: Sequence[Remark],
    underlined: Sequence[Span] = (),
) -> None:
    """Puts `text` behind what `paragraph` holds, with its remarks as comments. Spans count code
    points of `text`; one that does not lie in it stands for all of it. Where there is nothing to
    hang a comment on, there is none."""
    whole = Span(0, len(text))
    spans = [_within(remark.span, whole) for remark in remarks]
    lines = [span for span in map(_inside, underlined, [whole] * len(underlined)) if span]
    cuts = sorted({0, len(text), *(edge for span in (*spans, *lines) for edge in span)})
    pieces = [Span(a, b) for a, b in pairwise(cuts)]
    runs = {}
    for piece in pieces:
        shown = _one_line_part(text, piece)
        if shown:
            runs[piece] = paragraph.add_run(shown)
            runs[piece].underline = any(s.start <= piece.start < s.end for s in lines) or None
    for remark, span in zip(remarks, spans, strict=True):
        held = [runs[p] for p in runs if span.start <= p.start < span.end]
        if held:
            comment(document, held, remark.text)


def comment(document: Any, runs: Sequence[Any], text: str) -> None:
    """A comment on `runs`, without a time: the bytes are those of the brief alone."""
    made = document.add_comment(runs, plain(text), AUTHOR, INITIALS)
    made._comment_elm.attrib.pop(_DATE, None)


def _one_line_part(text: str, piece: Span) -> str:
    """A part of the text as `plain` has the whole: the spaces at its ends stay."""
    part = text[piece.start : piece.end]
    inner = plain(part)
    if not inner:
        return " " if part and part.isspace() and piece.start > 0 and piece.end < len(text) else ""
    before = " " if part[0].isspace() and piece.start else ""
    after = " " if part[-1].isspace() and piece.end < len(text) else ""
    return f"{before}{inner}{after}"


def _inside(span: Span, whole: Span) -> Span | None:
    return span if whole.start <= span.start < span.end <= whole.end else None


def _within(span: Span | None, whole: Span) -> Span:
    return (_inside(span, whole) if span else None) or whole
