"""Helpers that all tests share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
SHARED = REPO.parent / "shared"


def shared(name: str) -> Path:
    """A file of the developers' shared folder; skips the test where a clone has none."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs the developers' shared data ({name}), which a user's clone has not")
    return path


def resident(file: Path, process: int | None = None) -> int:
    """KiB of a mapped `file` that a process (this one) holds, as Linux tells it."""
    found, total = False, 0
    smaps = Path(f"/proc/{process or 'self'}/smaps").read_text(errors="surrogateescape")
    for line in smaps.splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            found = line.endswith(f" {file}")
        elif found and line.startswith("Rss:"):
            total += int(line.split()[1])
    return total
