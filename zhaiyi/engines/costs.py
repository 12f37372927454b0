"""What a step of a continuous batch costs on this machine: measured as the engine runs, and kept.

Seconds of a step ≈ `step` + `row` × rows that write + `prefill` × tokens of prompts. Only what the
three are to each other matters to who uses them, so figures of a busy machine serve too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from zhaiyi.core.atomic import write_whole

FILE = "machine.json"
"""Name of the file in the home folder: a model's signature → its figures."""
ENOUGH = 60
"""Steps after which the figures of a run are worth keeping."""
_KNOWN = ("step", "row", "prefill")


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds. The defaults are those of two cores with AVX-512 and the default model."""

    step: float = 0.035
    row: float = 0.0025
    prefill: float = 0.0025

    def seconds(self, rows: float, prompt_tokens: float = 0.0) -> float:
        """Of one step."""
        return self.step + self.row * rows + self.prefill * prompt_tokens


ON_GPU = Costs(step=0.025, row=0.00005, prefill=0.00001)
"""Of a GPU, by order of magnitude: a step costs much the same for one row and for a hundred."""


@dataclass(slots=True)
class Meter:
    """Sums over the steps of an engine, of which `costs` is the least-squares line. `usual` is
    what to believe of it before."""

    squares: list[float] = field(default_factory=lambda: [0.0] * 6)
    products: list[float] = field(default_factory=lambda: [0.0] * 3)
    usual: Costs = field(default_factory=Costs)

    @property
    def steps(self) -> int:
        """How many were noted."""
        return int(self.squares[0])

    def note(self, rows: int, prompt_tokens: int, seconds: float) -> None:
        """Adds a step that `rows` wrote a token in while `prompt_tokens` were read."""
        x = (1.0, float(rows), float(prompt_tokens))
        pairs = [(i, j) for i in range(3) for j in range(i, 3)]
        self.squares = [s + x[i] * x[j] for s, (i, j) in zip(self.squares, pairs, strict=True)]
        self.products = [p + each * seconds for p, each in zip(self.products, x, strict=True)]

    def take(self, other: Meter) -> None:
        """Has seen what `other` has seen."""
        self.squares, self.products = other.squares, other.products

    def known(self) -> Costs:
        """What was measured, else what is usual."""
        return self.costs() or self.usual

    def costs(self) -> Costs | None:
        """None where too little was seen to tell them apart."""
        if self.steps < ENOUGH:
            return None
        a, b, c, d, e, f = self.squares
        found = _solved([[a, b, c], [b, d, e], [c, e, f]], self.products)
        return Costs(*found) if found is not None and min(found) > 0 else None


def _solved(matrix: list[list[float]], right: Sequence[float]) -> tuple[float, ...] | None:
    """The solution of three equations by Cramer's rule; None for a singular matrix."""
    whole = _determinant(matrix)
    scale = math.prod(max(matrix[i][i], 1e-12) for i in range(3))
    if abs(whole) < 1e-9 * scale:
        return None
    return tuple(
        _determinant([[*row[:k], r, *row[k + 1 :]] for row, r in zip(matrix, right, strict=True)])
        / whole
        for k in range(3)
    )


def _determinant(m: list[list[float]]) -> float:
    return (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )


@contextmanager
def measured(home: Path, signature: str, meter: Meter) -> Iterator[None]:
    """While `meter` has not seen enough, it says what was kept of a model in `home`; what it has
    seen when the work ends is kept there."""
    meter.usual = kept_costs(home, signature, meter.usual)
    steps = meter.steps
    try:
        yield
    finally:
        if meter.steps - steps >= ENOUGH and (found := meter.costs()):
            keep_costs(home, signature, found)


def kept_costs(home: Path, signature: str, usual: Costs = Costs()) -> Costs:
    """The figures that were kept for a model; the usual ones where there are none, or where the
    file says nonsense."""
    found = _read(home).get(signature)
    if isinstance(found, dict):
        figures = [found.get(name) for name in _KNOWN]
        if all(isinstance(n, float) and 0 < n < 60 for n in figures):
            return Costs(*figures)  # type: ignore[arg-type]
    return usual


def keep_costs(home: Path, signature: str, costs: Costs) -> None:
    """Keeps figures for the next run. A folder that cannot be written is no trouble."""
    kept = {**_read(home), signature: asdict(costs)}
    with suppress(OSError):
        write_whole(home / FILE, json.dumps(kept, indent=1, sort_keys=True).encode())


def _read(home: Path) -> dict[str, object]:
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
