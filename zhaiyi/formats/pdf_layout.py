"""From glyphs with places to paragraphs in reading order. Pure; lengths in points, y grows upwards.

Glyphs → segments (one line of one column) → columns (a gutter that few lines cross, cf. the XY-cut
of Nagy and Seth 1984, but for spanning lines as in Breuel 2002) → paragraphs (by gap, indent,
size, and how full the line before is). Lines that recur at the same place on many pages, and page
numbers at the edge, are furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from zhaiyi.formats.characters import glue

_NUMBER = re.compile(r"\W*第?\s*\d{1,4}\s*页?\s*(?:(?:[/／]|共|of)\s*\d{1,4}\s*页?)?\W*")
_EDGE = 0.12
"""Share of the page height at top and bottom where furniture stands."""
_RECURS = 0.3
_ENDS = frozenset("。！？…”’」』）》】.!?")
_HEADING = 1.15
_MAX_CROSSING = 0.35
"""Share of a page's lines that may run over a gutter."""
_MAX_MARGINS = 100
"""Places looked at for a gutter, those where most lines begin: time stays linear."""
_SMALL = 0.87
"""Running heads are set smaller than this part of the text."""
_LATIN_WORD = re.compile(r"[A-Za-z0-9][^\s\u2e80-\U0003ffff]*")
_LATIN_WIDTH = 0.6


class Glyph(NamedTuple):
    """One character (a few, where they are raised together): where its box begins and ends, its
    base line, its font size."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """Glyphs of one page in the order of the file; `number` counts from 1."""

    number: int
    height: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on one line of one column."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    edge: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` is 0 for running text, else the rank of a heading by its size."""

    text: str
    page: int
    level: int


def without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page, without running heads, feet and page numbers."""
    found = [list(segments(page)) for page in pages]
    counts = Counter(
        key for lines in found for key in {_place(line) for line in lines if line.edge}
    )
    often = max(2, _RECURS * len(pages))
    rest = (
        [li for li in lines if not (li.edge and counts[_place(li)] >= often)] for lines in found
    )
    size = _text_size(line for lines in found for line in lines)
    return [list(_without_edges(lines, size)) for lines in rest]


def _without_edges(lines: Sequence[Line], size: float) -> Iterator[Line]:
    """Without page numbers, and without the running head of a single page."""
    bases = sorted(line.base for line in lines)
    for line in lines:
        if not line.edge or not (_is_number(line, bases) or _is_head(line, bases, size)):
            yield line


def _text_size(lines: Iterable[Line]) -> float:
    """The font size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_number(line: Line, bases: Sequence[float]) -> bool:
    """A page number: a number alone on the outermost line of its page."""
    if not _NUMBER.fullmatch(line.text):
        return False
    lowest = len(bases) == 1 or (line.base == bases[0] and bases[1] > line.base + 3)
    return lowest or (line.base == bases[-1] and bases[-2] < line.base - 3)


def _is_head(line: Line, bases: Sequence[float], size: float) -> bool:
    """A running head on a single page: small type above all else, well apart from it."""
    if line.size >= _SMALL * size:
        return False
    row = bisect_left(bases, line.base - 0.5 * line.size)
    above = bisect_right(bases, line.base + 0.5 * line.size)
    return above == len(bases) and row > 0 and bases[row - 1] < line.base - 2 * size


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.base / 12)


