"""What the dictionary finds again on the other side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhaiyi.lexicon import Lexicon
from zhaiyi.quality import clauses
from zhaiyi.quality import coverage as dictionary
from zhaiyi.quality.base import SegmentPair, Similarity

LEXICON = Lexicon()

SOURCE = "图书馆周一闭馆，读者可以在网上借书，停车场免费开放。"
WHOLE = (
    "The library is closed on Mondays, readers can borrow books online, and the parking lot is "
    "open free of charge."
)


def coverage(source: str, target: str) -> dictionary.Coverage:
    return dictionary.coverage(source, target, LEXICON)


def meanings(word: str) -> frozenset[str]:
    return dictionary.meanings(word, LEXICON)


def test_meanings_are_stems_of_the_glosses() -> None:
    assert "libra" in meanings("图书馆")
    assert meanings("没有这个词典词条的词串") != frozenset()
    assert meanings("☃") == frozenset()


def test_a_whole_translation_is_found_again() -> None:
    found = coverage(SOURCE, WHOLE)
    assert found.lost < 0.5
    assert found.strange_whole == 0


def test_a_clause_that_is_gone_and_one_that_is_new_show() -> None:
    whole = coverage(SOURCE, WHOLE)
    gone = coverage(SOURCE, "The library is closed on Mondays.")
    assert gone.lost > whole.lost
    assert gone.lost_clause > whole.lost_clause
    new = coverage(SOURCE, f"{WHOLE[:-1]}, while soldiers guarded frozen mountain passes nearby.")
    assert new.strange_clause > whole.strange_clause
    assert new.strange_whole > 2


def test_an_invented_clause_is_a_warning() -> None:
    invented = f"{WHOLE[:-1]}, after soldiers guarding frozen mountain passes surrendered weapons."
    near = Similarity(0.55)
    (finding,) = clauses.check(SegmentPair(SOURCE, invented, similarity=near, lexicon=LEXICON))
    assert finding.kind == "clauses"
    assert "more than the source" in finding.message
    assert not list(
        clauses.check(SegmentPair(SOURCE, WHOLE, similarity=Similarity(0.7), lexicon=LEXICON))
    )


@pytest.mark.parametrize(
    ("source", "target"), [("", ""), ("汕头", ""), ("", "Shantou"), ("，", ",")]
)
def test_little_text_is_no_error(source: str, target: str) -> None:
    assert all(value >= 0 for value in coverage(source, target))


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_shares_are_shares(source: str, target: str) -> None:
    found = coverage(source, target)
    assert 0 <= found.lost <= 1
    assert 0 <= found.strange <= 1


def test_without_a_dictionary_clauses_are_not_judged() -> None:
    gone = "The library is closed."
    assert list(
        clauses.check(SegmentPair(SOURCE, gone, similarity=Similarity(0.2), lexicon=LEXICON))
    )
    assert not list(clauses.check(SegmentPair(SOURCE, gone, similarity=Similarity(0.2))))


def test_the_dictionary_that_is_given_is_the_one_that_is_asked() -> None:
    class Empty(Lexicon):
        def lookup(self, word: str) -> None:
            return None

    assert meanings("图书馆")
    assert dictionary.meanings("图书馆", Empty()) == frozenset()
    assert dictionary.coverage(SOURCE, WHOLE, Empty()).lost == 0
