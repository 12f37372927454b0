"""Replays what fuzzing the readers found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.test_properties import SEEDS
from tests.fuzz.fuzz_reading import WAYS, check

FINDS = Path(__file__).parents[1] / "data" / "fuzz" / "reading"


@pytest.mark.parametrize("path", sorted(FINDS.iterdir()), ids=lambda path: path.name)
def test_replay(path: Path) -> None:
    check(path.read_bytes())


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_every_way_takes_every_seed(way: int) -> None:
    for seed in [b"", *SEEDS]:
        check(bytes([way]) + seed)
