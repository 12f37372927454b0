"""Lines and paragraphs of a text: what is hard-wrapped is joined, the rest stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhaiyi.article.characters import BREAKS, trim, width
from zhaiyi.core.document import Block, BlockRole

_LINE = re.compile(f"[^{BREAKS}]+")
_WRAP = re.compile(r"[ \t\u3000]*\n\s*")
_ENDED = re.compile(r"[。！？!?…：:；;.][”’」』\"）)】\]]*\Z")
_SENTENCE_END = re.compile(r"[。！？!?…]|(?<=[^\W\d])\.")
_MARK = re.compile(r"[，。！？；：、,.!?;:…“”「」（）《》]")
_BULLET = re.compile(
    r"(?:[-*•·●○■□◆◇▲△▪▶►※☆★✓✔—–]|\d{1,3}[.、．)）]|[（(][\d一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳]|第[一二三四五六七八九十百\d]{1,4}[条章节])"
)
_NARROWEST, _WIDEST = 30, 140
"""Columns between which a text may be wrapped: 15 to 70 Han characters."""
_SLACK = 6
_FEWEST_FULL = 3
_LONGEST_HEADLINE = 26
"""Characters of a line that may be a headline or a verse."""
_LINES_A_MARK = 3
"""Lines of running text among which there is a mark."""
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it. `gap`: an empty line stands above it."""

    start: int
    end: int
    gap: bool = False
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch that belongs together; `gap`: white space sets it off from what stands above."""

    start: int
    end: int
    role: BlockRole | None = None
    level: int = 0
    gap: bool = False


def lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of ``text[start:end]`` that hold something visible."""
    found: list[Line] = []
    above = start
    for match in _LINE.finditer(text, start, end):
        first, last = trim(text, match.start(), match.end())
        if first == last:
            continue
        gap = bool(found) and _breaks_between(text, above, match.start()) > 1
        found.append(
            Line(first, last, gap, first - match.start() >= 2 or _ideographic(text, first))
        )
        above = match.end()
    return found


def joined(text: str) -> str:
    """A stretch of text without the breaks that wrapping put into it."""
    return _WRAP.sub("", text) if "\n" in text else text


def _ideographic(text: str, first: int) -> bool:
    return first > 0 and text[first - 1] == "\u3000"


def _breaks_between(text: str, start: int, end: int) -> int:
    gap = text[start:end].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in BREAKS)


def paragraphs(text: str, start: int, end: int) -> list[Paragraph]:
    """Lines, with those of a hard-wrapped text joined."""
    found = lines(text, start, end)
    soft = _soft_breaks(text, found)
    joined: list[Paragraph] = []
    for line, is_soft in zip(found, soft, strict=True):
        if is_soft:
            joined[-1] = Paragraph(joined[-1].start, line.end, gap=joined[-1].gap)
        else:
            joined.append(Paragraph(line.start, line.end, gap=line.gap))
    return joined


def _soft_breaks(text: str, found: Sequence[Line]) -> list[bool]:
    """For each line, whether the break above it was put in by wrapping.

    A text is wrapped if full lines (as wide as the widest but for a word) mostly stop in the
    middle of a sentence. Programs count columns or characters: whichever fills more lines.
    """
    columns = _full([_width(text, line) for line in found], _SLACK, _NARROWEST, _WIDEST)
    lengths = [line.end - line.start for line in found]
    characters = _full(lengths, _SLACK // 2, _NARROWEST // 2, _WIDEST // 2)
    full = max(columns, characters, key=sum)
    open_ended = [
        is_full and not _ENDED.search(text, max(line.start, line.end - 6), line.end)
        for is_full, line in zip(full, found, strict=True)
    ]
    if not _is_wrapped(full, open_ended):
        return [False] * len(found)
    soft = [
        bool(at and full[at - 1] and not line.gap and not line.indented)
        and not _BULLET.match(text, line.start, line.end)
        for at, line in enumerate(found)
    ]
    return _of_running_text(text, found, soft)


def _of_running_text(text: str, found: Sequence[Line], soft: Sequence[bool]) -> list[bool]:
    """Only the breaks within running text: headlines and verses of one length stand in lines of
    their own. Where nearly all is running text, the rest is its titles."""
    kept = [False] * len(found)
    first = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and soft[at]:
            continue
        if _runs(text, found[first:at]):
            kept[first + 1 : at] = [True] * (at - first - 1)
        first = at
    return list(soft) if sum(kept) >= _MOSTLY * sum(soft) else kept


def _runs(text: str, run: Sequence[Line]) -> bool:
    """True if lines that may belong together have the marks of running text."""
    words = text[run[0].start : run[-1].end]
    found = len(_MARK.findall(words))
    wide = run[0].end - run[0].start > _LONGEST_HEADLINE
    if _SENTENCE_END.search(words):
        return wide or _LINES_A_MARK * found >= len(run)
    return wide and found >= len(run)


def _full(widths: Sequence[int], slack: int, narrowest: int, widest: int) -> list[bool]:
    """Which lines are as wide as the widest; none where that is no width of wrapping."""
    most = max(widths, default=0)
    return [narrowest <= most <= widest and width >= most - slack for width in widths]


def _is_wrapped(full: Sequence[bool], open_ended: Sequence[bool]) -> bool:
    return (
        sum(open_ended) >= _FEWEST_FULL
        and sum(open_ended) >= 0.6 * sum(full)
        and sum(full) >= 0.3 * len(full)
    )


def _width(text: str, line: Line) -> int:
    """Columns of a line; counting stops where a line is wider than any wrapping."""
    stop = min(line.end, line.start + _WIDEST + 2)
    return sum(width(character) for character in text[line.start : stop])


def units(text: str, blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs of a source: its blocks where it has them, its lines elsewhere."""
    at = 0
    for block in blocks:
        start, end = max(at, block.start), min(len(text), block.end)
        yield from paragraphs(text, at, start)
        yield from _of_block(text, start, end, block)
        at = max(at, end)
    yield from paragraphs(text, at, len(text))


def _of_block(text: str, start: int, end: int, block: Block) -> Iterator[Paragraph]:
    if block.role in ("heading", "cue"):
        start, end = trim(text, start, end)
        if start < end:
            yield Paragraph(start, end, block.role, block.level)
        return
    for part in paragraphs(text, start, end):
        yield Paragraph(part.start, part.end, block.role, block.level, part.gap)
