"""Summary sentences and headline: short, true to their sources, and open about what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scripts import ENGLISH, LEDE, PARK, QUOTE, READERS, TITLE, setting
from zhaiyi.document import Finding, Headline, SummarySentence, Translation
from zhaiyi.engines.base import Request, Result
from zhaiyi.events import HeadlineReady, SummaryReady
from zhaiyi.summary.sentences import (
    HeadlineWriter,
    Summarizer,
    check_summary,
    make_groups,
    without_opening,
)
from zhaiyi.translation.scheduler import NOTHING, Outcome

PAIR = (LEDE, READERS)
SHORTER = (
    "Yunxi County opened a new library for 610 million yuan, and 5,000 residents joined reading "
    "activities."
)
SITE = " - Xinhuanet"


def translated(source: int, text: str, *findings: Finding) -> Translation:
    return Translation(source, text, "flagged" if findings else "ok", findings)


def summarizer(*sources: str, groups: tuple[tuple[int, ...], ...], chat: bool = True) -> Summarizer:
    known = setting(*sources)
    wrap = known.wrap if chat else None
    return Summarizer("d", known, make_groups(groups, dict(enumerate(sources))), wrap)


def asked(*sources: str, **more: bool) -> tuple[Summarizer, Request, Outcome]:
    """A summarizer whose one group is complete, and what it asks for."""
    made = summarizer(*sources, groups=(tuple(range(len(sources))),), **more)
    outcome = NOTHING
    for number, source in enumerate(sources):
        outcome += made.add(translated(number, ENGLISH[source]))
    return made, outcome.tasks[0].request if outcome.tasks else Request("", ""), outcome


def sentence(outcome: Outcome) -> SummarySentence:
    (event,) = outcome.events
    assert isinstance(event, SummaryReady)
    return event.sentence


def condensed(text: str, finish: str = "stop") -> SummarySentence:
    """The summary sentence of `PAIR` when the model answers `text`."""
    _, request, outcome = asked(*PAIR)
    return sentence(outcome.tasks[0].done(Result(request.id, text, finish)))  # type: ignore[arg-type]


# -- condensing


def test_a_group_is_condensed_once_all_its_sources_are_translated() -> None:
    made = summarizer(*PAIR, groups=((0, 1),))
    assert made.add(translated(1, ENGLISH[READERS])) == NOTHING
    (task,) = made.add(translated(0, ENGLISH[LEDE])).tasks
    assert task.role == "summarizer"
    prompt = task.request.prompt or ""
    assert prompt.index(ENGLISH[LEDE]) < prompt.index(ENGLISH[READERS])


def test_a_good_condensed_sentence_is_the_summary() -> None:
    found = condensed(SHORTER)
    assert (found.text, found.status, found.sources) == (SHORTER, "ok", (0, 1))
    assert found.findings == ()
    assert found.support > 0.4


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (SHORTER.replace("610", "850"), "another amount"),
        (SHORTER.replace("5,000", "5,000 of 90,000"), "a number from nowhere"),
        (SHORTER.replace("a new", "Zhejiang's new"), "a name from nowhere"),
        ("", "nothing"),
        ("Yunxi County opened 图书馆.", "Chinese"),
        ("The weather in the mountains will be fine.", "something else"),
        (" ".join([ENGLISH[LEDE], ENGLISH[READERS], "It is good."]), "longer than its sources"),
    ],
)
def test_what_its_sources_do_not_say_is_replaced_by_their_translation(
    answer: str, why: str
) -> None:
    found = condensed(answer)
    assert found.text == f"{ENGLISH[LEDE]} {ENGLISH[READERS]}", why
    assert found.status == "replaced"
    assert any("not condensed" in finding.message for finding in found.findings)


def test_what_is_made_from_a_doubtful_translation_says_so() -> None:
    """A condensed sentence that passes its own checks inherits the doubt of its source."""
    doubt = Finding("name", "warning", "the name X is missing or written otherwise")
    made = summarizer(*PAIR, groups=((0, 1),))
    made.add(translated(1, ENGLISH[READERS]))
    (task,) = made.add(translated(0, ENGLISH[LEDE], doubt)).tasks
    found = sentence(task.done(Result(task.request.id, SHORTER)))
    assert (found.text, found.status) == (SHORTER, "flagged")
    assert doubt.message in found.findings[-1].message
    repaired = sentence(made.add(translated(0, ENGLISH[LEDE])))
    assert (repaired.text, repaired.status) == (SHORTER, "ok")
    quotes = Finding("quotes", "warning", "A quotation mark has no partner.")
    assert sentence(made.add(translated(0, ENGLISH[LEDE], quotes))).status == "ok"


def test_a_cut_answer_is_replaced() -> None:
    assert condensed(SHORTER[:40], "length").status == "replaced"


def test_a_cancelled_answer_is_no_summary_sentence() -> None:
    _, request, outcome = asked(*PAIR)
    assert outcome.tasks[0].done(Result(request.id, "", "cancelled")) == NOTHING


def test_a_short_translation_is_a_summary_sentence_as_it_is() -> None:
    _, _, outcome = asked(PARK)
    assert outcome.tasks == ()
    assert sentence(outcome).text == ENGLISH[PARK]
    assert sentence(outcome).status == "ok"


def test_what_the_checks_found_in_the_translation_stays_with_its_stand_in() -> None:
    made = summarizer(*PAIR, groups=((0, 1),))
    wrong = Finding("number", "error", "source says 6.1亿 = 610 million")
    made.add(translated(0, ENGLISH[LEDE], wrong))
    (task,) = made.add(translated(1, ENGLISH[READERS])).tasks
    found = sentence(task.done(Result(task.request.id, "")))
    assert found.status == "flagged"
    assert wrong in found.findings


def test_a_group_without_any_translation_gives_no_sentence() -> None:
    made = summarizer(PARK, groups=((0,),))
    assert made.add(Translation(0, "", "failed")) == NOTHING


def test_other_sentences_lead_to_nothing() -> None:
    made = summarizer(*PAIR, PARK, groups=((0, 1),))
    assert made.add(translated(2, ENGLISH[PARK])) == NOTHING


# -- without a chat model


def test_without_a_chat_model_the_key_sentences_are_the_summary_and_say_so() -> None:
    _, _, outcome = asked(*PAIR, chat=False)
    assert outcome.tasks == ()
    found = sentence(outcome)
    assert (found.text, found.status) == (f"{ENGLISH[LEDE]} {ENGLISH[READERS]}", "replaced")
    assert any("not condensed" in finding.message for finding in found.findings)


def test_without_a_chat_model_a_doubtful_translation_still_shows() -> None:
    made = summarizer(PARK, groups=((0,),), chat=False)
    doubt = Finding("similarity", "warning", "may not say what the source says")
    assert sentence(made.add(translated(0, ENGLISH[PARK], doubt))).status == "flagged"


# -- openings


@pytest.mark.parametrize(
    "opening",
    [
        "The reporter learned that ",
        "The reporters learnt from the county government that ",
        "It is understood that ",
        "It is reported that, ",
        "According to reports, ",
        "Reportedly, ",
    ],
)
def test_how_the_reporter_knows_is_left_out(opening: str) -> None:
    assert without_opening(f"{opening}the park is new.") == "The park is new."


@pytest.mark.parametrize(
    "text",
    [
        "The reporter, who learned the news, left.",
        "The reporters found a park.",
        "The mayor said that it is understood.",
        "",
    ],
)
def test_other_openings_stay(text: str) -> None:
    assert without_opening(text) == text


# -- headline


def writer(chat: bool = True) -> HeadlineWriter:
    known = setting(LEDE)
    return HeadlineWriter("d", known, known.wrap if chat else None)


def headline(outcome: Outcome) -> Headline:
    (event,) = outcome.events
    assert isinstance(event, HeadlineReady)
    return event.headline


def test_the_title_is_the_headline_without_full_stop_and_site() -> None:
    found = headline(writer().from_title(translated(3, f"{ENGLISH[TITLE]}{SITE}"), SITE))
    assert found == Headline("A new library opens in Yunxi County", (3,))


def test_the_titles_findings_are_the_headlines() -> None:
    doubt = Finding("number", "error", "m")
    found = headline(writer().from_title(translated(0, "A library.", doubt)))
    assert found.findings == (doubt,)


def test_an_untranslated_title_is_no_headline() -> None:
    assert writer().from_title(Translation(0, "", "failed")) == NOTHING
    assert writer().from_lead(Translation(0, "", "failed"), LEDE) == NOTHING


def test_without_a_title_one_is_written_for_the_lead() -> None:
    (task,) = writer().from_lead(translated(0, ENGLISH[LEDE]), LEDE).tasks
    assert ENGLISH[LEDE] in (task.request.prompt or "")
    found = headline(task.done(Result(task.request.id, '"Yunxi County opens new library."')))
    assert (found.text, found.sources) == ("Yunxi County opens new library", (0,))


@pytest.mark.parametrize(
    ("answer", "finish"),
    [
        ("Yunxi County opens library for 6.1 billion yuan", "stop"),
        ("Yunxi County opens library with Zhejiang", "stop"),
        ("", "stop"),
        ("Yunxi County opens", "length"),
        ("", "cancelled"),
    ],
)
def test_a_headline_that_adds_something_gives_way_to_the_translation(
    answer: str, finish: str
) -> None:
    (task,) = writer().from_lead(translated(0, ENGLISH[LEDE]), LEDE).tasks
    result = Result(task.request.id, answer, finish)  # type: ignore[arg-type]
    assert headline(task.done(result)).text == ENGLISH[LEDE].rstrip(".")


def test_without_a_chat_model_the_lead_is_the_headline() -> None:
    outcome = writer(chat=False).from_lead(translated(0, ENGLISH[LEDE]), LEDE)
    assert headline(outcome).text == ENGLISH[LEDE].rstrip(".")


# -- checks


def test_a_summary_may_leave_out_but_not_add() -> None:
    known = setting(LEDE)
    assert check_summary(LEDE, "The county has a new library.", known) == ()
    added = check_summary(LEDE, "The county has 13 new libraries.", known)
    assert [(f.kind, f.severity) for f in added] == [("number", "error")]


def test_groups_hold_the_text_of_their_sentences() -> None:
    (one, two) = make_groups(((0, 2), (1,)), dict(enumerate((LEDE, QUOTE, PARK))))
    assert (one.index, one.ids, one.source) == (0, (0, 2), LEDE + PARK)
    assert replace(two, index=0).ids == (1,)
