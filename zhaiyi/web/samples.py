"""The samples that the page offers, and their stored briefs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zhaiyi.document import Brief
from zhaiyi.render import from_json
from zhaiyi.resources import folder

ABOUT = {
    "shantou-smart-city": "A city in Brussels",
    "yunling-results": "Company figures",
    "bookshop-interview": "An interview",
    "water-notice": "A public notice",
    "quake-flash": "A news flash",
    "harbour-library": "Traditional script",
}
"""What each is, in English, in the order of the page; other samples follow by name."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of the samples folder; `stored` is the file of its finished brief, if any."""

    name: str
    about: str
    title: str
    text: str
    stored: Path | None

    def brief(self) -> Brief | None:
        """The finished brief. Raises `UnreadableInput` if the file is damaged."""
        return from_json(self.stored.read_bytes()) if self.stored else None


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
    return Sample(name, about, title, text, stored if stored.is_file() else None)
