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
_CUE = re.compile(r"(?:^|\n)[ \t]*(?:\d+[ \t]*\n[ \t]*)?(?=\d{1,4}:\d\d:\d\d[,.:]\d{1,4}[ \t]*-->)")
_TIMING = 4
"""Numbers and times may outweigh the text this many times."""


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a subtitle file."""
    found = decoded(data, job, _TIMING)
    text, blocks = assemble(_pieces(found.text, job), job)
    if not blocks:
        raise UnreadableInput(f"{job.name} has no subtitle cues; read it with --format txt")
    return SourceDraft(text, blocks, {}, found.encoding, found.notes)


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
        return list(srt.parse(text + "\n"))
    except (srt.SRTParseError, ValueError, OverflowError):
        return []


def _time(moment: object) -> str:
    return str(srt.timedelta_to_srt_timestamp(moment))
