"""The headline: the title's translation, or one written for the first key sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from tests.scripts import ENGLISH, LEDE, TITLE, context, run_jobs
from zhaiyi.core.document import Article, Finding, Headline, Sentence, Translation
from zhaiyi.core.events import HeadlineReady, TranslationReady
from zhaiyi.engines.base import NEVER, Cancel, Engine, Request, Result
from zhaiyi.engines.scripted import ScriptedEngine
from zhaiyi.summary.headline import lead_job, plain_style, title_job
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.state import BriefState

SITE = " - Xinhuanet"


def translated(source: int, text: str, *findings: Finding) -> Translation:
    return Translation(source, text, "flagged" if findings else "ok", findings)


def made(job: Job[None], translation: Translation, engine: Engine | None = None) -> list[Headline]:
    """The headlines that a job tells once a sentence is translated."""
    state = BriefState(Article("", ())).apply(TranslationReady(translation))
    events = run_jobs([job], engine or ScriptedEngine(fail_at=1), state=state)
    return [event.headline for event in events if isinstance(event, HeadlineReady)]


def title(translation: Translation, site: str = "") -> list[Headline]:
    source = Sentence(translation.source, 0, len(TITLE), TITLE, "title")
    return made(title_job(source, site), translation)


def lead(
    translation: Translation, engine: Engine | None = None, chat: bool = True
) -> list[Headline]:
    known = context(LEDE)
    source = Sentence(0, 0, len(LEDE), LEDE)
    return made(lead_job(known, source, known.wrap if chat else None), translation, engine)


class Answering(Engine):
    """Gives one answer, and keeps the prompts."""

    def __init__(self, answer: str, finish: str = "stop") -> None:
        super().__init__()
        self._result = (answer, finish)
        self.prompts: list[str] = []

    @property
    def signature(self) -> str:
        return "answering"

    def load(self) -> None: ...

    def generate(self, requests: Sequence[Request], cancel: Cancel = NEVER) -> Iterator[Result]:
        for request in requests:
            self.prompts.append(request.prompt or "")
            text, finish = self._result
            yield Result(request.id, text, finish)  # type: ignore[arg-type]


def test_the_title_is_the_headline_without_full_stop_and_site() -> None:
    (found,) = title(translated(3, f"{ENGLISH[TITLE]}{SITE}"), SITE)
    assert found == Headline("A new library opens in Yunxi County", (3,))


def test_the_titles_findings_are_the_headlines() -> None:
    doubt = Finding("number", "error", "m")
    (found,) = title(translated(0, "A library.", doubt))
    assert found.findings == (doubt,)


def test_an_untranslated_title_is_no_headline() -> None:
    assert title(Translation(0, "", "failed")) == []
    assert lead(Translation(0, "", "failed")) == []


def test_a_title_that_is_going_to_be_tried_again_is_no_headline_yet() -> None:
    source = Sentence(0, 0, len(TITLE), TITLE, "title")
    state = BriefState(Article("", ()))
    draft = state.apply(TranslationReady(translated(0, "A library."), "draft"))
    assert run_jobs([title_job(source)], ScriptedEngine(), state=draft) == []


def test_without_a_title_one_is_written_for_the_lead() -> None:
    engine = Answering('"Yunxi County opens new library."')
    (found,) = lead(translated(0, ENGLISH[LEDE]), engine)
    assert ENGLISH[LEDE] in engine.prompts[0]
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
    (found,) = lead(translated(0, ENGLISH[LEDE]), Answering(answer, finish))
    assert found.text == ENGLISH[LEDE].rstrip(".")


def test_without_a_chat_model_the_lead_is_the_headline() -> None:
    (found,) = lead(translated(0, ENGLISH[LEDE]), chat=False)
    assert found.text == ENGLISH[LEDE].rstrip(".")


@pytest.mark.parametrize(
    "text", ["A 5.2-level earthquake strikes", "A 5.2 level earthquake strikes", "An x"]
)
def test_an_earthquake_has_a_magnitude(text: str) -> None:
    assert plain_style(text).replace("magnitude-5.2 earthquake", "") in ("A  strikes", "An x")
    assert plain_style("Area earthquake 5.2 level") == "Area magnitude-5.2 earthquake"


def test_a_long_title_is_cut_at_a_clause() -> None:
    whole = (
        "A new library has opened in Yunxi County with three floors and many thousand books of all "
        "kinds, while the park beside the library is still under construction"
    )
    source = Sentence(0, 0, len(TITLE), TITLE, "title")
    known = context(TITLE)
    (found,) = made(title_job(source, "", known, None), translated(0, whole))
    assert found.text == whole.partition(", while")[0]
