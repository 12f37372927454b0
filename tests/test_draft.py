"""A brief can be read off at any moment of its making."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.document import (
    Article,
    Headline,
    Provenance,
    Run,
    Sentence,
    SummarySentence,
    Term,
    Translation,
)
from zhaiyi.draft import Draft
from zhaiyi.events import (
    Event,
    HeadlineReady,
    Notice,
    Progress,
    SummaryReady,
    TermsFound,
    TranslationReady,
)

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


def test_an_empty_draft_is_a_brief() -> None:
    brief = Draft(ARTICLE).brief(PROVENANCE, Run())
    assert (brief.translations, brief.summary, brief.headline.text) == ((), (), "")
    assert not brief.run.complete


def test_drafts_share_nothing() -> None:
    one, two = Draft(ARTICLE), Draft(ARTICLE)
    one.note(ready(0, "x"))
    assert two.translations == {}


def test_later_events_replace_earlier_ones_of_the_same_place() -> None:
    draft = Draft(ARTICLE)
    sentence = SummarySentence("two", (1,))
    for event in (
        ready(2, "bad"),
        ready(0, "first"),
        ready(2, "good"),
        SummaryReady(1, 2, sentence),
        SummaryReady(0, 2, SummarySentence("one", (0,))),
        HeadlineReady(Headline("Big")),
        Notice("ignored"),
        Progress("translate", 1, 3),
    ):
        draft.note(event)
    brief = draft.brief(PROVENANCE, Run(complete=True))
    assert [(t.source, t.text) for t in brief.translations] == [(0, "first"), (2, "good")]
    assert [s.text for s in brief.summary] == ["one", "two"]
    assert brief.headline.text == "Big"
    assert brief.run.complete


def test_terms_are_counted_over_what_is_translated() -> None:
    draft = Draft(ARTICLE)
    draft.note(TermsFound((Term("汕头", "Shantou", "dictionary", "place"),)))
    draft.note(ready(0, "Shantou is large."))
    (term,) = draft.brief(PROVENANCE, Run()).terms
    assert (term.count, term.hits, term.misses) == (1, 1, 0)
    draft.note(ready(2, "The city is fine too."))
    (term,) = draft.brief(PROVENANCE, Run()).terms
    assert (term.count, term.hits, term.misses) == (2, 1, 1)


def test_a_failed_translation_does_not_count_against_a_term() -> None:
    draft = Draft(ARTICLE, terms=(Term("汕头", "Shantou", "dictionary", "place"),))
    draft.note(TranslationReady(Translation(0, "", "failed")))
    assert draft.brief(PROVENANCE, Run()).terms[0].misses == 0


def test_the_time_of_a_stage_adds_up_also_when_it_fails() -> None:
    draft = Draft(ARTICLE)
    for _ in range(2):
        try:
            with draft.timed("translate"):
                raise ValueError
        except ValueError:
            pass
    assert list(draft.seconds) == ["translate"]
    assert draft.seconds["translate"] > 0


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
    draft = Draft(ARTICLE)
    for event in events:
        draft.note(event)
    brief = draft.brief(PROVENANCE, Run())
    sources = [t.source for t in brief.translations]
    assert sources == sorted(set(sources))
    assert len(brief.summary) == len({e.index for e in events if isinstance(e, SummaryReady)})
