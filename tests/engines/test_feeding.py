"""At which pace prompts join a batch: sums, without an engine."""

from __future__ import annotations

from collections.abc import Sequence

from zhaiyi.engines.base import LATER, NEXT, NOW, SOON, Decoding, Request
from zhaiyi.engines.costs import ON_GPU, Costs
from zhaiyi.engines.feeding import Feed

COSTS = Costs(step=0.1, row=0.005, prefill=0.005)
SHARES = {NOW: 0.25, NEXT: 0.5, SOON: 2.0}


def request(priority: int, characters: int = 100, beam: int = 1) -> Request:
    return Request("", "", "字" * characters, 80, priority, Decoding(beam=beam))


def joined(
    feed: Feed,
    running: list[Request],
    waiting: Sequence[Request],
    steps: int,
    costs: Costs = COSTS,
) -> int:
    """How many of `waiting` have joined after some steps in which nothing ends."""
    left = list(waiting)
    for _ in range(steps):
        feed.next_step(running, left, costs)
        while left and feed.lets(left[0]):
            running.append(left.pop(0))
    return len(waiting) - len(left)


def test_what_is_most_urgent_joins_at_once() -> None:
    for priority in (NOW, NEXT, SOON, LATER):
        assert joined(Feed(SHARES), [], [request(priority)] * 40, 1) == 40


def test_beside_it_the_rest_joins_at_a_pace_and_faster_the_less_urgent_it_is() -> None:
    paces = [
        joined(Feed(SHARES), [request(urgent)], [request(LATER)] * 40, 20)
        for urgent in (NOW, NEXT, SOON)
    ]
    assert 0 < paces[0] < paces[1] < paces[2] < 40


def test_where_prompts_cost_more_beside_a_step_fewer_join() -> None:
    dear = Costs(step=0.1, row=0.02, prefill=0.02)
    counts = [
        joined(Feed(SHARES), [request(NOW)], [request(LATER)] * 40, 80, c) for c in (COSTS, dear)
    ]
    assert 0 < counts[1] < counts[0]


def test_on_a_gpu_nothing_is_held_back_for_long() -> None:
    assert joined(Feed(SHARES), [request(NOW)], [request(LATER)] * 60, 6, ON_GPU) > 40


def test_rows_that_run_take_their_part() -> None:
    """Where those that joined make steps as much longer as is allowed, no more join."""
    feed, running = Feed(SHARES), [request(NOW)]
    running += [request(LATER)] * 6  # 6 x 0.005 above 0.25 x 0.1
    assert joined(feed, running, [request(LATER)] * 9, 50) == 0
    beams = [request(NOW), request(LATER, beam=6)]
    assert joined(Feed(SHARES), beams, [request(LATER)] * 9, 50) == 0


def test_a_very_long_prompt_joins_too() -> None:
    assert joined(Feed(SHARES), [request(NOW)], [request(LATER, 5000)], 80) == 1


def test_what_was_saved_beside_the_summary_is_not_spent_beside_a_headline() -> None:
    feed = Feed(SHARES)
    for _ in range(20):
        feed.next_step([request(SOON)], [], COSTS)
    assert joined(feed, [request(NOW)], [request(LATER)], 1) == 0


def test_once_nothing_is_urgent_all_joins() -> None:
    assert joined(Feed(SHARES), [request(LATER)], [request(LATER)] * 40, 1) == 40
