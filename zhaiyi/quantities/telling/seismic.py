"""Halves of the seismic intensities of Japan and Taiwan: 5弱 is "lower 5". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_INTENSITY = re.compile("(?<![0-9.])[56][弱强強](?![0-9])")


def intensities(text: str) -> Iterator[tuple[str, str]]:
    """Pairs (Chinese, English) of the halved intensities of a text that speaks of 震度."""
    for found in _INTENSITY.finditer(text if "震" in text else ""):
        yield found[0], f"{'lower' if found[0][1] == '弱' else 'upper'} {found[0][0]}"
