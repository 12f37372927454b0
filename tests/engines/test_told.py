"""What a model tells of its own words."""

from __future__ import annotations

import math

import pytest

from zhaiyi.core.document import Told
from zhaiyi.engines.told import joined, told_of, without_mark

SOUND, FAULTY, END = 90, 91, 99
MARKS = (SOUND, FAULTY)


def test_the_mark_and_the_end_are_no_words() -> None:
    told = told_of([1, 2, SOUND, END], [-0.2, -0.4, -0.1, 0.0], MARKS, {END})
    assert told is not None
    assert told.tokens == 2
    assert told.mean == pytest.approx(-0.3)
    assert told.worst == pytest.approx(-0.4)


@pytest.mark.parametrize(("mark", "doubt"), [(FAULTY, 0.8), (SOUND, 0.2)])
def test_the_doubt_is_the_share_of_the_mark_for_faults(mark: int, doubt: float) -> None:
    told = told_of([1, mark, END], [-0.5, math.log(0.8), 0.0], MARKS, {END})
    assert told is not None
    assert told.doubt == pytest.approx(doubt, abs=1e-3)


def test_without_a_mark_there_is_no_doubt_but_the_words_tell() -> None:
    for marks in (MARKS, None):
        told = told_of([1, 2], [-1.0, -2.0], marks, {END})
        assert told == Told(2, -1.5, -2.0, None)


def test_nothing_is_told_of_nothing() -> None:
    assert told_of([], [], MARKS, {END}) is None
    assert told_of([SOUND, END], [-0.1, 0.0], None, {SOUND, END}) is None
    assert told_of([1, 2], [-0.1], MARKS, {END}) is None


def test_a_mark_alone_tells_of_anothers_words() -> None:
    told = told_of([FAULTY], [math.log(0.7)], MARKS, {END})
    assert told == Told(0, 0.0, 0.0, pytest.approx(0.7, abs=1e-3))
    assert joined([told, told]) == told


def test_the_text_ends_before_the_mark() -> None:
    assert without_mark([1, 2, FAULTY, END], MARKS) == [1, 2]
    assert without_mark([1, 2, END], MARKS) == [1, 2, END]
    assert without_mark([1, FAULTY], None) == [1, FAULTY]


def test_a_text_in_pieces_is_as_doubtful_as_its_worst() -> None:
    told = joined([Told(1, -1.0, -1.0, 0.1), Told(3, -2.0, -5.0, 0.7)])
    assert told == Told(4, -1.75, -5.0, 0.7)
    assert joined([Told(1, -1.0, -1.0, 0.1), None]) is None
    assert joined([]) is None
