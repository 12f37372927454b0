"""A brief can be read off at any moment of its making."""

from __future__ import annotations

from contextlib import suppress
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.core.document import (
    Article,
    Headline,
    Provenance,
    Run,
    Sentence,
    SummarySentence,
    Term,
    Translation,
)
from zhaiyi.core.events import (
    Event,
    HeadlineReady,
    Notice,
    Progress,
    Revising,
    SummaryReady,
    TermsFound,
    TranslationReady,
)
from zhaiyi.translation import run_log
from zhaiyi.translation.run_log import RunLog
from zhaiyi.translation.state import BriefState

TEXTS = ("汕头很大。", "他来了。", "汕头也很美。")
ARTICLE = Article(
    "".join(TEXTS),
    tuple(
        Sentence(i, sum(map(len, TEXTS[:i])), sum(map(len, TEXTS[: i + 1])), text)
        for i, text in enumerate(TEXTS)
    ),
)
PROVENANCE = Provenance("1", "t", "s")


def ready(source: int, text: str) -> TranslationReady:
    return TranslationReady(Translation(source, text))


def after(*events: Event, terms: tuple[Term, ...] = ()) -> BriefState:
    return reduce(BriefState.apply, events, BriefState(ARTICLE, terms=terms))


def test_an_empty_state_is_a_brief() -> None:
    brief = BriefState(ARTICLE).brief(PROVENANCE, Run())
    assert (brief.translations, brief.summary, brief.headline.text) == ((), (), "")
    assert not brief.run.complete


def test_an_event_changes_no_state_that_somebody_holds() -> None:
    one = BriefState(ARTICLE)
    two = one.apply(ready(0, "x"))
    assert one.translations == {}
    assert two.translations == {0: Translation(0, "x")}


def test_others_may_build_upon_what_is_final_or_a_whole_draft() -> None:
    translation = Translation(0, "x")
    assert after(TranslationReady(translation, "retry")).usable == frozenset()
    draft = after(TranslationReady(translation, "draft"))
    assert (draft.usable, draft.final) == ({0}, frozenset())
    again = draft.apply(TranslationReady(translation, "retry"))
    assert (again.usable, again.final) == ({0}, frozenset())
    assert after(TranslationReady(translation)).final == {0}


def test_what_is_revised_is_shown_as_it_was_until_it_comes() -> None:
    made = after(ready(0, "old"), ready(2, "other"))
    state = BriefState.of(made.brief(PROVENANCE, Run())).apply(Revising((0,)))
    assert (state.revising, state.usable, state.final) == ((0,), {2}, {2})
    assert state.translations[0].text == "old"
    done = state.apply(ready(0, "new"))
    assert (done.revising, done.final) == ((), {0, 2})
    assert done.translations[0].text == "new"


def test_a_finished_brief_can_be_taken_up_and_given_back() -> None:
    brief = after(
        ready(0, "Shantou is large."),
        SummaryReady(0, 1, SummarySentence("one", (0,))),
        HeadlineReady(Headline("Big")),
        TermsFound((Term("汕头", "Shantou", "dictionary", "place"),)),
    ).brief(PROVENANCE, Run(complete=True))
    assert BriefState.of(brief).brief(PROVENANCE, brief.run) == brief


def test_later_events_replace_earlier_ones_of_the_same_place() -> None:
    sentence = SummarySentence("two", (1,))
    state = after(
        ready(2, "bad"),
        ready(0, "first"),
        ready(2, "good"),
        SummaryReady(1, 2, sentence),
        SummaryReady(0, 2, SummarySentence("one", (0,))),
        HeadlineReady(Headline("Big")),
        Notice("ignored"),
        Progress("translate", 1, 3),
    )
    brief = state.brief(PROVENANCE, Run(complete=True))
    assert [(t.source, t.text) for t in brief.translations] == [(0, "first"), (2, "good")]
    assert [s.text for s in brief.summary] == ["one", "two"]
    assert brief.headline.text == "Big"
    assert brief.run.complete


def test_terms_are_counted_over_what_is_translated() -> None:
    found = TermsFound((Term("汕头", "Shantou", "dictionary", "place"),))
    state = after(found, ready(0, "Shantou is large."))
    (term,) = state.brief(PROVENANCE, Run()).terms
    assert (term.count, term.hits, term.misses) == (1, 1, 0)
    (term,) = state.apply(ready(2, "The city is fine too.")).brief(PROVENANCE, Run()).terms
    assert (term.count, term.hits, term.misses) == (2, 1, 1)


def test_a_failed_translation_does_not_count_against_a_term() -> None:
    term = Term("汕头", "Shantou", "dictionary", "place")
    state = after(TranslationReady(Translation(0, "", "failed")), terms=(term,))
    assert state.brief(PROVENANCE, Run()).terms[0].misses == 0


def test_the_time_of_a_stage_adds_up_also_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    log, clock = RunLog(), iter([1.0, 3.0, 10.0, 10.5])
    monkeypatch.setattr(run_log.time, "perf_counter", lambda: next(clock))
    for _ in range(2):
        with suppress(ValueError), log.timed("translate"):
            raise ValueError
    assert log.noted(Run()).seconds == {"translate": 2.5}


_EVENTS = st.lists(
    st.one_of(
        st.builds(ready, st.integers(0, 2), st.sampled_from(["", "a", "b"])),
        st.builds(
            lambda i, text: SummaryReady(i, 3, SummarySentence(text, (i,))),
            st.integers(0, 2),
            st.sampled_from("ab"),
        ),
    )
)


@given(_EVENTS)
def test_at_any_moment_each_place_is_there_once_and_in_order(events: list[Event]) -> None:
    brief = after(*events).brief(PROVENANCE, Run())
    sources = [t.source for t in brief.translations]
    assert sources == sorted(set(sources))
    assert len(brief.summary) == len({e.index for e in events if isinstance(e, SummaryReady)})
