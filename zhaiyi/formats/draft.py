"""What a reader of one format is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhaiyi.core.document import Block, BlockRole
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats.limits import Deadline, ReadLimits


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """One input to read. `encoding` is the user's word, `declared` what a server said."""

    name: str
    limits: ReadLimits
    deadline: Deadline
    encoding: str | None = None
    declared: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one block before it has a place in the source; `linked` where all of it is a
    link."""

    text: str
    role: BlockRole = "paragraph"
    level: int = 0
    anchor: str = ""
    linked: bool = False


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A reader's result. `notes` are remarks for the user, one plain sentence each."""

    text: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


def assemble(pieces: Iterable[Piece], job: ReadingJob) -> tuple[str, tuple[Block, ...]]:
    """Join pieces into one text, a line end between two, and give each its block.

    Pieces of white space alone are left out. Stops as soon as the text is over its limit.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        job.deadline.check()
        text = piece.text.strip()
        if not text:
            continue
        blocks.append(Block(at, at + len(text), piece.role, piece.level, piece.anchor))
        parts.append(text)
        at += len(text) + 1
        check_length(at - 1, job)
    return "\n".join(parts), tuple(blocks)


def check_length(characters: int, job: ReadingJob) -> None:
    """Raises `UnreadableInput` for a text that is over the limit."""
    if characters > job.limits.max_chars:
        raise UnreadableInput(
            f"{job.name} is too long: more than {job.limits.max_chars:,} characters; split it",
            ", or raise the limit with ZHAIYI_MAX_CHARS",
        )


def line_blocks(text: str) -> tuple[Block, ...]:
    """A paragraph for each line that is not blank, without the white space around it.

    The anchor is ``line[n]``, n counted from 1.
    """
    blocks: list[Block] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            blocks.append(Block(start, start + len(bare), anchor=f"line[{number}]"))
        at += len(line) + 1
    return tuple(blocks)
