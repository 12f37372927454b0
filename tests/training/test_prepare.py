"""Which teacher sentences become examples, and what they look like."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from tests.support import shared
from training.examples import Example
from training.held_out import fingerprint, fingerprints, held_out, read_tsv
from training.hints import agreement
from training.prepare import (
    FILTERS,
    Pair,
    choose,
    distinct,
    make_example,
    prepare,
    repeats,
    style_scores,
    tidy,
)
from zhaiyi.lexicon import Lexicon
from zhaiyi.models.cards import ChatFormat

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
    files = [shared("eval/newstest2021-dev.tsv"), shared("eval/flores-devtest.tsv")]
    assert set(fingerprints(files)) <= held_out()


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
    prompts = {make_example(pair, CHAT, random.Random(seed)).prompt for seed in range(40)}
    assert prompts == {
        "<user>Translate into English:\n汕头下雨。<model>",
        "<user>Glossary: 汕头=Shantou\nTranslate into English:\n汕头下雨。<model>",
        "<user>Glossary: 汕头=Shantou\nTranslate into English. Use every entry of the glossary:\n"
        "汕头下雨。<model>",
    }
    assert make_example(pair, CHAT, random.Random(0)).target == "It rains in Shantou.<end>"


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
    examples = prepare(rows, encoder, lexicon, most=5, seed=1, like="wmt19")
    assert [example.id for example in examples] == ["wmt19.1"]
    assert isinstance(examples[0], Example)
    assert GOOD.zh in examples[0].prompt
    assert examples[0].target.startswith(GOOD.en)
