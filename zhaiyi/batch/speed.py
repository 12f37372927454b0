"""How fast this machine translates: what a batch measured, else a figure of a machine like it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zhaiyi.core.atomic import write_whole
from zhaiyi.core.plaindata import has_shape, parse_json

TYPICAL = 35.0
"""Characters a second of the default model on two cores (docs/performance.md)."""
_FILE = "speed.json"
_FEWEST = 200
"""Characters below which a run says nothing about speed."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Source characters a second, and where the figure comes from."""

    characters: float
    origin: str

    def seconds(self, characters: int) -> float:
        """What so many characters will take."""
        return characters / self.characters


def measured(timeline: Iterable[tuple[float, int]]) -> float | None:
    """Characters a second from a journal: times of starts (0 characters) and of finished articles.

    The time between an article's end and the end (or start) before it is working time; that
    between a run's last article and the next start is not.
    """
    seconds, characters, last = 0.0, 0, None
    for at, done in timeline:
        if done and last is not None and at >= last:
            seconds += at - last
            characters += done
        last = at
    return characters / seconds if characters >= _FEWEST and seconds > 0 else None


def recall(home: Path, key: str) -> Speed | None:
    """What an earlier batch on this machine measured for the models and settings `key`."""
    figure = _kept(home).get(key)
    return Speed(figure, "measured on this machine") if figure else None


def remember(home: Path, key: str, characters: float) -> None:
    """Keeps a figure for `recall`. A folder that cannot be written is no reason to fail."""
    kept = _kept(home) | {key: round(characters, 2)}
    try:
        home.mkdir(parents=True, exist_ok=True)
        write_whole(home / _FILE, json.dumps(kept).encode())
    except OSError:
        return


def _kept(home: Path) -> dict[str, float]:
    try:
        found = parse_json((home / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {k: float(v) for k, v in found.items() if has_shape(v, float) and v > 0}


def in_words(seconds: float) -> str:
    """A time as one says it: ``40 s``, ``12 min``, ``3 h 20 min``."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
