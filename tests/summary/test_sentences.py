"""Summary sentences and headline: short, true to their sources, and open about what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scripts import ENGLISH, LEDE, PARK, QUOTE, READERS, context
from zhaiyi.core.document import Article, Finding, Span, SummarySentence, Translation
from zhaiyi.core.events import Standing, SummaryReady, TranslationReady
from zhaiyi.engines.base import Request, Result
from zhaiyi.summary.sentences import check_summary, make_groups, summary_job, without_opening
from zhaiyi.translation.execution import Execution
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.state import BriefState

PAIR = (LEDE, READERS)
SHORTER = (
    "The new library of Yunxi County opened with a total investment of 610 million yuan, and 5,000 "
    "residents took part in reading activities."
)


def translated(source: int, text: str, *findings: Finding) -> Translation:
    return Translation(source, text, "flagged" if findings else "ok", findings)


class Summarizing:
    """The job of one summary sentence, brought its translations and answers by hand."""

    def __init__(self, *sources: str, group: tuple[int, ...], chat: bool = True) -> None:
        known = context(*sources)
        (made,) = make_groups((group,), dict(enumerate(sources)))
        self._execution = Execution(BriefState(Article("", ())))
        self._execution.start([summary_job(known, made, known.wrap if chat else None)])
        self._execution.advance()

    @property
    def asked(self) -> list[Request]:
        """What the job asks for now."""
        return [r for p in self._execution.waiting for r in p.ask.requests]

    @property
    def roles(self) -> list[str]:
        """Of which model."""
        return [p.ask.role for p in self._execution.waiting]

    def add(self, translation: Translation, standing: Standing = "draft") -> list[SummarySentence]:
        """Brings one translation; the summary sentences that it leads to."""

        def tell() -> Job[None]:
            yield TranslationReady(translation, standing)

        self._execution.start([tell()])
        return self._told()

    def answer(self, *texts: str, finish: str = "stop") -> list[SummarySentence]:
        """Answers what is asked."""
        requests = self.asked
        self._execution.sent()
        for request, text in zip(requests, texts, strict=True):
            self._execution.take(Result(request.id, text, finish))  # type: ignore[arg-type]
        return self._told()

    def _told(self) -> list[SummarySentence]:
        self._execution.advance()
        events = self._execution.told()
        return [event.sentence for event in events if isinstance(event, SummaryReady)]


def asked(*sources: str, chat: bool = True) -> tuple[Summarizing, list[SummarySentence]]:
    """A group whose translations are all there, and the sentences that this gave at once."""
    made = Summarizing(*sources, group=tuple(range(len(sources))), chat=chat)
    found: list[SummarySentence] = []
    for number, source in enumerate(sources):
        found += made.add(translated(number, ENGLISH[source]))
    return made, found


def condensed(text: str, finish: str = "stop") -> SummarySentence:
    """The summary sentence of `PAIR` when the model answers `text`, however often it is asked."""
    made, _ = asked(*PAIR)
    found = made.answer(text, finish=finish)
    while not found:
        found = made.answer(text, finish=finish)
    (sentence,) = found
    return sentence


# -- condensing


def test_a_group_is_condensed_once_all_its_sources_are_translated() -> None:
    made = Summarizing(*PAIR, group=(0, 1))
    assert made.add(translated(1, ENGLISH[READERS])) == []
    assert made.asked == []
    assert made.add(translated(0, ENGLISH[LEDE])) == []
    assert made.roles == ["summarizer"]
    prompt = made.asked[0].prompt or ""
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
        (SHORTER.replace("The new", "Zhejiang's new"), "a name from nowhere"),
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
    made = Summarizing(*PAIR, group=(0, 1))
    made.add(translated(1, ENGLISH[READERS]))
    made.add(translated(0, ENGLISH[LEDE], doubt))
    (found,) = made.answer(SHORTER)
    assert (found.text, found.status) == (SHORTER, "flagged")
    assert doubt.message in found.findings[-1].message
    (repaired,) = made.add(translated(0, ENGLISH[LEDE]))
    assert (repaired.text, repaired.status) == (SHORTER, "ok")
    quotes = Finding("quotes", "warning", "A quotation mark has no partner.")
    (cosmetic,) = made.add(translated(0, ENGLISH[LEDE], quotes))
    assert cosmetic.status == "ok"
    assert made.asked == [], "it is weighed anew, not asked for again"


def test_a_cut_answer_is_replaced() -> None:
    assert condensed(SHORTER[:40], "length").status == "replaced"


def test_a_cancelled_answer_is_no_summary_sentence() -> None:
    made, _ = asked(*PAIR)
    assert made.answer("", finish="cancelled") == []


def test_a_short_translation_is_a_summary_sentence_as_it_is() -> None:
    made, (found,) = asked(PARK)
    assert made.asked == []
    assert (found.text, found.status) == (ENGLISH[PARK], "ok")


def test_what_the_checks_found_in_the_translation_stays_with_its_stand_in() -> None:
    made = Summarizing(*PAIR, group=(0, 1))
    wrong = Finding("number", "error", "source says 6.1亿 = 610 million")
    made.add(translated(0, ENGLISH[LEDE], wrong))
    made.add(translated(1, ENGLISH[READERS]))
    assert made.answer("") == []
    (found,) = made.answer("")
    assert found.status == "flagged"
    assert wrong in found.findings


def test_a_group_without_any_translation_gives_no_sentence() -> None:
    made = Summarizing(PARK, group=(0,))
    assert made.add(Translation(0, "", "failed")) == []
    assert made.asked == []


def test_other_sentences_lead_to_nothing() -> None:
    made = Summarizing(*PAIR, PARK, group=(0, 1))
    assert made.add(translated(2, ENGLISH[PARK])) == []
    assert made.asked == []


def test_what_is_repaired_while_the_model_condenses_is_not_told_as_it_was() -> None:
    made, _ = asked(*PAIR)
    assert made.add(translated(0, f"{ENGLISH[LEDE]} It is new.")) == []
    (found,) = made.answer(SHORTER)
    assert (found.text, found.status) == (
        f"{ENGLISH[LEDE]} It is new. {ENGLISH[READERS]}",
        "replaced",
    )


# -- without a chat model


def test_without_a_chat_model_the_key_sentences_are_the_summary_and_say_so() -> None:
    made, (found,) = asked(*PAIR, chat=False)
    assert made.asked == []
    assert (found.text, found.status) == (f"{ENGLISH[LEDE]} {ENGLISH[READERS]}", "replaced")
    assert any("not condensed" in finding.message for finding in found.findings)


def test_without_a_chat_model_a_doubtful_translation_still_shows() -> None:
    made = Summarizing(PARK, group=(0,), chat=False)
    doubt = Finding("similarity", "warning", "may not say what the source says")
    (found,) = made.add(translated(0, ENGLISH[PARK], doubt))
    assert found.status == "flagged"


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


# -- checks


def test_a_summary_may_leave_out_but_not_add() -> None:
    known = context(LEDE)
    assert check_summary(LEDE, "The county has a new library.", known) == ()
    added = check_summary(LEDE, "The county has 13 new libraries.", known)
    assert [(f.kind, f.severity) for f in added] == [("number", "error")]


def test_groups_hold_the_text_of_their_sentences() -> None:
    (one, two) = make_groups(((0, 2), (1,)), dict(enumerate((LEDE, QUOTE, PARK))))
    assert (one.index, one.ids, one.source) == (0, (0, 2), LEDE + PARK)
    assert replace(two, index=0).ids == (1,)


# -- long sentences


LONG = "去年，全县有5000名居民参加了读书活动，图书馆旁边的公园也在建设之中，明年春天完工。"
LONG_ENGLISH = (
    "Last year, 5,000 residents of the whole county took part in reading activities of all kinds, "
    "and the park beside the library, which is under construction, will be completed next spring."
)


def long_sentence(*answers: str, text: str = LONG_ENGLISH) -> SummarySentence:
    """The summary sentence of a long translation, when the model gives these answers in turn."""
    made = Summarizing(LONG if text == LONG_ENGLISH else UNBROKEN, group=(0,))
    found = made.add(translated(0, text))
    left = list(answers)
    while not found:
        found = made.answer(left.pop(0) if len(left) > 1 else left[0])
    return found[-1]


STUBBORN = (
    "Residents of the county of all ages in the whole of the last year in the libraries and "
    "the schools took part with much pleasure in 5,000 reading activities of very many kinds."
)
"""A translation that no rule makes shorter."""
UNBROKEN = LONG.replace("，图书馆", "，但图书馆")
"""Of this Chinese no part can be translated by itself: what comes last takes back."""
CONDENSED = "Residents of the county took part in 5,000 reading activities."


def test_a_single_long_sentence_is_condensed_too() -> None:
    found = long_sentence(CONDENSED, text=STUBBORN)
    assert (found.text, found.status) == (CONDENSED, "ok")


def test_what_a_rule_makes_shorter_the_model_is_not_asked_for() -> None:
    made = Summarizing(LONG, group=(0,))
    (found,) = made.add(translated(0, LONG_ENGLISH))
    assert made.asked == []
    assert found.text == f"{LONG_ENGLISH.partition(', and the park')[0]}."
    assert found.status == "ok"
    assert any(f.kind == "shortened" and f.severity == "info" for f in found.findings)
    assert found.sources == (0,)


@pytest.mark.parametrize(
    "answer",
    [
        "Residents of the county built 5,000 libraries with much pleasure.",
        "Residents of the county took no part in 5,000 reading activities.",
        "The schools took part in reading activities.",
        "",
    ],
)
def test_what_the_model_gets_wrong_does_not_stand(answer: str) -> None:
    found = long_sentence(answer, answer, text=STUBBORN)
    assert (found.text, found.status) == (STUBBORN, "replaced")


def test_a_second_condensation_is_tried() -> None:
    assert long_sentence("Nonsense.", CONDENSED, text=STUBBORN).text == CONDENSED
    fallen = long_sentence("Nonsense.", "More nonsense.", text=STUBBORN)
    assert (fallen.text, fallen.status) == (STUBBORN, "replaced")


def test_a_doubt_about_what_is_left_out_is_none_about_the_sentence() -> None:
    made = Summarizing(LONG, group=(0,))
    place = LONG_ENGLISH.index("next spring")
    elsewhere = Finding("number", "error", "wrong", None, Span(place, place + 11))
    (found,) = made.add(translated(0, LONG_ENGLISH, elsewhere))
    assert "next spring" not in found.text
    assert found.status == "ok"


PART_ENGLISH = "Last year 5,000 residents of the county took part in reading activities."


def test_a_part_is_translated_where_no_rule_makes_the_english_short() -> None:
    made = Summarizing(LONG, group=(0,))
    assert made.add(translated(0, STUBBORN)) == []
    assert set(made.roles) == {"translator"}
    assert all(len(request.source) < len(LONG) for request in made.asked)
    (found,) = made.answer(*[PART_ENGLISH for _ in made.asked])
    assert (found.text, found.status, found.sources) == (PART_ENGLISH, "ok", (0,))
    assert any("part of the Chinese" in finding.message for finding in found.findings)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (f"{PART_ENGLISH[:-1]} on 13 days.", "a number from nowhere"),
        ("The 5,000 residents of the county.", "no sentence"),
        ("", "nothing"),
        (STUBBORN, "as long as the whole"),
    ],
)
def test_a_part_that_is_not_sound_gives_way_to_the_summarizer(answer: str, why: str) -> None:
    made = Summarizing(LONG, group=(0,))
    made.add(translated(0, STUBBORN))
    assert made.answer(*[answer for _ in made.asked]) == []
    assert made.roles == ["summarizer"], why
    (found,) = made.answer(CONDENSED)
    assert found.text == CONDENSED


def test_a_part_that_would_go_in_several_pieces_is_not_asked_for() -> None:
    places = "、".join(f"第{number}社区的图书馆和它的阅览室" for number in range(100, 115))
    source = f"去年，全县的居民在{places}一起参加了各种读书活动，旁边的公园明年春天完工。"
    made = Summarizing(source, group=(0,))
    made.add(translated(0, STUBBORN))
    assert made.roles == ["summarizer"]


def test_the_parts_of_a_repaired_source_are_not_translated_again() -> None:
    made = Summarizing(LONG, group=(0,))
    made.add(translated(0, STUBBORN))
    made.answer(*["" for _ in made.asked])
    made.answer(CONDENSED)
    made.add(translated(0, STUBBORN.replace("5,000", "5,000 to 6,000")))
    assert made.roles == ["summarizer"]


def test_a_repaired_source_is_condensed_anew() -> None:
    made = Summarizing(UNBROKEN, group=(0,))
    made.add(translated(0, STUBBORN))
    made.answer(CONDENSED)
    (between,) = made.add(translated(0, STUBBORN.replace("5,000", "5,000 to 6,000")))
    assert "5,000 to 6,000" in between.text
    assert made.asked, "the model is asked for the new text"
