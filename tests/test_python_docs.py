"""The examples of docs/python.md, run one after another as a reader would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import zhaiyi
from tests.support import REPO
from zhaiyi.core.document import Article, Brief, Headline, Highlights, Provenance

PAGE = REPO / "docs" / "python.md"


def test_the_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the scripted model where the page leaves the choice to the installation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZHAIYI_HOME", str(tmp_path))
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(examples) >= 7
    names: dict[str, object] = {}
    for example in examples:
        code = re.sub(r"Zhaiyi\((?=\))", 'Zhaiyi(model="scripted"', example)
        code = re.sub(r"Zhaiyi\((?=glossary|settings)", 'Zhaiyi(model="scripted", ', code)
        exec(compile(code, str(PAGE), "exec"), names)
    told = capsys.readouterr().out
    assert "missing.pdf" in told
    assert "Lin Yimin" in told
    assert (tmp_path / "brief.html").read_bytes().startswith(b"<!")


def test_every_public_name_is_told_of() -> None:
    text = PAGE.read_text(encoding="utf-8")
    data = {"Article", "Headline", "Highlights", "Provenance", "Run", "Sentence", "Span"}
    data |= {"SummarySentence", "Translation", "Event", "ArticleRead", "Notice", "Progress"}
    data |= {"TermsFound", "HighlightsFound", "Finding", "Brief", "__version__"}
    missing = [name for name in zhaiyi.__all__ if name not in data and name not in text]
    assert missing == []


def test_a_cell_shows_nothing_that_a_stranger_could_run_outside_its_frame() -> None:
    hostile = '"></iframe><script>alert(1)</script>'
    empty = Highlights((), (), ())
    brief = Brief(
        Article(hostile, (), hostile), empty, Headline(hostile), (), (), (), Provenance("", "", "")
    )
    cell = brief._repr_html_()
    assert cell is not None
    assert cell.count("<") == 2
    assert 'sandbox="allow-scripts"' in cell
    assert "allow-same-origin" not in cell
