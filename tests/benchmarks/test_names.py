"""The list of names, and how columns are scored on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.names import KINDS, MarkedName, digest, main, read_marked, shares
from tests.support import shared


def name(*renderings: str, kind: str = "place") -> MarkedName:
    return MarkedName("1", digest("中文"), kind, "名", renderings)


@pytest.mark.parametrize(
    ("rendering", "english", "right"),
    [
        ("Xi'an", "in Xian today", True),
        ("Østby", "Ostby's notes", False),  # another letter, no accent
        ("Crețu", "said Cretu.", True),
        ("Sun Yat-sen", "Sun Yatsen Park", True),
        ("China News", "told-China News", True),
        ("US", "he told us", False),
        ("US", "the U.S. said", True),
        ("Ma Yun", "a Ma Yunnan", False),
    ],
)
def test_a_rendering_is_found_as_whole_words(rendering: str, english: str, right: bool) -> None:
    assert name(rendering).right_in(english) is right


def test_shares_are_counted_by_kind() -> None:
    names = (name("Shantou"), name("Lin Yimin", kind="person"))
    found = shares(names, {"1": "Lin Yimin of Santou"})
    assert found == {"all": (1, 2), "person": (1, 1), "place": (0, 1)}


def test_the_list_holds_names_and_no_text() -> None:
    names = read_marked()
    assert len({each.id for each in names}) >= 100
    assert {each.kind for each in names} <= set(KINDS)
    assert all(len(each.source) <= 20 and all(each.renderings) for each in names)


def test_another_table_than_the_marked_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("id\tzh\ten\nnewstest2021.9\t别的句子\tAnother\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main([str(table), "--columns", "en"])
    assert stopped.value.code == 1
    assert "newstest2021.9" in capsys.readouterr().err


def test_references_have_nearly_all_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(shared("eval/newstest2021-dev.tsv")), "--columns", "en"]) == 0
    assert float(capsys.readouterr().out.split()[1].rstrip("%")) > 90
