"""Numbers, dates and amounts: lost, changed or made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from zhaiyi.core.document import Finding, Severity, Span
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.numbers import casualties, ends, grades, limits, ordinals, points
from zhaiyi.quality.told import names_in, within
from zhaiyi.quantities import (
    SIGNS,
    Quantity,
    bound_zh,
    compare,
    exchanged_bases,
    is_bare_yuan,
    metric,
    misread,
    one_value,
    read_en,
    read_zh,
    reversed_moves,
    told,
    turned_points,
)
from zhaiyi.terminology import in_text
from zhaiyi.text.traditional import is_traditional, simplified

KIND = "number"
_SMALL = 10
_IN_FAVOUR = re.compile("票(?:赞成|支持|通过)|(?:赞成|支持)票?")
_AGAINST_NONE = re.compile(r"\d[-–]$")
_MOVES = (
    (reversed_moves, "a rise", "a fall"),
    (exchanged_bases, "a change on the year", "a change on the month or quarter"),
)


def check(segment: SegmentPair) -> Iterable[Finding]:
    """Findings of kind ``number``. An error for a quantity that the target changes, or loses and
    is no small count; a warning for the rest. A summary may leave numbers out, but what it adds to
    its sources is an error."""
    known = {"year": segment.year, "month": segment.month}
    found = compare(segment.source, segment.target, **known, home=segment.home or "")
    for source, target in found.changed:
        if not _may_be_local(source, target, segment):
            yield _changed(source, target, segment)
    if segment.role == "translation":
        labels = any(q.kind == "label" for q in found.missing)
        persons = _persons(segment) if labels else []
        lost = [
            q for q in found.missing if q.kind != "label" or not within(q.start, q.end, persons)
        ]
        yield from map(_missing, lost)
    names = names_in(segment)
    added = [q for q in found.invented if not within(q.start, q.end, names)]
    added = [q for q in added if not _is_none_against(q, segment)]
    yield from _invented(added, "warning" if segment.role == "translation" else "error")
    yield from _misread(segment)
    yield from _limits(segment, [source for source, _ in found.changed])
    yield from _casualties(segment)
    yield from _ends(segment)
    yield from _points(segment)
    yield from _grades(segment)
    yield from _moves(segment)


def _persons(segment: SegmentPair) -> list[Span]:
    """Where the source names persons: 周一 of 周一舟 is no Monday."""
    found = in_text(segment.source, segment.terms)
    return [Span(o.start, o.end) for o in found if o.term.kind == "person"]


def _changed(source: Quantity, target: Quantity, segment: SegmentPair) -> Finding:
    message = f"source says {_said(source)}, translation says {target.text}"
    if bound := bound_zh(segment.source, source) * one_value(source, target):
        ours, theirs = ("more", "less") if bound > 0 else ("less", "more")
        known = told(source).removeprefix("more than ")
        message = f"source says {ours} than {known}, translation says {theirs} than that"
    return Finding(KIND, "error", message, _span(source), _span(target))


def _may_be_local(source: Quantity, target: Quantity, segment: SegmentPair) -> bool:
    """Whether a bare 元 is told as the money of a place that has its own, and nobody knows where
    the article was written: of a summary, or of a sentence in Traditional characters."""
    if segment.home is not None or target.unit not in SIGNS or source.low != target.low:
        return False
    told = segment.role != "translation" or is_traditional(segment.source)
    return told and is_bare_yuan(segment.source, source)


def _missing(q: Quantity) -> Finding:
    small = q.kind == "number" and not q.unit and abs(q.high) <= _SMALL
    message = f"source says {_said(q)}, which the translation leaves out"
    return Finding(KIND, "warning" if small else "error", message, _span(q), None)


def _invented(quantities: Iterable[Quantity], severity: Severity) -> Iterator[Finding]:
    for q in quantities:
        message = f"translation says {q.text}, which the source does not say"
        yield Finding(KIND, severity, message, None, _span(q))


def _is_none_against(q: Quantity, segment: SegmentPair) -> bool:
    """Whether `q` is the 0 of a vote that nobody opposed: 13票赞成、2票弃权 is 13-0."""
    if q.low or q.high or not _AGAINST_NONE.search(segment.target, 0, q.start):
        return False
    plain = simplified(segment.source)
    return bool(_IN_FAVOUR.search(plain)) and "反对" not in plain


def _misread(segment: SegmentPair) -> Iterator[Finding]:
    """Numbers that are right and count other things, or are given as a step instead of a result."""
    for wrong in misread(segment.source, segment.target, year=segment.year):
        given = segment.target[wrong.start : wrong.end]
        message = f"source says {wrong.text} = {wrong.meaning}, translation says {given}"
        yield Finding(KIND, "error", message, _span(wrong.source), Span(wrong.start, wrong.end))


def _limits(segment: SegmentPair, told_of: Sequence[Quantity]) -> Iterator[Finding]:
    """Limits turned round, but for those that are told of already."""
    for source, target, side in limits.turned(segment.source, segment.target):
        if source in told_of:
            continue
        ours, theirs = ("at least", "less") if side > 0 else ("at most", "more")
        message = f"source says {ours} {told(source)}, translation says {theirs} than that"
        yield Finding(KIND, "error", message, _span(source), _span(target))


def _casualties(segment: SegmentPair) -> Iterator[Finding]:
    """The dead told as injured, and the reverse."""
    for source, target, side in casualties.turned(segment.source, segment.target):
        ours, theirs = ("dead", "injured") if side > 0 else ("injured", "dead")
        message = f"source says {told(source)} {ours}, translation says {target.text} {theirs}"
        yield Finding(KIND, "error", message, _span(source), _span(target))


def _ends(segment: SegmentPair) -> Iterator[Finding]:
    """Changes from one value to another that are told the other way."""
    for first, last, given in ends.turned(segment.source, segment.target):
        way = f"from {told(first)} to {told(last)}"
        message = f"source says {way}, translation says it the other way round"
        yield Finding(KIND, "error", message, Span(first.start, last.end), _span(given))


def _moves(segment: SegmentPair) -> Iterator[Finding]:
    """Rises told as falls, and the reverse, of one figure among others; changes on the year told
    as those on the month or quarter."""
    source, target = segment.source, segment.target
    sides = source, read_zh(source), target, read_en(target)
    for moved, one, other in _MOVES:
        for q, e, first in moved(*sides):
            ours, theirs = (one, other) if first else (other, one)
            message = f"source says {ours} of {told(q)}, translation says {theirs}"
            yield Finding(KIND, "error", message, _span(q), _span(e))


def _grades(segment: SegmentPair) -> Iterator[Finding]:
    """Grades, phases, quarters and ordinals that are others in the target, and points in time
    told from their other side."""
    sides = segment.source, segment.target
    for place, given, where in chain(*(kind.turned(*sides) for kind in (grades, ordinals, points))):
        said = segment.source[place.start : place.end]
        message = f"source says {said}, translation says {given}"
        yield Finding(KIND, "error", message, place, where)


def _points(segment: SegmentPair) -> Iterator[Finding]:
    """Points of the compass that are told as others."""
    for start, end, name, first, last in turned_points(segment.source, segment.target):
        message = f"source says {name}, translation says {segment.target[first:last]}"
        yield Finding(KIND, "error", message, Span(start, end), Span(first, last))


def _said(q: Quantity) -> str:
    """The source's own words and their meaning: 6.1万 = 61,000."""
    meaning = told(q) + (f" ({metric(q)})" if metric(q) else "")
    return meaning if meaning == q.text else f"{q.text} = {meaning}"


def _span(q: Quantity) -> Span:
    return Span(q.start, q.end)
