"""A changed term: what is done again, and that nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from zhaiyi.core.document import Brief
from zhaiyi.core.errors import UsageError
from zhaiyi.core.events import Finished, Revising, TranslationReady
from zhaiyi.core.settings import Settings
from zhaiyi.engines.base import Request
from zhaiyi.engines.scripted import ScriptedEngine, pretend
from zhaiyi.pipeline import Zhaiyi
from zhaiyi.render.edit import edited
from zhaiyi.revise import affected, changed_term, revise, with_term

ARTICLE = (
    "汕头建设智慧城市\n\n汕头市政府12日宣布，将投资6.1亿元建设智慧城市。\n\n项目明年完成。"
    "当地居民对此表示欢迎。\n\n专家认为，汕头的经验值得其他城市学习。"
)


class Asked:
    """A scripted engine that remembers the sources it was asked for."""

    def __init__(self) -> None:
        self.sources: list[str] = []

    def __call__(self, request: Request) -> str:
        self.sources.append(request.source)
        return pretend(request.source, request.prompt or "")


@pytest.fixture(scope="module")
def listening() -> Asked:
    return Asked()


@pytest.fixture
def asked(listening: Asked) -> Asked:
    listening.sources.clear()
    return listening


@pytest.fixture(scope="module")
def zhaiyi(listening: Asked, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zhaiyi]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), offline=True, memory=False)
    with Zhaiyi(model=ScriptedEngine(listening), settings=settings) as made:
        yield made


@pytest.fixture(scope="module")
def brief(zhaiyi: Zhaiyi) -> Brief:
    return zhaiyi.brief(ARTICLE)


def again(zhaiyi: Zhaiyi, brief: Brief, source: str, target: str) -> Brief:
    for event in revise(zhaiyi, brief, changed_term(brief, source, target)):
        if isinstance(event, Finished):
            return event.brief
    raise AssertionError("it ends with Finished")


def test_only_the_sentences_that_use_the_term_are_done_again(
    zhaiyi: Zhaiyi, brief: Brief, asked: Asked
) -> None:
    made = again(zhaiyi, brief, "汕头", "Swatow")
    by_id = {t.source: t.text for t in made.translations}
    before = {t.source: t.text for t in brief.translations}
    for sentence in brief.article.sentences:
        if "汕头" in sentence.text:
            assert "Swatow" in by_id[sentence.id]
        else:
            assert by_id[sentence.id] == before[sentence.id]
    chinese = {source for source in asked.sources if "项目" in source or "居民" in source}
    assert not chinese, "a sentence without the term went to the engine"


def test_headline_summary_and_terms_follow(zhaiyi: Zhaiyi, brief: Brief) -> None:
    made = again(zhaiyi, brief, "汕头", "Swatow")
    assert "Swatow" in made.headline.text
    touched = [s for s in made.summary if any("汕头" in _text(brief, i) for i in s.sources)]
    assert touched
    assert all("Swatow" in sentence.text for sentence in touched)
    (term,) = [term for term in made.terms if term.source == "汕头"]
    assert (term.target, term.origin, term.misses) == ("Swatow", "user", 0)
    assert made.highlights == brief.highlights
    assert made.provenance.settings["changed_terms"] == {"汕头": "Swatow"}


def test_a_sentence_is_told_before_it_is_done(zhaiyi: Zhaiyi, brief: Brief) -> None:
    events = list(revise(zhaiyi, brief, changed_term(brief, "专家", "specialists")))
    first = events[0]
    assert isinstance(first, Revising)
    assert [_text(brief, i) for i in first.ids] == ["专家认为，汕头的经验值得其他城市学习。"]
    done = {e.translation.source for e in events if isinstance(e, TranslationReady)}
    assert done == set(first.ids)


def test_what_was_written_by_hand_stays(zhaiyi: Zhaiyi, brief: Brief) -> None:
    own = edited(brief, "t2", "My own words on Shantou.")
    own = edited(own, "h", "My headline")
    own = edited(own, "m1", "My summary.")
    made = again(zhaiyi, own, "汕头", "Swatow")
    assert made.translations[1].text == "My own words on Shantou."
    assert made.translations[1].status == "edited"
    assert (made.headline.text, made.summary[0].text) == ("My headline", "My summary.")


def test_the_longer_term_keeps_its_sentences(zhaiyi: Zhaiyi, brief: Brief) -> None:
    hall = replace(changed_term(brief, "汕头", "Swatow"), source="汕头市政府", target="City Hall")
    held = replace(brief, terms=with_term(brief.terms, hall))
    terms = with_term(held.terms, changed_term(held, "汕头", "Swatow"))
    found = [s.text for s in affected(held, terms, zhaiyi.lexicon)]
    assert found
    assert not any("汕头市政府" in text for text in found)


def test_the_old_english_is_rejected_from_now_on(brief: Brief) -> None:
    old = next(term for term in brief.terms if term.source == "汕头")
    assert changed_term(brief, "汕头", "Swatow").forbidden == (old.target,)
    assert changed_term(brief, "汕头", f"{old.target} City").forbidden == ()


@pytest.mark.parametrize(
    ("source", "target"),
    [("", "x"), ("北京", "Beijing"), ("汕头", " "), ("汕头", "x" * 201), ("汕头", "a\x00b")],
)
def test_what_cannot_be_a_term_is_refused(brief: Brief, source: str, target: str) -> None:
    with pytest.raises(UsageError):
        changed_term(brief, source, target)


def test_a_term_that_no_sentence_uses_any_more_only_changes_the_list(
    zhaiyi: Zhaiyi, brief: Brief, asked: Asked
) -> None:
    held = replace(brief, translations=brief.translations[2:3])
    made = again(zhaiyi, held, "汕头", "Swatow")
    assert made.translations == held.translations
    assert not asked.sources
    assert any(term.target == "Swatow" for term in made.terms)


def _text(brief: Brief, sentence: int) -> str:
    return brief.article.sentences[sentence].text
