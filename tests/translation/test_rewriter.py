"""A chat model beside an encoder-decoder translator: names, and retries that tell more."""

from __future__ import annotations

from collections.abc import Callable

from tests.scripts import ENGLISH, LEDE, Stage, context, english
from zhaiyi.core.document import Article, Translation
from zhaiyi.core.events import TermsFound, TranslationReady
from zhaiyi.engines.base import Request
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.models.cards import load_card
from zhaiyi.translation.context import rewriter_of
from zhaiyi.translation.plan import make_plan
from zhaiyi.translation.scheduler import Scheduler
from zhaiyi.translation.sources import lines_as_article
from zhaiyi.translation.state import BriefState

WRONG = "The new library of Yunxi County opened on the 12th, with a total of 16 million yuan."
NAME = "阿卜杜勒·泽古鲁"
VISIT = f"{NAME}昨天参观了图书馆。"


def made(
    article: Article,
    translator: Callable[[Request], str],
    rewriter: Callable[[Request], str] | None,
    *names: str,
) -> tuple[Translation, list[Request], list[Request], tuple[str, ...]]:
    """The first sentence's translation, what each model was asked, and the terms."""
    small, large = Stage().play(translator), Stage().play(rewriter or english)
    given = context(
        *(s.text for s in article.sentences),
        wrap=None,
        hints=False,
        rewriter=(lambda text: f"<{text}>") if rewriter else None,
    )
    engines = {"translator": EngineWorker(small), "summarizer": EngineWorker(large)}
    plan = make_plan(article, given, article.sentences, names)
    scheduler = Scheduler(engines)
    events = list(scheduler.run([plan.job()], BriefState(article)))
    for engine in engines.values():
        engine.close()
    final = [e for e in events if isinstance(e, TranslationReady) and e.standing == "final"]
    terms = [t.target for e in events if isinstance(e, TermsFound) for t in e.terms]
    return final[0].translation, small.requests, large.requests, tuple(terms)


def test_what_the_checks_object_to_is_rewritten_with_hints() -> None:
    article = lines_as_article([LEDE])
    best, bare, hinted, _ = made(article, lambda request: WRONG, english)
    assert best.text == ENGLISH[LEDE]
    assert best.status == "repaired"
    assert [request.prompt for request in bare] == [None], "the translator is given the source"
    (asked,) = hinted
    assert asked.prompt is not None
    assert asked.prompt.startswith("<")
    assert "610 million" in asked.prompt


def test_what_is_right_is_not_touched() -> None:
    best, _, hinted, _ = made(lines_as_article([LEDE]), english, lambda request: WRONG)
    assert (best.text, best.status) == (ENGLISH[LEDE], "ok")
    assert hinted == []


def test_a_rewriter_that_does_worse_changes_nothing() -> None:
    best, _, hinted, _ = made(lines_as_article([LEDE]), lambda r: WRONG, lambda r: "No.")
    assert best.text == WRONG
    assert best.status == "flagged"
    assert len(hinted) == 1


def test_without_one_the_translator_is_asked_alone() -> None:
    best, bare, hinted, _ = made(lines_as_article([LEDE]), lambda request: WRONG, None)
    assert best.text == WRONG
    assert hinted == []
    assert all(request.prompt is None for request in bare)


def test_names_that_nobody_knows_are_asked_of_it() -> None:
    def answer(request: Request) -> str:
        return "Abdul Zeguru" if request.source == NAME else request.source

    article = lines_as_article([VISIT])
    right = "Abdul Zeguru visited the library yesterday."
    best, bare, hinted, terms = made(article, lambda request: right, answer, NAME)
    assert [request.source for request in hinted] == [NAME]
    assert all(request.source != NAME for request in bare)
    assert any(term.startswith("Abdul") for term in terms)
    assert best.text == right


def test_who_may_stand_beside_whom() -> None:
    opus, default = load_card("opus-mt-zh-en"), load_card("qwen2.5-coder-1.5b-news")
    wrap = rewriter_of(opus, default)
    assert wrap is not None
    assert "你好" in wrap("你好")
    assert rewriter_of(default, default) is None, "it takes hints itself"
    assert rewriter_of(opus, opus) is None
    firefox = load_card("firefox-zh-en")
    assert firefox.memory_mb + default.memory_mb <= 3500
