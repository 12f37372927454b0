"""Helpers that all tests share."""

from __future__ import annotations

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
