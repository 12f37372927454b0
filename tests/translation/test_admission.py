"""The summary first: on a machine on paper, so that no processor and no clock decides."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from tests.translation.simulated import News, bare, brief, news
from zhaiyi.engines.base import Decoding, Request
from zhaiyi.engines.costs import ON_GPU, Costs, keep_costs
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.translation.admission import (
    HEADLINE,
    LATER,
    SUMMARY,
    Eager,
    SummaryFirst,
    summary_first,
)
from zhaiyi.translation.jobs import Ask

VNNI = Costs(step=0.03, row=0.002, prefill=0.002)
AVX2 = Costs(step=0.08, row=0.02, prefill=0.022)
"""Two cores each, orders of magnitude: what counts is how the three stand to each other."""
ARTICLES = [news(sentences, seed) for sentences in (25, 40) for seed in range(4)]


def request(name: str, prompt: int = 100, limit: int = 80, **decoding: int) -> Request:
    return Request(name, "", "字" * prompt, limit, decoding=Decoding(**decoding))


def sentence(index: int, **how: int) -> Ask:
    return Ask((request(f"{index}", **how),), segment=index)


@pytest.mark.parametrize("costs", [VNNI, AVX2], ids=["VNNI", "AVX2"])
def test_headline_and_summary_come_long_before_the_rest(costs: Costs) -> None:
    shares = []
    for article in ARTICLES:
        alone = bare(costs, article)
        before = brief(costs, Eager(set(article.first)), article)
        now = brief(costs, SummaryFirst(article.first, costs), article)
        assert now.headline < 0.6 * before.headline
        assert now.summary[0] < before.summary[0]
        shares.append((now.headline / alone, now.summary[0] / alone, now.seconds / before.seconds))
    headline, summary, whole = (mean(each) for each in zip(*shares, strict=True))
    assert headline < 0.25
    assert summary < 1.0
    assert whole < 1.1


def test_where_a_row_costs_much_fewer_join_what_is_urgent() -> None:
    waiting = [sentence(i) for i in range(20)]
    admitted = [len(SummaryFirst((0,), c).admit(waiting, ())) for c in (AVX2, VNNI)]
    assert admitted[0] < admitted[1] < 20
    assert waiting[0] in SummaryFirst((0,), AVX2).admit(waiting, ())


def test_on_a_gpu_nothing_is_held_back() -> None:
    waiting = [sentence(i) for i in range(60)]
    assert len(SummaryFirst((0,), ON_GPU).admit(waiting, ())) == 60


def test_the_longest_join_first() -> None:
    waiting = [sentence(0), sentence(7, limit=50), sentence(8, limit=300), sentence(9, limit=60)]
    few = Costs(step=0.01, row=0.005, prefill=0.0001)
    assert [a.segment for a in SummaryFirst((0,), few).admit(waiting, ())] == [0, 8]


def test_what_runs_already_takes_room() -> None:
    policy = SummaryFirst((0, 1), VNNI)
    others = [sentence(i) for i in range(5, 25)]
    joined = [a for a in policy.admit([sentence(0), *others], ()) if a.segment != 0]
    left = [a for a in others if a not in joined]
    assert list(policy.admit(left, [sentence(0), *joined])) == []
    assert list(policy.admit(left, joined)) == left


def test_a_beam_counts_its_rows() -> None:
    plain = [sentence(0), *(sentence(i) for i in range(1, 20))]
    beams = [sentence(0), *(sentence(i, beam=8, candidates=8) for i in range(1, 20))]
    costs = Costs(step=0.1, row=0.02, prefill=0.0001)
    sizes = [len(SummaryFirst((0,), costs).admit(asks, ())) for asks in (plain, beams)]
    assert sizes[1] < sizes[0]


def test_once_nothing_is_urgent_all_goes() -> None:
    waiting = [sentence(i) for i in range(5, 60)]
    policy = SummaryFirst((0, 1), AVX2)
    assert list(policy.admit(waiting, ())) == waiting
    assert list(policy.admit(waiting, [sentence(70)])) == waiting
    assert list(SummaryFirst((), AVX2).admit(waiting, ())) == waiting
    assert list(policy.admit((), [sentence(0)])) == []


def test_priorities_are_headline_summary_retries_and_the_rest() -> None:
    policy = SummaryFirst((4, 2), AVX2)
    asks = {
        "title": Ask((request("t"),), segment=4),
        "names": Ask((request("n"),), stage="terms"),
        "key": Ask((request("k"),), segment=2),
        "condense": Ask((request("c"),), "summarizer", "summarize"),
        "retry": Ask((request("r"),), stage="repair", segment=9),
        "other": Ask((request("o"),), segment=9),
    }
    wanted = dict.fromkeys(asks, SUMMARY)
    wanted |= {"title": HEADLINE, "names": HEADLINE, "other": LATER}
    assert {name: policy.priority(each) for name, each in asks.items()} == wanted


def test_the_figures_of_this_machine_are_taken(tmp_path: Path) -> None:
    home, engine = tmp_path, ScriptedEngine()
    keep_costs(home, engine.signature, AVX2)
    with summary_first((0,), engine, home) as policy:
        assert policy == SummaryFirst((0,), AVX2)


def test_a_short_article_loses_nothing_for_want_of_company() -> None:
    """Three sentences: nothing is held back where steps are shared by few anyway."""
    article = News((20, 40, 50), (1,), frozenset())
    now = brief(VNNI, SummaryFirst(article.first, VNNI), article)
    assert now.seconds <= 1.05 * brief(VNNI, Eager(set(article.first)), article).seconds
