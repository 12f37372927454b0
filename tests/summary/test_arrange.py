"""The summary as a whole: sound, nothing twice, names once in full, and not too long."""

from __future__ import annotations

from functools import reduce

import numpy as np

from tests.scripts import ENGLISH, FLOORS, HOURS, LEDE, ONLINE, PARK, READERS, context, run_jobs
from zhaiyi.core.document import (
    Article,
    Finding,
    Highlights,
    Sentence,
    SummarySentence,
    Term,
    Translation,
)
from zhaiyi.core.events import Event, HighlightsFound, SummaryReady, TranslationReady
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.summary.jobs import summary_jobs
from zhaiyi.translation.state import BriefState

DOUBT = Finding("number", "error", "source says 20万 = 200,000")


def article_of(sources: tuple[str, ...]) -> Article:
    sentences, start = list[Sentence](), 0
    for number, text in enumerate(sources):
        sentences.append(Sentence(number, start, start + len(text), text))
        start += len(text)
    return Article("".join(sources), tuple(sentences))


def summary(
    *sources: str,
    key: tuple[int, ...],
    english: dict[str, str] | None = None,
    doubtful: tuple[str, ...] = (),
    terms: tuple[Term, ...] = (),
    **how: object,
) -> tuple[BriefState, list[Event]]:
    """What comes of the key sentences `key`, all of `sources` being translated."""
    article = article_of(sources)
    scores = tuple(float(s) for s in np.linspace(0.9, 0.2, len(sources)))
    highlights = Highlights(scores, key, tuple((i,) for i in key))
    state = reduce(BriefState.apply, [HighlightsFound(highlights)], BriefState(article))
    for number, source in enumerate(sources):
        found = (DOUBT,) if source in doubtful else ()
        text = (english or {}).get(source) or ENGLISH[source]
        translation = Translation(number, text, "flagged" if found else "ok", found)
        state = state.apply(TranslationReady(translation))
    known = context(*sources, terms=terms)
    ids = range(len(sources))
    jobs = summary_jobs(article, highlights, ids, known.wrap, known, **how)  # type: ignore[arg-type]
    (sentence_jobs,) = [[job for job in jobs if "arranged" in job.__qualname__]]
    events = run_jobs(sentence_jobs, ScriptedEngine(lambda r: r.source), state=state)
    return reduce(BriefState.apply, events, state), events


def texts(state: BriefState) -> list[str]:
    return [state.summary[i].text for i in sorted(state.summary)]


def test_a_sound_summary_stays_as_it_was_told() -> None:
    state, events = summary(LEDE, FLOORS, PARK, key=(0, 2))
    assert texts(state) == [ENGLISH[LEDE], ENGLISH[PARK]]
    assert [type(e) for e in events] == [SummaryReady, SummaryReady]


def test_another_key_sentence_takes_the_place_of_a_doubtful_one() -> None:
    state, _ = summary(LEDE, FLOORS, READERS, PARK, key=(0, 1), doubtful=(FLOORS,))
    assert texts(state) == [ENGLISH[LEDE], ENGLISH[READERS]]
    assert [s.status for s in state.summary.values()] == ["ok", "ok"]
    assert state.highlights.groups == ((0,), (2,)), "the reader sees what the summary stands on"
    assert state.highlights.key == (0, 2)


def test_where_no_sound_one_is_the_doubt_shows() -> None:
    state, _ = summary(LEDE, FLOORS, READERS, key=(0, 1), doubtful=(FLOORS, READERS))
    assert texts(state) == [ENGLISH[LEDE], ENGLISH[FLOORS]]
    assert state.summary[1].status == "flagged"


def test_the_lead_stays_doubtful_or_not() -> None:
    state, _ = summary(LEDE, FLOORS, READERS, key=(0, 1), doubtful=(LEDE,))
    assert texts(state) == [ENGLISH[LEDE], ENGLISH[FLOORS]]
    assert state.summary[0].status == "flagged"


ENDLESS = (
    "Readers of all ages and of every part of the county and of its many small villages on the far "
    "side of the river with their children and grandchildren and neighbours of old took part in "
    "reading activities of very many kinds in the library and the park beside it."
)
"""More than forty words that no rule makes fewer."""


