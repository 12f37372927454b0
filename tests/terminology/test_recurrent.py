"""Compounds that an article keeps coming back to get one rendering for the whole of it."""

from __future__ import annotations

import pytest

from tests.scripts import lexicon
from zhaiyi.article import parse
from zhaiyi.core.document import Article, Term
from zhaiyi.formats import read_text
from zhaiyi.terminology import recurrent_candidates
from zhaiyi.terminology.recurrent import AT_LEAST, LONG_AT_LEAST

NAME = "华侨试验区"


def article(*sentences: str) -> Article:
    return parse(read_text("\n\n".join(sentences)))


def often(name: str, times: int = AT_LEAST) -> tuple[str, ...]:
    tails = ("今天开始运行。", "将迎来许多客人。", "去年进展顺利。", "明年还要扩大。")
    return tuple(f"{name}{tail}" for tail in tails[:times])


def found(*sentences: str, terms: tuple[Term, ...] = ()) -> tuple[str, ...]:
    return recurrent_candidates(article(*sentences), lexicon(), terms)


def test_a_compound_of_many_sentences_is_found() -> None:
    assert NAME in found(*often(NAME))


def test_a_compound_of_few_sentences_is_left_alone() -> None:
    assert found(*often(NAME, AT_LEAST - 1)) == ()


@pytest.mark.parametrize("name", ["海洋生态保护高层研讨会", "农村水利设施改造项目"])
def test_a_long_compound_needs_no_more_than_two(name: str) -> None:
    assert name in found(*often(name, LONG_AT_LEAST))


def test_a_verb_at_the_end_makes_no_name() -> None:
    assert not any("签署" in name for name in found(*often("智慧城市联盟签署")))


def test_a_sentence_counts_once_and_its_repeat_not_at_all() -> None:
    one = f"{NAME}今天开始运行，{NAME}的人说，{NAME}很大。"
    assert found(one, one, one) == ()


def test_what_a_term_or_the_dictionary_renders_is_not_asked() -> None:
    assert found(*often(NAME), terms=(Term(NAME, "Overseas Chinese Zone", "user"),)) == ()
    assert found(*often("人民法院")) == ()


@pytest.mark.parametrize("name", ["居民小区", "他们医院", "红色汽车"])
def test_common_words_are_no_names(name: str) -> None:
    assert found(*often(name)) == ()


def test_only_the_longest_of_nested_compounds_is_asked() -> None:
    names = found(*often("海洋生态研究中心"))
    assert len(names) <= 1
    assert all(name not in other for name in names for other in names if name != other)


def test_the_most_frequent_comes_first() -> None:
    names = found(*often(NAME, 4), *often("智慧城市联盟", 3))
    assert names.index(NAME) < names.index("智慧城市联盟")


def test_an_article_without_compounds_has_none() -> None:
    assert found("他今天来了。", "我们明天走。") == ()
