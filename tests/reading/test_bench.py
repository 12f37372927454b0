"""The tables of `make bench` about reading and splitting can be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import splitting
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


def test_the_table_is_a_section_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("# Performance\n\nwords\n\n## Tokens\n\nmore\n", encoding="utf-8")
    for _ in range(2):
        assert main(["--lengths", "300", "600", "--output", str(page)]) == 0
        text = page.read_text(encoding="utf-8")
        assert text.startswith("# Performance\n\nwords\n\n## Tokens\n\nmore\n\n## Reading")
        assert text.count("| read html |") == 1
        page.write_text(text + "\n## Behind\n\nlast\n", encoding="utf-8")
    assert page.read_text(encoding="utf-8").count("## Behind\n\nlast\n") == 2


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
