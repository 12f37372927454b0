"""``zhaiyi memory``: what the translation memory holds, taking it out, bringing it in, pruning."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from zhaiyi.memory import Memory, MemoryStats

memory = typer.Typer(help="The translation memory of this machine.", no_args_is_help=True)

_DAY = 86_400.0
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kMG]?)B?", re.IGNORECASE)
_LARGEST = 2**63 - 1
"""The largest number that a memory's file can hold."""
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}


@memory.command("stats")
def stats() -> None:
    """How much is remembered, since when, and by which models.

    \b
    Examples:
      zhaiyi memory stats
    """
    from zhaiyi.cli.outputs import print_lines

    found = _memory()
    print_lines(*stats_lines(found.path, found.stats()))


@memory.command("export")
def export(file: Annotated[Path, typer.Argument(metavar="FILE.tmx")]) -> None:
    """Write everything as TMX 1.4, which other translation tools read.

    \b
    Examples:
      zhaiyi memory export news.tmx
    """
    from zhaiyi.cli.outputs import print_lines
    from zhaiyi.core.errors import UsageError

    if str(file) == "-":
        raise UsageError("a memory is not printed: name a file, such as news.tmx")
    print_lines(f"{_memory().export(file):,} sentences written to {file}")


@memory.command("import")
def import_(file: Annotated[Path, typer.Argument(metavar="FILE.tmx")]) -> None:
    """Take in a TMX file. What another tool wrote counts as a person's work and ranks first.

    \b
    Examples:
      zhaiyi memory import news.tmx
    """
    from zhaiyi.cli.outputs import print_lines

    taken = _memory().import_(file)
    print_lines(
        f"{file}: {taken.edits:,} by people and {taken.units:,} by machine taken in, "
        f"{taken.left_out:,} left out (older than what is here, or a machine's without a key)"
    )


@memory.command("prune")
def prune(
    days: Annotated[
        float | None, typer.Option("--days", min=0, help="Forget what was not used for so long.")
    ] = None,
    size: Annotated[
        str | None, typer.Option("--size", metavar="200MB", help="Keep at most so much.")
    ] = None,
) -> None:
    """Forget machine translations, those of use longest ago first. What people wrote stays.

    \b
    Examples:
      zhaiyi memory prune --days 90
      zhaiyi memory prune --size 200MB
    """
    from zhaiyi.cli.outputs import print_lines
    from zhaiyi.core.errors import UsageError
    from zhaiyi.models.store.disk import size_in_words

    if days is None and size is None:
        raise UsageError("say what to forget: --days 90, or --size 200MB")
    found = _memory()
    before = found.stats().bytes
    gone = found.prune(
        max_age=None if days is None else days * _DAY,
        max_bytes=None if size is None else parse_size(size),
    )
    freed = size_in_words(max(0, before - found.stats().bytes))
    print_lines(f"{gone:,} sentences forgotten, {freed} freed")


def _memory() -> Memory:
    """The memory of this machine, also where a run would not use it."""
    from zhaiyi.cli.options import settings_of
    from zhaiyi.memory import FILE_NAME, Memory

    return Memory(settings_of().home / FILE_NAME)


def parse_size(text: str) -> int:
    """Bytes of ``200MB``, ``1.5 GB``, ``5000``. Raises `UsageError`."""
    from zhaiyi.core.errors import UsageError

    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{text} is no size: write for example 200MB or 1.5GB")
    return int(min(_LARGEST, float(match[1]) * _UNITS[match[2].upper()]))


def stats_lines(path: Path, found: MemoryStats) -> list[str]:
    """The statistics in words, one fact a line."""
    from zhaiyi.models.store.disk import size_in_words

    facts = [
        ("file", str(path)),
        ("size", size_in_words(found.bytes)),
        ("sentences", f"{found.units:,} by machine, {found.edits:,} by people"),
    ]
    if found.oldest is not None and found.newest is not None:
        facts.append(("made", f"{_day(found.oldest)} to {_day(found.newest)}"))
    facts += [(f"  {status}", f"{count:,}") for status, count in found.statuses.items()]
    facts += [("  by", f"{name} ({count:,})") for name, count in found.translators.items()]
    return [f"{name:<10} {value}" for name, value in facts]


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
