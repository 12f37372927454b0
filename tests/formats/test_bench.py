"""The tables of `make bench` about reading and splitting can be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import lengths, splitting
from benchmarks.parts import Options
from benchmarks.reading import main, reading_table
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


def test_the_table_is_a_section_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lengths, "quality_table", lambda: "the splitters")
    monkeypatch.setattr(lengths, "LENGTHS", (30_000, 60_000))
    section = lengths.tell_results(lengths.measure(Options(share=0.01)))
    assert "| seconds by characters | 300 | 600 | exponent |" in section.text
    assert section.text.endswith("the splitters")


def test_one_length_shows_no_growth(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--lengths", "300"])
    assert "at least two lengths" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:invalid escape sequence")  # in pysbd
def test_the_page_of_splitters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "splitting.md"
    assert splitting.main(["--output", str(page)]) == 0
    table = capsys.readouterr().out.strip()
    text = page.read_text(encoding="utf-8")
    assert table in text
    assert "zhaiyi 0." in text.splitlines()[-1]
