"""Bytes of a file, and the way from bytes to a `Source`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zhaiyi.core.document import Source
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.formats import registry
from zhaiyi.formats.characters import is_blank, one_line
from zhaiyi.formats.draft import ReadingJob, SourceDraft
from zhaiyi.formats.limits import ReadLimits
from zhaiyi.text.script import unify_han


def file_bytes(path: Path, limits: ReadLimits) -> bytes:
    """All bytes of a file, at most `limits.max_bytes`. Raises `UnreadableInput`, one line."""
    name = one_line(str(path))
    try:
        if path.is_dir():
            raise UnreadableInput(f"{name} is a folder; name the files in it")
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
    except FileNotFoundError as error:
        raise UnreadableInput(f"{name}: no such file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a valid file name"
        raise UnreadableInput(f"{name} cannot be read: {reason}") from error
    check_size(len(data), name, limits)
    return data


def check_size(size: int, name: str, limits: ReadLimits) -> None:
    """Raises `UnreadableInput` for an input over `limits.max_bytes`."""
    if size > limits.max_bytes:
        raise UnreadableInput(
            f"{name} is too large: more than {limits.max_bytes:,} bytes",
            "; raise the limit with ZHAIYI_MAX_BYTES",
        )


def choose_format(data: bytes, name: str, hint: str | None) -> str:
    """Format by what the bytes say themselves, else `hint`, else the name's suffix, else txt."""
    suffix = registry.by_suffix(Path(name).suffix) if "\x00" not in name else None
    return registry.by_magic(data) or hint or suffix or "txt"


def to_source(
    data: bytes, job: ReadingJob, form: str, extra: Mapping[str, str] | None = None
) -> Source:
    """Read `data` as `form`. `extra` goes into the source's meta. Raises `UnreadableInput`."""
    if not data:
        raise UnreadableInput(f"{job.name} is empty: save the article into it again")
    draft = registry.reader(form)(data, job)
    return finish(draft, job.name, form, extra)


def finish(
    draft: SourceDraft, name: str, form: str, extra: Mapping[str, str] | None = None
) -> Source:
    """The source of a draft, radicals and their like replaced by the characters they stand for.

    Raises `UnreadableInput` where it holds no visible character.
    """
    if is_blank(draft.text):
        raise UnreadableInput(f"{name} is empty: it holds no text; give the article as .txt")
    meta = {key: unify_han(value) for key, value in draft.meta.items() if value} | dict(extra or {})
    if draft.notes:
        meta["notes"] = "; ".join(draft.notes)
    return Source(name, unify_han(draft.text), form, draft.encoding, draft.blocks, meta)
