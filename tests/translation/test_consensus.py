"""Which of several hypotheses the others agree with."""

from __future__ import annotations

from zhaiyi.translation.consensus import by_consensus


def test_what_most_agree_with_comes_first() -> None:
    texts = [
        "The city bought ten old ships.",
        "The town signed a memorandum with Shantou on Monday.",
        "The city signed a memorandum with Shantou on Monday.",
        "The city signed a memorandum with Shantou on Tuesday.",
    ]
    order = by_consensus(texts)
    assert order[0] == 2
    assert order[-1] == 0


def test_one_or_two_stay_as_the_search_had_them() -> None:
    assert by_consensus([]) == []
    assert by_consensus(["a", "b"]) == [0, 1]


def test_equals_keep_their_order() -> None:
    assert by_consensus(["same", "same", "same"]) == [0, 1, 2]
