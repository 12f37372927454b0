"""Articles in groups: all of them, in order, of about the same size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.cluster.test_pool import items
from zhaiyi.cluster.feed import Item
from zhaiyi.cluster.partitions import in_partitions, partition


@given(st.lists(st.integers(1, 500), max_size=60), st.integers(1, 1000), st.integers(1, 9))
def test_every_article_is_in_one_group_and_no_group_is_too_large(
    sizes: list[int], characters: int, articles: int
) -> None:
    given_ = [Item(f"k{n}", f"n{n}", f"l{n}", size) for n, size in enumerate(sizes)]
    groups = list(in_partitions(given_, characters, articles))
    assert [item for group in groups for item in group.items] == given_
    for group in groups:
        assert 1 <= len(group.items) <= articles
        assert sum(item.size for item in group.items[:-1]) < characters
    assert len({group.id for group in groups}) == len(groups)


def test_the_id_depends_on_the_keys_alone() -> None:
    first, second = items(3, size=1), items(3, size=99)
    assert partition(tuple(first)).id == partition(tuple(second)).id
    assert partition(tuple(first)).id != partition(tuple(first[:2])).id
    assert [single.items for single in partition(tuple(first)).singly()] == [(i,) for i in first]
