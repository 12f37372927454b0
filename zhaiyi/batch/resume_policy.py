"""What is to be done with each article of a batch. Pure but for looking whether files exist.

An output that exists is never overwritten unless that is asked for; the only exception is a file
that an interrupted run of this folder's journal left unfinished.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zhaiyi.batch.journal import Entry

Verdict = Literal["make", "go on", "add", "retry", "made before", "exists", "failed before"]
WORK: frozenset[Verdict] = frozenset({"make", "go on", "add", "retry"})


@dataclass(frozen=True, slots=True)
class Decision:
    """`formats` are those to write; empty where nothing is to be done. `note` is for the user."""

    verdict: Verdict
    formats: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_work(self) -> bool:
        return self.verdict in WORK


def decide(
    entry: Entry | None,
    paths: Mapping[str, Path],
    content: str,
    settings: str,
    *,
    overwrite: bool = False,
    retry_failed: bool = False,
) -> Decision:
    """The fate of an article whose files are to be `paths`, by format."""
    everything = tuple(paths)
    if overwrite:
        return Decision("make", everything)
    # os.path, not Path: what the disk cannot hold is missing, and fails when it is written
    missing = tuple(name for name, path in paths.items() if not os.path.exists(path))
    if entry is None:
        return _unknown(everything, missing)
    if entry.state == "open":
        return Decision("go on", everything)
    if entry.state == "failed":
        return _failed(entry, everything, content, retry_failed)
    return _made(entry, everything, missing, (content, settings), retry_failed)


def _unknown(everything: tuple[str, ...], missing: tuple[str, ...]) -> Decision:
    if missing == everything:
        return Decision("make", everything)
    if missing:
        return Decision("add", missing)
    return Decision("exists", note="its output exists; --overwrite makes it anew")


def _failed(
    entry: Entry, everything: tuple[str, ...], content: str, retry_failed: bool
) -> Decision:
    if retry_failed:
        return Decision("retry", everything)
    if content != entry.content:
        return Decision("make", everything)
    return Decision("failed before", note=f"{entry.error} (--retry-failed tries it again)")


def _made(
    entry: Entry,
    everything: tuple[str, ...],
    missing: tuple[str, ...],
    now: tuple[str, str],
    retry_failed: bool,
) -> Decision:
    if retry_failed and entry.row.get("sentences_by_status", {}).get("failed"):
        return Decision("retry", everything)
    if missing:
        return Decision("add", missing)
    return Decision("made before", note=_staleness(entry, *now))


def _staleness(entry: Entry, content: str, settings: str) -> str:
    if content and content != entry.content:
        return "it has changed since its output was made; --overwrite makes it anew"
    if settings != entry.settings:
        return "its output was made with other settings; --overwrite makes it anew"
    return ""
