"""A whole article on scripted answers: what a reader gets, in which order, and what is kept when
the work breaks off."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scripts import (
    ARTICLE,
    ENGLISH,
    FLOORS,
    FOREIGN,
    LEDE,
    PARK,
    QUOTE,
    TITLE,
    Stage,
    in_turn,
)
from tests.support import REPO
from zhaiyi.article import document_date, parse
from zhaiyi.core.document import Article, Brief, Source
from zhaiyi.core.errors import NotChinese, UnreadableInput
from zhaiyi.core.events import (
    ArticleRead,
    Event,
    Finished,
    HeadlineReady,
    HighlightsFound,
    Notice,
    Progress,
    SummaryReady,
    TranslationReady,
)
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Request
from zhaiyi.estimation import Reading
from zhaiyi.estimation.base import Pair
from zhaiyi.formats import read_text
from zhaiyi.pipeline import BriefOptions, Zhaiyi
from zhaiyi.render import render
from zhaiyi.translation.state import BriefState

NAMED = "欧盟委员科丽娜·克雷楚12日参观了图书馆。科丽娜·克雷楚说她很喜欢这里。"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Zhaiyi, Stage]]:
    stage = Stage()
    settings = Settings(home=tmp_path_factory.mktemp("home"), offline=True)
    with Zhaiyi(model=stage, settings=settings) as zhaiyi:
        yield zhaiyi, stage


@pytest.fixture
def stage(served: tuple[Zhaiyi, Stage]) -> Stage:
    return served[1].play()


@pytest.fixture
def zhaiyi(served: tuple[Zhaiyi, Stage]) -> Zhaiyi:
    return served[0]


def by_text(brief: Brief) -> dict[str, str]:
    """English of each sentence by its Chinese."""
    texts = {s.id: s.text for s in brief.article.sentences}
    return {texts[t.source]: t.text for t in brief.translations}


def first(events: list[Event], kind: type) -> int:
    return next(i for i, event in enumerate(events) if isinstance(event, kind))


def without_run(brief: Brief) -> str:
    tree = json.loads(render(brief, "json"))
    del tree["run"]
    return json.dumps(tree, ensure_ascii=False)


# -- one translation for each sentence


def test_every_sentence_has_one_translation_and_repeats_have_none(
    zhaiyi: Zhaiyi, stage: Stage
) -> None:
    brief = zhaiyi.brief(ARTICLE)
    wanted = [
        s.id for s in brief.article.sentences if s.repeat_of is None and s.kind != "boilerplate"
    ]
    assert [t.source for t in brief.translations] == wanted
    assert by_text(brief).items() >= ENGLISH.items()
    assert {t.status for t in brief.translations} == {"ok"}
    assert brief.run.complete


def test_no_sentence_is_sent_twice_and_none_that_a_rule_renders(
    zhaiyi: Zhaiyi, stage: Stage
) -> None:
    brief = zhaiyi.brief(ARTICLE)
    assert sorted(stage.sources) == sorted(ENGLISH)
    assert len(stage.requests) == len(ENGLISH)
    rendered = by_text(brief)
    assert rendered[FOREIGN] == FOREIGN
    assert rendered["新华社云溪6月12日电（记者张伟）"].startswith("YUNXI, June 12 (Xinhua")
    assert rendered["来源：新华社"] == "Source: Xinhua"


@pytest.mark.parametrize("batch", [1, 3, 8])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_results_does_not_show(
    zhaiyi: Zhaiyi, stage: Stage, batch: int, seed: int
) -> None:
    plain = by_text(zhaiyi.brief(ARTICLE))
    stage.play(batch=batch, delays=lambda request: len(request.source) * seed % 5)
    delayed = zhaiyi.brief(ARTICLE)
    assert by_text(delayed) == plain
    assert sorted(stage.sources) == sorted(ENGLISH)
    assert [t.source for t in delayed.translations] == sorted(
        t.source for t in delayed.translations
    )


def test_no_engine_is_asked_for_sentences_that_are_known(zhaiyi: Zhaiyi, stage: Stage) -> None:
    whole = zhaiyi.brief(ARTICLE)
    stage.play()
    known = {t.source: t for t in whole.translations}
    last = list(zhaiyi.stream(ARTICLE, known=known))[-1]
    assert isinstance(last, Finished)
    assert stage.sources == []
    assert without_run(last.brief) == without_run(whole)


def test_an_article_that_rules_render_alone_needs_no_engine(zhaiyi: Zhaiyi, stage: Stage) -> None:
    brief = zhaiyi.brief("来源：新华社", BriefOptions(force=True))
    assert stage.requests == []
    assert brief.run.complete


# -- the order of events


def test_title_and_key_sentences_go_first(zhaiyi: Zhaiyi, stage: Stage) -> None:
    stage.play(batch=2)
    brief = zhaiyi.brief(ARTICLE)
    key = {brief.article.sentences[i].text for i in (0, *brief.highlights.key)}
    assert set(stage.sources[: len(key)]) == key
    assert len(key) < len(ENGLISH)


def test_highlights_then_headline_and_summary_before_the_rest(zhaiyi: Zhaiyi, stage: Stage) -> None:
    stage.play(batch=2)
    events = list(zhaiyi.stream(ARTICLE))
    last = max(i for i, event in enumerate(events) if isinstance(event, TranslationReady))
    order = [first(events, kind) for kind in (ArticleRead, HighlightsFound, HeadlineReady)]
    assert order == sorted(order)
    assert order[-1] < last
    assert first(events, SummaryReady) < last
    headline = next(event.headline for event in events if isinstance(event, HeadlineReady))
    assert (headline.text, headline.sources) == (ENGLISH[TITLE].rstrip("."), (0,))


def test_progress_only_grows_and_ends_full(zhaiyi: Zhaiyi, stage: Stage) -> None:
    progress = [e for e in zhaiyi.stream(ARTICLE) if isinstance(e, Progress)]
    assert all(a.done <= b.done and a.total == b.total for a, b in pairwise(progress))
    assert progress[-1].done == progress[-1].total
    assert all(p.seconds_left is None or p.seconds_left >= 0 for p in progress)


def test_the_last_event_holds_what_the_events_told(zhaiyi: Zhaiyi, stage: Stage) -> None:
    events = list(zhaiyi.stream(ARTICLE))
    assert isinstance(events[-1], Finished)
    assert sum(isinstance(event, Finished) for event in events) == 1
    told = {e.translation.source: e.translation for e in events if isinstance(e, TranslationReady)}
    assert dict(enumerate(events[-1].brief.summary)) == {
        e.index: e.sentence for e in events if isinstance(e, SummaryReady)
    }
    assert {t.source: t for t in events[-1].brief.translations} == told


def test_who_hears_the_events_has_the_brief(zhaiyi: Zhaiyi, stage: Stage) -> None:
    """The page and the terminal reduce the same events to the same state."""
    stage.play(in_turn(FLOORS, "The library has three floors and 70,000 books.", ENGLISH[FLOORS]))
    read, *events = zhaiyi.stream(ARTICLE)
    assert isinstance(read, ArticleRead)
    last = events[-1]
    assert isinstance(last, Finished)
    state = reduce(BriefState.apply, events, BriefState(read.article))
    assert state.brief(last.brief.provenance, last.brief.run) == last.brief
    assert state.final == {t.source for t in last.brief.translations}


def test_a_summary_sentence_knows_its_sources(zhaiyi: Zhaiyi, stage: Stage) -> None:
    brief = zhaiyi.brief(ARTICLE, BriefOptions(sentences=3))
    texts = {s.id: s.text for s in brief.article.sentences}
    assert tuple(s.sources for s in brief.summary) == brief.highlights.groups
    assert len(brief.summary) == 3
    for sentence in brief.summary:
        assert sentence.text == " ".join(ENGLISH[texts[i]] for i in sentence.sources)
        assert 0 < sentence.support <= 1


def test_summary_only_translates_what_the_summary_stands_on(zhaiyi: Zhaiyi, stage: Stage) -> None:
    events = list(zhaiyi.stream(ARTICLE, BriefOptions(summary_only=True)))
    assert isinstance(events[-1], Finished)
    brief = events[-1].brief
    assert {t.source for t in brief.translations} == {0, *brief.highlights.key}
    assert len(stage.requests) == len(brief.translations)
    assert brief.headline.text
    assert len(brief.summary) == len(brief.highlights.groups)
    assert brief.run.complete
    progress = [e for e in events if isinstance(e, Progress)]
    assert {p.total for p in progress} == {len(brief.translations)}


# -- breaking off


@pytest.mark.parametrize("step", [1, 2, 3])
def test_after_a_cancel_no_further_micro_batch_is_computed(
    zhaiyi: Zhaiyi, stage: Stage, step: int
) -> None:
    cancel = threading.Event()
    stage.play(batch=2, on_step=lambda n: cancel.set() if n == step else None)
    events = list(zhaiyi.stream(ARTICLE, cancel=cancel))
    assert stage.steps <= step + 1
    assert isinstance(events[-1], Finished)
    brief = events[-1].brief
    assert not brief.run.complete
    assert by_text(brief).items() >= {s: ENGLISH[s] for s in stage.sources}.items()
    assert len(stage.sources) < len(ENGLISH)
    progress = [e for e in events if isinstance(e, Progress)]
    assert all(p.done < p.total for p in progress)


def test_a_cancel_from_the_start_still_gives_the_highlights(zhaiyi: Zhaiyi, stage: Stage) -> None:
    cancel = threading.Event()
    cancel.set()
    brief = zhaiyi.brief(ARTICLE, cancel=cancel)
    assert stage.steps == 0
    assert brief.highlights.key
    assert not brief.run.complete


def test_a_reader_who_stops_listening_breaks_nothing(zhaiyi: Zhaiyi, stage: Stage) -> None:
    stream = zhaiyi.stream(ARTICLE)
    for event in stream:
        if isinstance(event, TranslationReady):
            break
    stream.close()  # type: ignore[attr-defined]
    assert zhaiyi.brief(ARTICLE).run.complete


def test_a_broken_engine_is_told_and_what_was_done_is_kept(zhaiyi: Zhaiyi, stage: Stage) -> None:
    stage.play(batch=2, fail_at=2)
    events = list(zhaiyi.stream(ARTICLE))
    notices = [e.message for e in events if isinstance(e, Notice)]
    assert any("fail at step 2" in message for message in notices)
    assert isinstance(events[-1], Finished)
    brief = events[-1].brief
    assert not brief.run.complete
    done = stage.sources[:2]
    assert len(done) == 2
    assert by_text(brief).items() >= {s: ENGLISH[s] for s in done}.items()
    stage.play()
    assert zhaiyi.brief(ARTICLE).run.complete


def test_what_is_not_chinese_is_refused_before_any_work(zhaiyi: Zhaiyi, stage: Stage) -> None:
    with pytest.raises(NotChinese):
        zhaiyi.brief("This is an English text about a library and nothing else at all.")
    with pytest.raises(UnreadableInput):
        zhaiyi.brief("  \n ")
    assert stage.requests == []


# -- repair and names, seen from outside


def test_a_repaired_sentence_shows_twice_and_ends_good(zhaiyi: Zhaiyi, stage: Stage) -> None:
    stage.play(in_turn(FLOORS, "The library has three floors and 70,000 books.", ENGLISH[FLOORS]))
    events = list(zhaiyi.stream(ARTICLE))
    number = next(s.id for s in parse(read_text(ARTICLE)).sentences if s.text == FLOORS)
    told = [
        e.translation
        for e in events
        if isinstance(e, TranslationReady) and e.translation.source == number
    ]
    assert [t.status for t in told] == ["flagged", "repaired"]
    assert told[-1].text == ENGLISH[FLOORS]
    assert "20万=200,000" in (stage.tries(FLOORS)[-1].prompt or "")


def test_a_summary_waits_for_the_repaired_translation(zhaiyi: Zhaiyi, stage: Stage) -> None:
    wrong = ENGLISH[LEDE].replace("610 million", "6.1 billion")
    stage.play(in_turn(LEDE, wrong, ENGLISH[LEDE]))
    brief = zhaiyi.brief(ARTICLE)
    assert "6.1 billion" not in render(brief, "md").decode()
    assert any("610 million" in sentence.text for sentence in brief.summary)


def test_a_foreign_name_is_asked_once_and_given_to_every_sentence(
    zhaiyi: Zhaiyi, stage: Stage
) -> None:
    stage.play({"科丽娜·克雷楚": "Corina Cretu"})
    brief = zhaiyi.brief(f"{ARTICLE}\n\n{NAMED}", BriefOptions(force=True))
    asked = [r for r in stage.requests if "/name/" in r.id]
    assert [r.source for r in asked] == ["科丽娜·克雷楚"]
    holding = [r for r in stage.requests if "克雷楚" in r.source and r not in asked]
    assert len({r.source for r in holding}) == 2
    assert all("科丽娜·克雷楚=Corina Cretu" in (r.prompt or "") for r in holding)
    term = next(t for t in brief.terms if t.source == "科丽娜·克雷楚")
    assert (term.target, term.origin, term.confirmed) == ("Corina Cretu", "model", False)


# -- bare translation


def test_translate_gives_one_for_each_text(zhaiyi: Zhaiyi, stage: Stage) -> None:
    texts = [PARK, "", "  plain Latin, indented", TITLE, " \t", "2026-11-23", PARK, FLOORS]
    stage.play(batch=1, delays=lambda request: len(request.source) % 3)
    found = {t.source: t.text for t in zhaiyi.translate(texts)}
    assert sorted(found) == list(range(len(texts)))
    assert [found[i] for i in range(len(texts))] == [ENGLISH.get(t, t) for t in texts]


def test_translate_gives_each_once_and_repaired(zhaiyi: Zhaiyi, stage: Stage) -> None:
    stage.play(in_turn(FLOORS, "The library has three floors and 70,000 books.", ENGLISH[FLOORS]))
    found = list(zhaiyi.translate([FLOORS, PARK]))
    assert sorted(t.source for t in found) == [0, 1]
    assert {t.status for t in found} == {"ok", "repaired"}


def test_translate_of_nothing_is_nothing(zhaiyi: Zhaiyi, stage: Stage) -> None:
    assert list(zhaiyi.translate([])) == []
    assert [t.text for t in zhaiyi.translate(["", "x"])] == ["", "x"]
    assert stage.requests == []


# -- what can be compared


def test_two_runs_agree_but_for_the_run_block(zhaiyi: Zhaiyi, stage: Stage) -> None:
    one = zhaiyi.brief(ARTICLE)
    stage.play(batch=3, delays=lambda request: len(request.source) % 4)
    two = zhaiyi.brief(ARTICLE)
    assert without_run(one) == without_run(two)
    assert json.loads(render(one, "json"))["run"]["complete"] is True


def test_provenance_names_models_prompts_and_settings(zhaiyi: Zhaiyi, stage: Stage) -> None:
    brief = zhaiyi.brief(ARTICLE, BriefOptions(sentences=2, summary_only=True, quality="best"))
    assert brief.provenance.translator == brief.provenance.summarizer == "stage/1"
    assert set(brief.provenance.prompts) >= {"translate", "condense"}
    assert brief.provenance.settings == {"quality": "best", "sentences": 2, "summary_only": True}
    assert brief.run.tokens["prompt"] > 0


def test_several_threads_share_one_service(zhaiyi: Zhaiyi, stage: Stage) -> None:
    stage.play(batch=2)
    briefs: list[Brief] = []
    threads = [
        threading.Thread(target=lambda: briefs.append(zhaiyi.brief(ARTICLE))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({without_run(brief) for brief in briefs}) == 1
    assert Counter(stage.sources) == dict.fromkeys(ENGLISH, 3)


@pytest.mark.process
def test_a_brief_needs_neither_torch_nor_transformers(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from zhaiyi import Zhaiyi\n"
        f"brief = Zhaiyi(model='scripted').brief({ARTICLE!r})\n"
        "assert brief.translations\n"
        "print(sorted({'torch', 'transformers'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPO,
        env={"ZHAIYI_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


# -- the document's date


@pytest.mark.parametrize(
    ("dateline", "meta", "date"),
    [
        ("新华社北京6月12日电", {}, (None, 6)),
        ("新华社北京2025年11月3日电", {}, (2025, 11)),
        ("新华社北京6月12日电", {"date": "2024-02-29"}, (2024, 2)),
        ("本报讯", {}, (None, None)),
        ("16月12日", {}, (None, None)),
    ],
)
def test_the_date_comes_from_metadata_or_dateline(
    dateline: str, meta: dict[str, str], date: tuple[int | None, int | None]
) -> None:
    article = Article("", (), dateline=dateline, source=Source("", "", meta=meta))
    assert document_date(article) == date


def test_a_quotation_keeps_its_marks(zhaiyi: Zhaiyi, stage: Stage) -> None:
    def curly(request: Request) -> str:
        return ENGLISH.get(request.source, request.source).replace("“", "「").replace("”", "」")

    stage.play(curly)
    assert 'said: "This will' in by_text(zhaiyi.brief(ARTICLE))[QUOTE]


def test_what_was_damaged_in_a_file_is_told(zhaiyi: Zhaiyi, stage: Stage) -> None:
    whole = read_text(ARTICLE, "a.txt")
    source = Source("a.txt", whole.text, blocks=whole.blocks, meta={"notes": "line 3 is damaged"})
    told = [event.message for event in zhaiyi.stream(source) if isinstance(event, Notice)]
    assert "a.txt: line 3 is damaged" in told


# -- confidence -----------------------------------------------------------------------------------


class Reader:
    """A stand-in for the encoder of an estimator: everything looks much the same."""

    signature = "reader"

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        return [Reading(0.0, 0.0, 1.8, 0.0) for _ in pairs]


def test_every_sentence_of_a_brief_says_how_sure_it_is(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, offline=True)
    with Zhaiyi(model=Stage(), settings=settings, estimator=Reader()) as zhaiyi:
        brief = zhaiyi.brief(ARTICLE)
    foreign = {s.id for s in brief.article.sentences if s.foreign}
    told = [t for t in brief.translations if t.text and t.source not in foreign]
    assert told
    assert all(t.level and t.confidence is not None for t in told)
    assert not [t for t in told if t.level == "sure" and t.status == "flagged"]
    assert all(s.level and s.confidence is not None for s in brief.summary)
    assert brief.headline.level
    assert brief.provenance.estimator == "reader, general curve"


def test_each_line_is_final_once_and_has_its_confidence(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, offline=True)
    with Zhaiyi(model=Stage(), settings=settings, estimator=Reader()) as zhaiyi:
        found = list(zhaiyi.translate([TITLE, PARK, FLOORS]))
    assert sorted(t.source for t in found) == [0, 1, 2]
    assert all(t.level for t in found)


def test_without_an_estimator_no_sentence_has_a_level(zhaiyi: Zhaiyi) -> None:
    brief = zhaiyi.brief(ARTICLE)
    assert {t.level for t in brief.translations} == {None}
    assert brief.provenance.estimator == ""