def segments(page: Page) -> Iterator[Line]:
    """Stretches of glyphs on one line without a wide gap, from top to bottom, left to right."""
    runs: list[list[Glyph]] = []
    for row in _rows(page.glyphs):
        run: list[Glyph] = []
        for glyph in sorted(row, key=lambda g: (g.left, not g.text.isspace())):
            if run and glyph.left - run[-1].right > 1.3 * max(glyph.size, run[-1].size):
                runs.append(run)
                run = []
            run.append(glyph)
        runs.append(run)
    for run in runs:
        if line := _line(run, page):
            yield line


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs on about the same base line, rows from the top."""
    rows: list[list[Glyph]] = []
    bottom = float("inf")
    for glyph in sorted(glyphs, key=lambda g: -g.base):
        if glyph.base < bottom or not rows:
            rows.append([])
            bottom = glyph.base - 0.45 * glyph.size
        rows[-1].append(glyph)
    return rows


def _line(run: Sequence[Glyph], page: Page) -> Line | None:
    inked = [g for g in run if not g.text.isspace()]
    if not inked:
        return None
    base = median(g.base for g in inked)
    return Line(
        _spaced(run).strip(),
        min(g.left for g in inked),
        max(g.right for g in inked),
        base,
        median(g.size for g in inked),
        page.number,
        not _EDGE * page.height < base < (1 - _EDGE) * page.height,
    )


def _spaced(run: Sequence[Glyph]) -> str:
    """Text of a run; a letter drawn twice in place (fake bold) counts once."""
    parts = [run[0].text]
    for before, glyph in pairwise(run):
        if glyph.text == before.text and abs(glyph.left - before.left) < 0.2 * glyph.size:
            continue
        parts.append(glyph.text)
    return "".join(parts)


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """Paragraphs of all pages in reading order, joined over columns and pages."""
    usual = _usual_gutter(pages)
    columns = [column for lines in pages for column in _columns(list(lines), usual) if column]
    lines = [line for column in columns for line in column]
    body = _text_size(lines)
    ranks = sorted({s for li in lines if (s := round(li.size, 1)) >= _HEADING * body}, reverse=True)
    for group in _groups(columns):
        text = group[0].text
        for line in group[1:]:
            text = _join(text, line.text)
        size = round(group[0].size, 1)
        heading = size in ranks and len(text) <= 100
        yield Paragraph(text, group[0].page, min(6, ranks.index(size) + 1) if heading else 0)


def _join(text: str, line: str) -> str:
    """Two lines of a paragraph; a Latin word that was hyphenated becomes whole."""
    if re.search(r"[a-z]-$", text) and re.match(r"[a-z]", line):
        return text[:-1] + line
    return glue(text, line)


def _usual_gutter(pages: Sequence[Sequence[Line]]) -> float | None:
    """Where the pages that show their columns have the gutter: the middle one of these places."""
    found = sorted(x for x in map(_gutter, pages) if x is not None)
    return found[len(found) // 2] if found else None


def _columns(lines: list[Line], usual: float | None = None) -> list[list[Line]]:
    """Lines of a page as columns in reading order; a line over the gutter parts two bands.

    `usual`: the gutter for a last page that has too few lines to show its own.
    """
    gutter = _gutter(lines)
    if gutter is None and usual is not None and _fits(lines, usual):
        gutter = usual
    if gutter is None:
        return [_by_rows(lines)]
    found: list[list[Line]] = []
    band: list[Line] = []
    for line in [*sorted(lines, key=lambda li: -li.base), None]:
        if line is not None and not line.left < gutter < line.right:
            band.append(line)
            continue
        found += _columns([li for li in band if li.right <= gutter])
        found += _columns([li for li in band if li.left >= gutter])
        band = []
        if line is not None:
            _append_spanning(found, line)
    return [column for column in found if column]


def _append_spanning(found: list[list[Line]], line: Line) -> None:
    """Spanning lines that follow each other are one column."""
    if (
        found
        and found[-1]
        and found[-1][-1].right - found[-1][-1].left > 0.8 * (line.right - line.left)
    ):
        found[-1].append(line)
    else:
        found.append([line])


def _gutter(lines: Sequence[Line]) -> float | None:
    """An x with text columns on both sides that few lines cross."""
    if len(lines) < 6:
        return None
    best: tuple[int, float] | None = None
    margins = Counter(round(line.left - 1.0) for line in lines).most_common(_MAX_MARGINS)
    for x in sorted(x for x, _ in margins):
        left = [line for line in lines if line.right <= x + 1]
        right = [line for line in lines if line.left >= x]
        crossing = len(lines) - len(left) - len(right)
        enough = min(len(left), len(right)) >= 3 and crossing <= _MAX_CROSSING * len(lines)
        if enough and (best is None or crossing < best[0]) and _is_text(left) and _is_text(right):
            best = (crossing, x)
    return best[1] if best else None


def _fits(lines: Sequence[Line], x: float) -> bool:
    """Text stands left of `x`, and few lines cross it."""
    left = [line for line in lines if line.right <= x + 1]
    crossing = sum(line.left < x < line.right - 1 for line in lines)
    return len(left) >= 3 and _is_text(left) and crossing <= _MAX_CROSSING * len(lines)


def _is_text(lines: Sequence[Line]) -> bool:
    """Lines long enough for a column of text; the cells of a table are short."""
    return median((line.right - line.left) / line.size for line in lines) >= 8


def _by_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines from the top; segments on one height become one line with tabs (a table's row)."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda li: (-li.base, li.left)):
        last = found[-1] if found else None
        if last and abs(last.base - line.base) < 0.4 * line.size and line.left >= last.right:
            found[-1] = Line(
                f"{last.text}\t{line.text}",
                last.left,
                line.right,
                last.base,
                last.size,
                last.page,
                last.edge,
            )
        else:
            found.append(line)
    return found


def _groups(columns: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    group: list[Line] = []
    last: _Shape | None = None
    for column in columns:
        shape = _Shape.of(column)
        for line in column:
            if group and (
                _turns(group[-1], line, last, shape) if last else shape.begins(line, group[-1])
            ):
                yield group
                group = []
            group.append(line)
            last = None
        last = shape
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Shape:
    """Margins, line distance and font size of one column."""

    left: float
    right: float
    pitch: float
    size: float
    first: bool
    """Indents mark first lines; otherwise whole paragraphs are indented."""

    @classmethod
    def of(cls, column: Sequence[Line]) -> _Shape:
        steps = [a.base - b.base for a, b in pairwise(column) if a.base > b.base]
        lefts = Counter(round(line.left) for line in column)
        left = min((x for x, n in lefts.items() if n >= 0.2 * len(column)), default=column[0].left)
        # The closest third of the distances are those inside of paragraphs.
        pitch = sorted(steps)[len(steps) // 3] if steps else 1.5 * column[0].size
        size = median(line.size for line in column)
        inner = [line.left > left + 1.2 * size for line in column]
        turns = [following for indented, following in pairwise(inner) if indented]
        first = 2 * sum(turns) <= len(turns)
        plain = [line.right for line in column if "\t" not in line.text]
        right = max(plain or [line.right for line in column])
        return cls(left, right, pitch, size, first)

    def begins(self, line: Line, before: Line) -> bool:
        """True if `line` begins a paragraph after `before`, both in this column."""
        size = max(line.size, before.size)
        if abs(line.size - before.size) > 0.08 * size or "\t" in line.text or "\t" in before.text:
            return True
        pitch = self.pitch * max(1.0, size / self.size)
        if before.base - line.base > max(1.35 * pitch, 1.2 * size):
            return True
        margin = self.left if self.first else max(self.left, before.left)
        if line.left > margin + 1.2 * size:
            return True
        # A line that ends well before the margin: by two signs after a full stop, by four anyway,
        # unless a Latin word came next that had no room.
        word = _LATIN_WORD.match(line.text)
        needed = 1 + _LATIN_WIDTH * len(word.group()) if word else 0.0
        return self.free(before) > max(needed, 2.2 if before.text[-1:] in _ENDS else 4)

    def free(self, line: Line) -> float:
        """Signs that would still fit on the line."""
        return (self.right - line.right) / line.size


def _turns(before: Line, line: Line, last: _Shape, shape: _Shape) -> bool:
    """True if a paragraph begins with a column or page: it does, unless a full line ran over."""
    if abs(line.size - before.size) > 0.08 * line.size or line.left > shape.left + 1.2 * line.size:
        return True
    width = (before.right - before.left) / before.size
    return before.text[-1:] in _ENDS or width < 8 or last.free(before) > 2.2
