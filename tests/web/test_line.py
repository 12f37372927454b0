"""The line before the engine: order, room for short articles, expected wait."""

from __future__ import annotations

import pytest

from zhaiyi.web.line import LONG, Place, expected_wait, may_begin, order


def test_a_short_article_overtakes_a_long_one() -> None:
    assert order([Place(20_000), Place(300)], rate=30) == [1, 0]


def test_equals_keep_their_order() -> None:
    assert order([Place(300), Place(300), Place(300)]) == [0, 1, 2]


def test_nobody_waits_for_ever() -> None:
    long_ago = Place(20_000, waited=700)
    assert order([Place(300), long_ago, Place(500)], rate=30)[0] == 1


def test_long_articles_leave_a_place_for_short_ones() -> None:
    running = [LONG + 1.0] * 3
    assert not may_begin(LONG + 1, running, slots=4)
    assert may_begin(LONG, running, slots=4)
    assert not may_begin(1, [*running, 1.0], slots=4)


def test_short_articles_fill_the_batch_beyond_the_places() -> None:
    assert may_begin(300, [200.0] * 4, slots=4, room=1500)
    assert not may_begin(300, [400.0] * 4, slots=4, room=1500)


def test_nobody_waits_while_there_is_room() -> None:
    assert expected_wait([100.0, 100.0], [50.0], 1, rate=10.0, room=300.0) == 0.0
    assert expected_wait([100.0, 100.0], [], 1, rate=10.0, room=150.0) == pytest.approx(20.0)


def test_a_single_place_takes_whoever_comes() -> None:
    assert may_begin(LONG + 1, [], slots=1)


@pytest.mark.parametrize(
    ("running", "ahead", "slots", "seconds"),
    [
        ([], [], 1, 0.0),
        ([100.0], [], 2, 0.0),
        ([100.0], [], 1, 10.0),
        ([100.0], [50.0], 1, 15.0),
        ([100.0, 100.0], [], 2, 20.0),
        ([100.0, 50.0], [], 2, 10.0),
        ([100.0, 50.0], [10.0], 2, 12.0),
    ],
)
def test_the_expected_wait(
    running: list[float], ahead: list[float], slots: int, seconds: float
) -> None:
    assert expected_wait(running, ahead, slots, rate=10.0) == pytest.approx(seconds)
