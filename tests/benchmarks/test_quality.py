"""The page on quality is made from stored figures, without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import quality
from benchmarks.marked import read_marked
from zhaiyi.evaluate import Report, Row

CHECKS = {
    "table": "small.tsv",
    "lines": [
        {"name": "clean", "pairs": 40, "flagged": 0.025, "checks": {"numbers": 0.025}},
        {"name": "number changed", "pairs": 20, "flagged": 0.95, "checks": {"numbers": 0.95}},
    ],
    "marked": {
        "outputs": 200,
        "bad": 100,
        "flagged": 25,
        "found": 24,
        "kinds": {"name": [6, 45]},
        "missed": [f"{m.origin} {m.id}" for m in read_marked() if m.needs_look],
    },
}


def stored(folder: Path) -> Path:
    row = Row("zhaiyi", 20.7, 49.8, 0.97, 0.99, 0.9, 0.08, 0.0, 0.0, 12.5, 40.0)
    report = Report((row,), {"bleu": "nrefs:1"}, 40, "a-translator")
    (folder / "small.json").write_text(report.to_json(), encoding="utf-8")
    (folder / "checks.json").write_text(json.dumps(CHECKS), encoding="utf-8")
    return folder / "small.json"


def test_the_page_holds_every_stored_figure(tmp_path: Path) -> None:
    report, page = stored(tmp_path), tmp_path / "docs" / "quality.md"
    told = ["--checks", str(tmp_path / "checks.json"), "--output", str(page)]
    assert quality.main([str(report), *told]) == 0
    text = page.read_text(encoding="utf-8")
    for words in ("### small", "20.7", "97.0 %", "a-translator", "| clean | 40 | 2.5 % |"):
        assert words in text
    assert "precision 96.0 %, recall 24.0 %" in text
    assert "| name | 45 | 6 | 13.3 % |" in text
    for title in ("What each setting gives", "**Names**", "**Left out**", "**Wrong meaning**"):
        assert title in text
    assert "- [What the checks find](#what-the-checks-find)" in text.split("\n## ")[0]
    assert str(tmp_path) not in text


def test_without_figures_the_page_names_the_commands(tmp_path: Path) -> None:
    text = quality.page(quality.Figures({}, None))
    assert "zhaiyi eval TABLE --format json" in text
    assert "python -m benchmarks.checks TABLE --json" in text


@pytest.mark.parametrize("content", ["", "{}", '{"rows": [{"name": "x"}]}'])
def test_a_file_that_is_no_report_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    bad, page = tmp_path / "bad.json", tmp_path / "quality.md"
    bad.write_text(content, encoding="utf-8")
    assert quality.main([str(bad), "--output", str(page)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not page.exists()
