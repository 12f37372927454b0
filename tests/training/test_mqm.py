"""Which judged translations are learned from, and which make pairs of good and bad."""

from __future__ import annotations

import pytest

from training.held_out import fingerprint
from training.mqm import MOST, preferences, read_judged, verified

ZH = "广东省汕头市去年接待游客6.1万人次。"
GOOD = "Shantou City in Guangdong Province received 61,000 visitors last year."


def row(system: str, en: str, readers: int = 2, major: int = 0, minor: int = 0) -> dict[str, str]:
    figures = {"raters": str(readers), "major": str(major), "minor": str(minor)}
    return {
        "set": "mqm2020", "doc": "d", "seg": "1", "system": system, "zh": ZH, "en": en, **figures
    }  # fmt: skip


def test_only_what_two_readers_found_right_is_learned_from() -> None:
    rows = [
        row("a", GOOD),
        row("b", GOOD.replace("City ", ""), minor=1),
        row("c", GOOD.replace("received", "greeted"), readers=1),
        row("d", GOOD.replace("visitors", "cars"), major=1),
    ]
    clean, minor = verified(read_judged(rows, frozenset()))
    assert [pair.en for pair in clean] == [GOOD]
    assert [pair.en for pair in minor] == [GOOD.replace("City ", "")]
    assert (clean[0].kind, minor[0].kind) == ("clean", "minor")


@pytest.mark.parametrize(
    "en",
    [
        GOOD.replace("61,000", "62,000"),
        GOOD.replace("Shantou", "汕头"),
        "Tourists: 61,000.",
        f"{GOOD} {GOOD}",
    ],
    ids=["other number", "Chinese left", "half is missing", "repeats itself"],
)
def test_what_readers_overlooked_is_dropped_all_the_same(en: str) -> None:
    assert verified(read_judged([row("a", en)], frozenset())) == ([], [])


def test_people_come_first_and_nothing_twice() -> None:
    systems = [row(f"s{n}", GOOD.replace("last year", f"last year{',' * n}")) for n in range(6)]
    rows = [*systems, row("again", GOOD.upper()), row("Human-A.0", GOOD.replace("City ", ""))]
    clean, _ = verified(read_judged(rows, frozenset()))
    assert clean[0].id == "mqm.d.1.Human-A.0"
    assert len(clean) == len({pair.en.casefold() for pair in clean}) == MOST


def test_a_pair_is_right_against_badly_wrong() -> None:
    wrong = GOOD.replace("visitors", "cars")
    rows = [row("a", GOOD), row("b", wrong, major=2), row("c", GOOD + " So.", major=1)]
    assert list(preferences(read_judged(rows, frozenset()))) == [(ZH, GOOD, wrong)]


def test_a_bad_one_may_have_every_fault() -> None:
    loop = "Shantou 汕头 " * 9
    groups = read_judged([row("a", GOOD), row("b", loop, major=2)], frozenset())
    assert list(preferences(groups)) == [(ZH, GOOD, loop.strip())]


def test_a_source_that_is_held_out_gives_nothing() -> None:
    rows = [row("a", GOOD), row("b", GOOD.replace("visitors", "cars"), major=2)]
    assert read_judged(rows, frozenset([fingerprint(ZH)])) == []


@pytest.mark.parametrize("name", ["mqm2021", "mqm2023"])
def test_sets_for_testing_are_refused(name: str) -> None:
    with pytest.raises(SystemExit, match=name):
        read_judged([{**row("a", GOOD), "set": name}], frozenset())
