"""SubRip subtitles: a block for each cue. Anchor: ``cue[i]@00:00:01,000-->00:00:04,000``.

Formatting (``<i>``, ``{\\an8}``) is dropped; lines inside a cue stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import srt

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.draft import Piece, ReadingJob, SourceDraft, assemble
from zhaiyi.formats.plain import decoded

_FORMATTING = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")
_ARROW = r"[ \t]*(?:--?|[–—])?[>→][ \t]*"
_TIMES = re.compile(rf"^[ \t]*\d{{1,4}}[:：]\S{{0,20}}{_ARROW}\d{{1,4}}[:：]\d\d[:：,，.]", re.M)
"""Begins a line of times, also one that is not well formed."""
_CUE = re.compile(rf"(?:^|\n)[ \t]*(?:\d+[ \t]*\n[ \t]*)?(?={_TIMES.pattern[1:]})")
_TIMES_LINE = re.compile(rf"{_TIMES.pattern}.*", re.M)
_WIDE = str.maketrans("：，．", ":,.")
_TIMING = 4
"""Numbers and times may outweigh the text this many times."""


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a subtitle file. Raises `UnreadableInput` where there are no cues in it."""
    found = decoded(data, job, _TIMING)
    cues = list(_pieces(found.text, job))
    text, blocks = assemble(cues, job)
    if not blocks:
        raise UnreadableInput(f"{job.name} has no subtitle cues; read it with --format txt")
    notes = (*found.notes, *_lost(len(_TIMES.findall(found.text)) - len(cues)))
    return SourceDraft(text, blocks, {}, found.encoding, notes)


def _lost(count: int) -> Iterator[str]:
    if count > 0:
        what = "cue is" if count == 1 else "cues are"
        yield f"{count} subtitle {what} left out: the times cannot be read"


def _pieces(text: str, job: ReadingJob) -> Iterator[Piece]:
    """Cues in the order of the file, parsed one by one so that a broken one harms no other."""
    starts = [found.start() for found in _CUE.finditer(text)]
    for at, end in pairwise([*starts, len(text)]):
        job.deadline.check()
        for cue in _parse(text[at:end].strip("\n")):
            times = f"{_time(cue.start)}-->{_time(cue.end)}"
            lines = (line.strip() for line in _FORMATTING.sub("", cue.content).split("\n"))
            yield Piece("\n".join(filter(None, lines)), "cue", 0, f"cue[{cue.index or 0}]@{times}")


def _parse(text: str) -> list[srt.Subtitle]:
    try:
        return list(srt.parse(_TIMES_LINE.sub(_well_formed, text, count=1) + "\n"))
    except (srt.SRTParseError, ValueError, OverflowError):
        return []


def _well_formed(times: re.Match[str]) -> str:
    """Signs of Chinese type and other arrows as the format has them."""
    return re.sub(_ARROW, " --> ", times[0].translate(_WIDE), count=1)


def _time(moment: object) -> str:
    return str(srt.timedelta_to_srt_timestamp(moment))
