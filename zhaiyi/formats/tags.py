"""What the tags of HTML and of EPUB chapters mean for the text inside them: said once, for the
reader and for the writer that puts English back."""

from __future__ import annotations

from typing import Any

_BLOCK_TAGS = (
    "p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table "
    "tr td th thead tbody tfoot caption figure figcaption blockquote pre address hr form fieldset "
    "details summary body html center hgroup legend"
)
_DROPPED_TAGS = (
    "script style noscript template iframe object embed applet svg canvas audio video map "
    "select button textarea input"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
"""Text before and behind one of them is not of one paragraph."""
DROPPED = frozenset(_DROPPED_TAGS.split())
"""Neither read nor counted, with all that is in them."""
READINGS = frozenset(("rt", "rp", "rtc"))
"""What ruby sets above its characters."""
EQUATION = "math"
NO_TEXT = frozenset(("head", "title", "hr", EQUATION, *READINGS))
"""Counted, but never read; an equation within a sentence becomes text before: see
`zhaiyi.formats.inline`."""
CELLS = frozenset(("td", "th"))


def name_of(element: Any) -> str:
    """The name of an lxml element in small letters, without its namespace; empty for a comment or a
    processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
