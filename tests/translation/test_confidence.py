"""Confidence beside the work: each final translation has it, nobody waits for it, and what stands
on a doubtful sentence is no surer than that."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from zhaiyi.core.document import (
    Article,
    Finding,
    Headline,
    Sentence,
    SummarySentence,
    Translation,
)
from zhaiyi.core.errors import ModelDamaged
from zhaiyi.core.events import Event, HeadlineReady, Notice, SummaryReady, TranslationReady
from zhaiyi.estimation import Estimator, Reading
from zhaiyi.estimation.base import Pair
from zhaiyi.estimation.curves import Curve, Curves
from zhaiyi.translation.confidence import with_confidence
from zhaiyi.translation.state import BriefState

CURVE = Curve(("points",), (0.0,), (1.0,), (-2.0,), 0.0, sure=0.8, doubtful=0.2)
TEXTS = ("汕头有两个公园。", "公园有九条路。", "Shantou")
ARTICLE = Article(
    "\n".join(TEXTS),
    tuple(
        Sentence(i, sum(len(t) + 1 for t in TEXTS[:i]), 0, text, foreign=i == 2)
        for i, text in enumerate(TEXTS)
    ),
)
WARNING = Finding("number", "warning", "2 is missing")
GOOD, FAIR, BAD = "good", "fair words", "bad"
POINTS = {GOOD: -2.0, FAIR: 0.0, BAD: 2.0}


class Reader:
    """Knows what each English is worth; waits for `gate` before it says so."""

    signature = "reader"

    def __init__(self, gate: threading.Event | None = None) -> None:
        self.gate = gate

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        if self.gate is not None:
            assert self.gate.wait(100)
        return [Reading(0, 0, POINTS[target], 0) for _, target in pairs]


class Broken(Reader):
    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        raise ModelDamaged("the estimator does not load")


class Cancelled:
    def is_set(self) -> bool:
        return True


def run(
    events: Iterable[Event], reader: Reader | None = None, state: BriefState | None = None
) -> list[Event]:
    estimator = Estimator(reader or Reader(), "ours", Curves({"general": [CURVE]}))
    return list(with_confidence(events, ARTICLE, estimator, state or BriefState(ARTICLE)))


def final(events: Iterable[Event]) -> dict[int, Translation]:
    told = [e.translation for e in events if isinstance(e, TranslationReady) and _done(e)]
    found = {t.source: t for t in told}
    assert len(found) == len(told), "a translation is final once"
    return found


def _done(event: TranslationReady) -> bool:
    return event.standing == "final"


def last(events: Iterable[Event], kind: type) -> Event:
    return [event for event in events if isinstance(event, kind)][-1]


def ready(i: int, text: str, *findings: Finding) -> TranslationReady:
    return TranslationReady(Translation(i, text, "flagged" if findings else "ok", findings))


def summary(text: str, *ids: int, findings: tuple[Finding, ...] = ()) -> SummaryReady:
    return SummaryReady(0, 1, SummarySentence(text, ids, findings=findings))


def test_every_final_translation_has_confidence_and_level() -> None:
    found = final(run([ready(0, GOOD), ready(1, BAD)]))
    assert [t.level for t in found.values()] == ["sure", "doubtful"]
    assert all(t.confidence is not None and 0 <= t.confidence <= 1 for t in found.values())


def test_a_sentence_with_a_warning_is_never_sure() -> None:
    assert final(run([ready(0, GOOD, WARNING)]))[0].level == "look"


def test_a_failed_sentence_is_doubtful_and_what_is_not_chinese_has_no_level() -> None:
    found = final(run([TranslationReady(Translation(0, "", "failed")), ready(2, "Shantou")]))
    assert (found[0].level, found[0].confidence) == ("doubtful", 0.0)
    assert found[2].level is None


def test_what_a_person_wrote_is_not_estimated() -> None:
    found = final(run([TranslationReady(Translation(0, GOOD, "edited"))]))
    assert found[0].confidence is None


def test_a_translation_is_shown_before_its_estimate_is_there() -> None:
    gate = threading.Event()
    estimator = Estimator(Reader(gate), "ours", Curves({"general": [CURVE]}))
    events = with_confidence(iter([ready(0, GOOD)]), ARTICLE, estimator, BriefState(ARTICLE))
    shown = next(events)
    assert isinstance(shown, TranslationReady)
    assert (shown.translation.text, shown.standing) == (GOOD, "draft")
    gate.set()
    assert final(events)[0].level == "sure"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (0, 2, 1)])
def test_a_summary_sentence_is_no_surer_than_its_sources(order: tuple[int, ...]) -> None:
    events = [ready(0, GOOD), ready(1, BAD), summary(GOOD, 0, 1)]
    told = last(run(events[i] for i in order), SummaryReady)
    assert isinstance(told, SummaryReady)
    assert told.sentence.level == "doubtful"


def test_a_summary_sentence_is_no_surer_than_its_own_words() -> None:
    told = last(run([ready(0, GOOD), summary(FAIR, 0)]), SummaryReady)
    assert isinstance(told, SummaryReady)
    assert told.sentence.level == "look"


def test_a_summary_sentence_with_a_warning_is_never_sure() -> None:
    told = last(run([ready(0, GOOD), summary(GOOD, 0, findings=(WARNING,))]), SummaryReady)
    assert isinstance(told, SummaryReady)
    assert told.sentence.level == "look"


def test_a_repaired_source_makes_its_summary_surer() -> None:
    first = replace(ready(0, BAD), standing="draft")
    told = last(run([first, summary(GOOD, 0), ready(0, GOOD)]), SummaryReady)
    assert isinstance(told, SummaryReady)
    assert told.sentence.level == "sure"


def test_the_headline_has_it_too() -> None:
    told = last(run([ready(0, GOOD), HeadlineReady(Headline(FAIR, (0,)))]), HeadlineReady)
    assert isinstance(told, HeadlineReady)
    assert told.headline.level == "look"


def test_sources_that_were_final_before_count() -> None:
    known = Translation(0, BAD, confidence=0.1, level="doubtful")
    state = BriefState(ARTICLE).apply(TranslationReady(known))
    told = last(run([ready(1, GOOD), summary(GOOD, 0, 1)], state=state), SummaryReady)
    assert isinstance(told, SummaryReady)
    assert told.sentence.level == "doubtful"


def test_a_broken_estimator_costs_no_translation_and_is_told() -> None:
    events = run([ready(0, GOOD), ready(1, BAD)], Broken())
    assert {i: t.text for i, t in final(events).items()} == {0: GOOD, 1: BAD}
    assert [e.message for e in events if isinstance(e, Notice)] == [
        "no confidence: the estimator does not load"
    ]


def test_after_a_cancel_nobody_waits_for_estimates() -> None:
    gate = threading.Event()
    estimator = Estimator(Reader(gate), "ours", Curves({"general": [CURVE]}))
    state = BriefState(ARTICLE)
    events = with_confidence([ready(0, GOOD)], ARTICLE, estimator, state, Cancelled())
    assert final(list(events))[0].text == GOOD
    gate.set()


def test_without_an_estimator_events_pass_as_they_are() -> None:
    events: list[Event] = [ready(0, GOOD), summary(GOOD, 0)]
    assert list(with_confidence(events, ARTICLE, None, BriefState(ARTICLE))) == events


def test_a_sentence_that_was_left_out_stays_out_when_its_estimate_comes_late() -> None:
    gate = threading.Event()

    def events() -> Iterable[Event]:
        yield from (ready(0, GOOD), ready(1, FAIR))
        told = (SummarySentence(GOOD, (0,)), SummarySentence(FAIR, (1,)))
        yield from (SummaryReady(index, 2, each) for index, each in enumerate(told))
        yield SummaryReady(0, 1, told[0])
        gate.set()

    state = BriefState(ARTICLE)
    for event in run(events(), Reader(gate)):
        state = state.apply(event)
    assert {i: s.level for i, s in state.summary.items()} == {0: "sure"}
