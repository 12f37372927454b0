"""Which teacher sentences become examples, and what they look like."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from tests.support import shared
from training.choose import choose, style_scores
from training.examples import Example
from training.filters import FILTERS, Pair, distinct, plain_quotes, repeats, tidy
from training.held_out import fingerprint, fingerprints, held_out, read_tsv
from training.hints import agreement
from training.prepare import (
    Gathered,
    in_style,
    judged_before,
    one_pass,
    parallel_pairs,
    sentences_before,
    teacher_pairs,
)
from training.prompts import Prompts
from training.vocabulary import SOUND
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.formats import ChatFormat

CHAT = ChatFormat(prefix="<user>", suffix="<model>", eos=("<end>",))
GOOD = Pair(
    "a",
    "广东省汕头市去年接待游客6.1万人次。",
    "Shantou City in Guangdong Province received 61,000 visitors last year.",
)


class SameMeaning:
    """An encoder that finds all sentences alike but those with the word "unrelated"."""

    def encode(self, texts: Sequence[str]) -> Any:
        return np.array([[0.0, 1.0] if "unrelated" in t else [1.0, 0.0] for t in texts], "f4")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def kept(pair: Pair) -> bool:
    return all(passes(pair) for passes in FILTERS.values())


def test_a_faithful_pair_is_kept() -> None:
    assert kept(GOOD)


@pytest.mark.parametrize(
    "en",
    [
        "Shantou City in Guangdong Province received 61 million visitors last year.",
        "Shantou City in 广东 Province received 61,000 visitors last year.",
        "Shantou received 61,000.",
        "Shantou had 61,000 " + "visitors in the last year, many visitors in the last year, " * 2,
    ],
    ids=["other number", "Chinese left", "half is missing", "repeats itself"],
)
def test_an_unfaithful_pair_is_dropped(en: str) -> None:
    assert not kept(Pair("a", GOOD.zh, en))


def test_repeats_are_runs_of_words() -> None:
    assert repeats("on and on and on and on and on")
    assert repeats("Hunan Hunan Hunan")
    assert not repeats("The cat sat on the mat and the dog sat on the rug.")


def test_blanks_around_chinese_punctuation_go() -> None:
    assert tidy("据悉 ， 《 白云之下》在 Paris 放映。 ") == "据悉，《白云之下》在 Paris 放映。"


def test_duplicates_and_held_out_sentences_are_left_out() -> None:
    again = Pair("b", GOOD.zh.replace("。", " ！"), "Another translation.")
    assert distinct([GOOD, again], frozenset()) == [GOOD]
    assert distinct([GOOD], frozenset([fingerprint(again.zh)])) == []


def test_held_out_covers_the_evaluation_sets() -> None:
    names = ("eval/newstest2021-dev.tsv", "eval/flores-devtest.tsv", "quality/mqm2021-dev.tsv")
    assert set(fingerprints(shared(name) for name in names)) <= held_out()


def test_held_out_covers_the_articles_of_newstest2021() -> None:
    folder = shared("articles")
    for path in folder.glob("*.zh.txt"):
        if path.name != "shantou-smart-city.zh.txt":  # given with the project: of no test set
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            assert {fingerprint(line) for line in lines} <= held_out(), path.name


@pytest.mark.parametrize("name", ["train/news-teacher", "train/parallel", "quality/mqm2020"])
def test_what_is_learned_from_is_held_out_nowhere(name: str) -> None:
    assert not set(fingerprints([shared(f"{name}.tsv")])) & held_out()


def test_the_teacher_file_gives_nothing_that_is_held_out() -> None:
    pairs = [Pair(r["id"], r["zh"], r["en"]) for r in read_tsv(shared("train/news-teacher.tsv"))]
    assert not {fingerprint(p.zh) for p in distinct(pairs, held_out())} & held_out()


def test_hints_are_names_and_numbers_that_the_target_has(lexicon: Lexicon) -> None:
    found = agreement(GOOD.zh, GOOD.en, lexicon)
    hints = dict(found.hints)
    assert hints["6.1万"] == "61,000"
    assert "Shantou" in " ".join(hints.values())
    assert found.missed == 0
    other = agreement(GOOD.zh, "Nothing of it.", lexicon)
    assert other.hints == ()
    assert other.missed > 0


def test_examples_use_the_prompts_of_the_product() -> None:
    pair = Pair("a", "汕头下雨。", "It rains in Shantou.", hints=(("汕头", "Shantou"),))
    prompts = {Prompts(CHAT, {}, random.Random(seed)).example(pair).prompt for seed in range(40)}
    assert prompts == {
        "<user>Translate into English:\n汕头下雨。<model>",
        "<user>Glossary: 汕头=Shantou\nTranslate into English:\n汕头下雨。<model>",
        "<user>Glossary: 汕头=Shantou\nTranslate into English. Use every entry of the glossary:\n"
        "汕头下雨。<model>",
    }
    example = Prompts(CHAT, {}, random.Random(0)).example(pair)
    assert example.target == f"It rains in Shantou.{SOUND}<end>", "a place for the mark"


def test_some_examples_show_the_sentence_before() -> None:
    pair = Pair("a", "汕头下雨。", "It rains in Shantou.")
    before = {pair.zh: "天" * 100}
    shown = [
        Prompts(CHAT, before, random.Random(seed))
        .example(pair)
        .prompt.startswith("<user>Context: ")
        for seed in range(200)
    ]
    assert 0.05 < sum(shown) / len(shown) < 0.3
    texts = (Prompts(CHAT, before, random.Random(seed)).example(pair).prompt for seed in range(200))
    assert all(text.count("天") in (0, 80) for text in texts)


def test_a_persons_translation_is_never_shown_the_sentence_before() -> None:
    pair = Pair("a", "汕头下雨。", "It rains in Shantou.", kind="parallel")
    prompts = Prompts(CHAT, {pair.zh: "天气。"}, random.Random(1))
    assert not any("Context" in prompts.example(pair).prompt for _ in range(50))


def test_the_sentence_before_is_of_the_same_set_or_document() -> None:
    assert sentences_before([("wmt19", "一"), ("wmt19", "二"), ("wmt20", "三")]) == {"二": "一"}
    rows = [
        {"doc": "a", "seg": "2", "zh": "二"},
        {"doc": "a", "seg": "1", "zh": "一"},
        {"doc": "b", "seg": "3", "zh": "三"},
    ]
    assert judged_before(rows) == {"一": "", "二": "一", "三": ""}


def test_the_like_and_the_faithful_come_first() -> None:
    news = [f"新华社记者报道，广东省第{n}届运动会开幕。" for n in range(9)]
    chat = [f"哎呀你怎么才来呀，我都等了{n}个小时啦！" for n in range(9)]
    scores = style_scores([*news, *chat], news)
    assert min(scores[:9]) > max(scores[9:])
    pairs = [Pair(str(n), zh, "x", similarity=0.8) for n, zh in enumerate([*news, *chat])]
    assert {p.zh for p in choose(pairs, 9, news)} == set(news)


def test_prepare_from_rows_to_examples(lexicon: Lexicon) -> None:
    rows = [
        {"id": "wmt19.1", "zh": GOOD.zh, "en": GOOD.en},
        {"id": "wmt19.2", "zh": GOOD.zh, "en": "A duplicate that nobody needs in this set."},
        {
            "id": "wmt18.1",
            "zh": "今天天气很好我们去公园散步吧。",
            "en": "An unrelated remark on things.",
        },
    ]
    encoder: Any = SameMeaning()
    pairs = teacher_pairs(rows, encoder, lexicon)
    assert [pair.id for pair in pairs] == ["wmt19.1"]
    assert in_style(pairs, "wmt19") == [GOOD.zh]
    gathered = Gathered(teacher=pairs, names=[("安倍", "Abe"), ("岩崎", "Iwasaki")])
    chat = ChatFormat(prefix="<user>", suffix="<model>", eos=("<end>",))
    examples = one_pass(gathered, 0, chat, lexicon)
    assert {example.kind for example in examples} == {"teacher", "name"}
    example = next(each for each in examples if each.kind == "teacher")
    assert isinstance(example, Example)
    assert GOOD.zh in example.prompt
    assert example.target.startswith(GOOD.en)
    assert len(examples) == 2, "each pass has its share of the names"


@pytest.mark.parametrize("set_name", ["wmt21", "wmt23", "mqm2021", "flores-devtest"])
def test_a_set_that_is_held_out_is_refused_by_name(lexicon: Lexicon, set_name: str) -> None:
    encoder: Any = SameMeaning()
    rows = [{"id": f"{set_name}.1", "zh": GOOD.zh, "en": GOOD.en}]
    for read in (teacher_pairs, parallel_pairs):
        with pytest.raises(SystemExit, match=set_name):
            read(rows, encoder, lexicon)


def test_a_persons_translation_may_be_freer_but_not_wrong(lexicon: Lexicon) -> None:
    encoder: Any = SameMeaning()
    long = "Shantou City in Guangdong Province, " + "as ever the goal of a great many travellers, "
    rows = [
        {"id": "ntrex.1", "zh": GOOD.zh, "en": f"{long}received 61,000 visitors."},
        {"id": "ntrex.2", "zh": "去年" + GOOD.zh, "en": f"{long}received 62,000 visitors."},
    ]
    assert [p.id for p in parallel_pairs(rows, encoder, lexicon)] == ["ntrex.1"]


def test_quotation_marks_become_those_of_the_teacher() -> None:
    assert plain_quotes(" “Yes”, he said: ``It’s done''. ") == '"Yes", he said: "It\'s done".'
