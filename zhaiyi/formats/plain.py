"""Plain text: kept but for its line ends and HTML entities. Anchor: ``line[n]``, n from 1."""

from __future__ import annotations

from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import entities, mojibake
from zhaiyi.formats.characters import (
    OTHER_ENDS,
    clean_ends,
    clean_surrogates,
    control_count,
    control_share,
)
from zhaiyi.formats.draft import ReadingJob, SourceDraft, check_length, line_blocks
from zhaiyi.formats.encodings import Decoded, decode
from zhaiyi.formats.registry import binary_kind, legacy_kind
from zhaiyi.text.script import unify_han

_MAX_CONTROLS = 0.01
_FEW_CONTROLS = 4
"""So many make no binary file of a text, however short it is."""


def parse(data: bytes, job: ReadingJob) -> SourceDraft:
    """Read a text file."""
    found = decoded(data, job)
    text, notes = entities.resolve(found.text)
    return SourceDraft(text, line_blocks(text), {}, found.encoding, found.notes + notes)


def lines(data: bytes, job: ReadingJob) -> tuple[list[str], tuple[str, ...]]:
    """The lines of a text as a filter sees them, and notes: only a line feed ends one (with a
    carriage return before it), every other kind of line end is a space. Raises `UnreadableInput`.
    """
    found = _meant(data, job)
    text = unify_han(found.text)
    given = text.removesuffix("\n").split("\n")
    clean = (OTHER_ENDS.sub(" ", line.removesuffix("\r")) for line in given)
    return [entities.resolve(line)[0] for line in clean], found.notes


def decoded(data: bytes, job: ReadingJob, markup: int = 1) -> Decoded:
    """The text of a file in any encoding, with ``\\n`` line ends and wrong decodings undone.

    `markup` is how many times the limit of characters the file may hold for its markup. Errors:
    `UnreadableInput` for what is not text.
    """
    found = _meant(data, job, markup)
    return Decoded(clean_ends(found.text), found.encoding, found.notes)


def _meant(data: bytes, job: ReadingJob, markup: int = 1) -> Decoded:
    """The text with its line ends as they are."""
    refuse_binary(data, job)
    found = decode(data, job.name, override=job.encoding, declared=job.declared)
    check_length(len(found.text) // markup, job)
    if "\x00" in found.text or _is_riddled(found.text):
        kind = binary_kind(data)
        raise UnreadableInput(f"{job.name} is not text" + (f" (looks like {kind})" if kind else ""))
    text = clean_surrogates(found.text)
    if job.encoding is not None:
        return Decoded(text, found.encoding, found.notes)
    text, notes = mojibake.repair(text, job.name, found.text)
    return Decoded(text, found.encoding, found.notes + notes)


def _is_riddled(text: str) -> bool:
    return control_count(text) > _FEW_CONTROLS and control_share(text) > _MAX_CONTROLS


def refuse_binary(data: bytes, job: ReadingJob) -> None:
    """Raises `UnreadableInput` for what its first bytes give away as no text."""
    if legacy := legacy_kind(data):
        raise UnreadableInput(f"{job.name} is {legacy}; save it as .docx or .txt and read that")
    kind = binary_kind(data)
    if kind and (b"\x00" in data[:4096] or control_share(data[:4096].decode("latin-1")) > 0.02):
        raise UnreadableInput(f"{job.name} is not text (looks like {kind})")