def test_a_sentence_that_is_far_too_long_goes_but_for_the_lead() -> None:
    state, _ = summary(LEDE, READERS, PARK, key=(0, 1, 2), english={READERS: ENDLESS})
    assert texts(state) == [ENGLISH[LEDE], ENGLISH[PARK]]
    assert state.highlights.key == (0, 2)
    state, _ = summary(READERS, PARK, key=(0, 1), english={READERS: ENDLESS})
    assert texts(state) == [ENDLESS, ENGLISH[PARK]]


def test_no_fact_is_told_twice() -> None:
    again = f"Again: {ENGLISH[LEDE][0].lower()}{ENGLISH[LEDE][1:]}"
    state, events = summary(LEDE, FLOORS, PARK, key=(0, 1, 2), english={PARK: again})
    assert texts(state) == [ENGLISH[LEDE], ENGLISH[FLOORS]]
    assert state.highlights.groups == ((0,), (1,))
    assert {e.total for e in events[3:] if isinstance(e, SummaryReady)} == {2}


def test_of_a_long_summary_the_least_important_sentences_go() -> None:
    sources = (LEDE, FLOORS, READERS, HOURS, ONLINE)
    whole, _ = summary(*sources, key=(0, 1, 2, 3, 4))
    short, _ = summary(*sources, key=(0, 1, 2, 3, 4), words=50)
    assert texts(short) == texts(whole)[:3]
    assert len(" ".join(texts(short)).split()) <= 50
    asked, _ = summary(*sources, key=(0, 1, 2, 3, 4), words=None)
    assert texts(asked) == texts(whole)


def test_persons_and_years_are_told_in_full_once() -> None:
    sources = ("林依民6月12日说，图书馆已经开放。", "林依民说，公园也在建设。")
    english = {
        sources[0]: "Lin Yimin said on June 12, 2017, that the library is open.",
        sources[1]: "On June 13, 2017, Lin Yimin said the park is being built.",
    }
    terms = (Term("林依民", "Lin Yimin", "recognised", "person"),)
    state, _ = summary(*sources, key=(0, 1), english=english, terms=terms)
    assert texts(state)[0] == english[sources[0]]
    assert "Lin said" in texts(state)[1]
    assert "Lin Yimin" not in texts(state)[1]


def test_the_label_of_who_speaks_keeps_the_whole_name() -> None:
    sources = ("林依民说，图书馆已经开放。", "林依民：公园正在建设，十分重要。")
    english = {
        sources[0]: "Lin Yimin said that the library is open to all the people of the city.",
        sources[1]: "Lin Yimin: The park is being built, and Lin Yimin calls that important.",
    }
    terms = (Term("林依民", "Lin Yimin", "recognised", "person"),)
    state, _ = summary(*sources, key=(0, 1), english=english, terms=terms)
    assert texts(state)[1].startswith("Lin Yimin: The park")
    assert "and Lin calls" in texts(state)[1]


def test_a_name_that_the_user_chose_stays_whole() -> None:
    sources = ("林依民说，图书馆已经开放。", "林依民说，公园也在建设。")
    english = {
        sources[0]: "Lin Yimin said the library is open to everyone.",
        sources[1]: "The park is being built, Lin Yimin said.",
    }
    terms = (Term("林依民", "Lin Yimin", "user", "person"),)
    state, _ = summary(*sources, key=(0, 1), english=english, terms=terms)
    assert texts(state) == list(english.values())


def test_without_arranging_each_sentence_stays_where_it_is() -> None:
    article = article_of((LEDE, FLOORS))
    known = context(LEDE, FLOORS)
    highlights = Highlights((0.9, 0.8), (0, 1), ((0,), (1,)))
    jobs = summary_jobs(article, highlights, {0, 1}, known.wrap, known, arranged=False)
    assert [job.__qualname__ for job in jobs][:2] == ["summary_job", "summary_job"]


def test_a_shorter_whole_takes_what_stood_behind_it_away() -> None:
    sentence = SummarySentence("A.", (0,))
    state = BriefState(Article("", ()))
    for index in range(3):
        state = state.apply(SummaryReady(index, 3, sentence))
    assert sorted(state.apply(SummaryReady(0, 2, sentence)).summary) == [0, 1]
