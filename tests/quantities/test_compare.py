"""What a translation keeps, loses, changes and makes up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quantities.support import DATA, MIXED, UNHURRIED, WORDS, table
from tests.support import shared
from zhaiyi.quantities import compare, score

CASES = table("quantities_compared.tsv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['source']} {case['target']}")
def test_table(case: dict[str, str]) -> None:
    assert verdict(case["source"], case["target"]) == case["verdict"]


def verdict(source: str, target: str) -> str:
    """Everything that is found, as the table has it: ``missing+invented``, or ``ok``."""
    found = compare(source, target)
    kinds = [kind for kind in ("missing", "changed", "invented") if getattr(found, kind)]
    return "+".join(kinds) or "ok"


def test_the_month_of_the_document_may_be_added_but_no_other() -> None:
    assert not compare("26日开会。", "It met on July 26.", year=2020, month=7).changed
    assert compare("26日开会。", "It met on March 26.", year=2020, month=7).invented


def test_the_year_of_the_document_may_be_left_out() -> None:
    assert not compare("2020年开工。", "Work began.", year=2020).missing
    assert compare("2018年开工。", "Work began.", year=2020).missing


def test_score_counts_what_must_be_rendered() -> None:
    assert score("6.1万人，14亿元，一名", "61,000 people, 14 billion yuan, a person") == (1, 2)


@UNHURRIED
@given(st.one_of(st.text(max_size=60), MIXED), st.one_of(st.text(max_size=60), WORDS))
def test_any_pair_can_be_compared(source: str, target: str) -> None:
    found = compare(source, target)
    assert 0 <= found.right <= found.total
    assert found.right + len(found.missing) + len(found.changed) == found.total


@pytest.mark.parametrize("name", ["eval/newstest2021-dev.tsv", "eval/flores-devtest.tsv"])
def test_human_references_are_hardly_ever_flagged(name: str) -> None:
    assert_clean(shared(name))


def test_our_own_references_are_hardly_ever_flagged() -> None:
    """The same gate for a clone without the developers' data."""
    assert_clean(DATA / "clean-references.tsv")


def assert_clean(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    pairs = [line.split("\t")[1:3] for line in lines]
    flagged = [pair for pair in pairs if verdict(*pair) != "ok"]
    assert len(flagged) <= 0.03 * len(pairs), flagged
