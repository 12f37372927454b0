"""The measuring commands on the scripted model: what they write, not how fast it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import brief, hints, samples
from tests.cli.run import ARTICLE
from zhaiyi.render import from_json
from zhaiyi.resources import folder

SCRIPTED = ["--model", "scripted"]


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHAIYI_HOME", str(tmp_path / "home"))
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_page_puts_the_brief_beside_the_bare_engine(
    tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "docs" / "performance.md"
    assert brief.main([str(article), *SCRIPTED, "--output", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert capsys.readouterr().out == text
    rows = [line for line in text.splitlines() if line.startswith("| harbour |")]
    assert len(rows) == 3
    for words in ("scripted/1", "peak memory", "machine:", "brief ÷ bare", "repair"):
        assert words in text
    assert str(tmp_path) not in text


def test_an_article_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "performance.md"
    assert brief.main([str(tmp_path / "none.txt"), *SCRIPTED, "--output", str(page)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not page.exists()


def test_every_sample_gets_its_brief(tmp_path: Path, article: Path) -> None:
    assert samples.main([*SCRIPTED, "--out", str(tmp_path / "briefs")]) == 0
    written = {path.stem: path for path in (tmp_path / "briefs").iterdir()}
    assert written.keys() == {path.stem for path in folder("samples").glob("*.txt")}
    finished = from_json(written["quake-flash"].read_bytes())
    assert finished.run.complete
    assert finished.article.source.name == "quake-flash.txt"
    assert finished.provenance.translator == "scripted/1"


def test_names_are_held_against_what_translators_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.tsv"
    rows = (
        "1\t汕头市副市长林依民说。\tShantou Vice Mayor Lin Yimin said so.",
        "2\t他来自汕头。\tHe came.",
    )
    table.write_text("id\tzh\ten\n" + "\n".join(rows) + "\n", encoding="utf-8")
    kept = tmp_path / "out" / "hints.json"
    assert hints.main([str(table), "--suspects", "--json", str(kept)]) == 0
    assert "2\ttold\tdictionary place\t汕头=Shantou" in capsys.readouterr().out
    whole = next(line for line in json.loads(kept.read_text("utf-8")) if line["name"] == "all")
    assert whole["names"] > 2
    assert whole["agree"] == round((whole["names"] - 1) / whole["names"], 4)
