"""The words of an article with pinyin and English."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from tests.briefs import hostile_brief, sample_brief
from tests.render.strategies import briefs
from zhaiyi.core.document import Article, Brief
from zhaiyi.lexicon import Lexicon
from zhaiyi.render import from_json, render
from zhaiyi.render.aid import reading_aid, shown
from zhaiyi.render.assets import json_for_html

LEXICON = Lexicon()


def by_text(article: Article) -> dict[str, tuple[str, str]]:
    return {word[0]: (word[1], word[2]) for word in reading_aid(article, LEXICON)["words"]}


def assert_cuts_cover(article: Article) -> None:
    aid = reading_aid(article, LEXICON)
    for sentence, cuts in zip(article.sentences, aid["cuts"], strict=True):
        if sentence.foreign:
            assert cuts == []
            continue
        place = 0
        for cut in cuts:
            text = aid["words"][cut][0] if cut >= 0 else ""
            assert sentence.text[place : place + len(text)] == text
            place += len(text) if cut >= 0 else -cut
        assert place == len(sentence.text)


def test_words_have_pinyin_and_english() -> None:
    words = by_text(sample_brief().article)
    assert words["合作"][0] == "hé zuò"
    assert "cooperate" in words["合作"][1]
    assert words["西班牙"] == ("Xī bān yá", "Spain")
    assert words["林依民"] == ("lín yī mín", "")
    assert words["安达卢西亚"][1] == "Andalusia"


def test_each_word_travels_once_and_the_file_stays_small() -> None:
    brief = sample_brief()
    aid = reading_aid(brief.article, LEXICON)
    entries = [tuple(word) for word in aid["words"]]
    assert len(entries) == len(set(entries))
    more = len(render(brief, "html", aid=aid)) - len(render(brief, "html"))
    assert more < 30 * len(brief.article.text)


@pytest.mark.parametrize("brief", [sample_brief(), hostile_brief()])
def test_cuts_cover_every_sentence(brief: Brief) -> None:
    assert_cuts_cover(brief.article)


@given(briefs())
@settings(max_examples=40, deadline=None)
def test_cuts_cover_any_text(brief: Brief) -> None:
    assert_cuts_cover(brief.article)
    aid = reading_aid(brief.article, LEXICON)
    assert json.loads(json_for_html(aid)) == aid


def test_a_file_with_aid_still_holds_the_brief() -> None:
    brief = sample_brief()
    text = render(brief, "html", aid=reading_aid(brief.article, LEXICON)).decode("utf-8")
    data = text.split('id="zhaiyi-brief">')[1].split("</script>")[0]
    assert "aid" in json.loads(data)
    assert from_json(data) == brief


@pytest.mark.parametrize(
    ("glosses", "line"),
    [
        (["surname Li", "plum", "CL:個|个[ge4]"], "plum; surname Li"),
        (["abbr. for 中國|中国[Zhong1 guo2]"], "abbr. for 中国"),
        (["variant of 裡|里[li3]"], ""),
        (["in 綏化|绥化, Heilongjiang"], "in 绥化, Heilongjiang"),
        (["with (Taiwan pr. [han4])", "a", "b", "c"], "with; a; b"),
        ([], ""),
    ],
)
def test_glosses_are_cleaned(glosses: list[str], line: str) -> None:
    assert shown(glosses) == line


def test_a_long_gloss_is_cut() -> None:
    assert len(shown(["word " * 60])) <= 110
