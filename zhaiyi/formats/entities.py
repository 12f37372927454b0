"""Plain text copied out of a page's source: ``&nbsp;`` and ``&#x3002;`` become characters."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_NOTE = "HTML entities in the text (such as {first}) were read as the characters they stand for"


def resolve(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with its HTML entities resolved, and a note if there were any.

    What is no entity, or stands for a control character or a line end, stays as it is.
    """
    changed = [match.group() for match in _ENTITY.finditer(text) if _is_resolved(match.group())]
    if not changed:
        return text, ()
    return _ENTITY.sub(lambda match: _character(match.group()), text), (
        _NOTE.format(first=changed[0]),
    )


def _is_resolved(entity: str) -> bool:
    return _character(entity) != entity


def _character(entity: str) -> str:
    """What an entity stands for; itself where that is nothing to be shown, or unknown."""
    character = html.unescape(entity)
    unknown = not character or character.endswith(";") or "\ufffd" in character
    shown = character.isprintable() or (character.isspace() and character not in _LINE_ENDS)
    return entity if unknown or not shown else character
