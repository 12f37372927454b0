"""The parts of `python -m benchmarks`, and what one is: it measures data, and tells them.

A part is a module with `measure(options) -> data` (plain JSON: the page can be made anew from it)
and `tell_results(data) -> Section`. A new part is one module and one line in `PARTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

Data = dict[str, Any]

CARD = "qwen2.5-coder-1.5b"

PARTS = {
    "engines": "benchmarks.engines",
    "brief": "benchmarks.brief",
    "batch": "benchmarks.batch",
    "kill": "benchmarks.kill",
    "lengths": "benchmarks.lengths",
    "tuning": "benchmarks.tuning",
    "page": "benchmarks.open_page",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says. `model` is a card for briefs and batches, `card` the one whose
    bare weights all engines run; `share` multiplies every amount of work."""

    model: str = "auto"
    card: str = CARD
    quality: str | None = None
    files: tuple[Path, ...] = ()
    engines: tuple[str, ...] = ()
    share: float = 1.0

    def amount(self, whole: int) -> int:
        """`whole` times the share, at least one."""
        return max(1, round(whole * self.share))


@dataclass(frozen=True, slots=True)
class Section:
    """Markdown under a heading, with the plots that it shows, by file name."""

    heading: str
    text: str
    plots: Mapping[str, str] = field(default_factory=dict)


class Part(Protocol):
    def measure(self, options: Options) -> Data: ...

    def tell_results(self, data: Data) -> Section: ...


def load_part(name: str) -> Part:
    """The module of a part."""
    return cast(Part, import_module(PARTS[name]))
