"""Raised and lowered digits of a PDF back into their line: 10⁸, CO₂, [2]. Pure.

They stand beside the letter before them, smaller and off its base line; taken for a line of their
own, they would leave another figure behind. See `zhaiyi.formats.raised`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaiyi.formats.pdf_layout import Glyph
from zhaiyi.formats.raised import Place, raised

_SMALLER = 0.9
_SAME = 0.05
_BESIDE = 0.4
"""Of the size of the letter before it: how far it may stand from that letter."""
_HEIGHTS: tuple[tuple[Place, float, float], ...] = (("sup", 0.15, 0.75), ("sub", -0.4, -0.05))
_MARK = re.compile(r"[\[(（]?[\d,，+\-−–]{1,6}[\])）]?|[①-⑳]")
_NEAR = 20


def settled(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs in their order; what is raised is one glyph on the base line before it."""
    found: list[Glyph] = []
    last: Glyph | None = None
    at = 0
    while at < len(glyphs):
        glyph = glyphs[at]
        place = _place(glyph, last) if last else None
        end = _end(glyphs, at) if place else at
        text = "".join(g.text for g in glyphs[at:end]).strip()
        if last and place and _MARK.fullmatch(text):
            while found[-1].text.isspace():
                found.pop()
            before = "".join(g.text for g in found[-_NEAR:])
            after = glyphs[end].text if end < len(glyphs) else ""
            new = raised(place, text, before, after) or text
            glyph = Glyph(new, glyph.left, glyphs[end - 1].right, last.base, last.size)
            at = end - 1
        found.append(glyph)
        last = last if glyph.text.isspace() else glyph
        at += 1
    return found


def _place(glyph: Glyph, last: Glyph) -> Place | None:
    if glyph.text.isspace() or glyph.size > _SMALLER * last.size:
        return None
    if abs(glyph.left - last.right) > _BESIDE * last.size:
        return None
    height = (glyph.base - last.base) / last.size
    return next((place for place, low, high in _HEIGHTS if low <= height <= high), None)


def _end(glyphs: Sequence[Glyph], at: int) -> int:
    """Where the glyphs of one size and height end."""
    first, end = glyphs[at], at
    while end < len(glyphs) and _is_like(glyphs[end], first):
        end += 1
    return end


def _is_like(glyph: Glyph, other: Glyph) -> bool:
    slack = _SAME * other.size
    return abs(glyph.base - other.base) <= slack and abs(glyph.size - other.size) <= slack
