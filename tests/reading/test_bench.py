"""The tables of `make bench` about reading and splitting can be made."""

from __future__ import annotations

import pytest

from benchmarks.reading import reading_table
from benchmarks.splitting import quality_table


def test_times_by_length() -> None:
    lines = reading_table((500, 1000)).split("\n")
    assert lines[0].startswith("| seconds by characters | 500 | 1,000 | exponent |")
    assert {line.count("|") for line in lines} == {5}
    assert any(line.startswith("| read html") for line in lines)


@pytest.mark.filterwarnings("ignore:invalid escape sequence")  # in pysbd
def test_splitters_side_by_side() -> None:
    rows = quality_table().split("\n")
    scores = {row.split("|")[1].strip(): row.split("|")[2:6] for row in rows if row.startswith("|")}
    ours, simple = (float(scores[name][0]) for name in ("zhaiyi parse", "regular expression"))
    assert ours >= 0.99
    assert ours > simple
