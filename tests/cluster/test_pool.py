"""Who makes what, and what becomes of the dead, without Ray: nothing lost, nothing twice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cluster.fake_ray import FakeRay
from zhaiyi.batch.work import Work
from zhaiyi.cluster import pool as pools
from zhaiyi.cluster.feed import Item
from zhaiyi.cluster.maker import Fault, Outcome
from zhaiyi.cluster.partitions import Partition, in_partitions
from zhaiyi.cluster.pool import Lost, Pool, share_of, wanted_count
from zhaiyi.core.errors import EngineError, ModelMissing, UsageError
from zhaiyi.engines.base import NEVER


def items(count: int, size: int = 10) -> list[Item]:
    return [Item(f"k{n}", f"n{n}", f"l{n}", size) for n in range(count)]


class Maker:
    """What an actor is: notes which articles were made."""

    made: Counter[str]

    def warm(self) -> Fault | None:
        return None

    def make(self, partition: Partition) -> Outcome:
        self.made.update(item.key for item in partition.items)
        return Outcome(partition.id, articles=len(partition.items))


def through(ray: FakeRay, partitions: Iterator[Partition], **how: Any) -> list[Outcome | Lost]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pools, "import_ray", lambda: ray)
        patch.setattr(pools, "_LOOK", 0.0)
        patch.setattr(pools, "_COUNT", 0.0)
        with Pool(Work(), "out", **how) as pool:
            return list(pool.outcomes(partitions, NEVER))


@given(st.integers(0, 40), st.integers(1, 5), st.integers(0, 12), st.integers())
def test_whoever_dies_every_article_is_made_once(
    count: int, machines: int, deaths: int, seed: int
) -> None:
    dice = random.Random(seed)
    left = [deaths]

    def dies(subject: Any) -> bool:
        dead = bool(subject and left[0] and dice.random() < 0.3 and subject.deaths < 1)
        left[0] -= dead
        return dead

    made: Counter[str] = Counter()
    actor = type("Actor", (Maker,), {"made": made})
    ray = FakeRay(actor, dies, dice.randrange, machines)
    found = through(ray, in_partitions(items(count), 30))
    assert made == Counter(item.key for item in items(count))
    assert not any(isinstance(each, Lost) for each in found)


def test_an_article_that_kills_whoever_makes_it_is_set_aside_and_the_others_are_made() -> None:
    made: Counter[str] = Counter()
    actor = type("Actor", (Maker,), {"made": made})

    def dies(subject: Any) -> bool:
        return bool(subject) and any(item.key == "k7" for item in subject.items)

    found = through(FakeRay(actor, dies), in_partitions(items(20), 40))
    lost = [each for each in found if isinstance(each, Lost)]
    assert [each.partition.items[0].key for each in lost] == ["k7"]
    assert made == Counter(item.key for item in items(20) if item.key != "k7")


def test_no_more_is_drawn_than_is_being_worked_on() -> None:
    drawn: list[int] = []
    ended: list[int] = []

    def feed() -> Iterator[Item]:
        for n, item in enumerate(items(100)):
            drawn.append(n)
            assert len(drawn) - len(ended) <= 2 * pools.AHEAD + 1
            yield item

    class Counting(Maker):
        def make(self, partition: Partition) -> Outcome:
            ended.append(1)
            return Outcome(partition.id)

    through(FakeRay(Counting), in_partitions(feed(), 1))
    assert len(ended) == 100


def test_machines_that_join_get_actors_of_their_own() -> None:
    ray = FakeRay(type("Actor", (Maker,), {"made": Counter()}), machines=1)

    def feed() -> Iterator[Item]:
        for n, item in enumerate(items(30)):
            if n == 10:
                ray.machines = 4
            yield item

    through(ray, in_partitions(feed(), 1))
    assert len(ray.actors) == 4


def test_what_an_actor_cannot_do_without_ends_the_run() -> None:
    class Without(Maker):
        def warm(self) -> Fault | None:
            return Fault("ModelMissing", "no model: zhaiyi models pull")

    with pytest.raises(ModelMissing, match="zhaiyi models pull"):
        through(FakeRay(Without), in_partitions(items(3)))


def test_a_fault_of_ours_is_told_and_not_tried_for_ever() -> None:
    class Broken(Maker):
        def make(self, partition: Partition) -> Outcome:
            raise KeyError("oops")

    with pytest.raises(EngineError, match="oops"):
        through(FakeRay(Broken), in_partitions(items(3)))


def test_actors_that_never_start_end_the_run() -> None:
    ray = FakeRay(Maker, dies=lambda subject: True)
    with pytest.raises(EngineError, match="die as they start"):
        through(ray, in_partitions(items(3)))


def test_shares() -> None:
    two, four, gpu = {"CPU": 2.0}, {"CPU": 4.0}, {"CPU": 8.0, "GPU": 2.0}
    by_machine = share_of([two, four], None, "auto")
    assert (by_machine.cpus, wanted_count([two, four], by_machine)) == (2.0, 2)
    by_card = share_of([two, gpu], None, "auto")
    assert (by_card.gpus, wanted_count([two, gpu], by_card)) == (1.0, 2)
    on_processors = share_of([two, gpu], None, "cpu")
    assert (on_processors.gpus, wanted_count([two, gpu], on_processors)) == (0, 2)
    eight = share_of([two], 8, "auto")
    assert (eight.cpus, eight.threads, wanted_count([two], eight)) == (0.25, 1, 8)
    with pytest.raises(UsageError):
        share_of([{}], None, "auto")
