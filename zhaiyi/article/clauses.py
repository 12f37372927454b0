"""Cuts an over-long sentence into clauses for translation; joined again they are the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhaiyi.article.tokens import marks
from zhaiyi.core.document import Span

_AFTER = r"[”’」』）)】》]*\s*"
_LEVELS = (
    re.compile(rf"(?:[。！？!?｡]+|……){_AFTER}"),
    re.compile(rf"[；;]{_AFTER}"),
    re.compile(rf"(?:[，,](?!\d)){_AFTER}"),
    re.compile(rf"[：:](?!\d){_AFTER}|——+"),
    re.compile(rf"、{_AFTER}"),
)
"""Where one may cut, best places first."""
_ANYWHERE = re.compile(r"(?<=\s)(?=\S)|(?<![A-Za-z0-9.,%％])(?=.)|(?=[^A-Za-z0-9.,%％])", re.DOTALL)


def split_clauses(text: str, limit: int) -> list[Span]:
    """Contiguous pieces that cover `text`, at most `limit` characters each where possible.

    Cuts fall after a sentence end, ``；``, ``，``, ``：`` or ``、``, in this order of preference,
    first outside of quotes and brackets, then inside; numbers and Latin words are never cut.
    A piece without any such mark is cut between characters. Raises ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError(f"the limit of a clause must be at least 1 character, not {limit}")
    if not text:
        return []
    inside = outermost_pairs(text)
    pieces = [Span(0, len(text))]
    for allow_inside in (False, True):
        for level in _LEVELS:
            pieces = _refine(text, pieces, limit, level, [] if allow_inside else inside)
    return _refine(text, pieces, limit, _ANYWHERE, [])


def outermost_pairs(text: str) -> list[Span]:
    """The outermost quotations and brackets, in order; nothing is cut within them at first."""
    spans: list[Span] = []
    for mark in marks(text, 0, len(text)):
        if mark.kind == "open" and (not spans or mark.start >= spans[-1].end):
            spans.append(Span(mark.start, mark.partner + 1))
    return spans


def _refine(
    text: str, pieces: Sequence[Span], limit: int, level: re.Pattern[str], inside: Sequence[Span]
) -> list[Span]:
    """Cuts the pieces that are still too long at the marks of one level."""
    refined: list[Span] = []
    protected = 0
    for piece in pieces:
        if piece.end - piece.start <= limit:
            refined.append(piece)
            continue
        cuts = [match.end() for match in level.finditer(text, piece.start, piece.end)]
        free, protected = _outside(cuts, inside, protected)
        refined.extend(_pack(piece, free, limit))
    return refined


def _outside(cuts: Sequence[int], inside: Sequence[Span], at: int) -> tuple[list[int], int]:
    free: list[int] = []
    for cut in cuts:
        while at < len(inside) and inside[at].end <= cut:
            at += 1
        if at >= len(inside) or cut <= inside[at].start:
            free.append(cut)
    return free, at


def _pack(piece: Span, cuts: Sequence[int], limit: int) -> list[Span]:
    """Joins neighbours up to the limit, aiming at equal lengths rather than a tiny rest."""
    packed: list[Span] = []
    begin = last = piece.start
    for cut in [*[c for c in cuts if piece.start < c < piece.end], piece.end]:
        left = piece.end - begin
        goal = left / -(-left // limit)
        past_goal = left > limit and (cut - begin) - goal > goal - (last - begin)
        if last > begin and (cut - begin > limit or past_goal):
            packed.append(Span(begin, last))
            begin = last
        last = cut
    packed.append(Span(begin, last))
    return packed
