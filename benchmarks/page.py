"""What the measured parts have in common: tables, plots and the machine they ran on."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from zhaiyi.cli.doctor import diagnose
from zhaiyi.core.settings import Settings
from zhaiyi.core.version import __version__
from zhaiyi.engines.openvino import held_back

_WIDTH, _LABEL, _ROW, _PLOT = 760, 250, 26, 300
_INK, _OURS, _OTHER = "#333", "#b3261e", "#8a9199"


def machine_facts(settings: Settings) -> list[str]:
    """Day, version and machine, its instruction set named, one line each."""
    processor = next(d.words for d in diagnose(settings) if d.subject == "processor")
    held = ", held to AVX2 by the environment" if held_back(os.environ) else ""
    return [
        f"{datetime.now(UTC):%Y-%m-%d}, Zhaiyi {__version__}",
        f"machine: {platform.system()} {platform.machine()}, {processor}{held}",
        f"Python {platform.python_version()}, threads: {settings.threads or 'one for each core'}",
    ]


def tell(line: str) -> None:
    """Says on stderr what is being measured."""
    print(line, file=sys.stderr, flush=True)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def ratio(whole: float, part: float) -> str:
    return f"{whole / part:.2f}" if part else "–"


def bars(title: str, values: Mapping[str, float], ours: str) -> str:
    """Horizontal bars as SVG, the one named `ours` in its own colour."""
    most = max(values.values(), default=0) or 1
    room = _WIDTH - _LABEL - 70
    drawn = []
    for index, (name, value) in enumerate(values.items()):
        y = 40 + index * _ROW
        wide, colour = room * value / most, _OURS if name == ours else _OTHER
        drawn += [
            _text(_LABEL - 8, y + 13, name, "end"),
            f'<rect x="{_LABEL}" y="{y}" width="{wide:.1f}" height="18" fill="{colour}"/>',
            _text(_LABEL + wide + 6, y + 13, f"{value:.1f}"),
        ]
    return _svg(title, 50 + len(values) * _ROW, drawn)


def curve(title: str, points: Sequence[tuple[float, float]], across: str, up: str) -> str:
    """Points joined by a line as SVG, with the line of equal pace from the first point."""
    right, top = (max(p[i] for p in points) or 1 for i in (0, 1))

    def place(x: float, y: float) -> tuple[float, float]:
        return 60 + (_WIDTH - 90) * x / right, 40 + _PLOT * (1 - y / top)

    places = [place(*point) for point in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    drawn = [
        f'<polyline points="{path}" fill="none" stroke="{_OURS}" stroke-width="2"/>',
        f'<path d="M60 40V{40 + _PLOT}H{_WIDTH - 30}" fill="none" stroke="{_INK}"/>',
        _text(60, 34, up),
        _text(_WIDTH - 30, _PLOT + 72, across, "end"),
    ]
    for (x, y), (at, value) in zip(places, points, strict=True):
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_OURS}"/>')
        drawn.append(_text(x, y - 8, f"{value:.1f}", "end"))
        drawn.append(_text(x, _PLOT + 56, f"{at:g}", "middle"))
    return _svg(title, _PLOT + 90, drawn)


def _svg(title: str, height: float, drawn: Iterable[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" '
        f'font-family="sans-serif" font-size="13" role="img" aria-label="{escape(title)}">'
    )
    sheet = f'<rect width="{_WIDTH}" height="{height:.0f}" fill="#fff"/>'
    return "\n".join([head, sheet, _text(10, 20, title), *_indented(drawn), "</svg>", ""])


def _indented(drawn: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in drawn)


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{_INK}" text-anchor="{anchor}">{escape(words)}</text>'
    )
