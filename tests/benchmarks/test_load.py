"""The load run in small: that it measures and judges rightly, not how fast anything is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks import load
from benchmarks.visitor import Visit


@pytest.mark.process
def test_three_visitors_each_get_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    found = load.measure("scripted", 3)
    assert [visit.fault for visit in found.visits] == [""] * 3
    assert all(v.highlights and v.headline and v.highlights <= v.headline for v in found.visits)
    assert found.bare > 0
    assert found.before > 0
    text = load.report(found, "scripted")
    assert "3 of 3" in text
    assert text.count("\n| ") >= 9


def visit(text: str, seconds: float = 1.0) -> Visit:
    article = {
        "text": text,
        "sentences": [{"id": 0, "text": text, "repeat_of": None, "kind": "body"}],
    }
    brief = {"article": article, "translation": [{"source": 0, "text": "x"}]}
    return Visit(text, seconds, seconds, {"phase": "done"}, brief)


def test_what_was_missed_is_said() -> None:
    texts = load.articles(20)
    good = load.Load(tuple(map(visit, texts)), 10.0, 9.0, 1, 1, 1)
    assert good.faults == []
    slow = replace(good, visits=tuple(visit(text, 4.0) for text in texts), bare=5.0)
    assert slow.faults == ["key sentences after 4.0 s", "throughput 50% of the bare engine"]
    others = visit(texts[1])
    others.text = texts[0]
    assert any("another text" in fault for fault in replace(good, visits=(others,)).faults)
    lost = replace(others, brief=None)
    assert any("ended as done" in fault for fault in replace(good, visits=(lost,)).faults)


def test_articles_are_alike_each_time_and_marked_through_and_through() -> None:
    texts = load.articles(6)
    assert texts == load.articles(6)
    for text in texts:
        mark = text[:8]
        assert all(paragraph.startswith(mark[:7]) for paragraph in text.split("\n\n"))
    assert len({text[:8] for text in texts}) == 6
