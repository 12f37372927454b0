"""The marks of where names stand, and what the recogniser adds to the rules."""

from __future__ import annotations

import itertools

import pytest

from benchmarks import recognition
from benchmarks.recognition import KINDS, OTHER, Mark, joined, read_marks, read_own, rules, tally
from tests.support import shared
from zhaiyi.core.settings import Settings
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.store import Store
from zhaiyi.recognition import installed_recogniser


def mark(start: int, end: int, kind: str) -> Mark:
    return Mark(start, end, frozenset({kind}))


def test_the_marks_are_whole() -> None:
    table = shared("eval/newstest2021-dev.tsv")
    held_out = read_marks(table, "recognition-held-out.tsv")
    texts = [*read_own(), *read_marks(table), *held_out]
    assert len(texts) >= 300
    assert len({each.id for each in texts}) == len(texts)
    for each in texts:
        places = [(m.start, m.end) for m in each.marks]
        assert places == sorted(places)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))
        assert all(0 <= m.start < m.end <= len(each.text) for m in each.marks)
        assert all(m.kinds <= {*KINDS, OTHER} for m in each.marks)


def test_neighbouring_places_are_one() -> None:
    split = [mark(0, 2, "place"), mark(2, 5, "place"), mark(6, 8, "person")]
    assert joined(split) == [mark(0, 5, "place"), mark(6, 8, "person")]
    assert joined([mark(0, 2, "place"), mark(2, 5, "body")]) == [mark(0, 5, "body")]


def test_names_are_counted_by_kind() -> None:
    texts = [each for each in read_own() if "周海军" in each.text]
    right = tally(texts, lambda text: texts[0].marks)
    assert right.line("person").startswith("100.0% 100.0% 100.0%")
    wrong = tally(texts, lambda text: [mark(0, 2, "person")])
    assert wrong.line("person").startswith("  0.0%   0.0%   0.0%")


def test_the_recogniser_finds_persons_that_the_rules_miss() -> None:
    found = installed_recogniser(Store.from_settings(Settings()))
    if found is None:
        pytest.skip("needs the recogniser: zhaiyi models pull recogniser-lac")
    texts = list(read_own())
    lexicon = Lexicon()
    alone, both = tally(texts, rules(lexicon)), tally(texts, rules(lexicon, found.read))
    assert both.right["person"] >= alone.right["person"] + 5
    assert both.right["person"] >= 0.9 * max(both.found["person"], both.marked["person"])
    assert both.right["place"] >= alone.right["place"]


def test_another_table_is_told(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    table = recognition.DATA / "flores-excerpt.tsv"
    with pytest.raises(SystemExit):
        recognition.main([str(table)])
    assert "is not the table that was marked" in capsys.readouterr().err
