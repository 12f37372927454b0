"""The plan of one document's work: what is asked in which round, and what needs no engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.scripts import (
    ARTICLE,
    ENGLISH,
    FLOORS,
    LEDE,
    PARK,
    READERS,
    TITLE,
    Stage,
    encoder,
    in_turn,
    lexicon,
    run_jobs,
)
from zhaiyi.article import parse
from zhaiyi.core.document import Article, Highlights, Sentence, SummarySentence, Translation
from zhaiyi.core.events import Event, HeadlineReady, Progress, SummaryReady, TranslationReady
from zhaiyi.engines.base import NEVER, Cancel, Request, Result
from zhaiyi.engines.worker import EngineWorker
from zhaiyi.formats import read_text
from zhaiyi.models.cards import Role
from zhaiyi.salience.key_sentences import extract
from zhaiyi.summary.jobs import made_beside
from zhaiyi.terminology import find_terms
from zhaiyi.translation.context import DocumentContext, SourceSegment
from zhaiyi.translation.jobs import Job
from zhaiyi.translation.judge import CheckJudge, Judge
from zhaiyi.translation.plan import (
    MAX_NAMES,
    WINDOW,
    Beside,
    longest_first,
    make_plan,
    with_progress,
)
from zhaiyi.translation.retry import Budget, Hypothesis, Step
from zhaiyi.translation.scheduler import Scheduler
from zhaiyi.translation.sources import is_translated, lines_as_article, title_of
from zhaiyi.translation.state import BriefState
from zhaiyi.translation.urgency import Urgency

BODY = "".join((FLOORS, READERS, PARK))
ROOMS = {
    f"{chinese}阅览室今天也向居民开放。": f"The {english} reading room also opened to locals today."
    for chinese, english in (
        ("哲学", "philosophy"), ("数学", "mathematics"), ("物理", "physics"), ("化学", "chemistry"),
        ("生物", "biology"), ("地质", "geology"), ("天文", "astronomy"), ("经济", "economics"),
        ("建筑", "architecture"), ("摄影", "photography"), ("戏剧", "drama"), ("诗歌", "poetry"),
        ("小说", "fiction"), ("农业", "farming"), ("工业", "industry"), ("体育", "sports"),
        ("历史", "history"), ("科学", "science"), ("艺术", "art"), ("音乐", "music"),
        ("法律", "law"), ("医学", "medical"), ("电影", "film"), ("地图", "map"),
        ("报纸", "newspaper"), ("儿童", "children’s"), ("体育", "sports"), ("农业", "farming"),
        ("数学", "mathematics"), ("哲学", "philosophy"),
    )
}  # fmt: skip


class Rounds(Stage):
    """Remembers which sources came in one call."""

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.play(answers)
        self.calls: list[list[str]] = []
        self.sent: list[Request] = []

    def generate(self, requests: Any, cancel: Cancel = NEVER) -> Any:
        self.calls.append([request.source for request in requests])
        self.sent.extend(requests)
        return super().generate(requests, cancel)


@dataclass
class Made:
    """One document with its engines, and its state."""

    article: Article
    highlights: Highlights
    context: DocumentContext
    engines: Mapping[Role, EngineWorker]
    chat: bool
    state: BriefState

    def events(self, summary_only: bool, cancel: Cancel) -> Iterator[Event]:
        title = title_of(self.article)
        first = {*self.highlights.key, *([title.id] if title else [])}
        sentences = [s for s in self.article.sentences if is_translated(s)]
        if summary_only:
            sentences = [s for s in sentences if s.id in first]
        wrap = self.context.wrap if self.chat else None
        ids = {s.id for s in sentences}
        beside = made_beside(self.article, self.highlights, ids, wrap)
        plan = make_plan(self.article, self.context, sentences, beside=beside)
        scheduler = Scheduler(self.engines, cancel, urgency=Urgency(summary=tuple(first)))
        return with_progress(scheduler.run([plan.job()], self.state), plan)


def document(
    text: str, translator: Stage, summarizer: Stage | None = None, *, chat: bool = True
) -> Made:
    """An article, with real vectors, terms and highlights."""
    article = parse(read_text(text))
    vectors = encoder().encode([s.text for s in article.sentences])
    wrap = (lambda text: text) if chat else None
    terms = find_terms(article, lexicon())
    context = DocumentContext("d", encoder(), lexicon(), vectors, terms, wrap)
    worker = EngineWorker(translator)
    second = EngineWorker(summarizer) if summarizer else worker
    engines: dict[Role, EngineWorker] = {"translator": worker, "summarizer": second}
    highlights = extract(article, vectors)
    return Made(article, highlights, context, engines, chat, BriefState(article))


def run(made: Made, summary_only: bool = False, cancel: Cancel = NEVER) -> list[Event]:
    events = []
    for event in made.events(summary_only, cancel):
        made.state = made.state.apply(event)
        events.append(event)
    return events


def headline(events: list[Event]) -> str:
    return next(event.headline.text for event in events if isinstance(event, HeadlineReady))


def summary(events: list[Event]) -> list[SummarySentence]:
    return [event.sentence for event in events if isinstance(event, SummaryReady)]


# -- order


def test_title_and_key_sentences_come_before_the_rest_of_a_long_article() -> None:
    engine = Rounds(ROOMS)
    made = document(ARTICLE + "\n" + "\n".join(ROOMS), engine)
    run(made)
    sentences = made.article.sentences
    wanted = {TITLE, *(sentences[i].text for i in made.highlights.key)}
    first = {request.source for request in engine.sent if request.priority == 0}
    assert wanted <= first
    assert {*ENGLISH, *ROOMS} <= {request.source for request in engine.sent}
    assert not first & set(ROOMS) - wanted


def test_long_sentences_begin_first_in_the_order_of_reading_by_windows() -> None:
    lines = [f"第{n}句" + "长" * (n % 7) for n in range(WINDOW + 5)]
    order = [s.id for s in longest_first(lines_as_article(lines).sentences)]
    first, second = order[:WINDOW], order[WINDOW:]
    assert sorted(first) == list(range(WINDOW))
    assert sorted(second) == list(range(WINDOW, WINDOW + 5))
    for part in (first, second):
        lengths = [len(lines[i]) for i in part]
        assert lengths == sorted(lengths, reverse=True)


def test_a_repair_joins_while_the_rest_is_still_being_done() -> None:
    engine = Rounds()
    again = in_turn(LEDE, "The library opened.", ENGLISH[LEDE])
    engine.play(lambda request: ROOMS.get(request.source) or again(request))
    run(document(ARTICLE + "\n" + "\n".join(ROOMS), engine))
    assert LEDE in engine.calls[0]
    assert any(LEDE in call for call in engine.calls[1:])


def test_two_models_each_get_their_part() -> None:
    translator, summarizer = Rounds(), Rounds()
    text = f"{TITLE}\n\n{LEDE}{FLOORS}{READERS}\n\n{ARTICLE}"
    events = run(document(text, translator, summarizer))
    assert summary(events)
    assert all(source in ENGLISH for call in translator.calls for source in call)
    assert not any(source in ENGLISH for call in summarizer.calls for source in call)


def test_only_sentences_that_may_hold_a_name_wait_for_it() -> None:
    """Its last part may stand for the whole of it."""
    texts = ["桑托斯·多明发言。", "公园很大。", "多明走了。"]
    english = ["Santos Domin spoke.", "The park is big.", "Domin left."]
    answers = dict(zip(texts, english, strict=True))
    engine = Rounds({**answers, "桑托斯·多明": "Santos Domin"})
    made = document("\n".join(["标题在这里", *texts]), engine)
    sentences = [s for s in made.article.sentences if s.text in texts]
    plan = make_plan(made.article, made.context, sentences, names=("桑托斯·多明",))
    list(Scheduler(made.engines).run([plan.job()], made.state))
    assert sorted(engine.calls[0]) == sorted(["桑托斯·多明", texts[1]])
    assert sorted(engine.calls[1]) == sorted([texts[0], texts[2]])
    prompts = {request.source: request.prompt or "" for request in engine.sent}
    assert "Santos Domin" in prompts[texts[0]]
    assert "Domin" in prompts[texts[2]]


def test_the_headline_waits_for_its_own_names_alone() -> None:
    texts = ["克雷楚来访。", "桑托斯·多明发言。", "公园很大。"]
    english = ["Cretu visits.", "Santos Domin spoke.", "The park is big."]
    answers = dict(zip(texts, english, strict=True))
    engine = Rounds({**answers, "桑托斯·多明": "Santos Domin", "克雷楚": "Cretu"})
    made = document("\n".join(texts), engine)
    first = made.article.sentences[0].id
    opened: list[tuple[str, ...]] = []

    def opening(context: DocumentContext) -> Iterator[Job[object]]:
        opened.append(tuple(term.source for term in context.terms))
        return iter(())

    beside = Beside(first, opening)
    names = ("克雷楚", "桑托斯·多明")
    plan = make_plan(made.article, made.context, made.article.sentences, names, beside=beside)
    list(Scheduler(made.engines).run([plan.job()], made.state))
    assert engine.calls[0] == ["克雷楚"]
    assert sorted(engine.calls[1]) == sorted([texts[0], "桑托斯·多明", texts[2]])
    assert engine.calls[2] == [texts[1]]
    assert "克雷楚" in opened[0]
    assert "桑托斯·多明" not in opened[0]


def test_only_so_many_names_are_asked_for_as_stand_first() -> None:
    names = [f"泽莫维奇{c}" for c in "子丑寅卯辰巳午未申酉戌亥甲乙"]
    engine = Rounds({name: f"Name {n}" for n, name in enumerate(names)})
    made = document("\n".join(["标题在这里", *(f"{name}发言。" for name in names)]), engine)
    plan = make_plan(made.article, made.context, made.article.sentences, names)
    list(Scheduler(made.engines).run([plan.job()], made.state))
    assert [r.source for r in engine.sent if r.source in names] == names[:MAX_NAMES]


# -- headline


def test_the_site_behind_a_title_is_not_sent_and_not_in_the_headline() -> None:
    engine = Rounds()
    made = document(f"{TITLE}-新华网\n\n{LEDE}{BODY}", engine)
    events = run(made)
    assert made.article.title == TITLE
    assert TITLE in engine.calls[0]
    assert not any("新华网" in source for call in engine.calls for source in call)
    assert headline(events) == ENGLISH[TITLE].rstrip(".")
    assert made.state.translations[0].text.startswith(f"{ENGLISH[TITLE]} - ")


def test_without_a_title_the_headline_is_written_for_the_first_key_sentence() -> None:
    engine = Rounds()

    def answer(request: Request) -> str:
        if request.id.endswith("/headline"):
            return "Yunxi County opens new library"
        return ENGLISH.get(request.source, request.source)

    engine.play(answer)
    made = document(f"{LEDE}{BODY}", engine)
    events = run(made)
    assert not any(s.kind == "title" for s in made.article.sentences)
    assert headline(events) == "Yunxi County opens new library"
    assert sum(r.id.endswith("/headline") for r in engine.requests) == 1


# -- without a chat model


def test_without_a_chat_model_nothing_is_asked_but_translations() -> None:
    engine = Rounds()
    made = document(f"{LEDE}{BODY}", engine, chat=False)
    events = run(made)
    assert sorted(source for call in engine.calls for source in call) == sorted(
        [LEDE, FLOORS, READERS, PARK]
    )
    assert all(request.prompt is None for request in engine.requests)
    found = summary(events)
    assert {sentence.status for sentence in found} == {"replaced"}
    assert all(
        any("not condensed" in finding.message for finding in sentence.findings)
        for sentence in found
    )
    assert headline(events)


# -- what needs no engine


def test_repeats_and_furniture_are_left_out() -> None:
    kept = [s for s in parse(read_text(ARTICLE)).sentences if is_translated(s)]
    assert len({s.text for s in kept}) == len(kept)
    assert all(s.kind != "boilerplate" for s in kept)


def test_an_engine_that_gives_nothing_leaves_every_source_shown_as_failed() -> None:
    engine = Rounds()
    engine.play(lambda request: "")
    made = document(ARTICLE, engine)
    events = run(made)
    failed = {i for i, t in made.state.translations.items() if t.status == "failed"}
    texts = {made.article.sentences[i].text for i in failed}
    assert texts == set(ENGLISH)
    assert all(made.state.translations[i].findings for i in failed)
    assert summary(events) == []


# -- progress and cancel


def test_progress_counts_what_is_finished() -> None:
    events = run(document(ARTICLE, Rounds()))
    done = [event.done for event in events if isinstance(event, Progress)]
    assert done == sorted(set(done))
    assert done[-1] == len(
        {e.translation.source for e in events if isinstance(e, TranslationReady)}
    )
    last = [event for event in events if isinstance(event, Progress)][-1]
    assert last.seconds_left == 0


def test_in_a_summary_the_time_left_is_that_of_the_summary() -> None:
    events = run(document(ARTICLE, Rounds()), summary_only=True)
    last = [event for event in events if isinstance(event, Progress)][-1]
    assert (last.done, last.seconds_left) == (last.total, 0)


def test_a_cancel_while_a_repair_waits_keeps_the_first_attempt() -> None:
    cancel = threading.Event()
    bad = "The library has three floors and 70,000 books."

    def answer(request: Request) -> str:
        if request.source == FLOORS:
            cancel.set()
            return bad
        return ENGLISH.get(request.source, request.source)

    engine = Rounds()
    engine.play(answer)
    made = document(ARTICLE, engine)
    run(made, cancel=cancel)
    assert len(engine.calls) == 1
    kept = {made.article.sentences[i].text: t for i, t in made.state.translations.items()}
    assert (kept[FLOORS].text, kept[FLOORS].status) == (bad, "flagged")


def test_repairs_stay_within_the_documents_budget() -> None:
    engine = Rounds()
    engine.play(lambda request: f"{request.source}" if "/name/" not in request.id else "")
    made = document(ARTICLE, engine)
    run(made)
    again = [r for r in engine.requests if r.source in TITLE + LEDE + BODY and "." in r.id]
    longest = max(len(source) for source in ENGLISH)
    assert sum(len(r.source) for r in again) <= max(
        2.5 * longest, 0.5 * sum(len(source) for source in ENGLISH)
    )


# -- bare lines


def stream(texts: list[str], engine: Stage, cancel: Cancel = NEVER) -> Iterator[Translation]:
    article = lines_as_article(texts)
    vectors = encoder().encode(texts) if texts else np.zeros((0, 512), np.float32)
    context = DocumentContext("d", encoder(), lexicon(), vectors, (), lambda text: text)
    plan = make_plan(article, context, article.sentences)
    scheduler = Scheduler({"translator": EngineWorker(engine)}, cancel)
    for event in scheduler.run([plan.job()], BriefState(article)):
        if isinstance(event, TranslationReady) and event.standing == "final":
            yield event.translation


def lines(texts: list[str], engine: Stage, cancel: Cancel = NEVER) -> list[Translation]:
    return list(stream(texts, engine, cancel))


def test_lines_come_out_once_each_and_repaired_ones_at_their_best() -> None:
    engine = Rounds()
    engine.play(in_turn(FLOORS, "The library has three floors and 70,000 books.", ENGLISH[FLOORS]))
    found = {t.source: t for t in lines([PARK, "", FLOORS, "Latin", PARK], engine)}
    assert [found[i].text for i in range(5)] == [
        ENGLISH[PARK], "", ENGLISH[FLOORS], "Latin", ENGLISH[PARK],
    ]  # fmt: skip
    assert found[2].status == "repaired"


def test_a_lines_dateline_is_rendered_by_rule_and_its_text_by_the_engine() -> None:
    engine = Rounds()
    engine.play({FLOORS: ENGLISH[FLOORS]})
    opened = [
        f"新华社上海7月25日电 {FLOORS}",
        f"中新网7月25日电(记者 王斌){FLOORS}",
        "中新网7月25日电",
    ]
    assert [t.text for t in sorted(lines(opened, engine), key=lambda t: t.source)] == [
        f"SHANGHAI, July 25 (Xinhua) {ENGLISH[FLOORS]}",
        f"July 25 (China News Service, reporter Wang Bin) {ENGLISH[FLOORS]}",
        "July 25 (China News Service)",
    ]
    assert {r.source for r in engine.requests} == {FLOORS}


def test_after_a_cancel_a_line_that_waits_for_repair_is_given_as_it_is() -> None:
    cancel = threading.Event()
    bad = "The library has three floors and 70,000 books."
    engine = Rounds()
    engine.play({FLOORS: bad}, on_step=lambda step: cancel.set())
    found = {t.source: (t.text, t.status) for t in lines([PARK, FLOORS], engine, cancel)}
    assert found == {0: (ENGLISH[PARK], "ok"), 1: (bad, "flagged")}
    assert engine.steps == 1


def test_lines_already_finished_are_given_out_before_the_last_is_asked() -> None:
    engine, gate = Rounds(), threading.Event()
    engine.play(batch=1, on_step=lambda step: step < 3 or gate.wait(10))
    assert next(stream([PARK, READERS, FLOORS], engine)).text
    assert not gate.is_set()
    gate.set()


@given(st.lists(st.text(max_size=20), max_size=8))
def test_lines_keep_their_text_and_offsets(texts: list[str]) -> None:
    article: Article = lines_as_article(texts)
    assert [s.text for s in article.sentences] == texts
    for number, sentence in enumerate(article.sentences):
        assert isinstance(sentence, Sentence)
        assert sentence.id == number
        assert article.text[sentence.start : sentence.end] == sentence.text


def test_a_cancelled_line_is_not_given_out() -> None:
    class Cancelled(Stage):
        def generate(self, requests: Any, cancel: Cancel = NEVER) -> Any:
            return (Result(r.id, "", "cancelled") for r in requests)

    assert [t.source for t in lines([PARK, "Latin"], Cancelled())] == [1]


# -- the judge


def test_another_judge_decides_what_is_kept_and_tried_again() -> None:
    """An estimator of quality comes in here: it takes an answer that the checks object to."""

    @dataclass(frozen=True)
    class Content:
        checks: CheckJudge

        def judged(self, segment: SourceSegment, result: Result, by: str) -> Hypothesis:
            return replace(self.checks.judged(segment, result, by), findings=())

        def next_step(
            self, segment: SourceSegment, hypotheses: Sequence[Hypothesis]
        ) -> Step | None:
            return None

    engine = Rounds({FLOORS: "The library has three floors and 70,000 books."})
    article = lines_as_article([FLOORS])
    vectors = encoder().encode([FLOORS])
    context = DocumentContext("d", encoder(), lexicon(), vectors, (), lambda text: text)

    def content(context: DocumentContext, budget: Budget) -> Judge:
        return Content(CheckJudge(context, budget))

    plan = make_plan(article, context, article.sentences, make_judge=content)
    events = run_jobs([plan.job()], engine)
    told = [e.translation for e in events if isinstance(e, TranslationReady)]
    assert [(t.text, t.status) for t in told] == [
        ("The library has three floors and 70,000 books.", "ok")
    ]
    assert len(engine.requests) == 1


def test_a_plan_knows_where_its_article_was_written() -> None:
    text = "（新加坡讯）我国今年拨款3亿元。"
    article = lines_as_article([text])
    context = DocumentContext("d", encoder(), lexicon(), encoder().encode([text]))
    assert make_plan(article, context, article.sentences).context.home == "SG"
