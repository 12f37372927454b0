"""What the confidence is worth by marked outputs: `zhaiyi eval --marks`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import REPO
from zhaiyi.core.document import Level
from zhaiyi.core.errors import UnreadableInput
from zhaiyi.estimation import Estimate, Reading
from zhaiyi.estimation.base import Pair
from zhaiyi.evaluate import Line, Marked, Row, Table, evaluate, read_marks
from zhaiyi.evaluate.marks import area, fingerprint, worth
from zhaiyi.lexicon import Lexicon

DATA = REPO / "tests/data"


class ByLength:
    """Stands in for the encoder: the longer the English, the worse it says it is."""

    signature = "by-length"

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        return [Reading(0.0, 0.0, len(target) / 10, 0.0) for _, target in pairs]


def estimate(confidence: float, level: Level) -> Estimate:
    return Estimate(confidence, level)


def test_sure_and_right_are_counted() -> None:
    given_ = [estimate(0.9, "sure"), estimate(0.8, "sure"), estimate(0.5, "look")]
    found = worth([*given_, estimate(0.1, "doubtful")], [True, False, True, False])
    assert (found.marked, found.auc, found.sure, found.sure_right) == (4, 0.75, 0.5, 0.5)


def test_nothing_is_said_of_what_cannot_be_known() -> None:
    assert worth([None, None], [True, False]).auc is None
    alike = worth([estimate(0.9, "look")], [True])
    assert (alike.auc, alike.sure, alike.sure_right) == (None, 0.0, None)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30))
def test_turned_round_the_area_is_the_rest(pairs: list[tuple[float, bool]]) -> None:
    scores, right = zip(*pairs, strict=True)
    found = area(scores, right)
    turned = area([-score for score in scores], right)
    assert (found is None) == (len(set(right)) == 1)
    if found is not None and turned is not None:
        assert 0 <= found <= 1
        assert found + turned == pytest.approx(1)


@pytest.mark.parametrize("hashed", [False, True])
def test_marks_find_their_outputs_by_text_or_hash(tmp_path: Path, hashed: bool) -> None:
    lines = [Line(str(n), f"第{n}句话。", "A.", {"other": f"Sentence {n}."}) for n in range(4)]
    keys = [(line.source, line.outputs["other"]) for line in lines[:3]]
    rows = [[fingerprint(*key)] if hashed else [*key] for key in keys]
    verdicts = ("yes", "no", "no")
    text = "\n".join(
        "\t".join([*row, verdict]) for row, verdict in zip(rows, verdicts, strict=True)
    )
    path = tmp_path / "marks.tsv"
    columns = "hash" if hashed else "zh\toutput"
    path.write_text(f"{columns}\tneeds_look\n{text}\n", "utf-8")
    marked = Marked(read_marks(path), ByLength())
    [row] = evaluate(Table(tuple(lines), ("other",)), None, None, Lexicon(), marked).rows
    assert row.marked == 3
    assert row.auc is not None
    assert row.sure is not None


def test_who_is_surer_of_what_is_right_has_the_greater_area(tmp_path: Path) -> None:
    good, bad = "It reopens.", "The library of the whole city will never ever be opened again here."
    lines = [Line(str(n), f"图书馆{n}月重新开放。", good, {}) for n in (5, 6)]
    table = Table(
        tuple(
            Line(line.id, line.source, line.reference, {"honest": text, "other": "Hm."})
            for line, text in zip(lines, (good, bad), strict=True)
        ),
        ("honest", "other"),
    )
    marks = {
        fingerprint(lines[0].source, good): True,
        fingerprint(lines[1].source, bad): False,
    }
    honest, other = evaluate(table, None, None, Lexicon(), Marked(marks, ByLength())).rows
    assert (honest.marked, honest.auc) == (2, 1.0)
    assert (other.marked, other.auc, other.sure_right) == (0, None, None)


def test_without_marks_nothing_is_claimed() -> None:
    table = Table((Line("1", "好。", "Good.", {"a": "Good."}),), ("a",))
    [row] = evaluate(table, None, None, Lexicon()).rows
    assert isinstance(row, Row)
    assert (row.marked, row.auc, row.sure, row.sure_right) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zh\toutput\n好。\tGood.\n", "name the columns"),
        ("zh\tneeds_look\n好。\tno\n", "name the columns"),
        ("zh\toutput\tneeds_look\n好。\tGood.\tperhaps\n", "line 2: needs_look is yes or no"),
        ("zh\toutput\tneeds_look\n", "holds no marks"),
        ("", "name the columns"),
        ("hash\tneeds_look\n" + "a" * 200_000 + "\tno\n", "line 2: field larger"),
    ],
)
def test_a_bad_table_of_marks_is_named_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "marks.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=words) as caught:
        read_marks(path)
    assert "\n" not in str(caught.value)


def test_marks_that_are_not_there() -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read_marks(Path("none.tsv"))


@pytest.mark.parametrize("name", sorted(p.name for p in DATA.glob("outputs-marked*.tsv")))
def test_our_own_marks_are_read(name: str) -> None:
    marks = read_marks(DATA / name)
    assert len(marks) >= 200
    assert set(marks.values()) == {True, False}
