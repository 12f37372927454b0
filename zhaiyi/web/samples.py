"""The samples that the page offers, and their stored briefs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zhaiyi.core.document import Brief
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.core.resources import folder
from zhaiyi.render import from_json

ABOUT = {
    "shantou-smart-city": "A city in Brussels",
    "yunling-results": "Company figures",
    "bookshop-interview": "An interview",
    "water-notice": "A public notice",
    "quake-flash": "A news flash",
    "harbour-library": "Traditional script",
}
"""What each is, in English, in the order of the page; other samples follow by name."""


Origin = Literal["published", "invented"]
PUBLISHED = frozenset({"shantou-smart-city"})
"""Samples that a newspaper printed; the others were written for Zhaiyi (samples/README.md)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of the samples folder; `stored` is the file of its finished brief, if any."""

    name: str
    about: str
    origin: Origin
    title: str
    text: str
    stored: Path | None

    def brief(self) -> Brief | None:
        """The finished brief. Raises `UnreadableInput` if the file is damaged."""
        return from_json(self.stored.read_bytes()) if self.stored else None

    def pace(self) -> float | None:
        """Characters a second when the stored brief was made; None without a usable one."""
        try:
            brief = self.brief()
        except UnreadableInput:
            return None
        seconds = brief.run.seconds.get("total", 0.0) if brief else 0.0
        return len(self.text) / seconds if seconds > 0 else None


def find_samples(where: Path | None = None) -> tuple[Sample, ...]:
    """All samples of a folder; by default those that travel with Zhaiyi."""
    samples = where or folder("samples")
    names = sorted(path.stem for path in samples.glob("*.txt"))
    known = [name for name in ABOUT if name in names]
    rest = [name for name in names if name not in ABOUT]
    return tuple(_sample(samples, name) for name in (*known, *rest))


def _sample(samples: Path, name: str) -> Sample:
    text = (samples / f"{name}.txt").read_text(encoding="utf-8")
    title = next((line.strip() for line in text.splitlines() if line.strip()), name)
    stored = samples / "briefs" / f"{name}.json"
    about = ABOUT.get(name, name.replace("-", " "))
    origin: Origin = "published" if name in PUBLISHED else "invented"
    return Sample(name, about, origin, title, text, stored if stored.is_file() else None)
