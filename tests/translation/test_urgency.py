"""What is urgent, and that it comes first: on a machine on paper, so that no processor and no clock
decides."""

from __future__ import annotations

from statistics import mean

import pytest

from tests.translation.simulated import News, bare, brief, news
from zhaiyi.article import parse
from zhaiyi.core.document import Highlights, Source
from zhaiyi.engines.base import LATER, NEXT, NOW, SOON, Request
from zhaiyi.engines.costs import Costs
from zhaiyi.engines.feeding import Feed
from zhaiyi.translation.jobs import Ask
from zhaiyi.translation.urgency import Urgency, urgency_of

VNNI = Costs(step=0.08, row=0.005, prefill=0.005)
AVX2 = Costs(step=0.08, row=0.02, prefill=0.022)
"""Two cores each, orders of magnitude: what counts is how the three stand to each other."""
ARTICLES = [news(sentences, seed) for sentences in (25, 40) for seed in range(4)]


def at_once() -> Feed:
    """Nothing is held back."""
    return Feed({})


@pytest.mark.parametrize("costs", [VNNI, AVX2], ids=["VNNI", "AVX2"])
def test_headline_and_summary_come_long_before_the_rest(costs: Costs) -> None:
    shares = []
    for article in ARTICLES:
        alone = bare(costs, article)
        before, now = brief(costs, article, at_once()), brief(costs, article)
        assert now.headline < 0.6 * before.headline
        assert now.summary[0] < before.summary[0]
        shares.append((now.headline / alone, now.summary[0] / alone, now.seconds / before.seconds))
    headline, summary, whole = (mean(each) for each in zip(*shares, strict=True))
    assert headline < 0.2
    assert summary < 0.5
    assert whole < 1.15


def test_a_short_article_loses_little_for_want_of_company() -> None:
    """Three sentences: little is held back where steps are shared by few anyway."""
    article = News((20, 40, 50), (1,), frozenset())
    assert brief(VNNI, article).seconds <= 1.1 * brief(VNNI, article, at_once()).seconds


def asked(name: str, stage: str = "translate", segment: int | None = None) -> Ask:
    return Ask((Request(name, "x"),), "translator", stage, segment)  # type: ignore[arg-type]


def test_priorities_are_headline_first_sentence_summary_retries_and_the_rest() -> None:
    urgency = Urgency(headline=4, opening=(2,), summary=(2, 3))
    asks = {
        "title": asked("t", segment=4),
        "its names": asked("m", "terms", 4),
        "other names": asked("n", "terms"),
        "opening": asked("o", segment=2),
        "condense": asked("c", "summarize"),
        "key": asked("k", segment=3),
        "retry": asked("r", "repair", 9),
        "other": asked("x", segment=9),
    }
    wanted = {"title": NOW, "its names": NOW, "other names": NEXT, "opening": NEXT}
    wanted |= {"condense": NEXT, "key": SOON, "retry": SOON, "other": LATER}
    assert {name: urgency.of(each) for name, each in asks.items()} == wanted
    assert [r.priority for r in urgency.requests(asks["title"])] == [NOW]


def test_who_comes_first_to_be_condensed_is_next_and_the_others_soon() -> None:
    urgency = Urgency(4, (2,), (2, 3))
    asks = [asked("c", "summarize"), asked("c", "summarize")]
    assert [urgency.requests(each)[0].priority for each in asks] == [NEXT, SOON]


def test_without_a_summary_all_but_names_and_retries_is_alike() -> None:
    assert Urgency().of(asked("0", segment=0)) == LATER
    assert Urgency().of(asked("r", "repair", 0)) == SOON


def test_the_summary_begins_with_one_of_those_that_are_soonest_there() -> None:
    article = parse(Source("", "港口新闻\n\n一二三四五六。一二。一二三。一。一二三四五。\n"))
    ids = [s.id for s in article.sentences if s.kind != "title"]
    groups = ((ids[0], ids[3]), (ids[4],), (ids[1], ids[2]))
    marked = Highlights((0.0,) * len(article.sentences), tuple(ids), groups)
    urgency = urgency_of(article, marked)
    assert (urgency.opening, tuple(urgency.summary)) == ((*groups[2], *groups[1]), tuple(ids))
    assert urgency.headline == article.sentences[0].id


def test_a_text_without_title_and_key_sentences_has_nothing_urgent() -> None:
    article = parse(Source("", "一二三。"))
    urgency = urgency_of(article, Highlights((0.0,), (), ()))
    assert (urgency.headline, urgency.opening, urgency.summary) == (None, (), ())
