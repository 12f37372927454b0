"""Where the data that travel with the package lie: model cards, prompt templates, samples."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Resource = Literal["models", "prompts", "samples"]

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: Resource) -> Path:
    """The data folder `name`: inside the installed wheel, else at the top of the repository."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
