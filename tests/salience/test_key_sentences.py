"""Key sentences: what may be chosen, how many, and that the point of the news is among them.

The articles are written for these tests. The vectors of most tests are plain bags of characters,
so that they need no model; the last tests use the real encoder.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.core.document import Article, Highlights, Sentence, SentenceKind
from zhaiyi.salience.encoder import Encoder, Vectors
from zhaiyi.salience.key_sentences import (
    Weights,
    default_number,
    extract,
    is_eligible,
    opens_with_pronoun,
)

Line = tuple[SentenceKind, str]

FLOOD: list[Line] = [
    ("title", "暴雨袭击东江市 三万人转移"),
    ("lede", "东江市8月3日遭遇暴雨，截至当晚8时，全市已转移群众3.1万人，暂无人员伤亡报告。"),
    ("body", "气象台说，最大降雨量出现在城北区，12小时内达到286毫米，超过历史纪录。"),
    ("body", "市长李明当晚赶到城北区指挥抢险。"),
    ("body", "他说，东江大堤目前安全，但水位仍在上涨。"),
    ("caption", "图为救援人员转移群众。"),
    ("body", "那么，暴雨什么时候才会停呢？"),
    ("body", "气象台预计，5日起雨势减弱。"),
    ("body", "市民张女士说:"),
    ("body", "“我们一家都住进了学校的体育馆，吃的喝的都有。”"),
    ("body", "张女士说。"),
    ("byline", "（记者王芳）"),
]


def article_of(lines: list[Line]) -> Article:
    text, sentences, position = "\n".join(t for _, t in lines), [], 0
    for i, (kind, line) in enumerate(lines):
        end = position + len(line)
        sentences.append(Sentence(i, position, end, line, kind, paragraph=i))
        position = end + 1
    return Article(text=text, sentences=tuple(sentences), title=lines[0][1])


def bags(article: Article) -> Vectors:
    alphabet = sorted(set(article.text))
    rows = [[s.text.count(c) for c in alphabet] for s in article.sentences]
    counts = np.array(rows, dtype=np.float32).reshape(len(rows), -1) + 1e-3
    unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
    return unit


def highlights(lines: list[Line], sentences: int | None = None) -> Highlights:
    article = article_of(lines)
    return extract(article, bags(article), sentences=sentences)


@pytest.mark.parametrize(
    "text",
    [
        "那什么是欧盟外交官小镇呢?",
        "“这样的情况会持续多久？”",
        "相关负责人介绍说:",
        "王明表示：“",
        "据试验区相关负责人介绍。",
        "张女士说。",
        "本报记者就此进行了采访。",
        "是的。",
        "”",
        "1|美国|40|44|42",
        "一季度 | 12.3亿 | 亏损1.2亿 | 5.6%",
        "举报电话：010-12345678",
    ],
)
def test_questions_lead_ins_and_scraps_may_not_be_chosen(text: str) -> None:
    assert not is_eligible(Sentence(0, 0, len(text), text))


@pytest.mark.parametrize(
    "text",
    [
        "外交部发言人表示，中方反对这一决定。",
        "负责人告诉记者:“合作连续两年都取得新进展。”",
        "记者采访发现，多数商店已经关门。",
        "他问记者“为什么”，没有得到回答。",
    ],
)
def test_news_with_attribution_may_be_chosen(text: str) -> None:
    assert is_eligible(Sentence(0, 0, len(text), text))


@pytest.mark.parametrize("kind", ["title", "subhead", "dateline", "caption", "byline", "source"])
def test_other_kinds_may_not_be_chosen(kind: SentenceKind) -> None:
    text = "东江市8月3日遭遇暴雨，转移群众3.1万人。"
    assert not is_eligible(Sentence(0, 0, len(text), text, kind))


def test_a_pronoun_points_back_but_a_place_in_time_does_not() -> None:
    assert all(map(opens_with_pronoun, ["他说，大堤安全。", "此人已被起诉。", "这标志着新进展。"]))
    assert not any(
        map(opens_with_pronoun, ["其中三人获救。", "这次会议在京召开。", "其他城市也下雨。"])
    )


@pytest.mark.parametrize(("n", "expected"), [(0, 0), (1, 1), (4, 1), (5, 2), (16, 4), (90, 5)])
def test_default_number(n: int, expected: int) -> None:
    assert default_number(n) == expected


def test_only_eligible_sentences_are_key_and_the_lede_is_first() -> None:
    chosen = highlights(FLOOD)
    assert chosen.key[0] == 1
    assert not {0, 5, 6, 8, 10, 11} & set(chosen.key)
    assert [chosen.scores[i] for i in (0, 5, 6, 8, 10, 11)] == [0] * 6


def test_he_is_told_together_with_who_he_is() -> None:
    lines: list[Line] = [
        FLOOD[0],
        ("lede", "市长李明3日晚赶到东江大堤，转移三万人。"),
        ("body", "他说，暴雨袭击东江大堤，三万人转移。"),
        ("body", "股市当天收盘上涨百分之二。"),
        ("body", "电影节将在下月开幕，门票已经售完。"),
    ]
    article = article_of(lines)
    strict = Weights(anaphora=0.0, redundancy=0.0)
    groups = extract(article, bags(article), sentences=2, weights=strict).groups
    assert groups[0] == (1, 2)
    assert len(groups) == 2


def test_as_many_groups_as_asked_for() -> None:
    assert [len(highlights(FLOOD, sentences=n).groups) for n in (0, 1, 3, 6, 50)] == [0, 1, 3, 6, 6]


def test_two_sentences_with_the_same_news_are_not_both_chosen() -> None:
    again: Line = ("body", FLOOD[1][1].replace("遭遇", "遭到"))
    key = highlights([*FLOOD[:3], again, *FLOOD[3:]], sentences=3).key
    assert (1 in key) + (3 in key) == 1


def test_a_repeat_is_never_key_and_shares_the_score() -> None:
    article = article_of([FLOOD[0], FLOOD[1], *FLOOD[1:]])
    repeat = replace(article.sentences[2], repeat_of=1)
    sentences = (*article.sentences[:2], repeat, *article.sentences[3:])
    article = Article(text=article.text, sentences=sentences)
    chosen = extract(article, bags(article), sentences=20)
    assert 2 not in chosen.key
    assert chosen.scores[2] == chosen.scores[1] > 0


def test_a_foreign_passage_is_never_key() -> None:
    text = "The agreement was signed in Brussels on Wednesday."
    assert not is_eligible(Sentence(0, 0, len(text), text, foreign=True))


def test_an_article_without_sentences() -> None:
    empty = Highlights(scores=(), key=(), groups=())
    assert extract(Article(text="", sentences=()), np.zeros((0, 512), np.float32)) == empty


def test_a_wrong_number_of_vectors_is_an_error() -> None:
    article = article_of(FLOOD)
    with pytest.raises(ValueError, match="12 sentences"):
        extract(article, bags(article)[:5])


KINDS: list[SentenceKind] = ["title", "subhead", "lede", "body", "caption", "byline"]
LINES = st.tuples(
    st.sampled_from(KINDS), st.text("他这雨市3长说，。？转移群众", min_size=1, max_size=40)
)


@given(st.lists(LINES, min_size=1, max_size=25), st.none() | st.integers(0, 30))
def test_groups_partition_the_key_sentences(lines: list[Line], sentences: int | None) -> None:
    article = article_of(lines)
    chosen = extract(article, bags(article), sentences=sentences)
    eligible = [s.id for s in article.sentences if is_eligible(s)]
    wanted = default_number(len(eligible)) if sentences is None else sentences
    assert len(chosen.groups) == min(wanted, len(eligible))
    assert [i for group in chosen.groups for i in group] == list(chosen.key)
    assert list(chosen.key) == sorted(set(chosen.key))
    assert set(chosen.key) <= set(eligible)
    assert len(chosen.scores) == len(lines)
    assert all(0 <= score <= 1 for score in chosen.scores)
    assert all(1 <= len(group) <= 3 for group in chosen.groups)


COMPANY: list[Line] = [
    ("title", "远山电子上半年净利润增长四成"),
    ("lede", "远山电子8月20日发布半年报，上半年营业收入86.3亿元，净利润9.7亿元，同比增长41%。"),
    ("body", "公司表示，增长主要来自车用芯片，该业务收入首次超过手机芯片。"),
    ("body", "当天上午，发布会在公司一楼大厅举行，不少记者早早到场。"),
    ("body", "大厅里摆放着公司历年的产品。"),
    ("body", "董事长陈立预计，全年净利润将超过20亿元，但提醒原材料价格仍有上涨风险。"),
    ("body", "陈立今年52岁，喜欢登山和下围棋。"),
    ("body", "受此影响，公司股价当天上涨6.2%。"),
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.mark.parametrize(
    ("lines", "point", "asides"), [(FLOOD, {1, 2}, {9}), (COMPANY, {1, 2}, {3, 4, 6})]
)
def test_the_point_of_the_news_is_chosen_and_asides_are_not(
    encoder: Encoder, lines: list[Line], point: set[int], asides: set[int]
) -> None:
    article = article_of(lines)
    key = set(extract(article, encoder.encode([s.text for s in article.sentences])).key)
    assert 1 in key
    assert key & point
    assert not key & asides
