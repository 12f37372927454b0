"""What the rules make of what a recogniser says."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON, article
from zhaiyi.lexicon import Token
from zhaiyi.terminology import find_terms, foreign_candidates


def read(marked: str) -> tuple[str, tuple[Token, ...]]:
    """``高峰/n 时段/n`` as text and tokens."""
    tokens: list[Token] = []
    start = 0
    for pair in marked.split():
        word, _, tag = pair.partition("/")
        tokens.append(Token(word, start, start + len(word), tag))
        start += len(word)
    return "".join(t.text for t in tokens), tuple(tokens)


def targets(marked: str) -> dict[str, str]:
    text, tokens = read(marked)
    return {t.source: t.target for t in find_terms(article(text), LEXICON, (), {text: tokens})}


@pytest.mark.parametrize(
    ("marked", "source", "target"),
    [
        ("傅昆宝家/PER 在/v 果园村/LOC 。/w", "傅昆宝", "Fu Kunbao"),
        ("的/u 林丹/PER 和/c 傅园慧/PER 则/d 各/r 有/v 风格/n 。/w", "林丹", "Lin Dan"),
        ("马者村/LOC 发生/v 滑坡/n 。/w", "马者村", "Mazhe Village"),
        ("其中/r 铜梁/LOC 等/u 地/n 有/v 雨/n 。/w", "铜梁", "Tongliang"),
        ("的/u 肖邦遗/PER 作/v 。/w", "肖邦", "Chopin"),
    ],
)
def test_a_name_that_it_sees(marked: str, source: str, target: str) -> None:
    assert targets(marked).get(source) == target
    assert not [other for other in targets(marked) if source in other and other != source]


def test_a_word_of_the_dictionary_is_no_person() -> None:
    spoken = "记者/n 高明/{} 表示/v ，/w 车/n 多/a 。/w"
    assert "高明" not in targets(spoken.format("a"))


def test_a_name_that_the_rules_are_sure_of_stays_where_it_sees_an_unknown_word() -> None:
    assert "解国强" in targets("总工程师/n 解国强/v 到/v 现场/s 查看/v 。/w")


def test_a_town_inside_a_persons_name_is_none() -> None:
    assert "田东" not in targets("行长/n 黑木田东彦/PER 表示/v 。/w")
    assert targets("他/r 在/p 田东县/LOC 工作/v 。/w")["田东县"] == "Tiandong County"


def test_a_short_name_of_a_town_is_one_only_where_it_is_seen_as_one() -> None:
    assert targets("他/r 在/p 罗兹/LOC 长大/v 。/w")["罗兹"] == "Łódź"
    assert "罗兹" not in targets("罗兹/PER 的/u 书/n 出版/v 。/w")


def test_a_foreign_towns_name_may_be_a_persons() -> None:
    text, tokens = read("副总统/n 罗德里格斯/PER 说/v 。/w")
    (term,) = find_terms(article(text), LEXICON, (), {text: tokens})
    assert (term.source, term.kind) == ("罗德里格斯", "person")


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("刘易斯/PER 当时/t 在/v 。/w", ("刘易斯",)),
        ("杂琼卓玛/PER 开/v 茶馆/n 。/w", ("杂琼卓玛",)),
        ("弗兰蒂州/LOC 警方/n 表示/v 。/w", ("弗兰蒂",)),
        ("阿依古丽·吐尔逊/PER 学会/v 了/u 。/w", ("阿依古丽·吐尔逊",)),
        ("Ruska/PER 女士/n 说/v 。/w", ()),
        ("巴黎/LOC 很/d 美/a 。/w", ()),
        ("傅昆宝/PER 来/v 了/u 。/w", ()),
    ],
)
def test_names_that_no_list_renders_are_asked_for(marked: str, names: tuple[str, ...]) -> None:
    text, tokens = read(marked)
    terms = find_terms(article(text), LEXICON, (), {text: tokens})
    assert foreign_candidates(article(text), LEXICON, terms, {text: tokens}) == names


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("会见/v 瓦莱里·卡扎/PER 伊什维利/n 时/n 说/v", "瓦莱里·卡扎伊什维利"),
        ("科希尔·拉苏尔/PER 佐达/PER 当选/v 总统/n 。/w", "科希尔·拉苏尔佐达"),
        ("会见/v 阿达马·巴罗时/PER 说/v", "阿达马·巴罗"),
        ("总理/n 埃胡德·乌尔/PER 博士/n 说/v", "埃胡德·乌尔"),
    ],
)
def test_a_dotted_name_that_it_cuts_is_whole(marked: str, name: str) -> None:
    text, tokens = read(marked)
    assert foreign_candidates(article(text), LEXICON, (), {text: tokens}) == (name,)


def test_a_large_town_is_no_person_where_nobody_is_called_so() -> None:
    text, tokens = read("他/r 在/p 诺维萨德/PER 说/v 。/w")
    (term,) = find_terms(article(text), LEXICON, (), {text: tokens})
    assert (term.source, term.kind) == ("诺维萨德", "place")


def test_a_country_stays_one_inside_what_it_is_joined_to() -> None:
    joined = "会见/v 保加利亚布尔加罗夫/LOC 代表团/n 。/w"
    assert targets(joined)["保加利亚"] == "Bulgaria"


def test_a_name_of_no_kind_may_be_a_persons() -> None:
    text, tokens = read("前/f 总理/n 贝内特/PER 辞职/v 。/w")
    found = find_terms(article(text), LEXICON, (), {text: tokens})
    assert [t.kind for t in found if t.source == "贝内特"] == ["person"]
