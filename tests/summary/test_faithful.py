"""A condensed sentence may leave out, and nothing else."""

from __future__ import annotations

import pytest

from zhaiyi.summary.faithful import only_leaves_out, only_rearranges

LONG = (
    "The city council, which met on Monday, said that deputy mayor Anna Berg will not close the "
    "old harbour school before 2027, after more than 3,000 residents had signed a petition."
)
DEAL = "Northwind bought Southgate for 40 million euros in March, and Eastern Bank lent the money."


@pytest.mark.parametrize(
    "short",
    [
        "Northwind bought Southgate for 40 million euros.",
        "Northwind bought Southgate in March for 40 million euros.",
        "In March, Northwind bought Southgate.",
        "Eastern Bank lent the money.",
    ],
)
def test_who_only_leaves_out_says_nothing_new(short: str) -> None:
    assert only_leaves_out(short, DEAL)


@pytest.mark.parametrize(
    ("short", "why"),
    [
        ("Southgate bought Northwind for 40 million euros.", "the two have changed places"),
        ("Northwind lent the money.", "the subject has another's verb"),
        ("Northwind bought Southgate for 50 million euros.", "another number"),
        ("Northwind bought Southgate for 40 million euros of debt.", "a word from nowhere"),
        ("Northwind did not buy Southgate.", "a negation from nowhere"),
        ("Northwind may have bought Southgate.", "a doubt from nowhere"),
        ("Northwind bought Eastern Bank in March.", "another object"),
        ("", "nothing"),
    ],
)
def test_what_says_something_else_is_not_taken(short: str, why: str) -> None:
    assert not only_leaves_out(short, DEAL), why


@pytest.mark.parametrize(
    ("short", "why"),
    [
        ("Anna Berg will close the old harbour school before 2027.", "not is lost"),
        ("Mayor Anna Berg will not close the old harbour school.", "deputy is lost"),
        ("The city council will not close the old harbour school.", "the council takes her verb"),
        ("3,000 residents had signed a petition.", "more than is lost"),
    ],
)
def test_what_denies_or_weakens_a_word_stays_with_it(short: str, why: str) -> None:
    assert not only_leaves_out(short, LONG), why


def test_one_common_word_may_be_another_that_the_chinese_means() -> None:
    short = "Northwind acquired Southgate for 40 million euros."
    assert not only_leaves_out(short, DEAL)
    assert not only_leaves_out(
        "Northwind acquired Southgate for 40 million dollars.", DEAL, {"acqui"}
    )
    assert not only_leaves_out(short.replace("acquired", "Acquired"), DEAL, {"acqui"})


def test_a_headline_may_rearrange_around_one_name() -> None:
    long = "The new library of Yunxi County opened on the 12th."
    assert only_rearranges("Yunxi County opens new library", long)
    assert not only_rearranges("Yunxi County opens new swimming pool", long)
    assert not only_rearranges(
        "Southgate buys Northwind", "Northwind bought Southgate for the buys."
    )


@pytest.mark.parametrize("opening", ["including", "such as", "namely", "especially"])
def test_what_belongs_to_something_left_out_is_left_out_with_it(opening: str) -> None:
    long = (
        "The city and the region signed a memorandum on cooperation, becoming one of the five "
        f"pilot areas of the country, {opening} Tianjin and Wuhan."
    )
    short = (
        f"The city and the region signed a memorandum on cooperation, {opening} Tianjin and Wuhan."
    )
    assert not only_leaves_out(short, long)
    assert only_leaves_out("The city and the region signed a memorandum on cooperation.", long)


def test_a_sentence_of_a_court_keeps_its_reprieve() -> None:
    long = "Hu Ming was sentenced to death with a two-year reprieve, the court in Wuzhou said."
    assert not only_leaves_out("Hu Ming was sentenced to death, the court in Wuzhou said.", long)
    assert not only_rearranges("Hu Ming sentenced to death", long)
    assert only_rearranges("Hu Ming sentenced to death with two-year reprieve", long)
