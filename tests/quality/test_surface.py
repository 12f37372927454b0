"""Checks that look at the surface: empty, leftover, repetition, length, quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.core.document import Finding, Term
from zhaiyi.lexicon import Lexicon
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.registry import load_check, run_checks

LEXICON = Lexicon()

SOURCE = "汕头市政府5日宣布，将在三年内建成智慧城市示范区，总投资12亿元。"
TARGET = (
    "The Shantou government announced on the 5th that a smart city demonstration zone will be "
    "built within three years at a total cost of 1.2 billion yuan."
)
SURFACE = ("empty", "leftover", "repetition", "length", "quotes")


def findings(name: str, source: str, target: str, **rest: object) -> list[Finding]:
    return list(load_check(name)(SegmentPair(source, target, **rest)))  # type: ignore[arg-type]


def test_a_good_translation_has_no_findings() -> None:
    assert run_checks(SegmentPair(SOURCE, TARGET), SURFACE) == ()


@pytest.mark.parametrize("target", ["", "  \n", "…", '"."'])
def test_nothing_is_an_error_and_the_only_one(target: str) -> None:
    (finding,) = run_checks(SegmentPair(SOURCE, target), SURFACE)
    assert (finding.kind, finding.severity) == ("empty", "error")


def test_a_lone_quotation_mark_needs_no_translation() -> None:
    assert not findings("empty", "”", "")


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("The red文创 products sell well.", "文创"),
        ("Lin Yimin (林依民) spoke.", "林依民"),
        ("The plan “智慧城市” began.", "智慧城市"),
        ("He works at サムスン now.", "サムスン"),
        ("A very rare 𠮷 character.", "𠮷"),
    ],
)
def test_chinese_left_over_is_an_error_with_its_place(target: str, left: str) -> None:
    (finding,) = findings("leftover", SOURCE, target)
    assert finding.severity == "error"
    assert finding.target_span is not None
    assert target[finding.target_span.start : finding.target_span.end] == left


def test_full_width_punctuation_is_a_warning() -> None:
    (finding,) = findings("leftover", SOURCE, "Beijing， the capital, is cold.")
    assert finding.severity == "warning"


def test_one_finding_for_chinese_with_its_punctuation() -> None:
    assert len(findings("leftover", SOURCE, "Read 《北京晚报》、《光明日报》 today.")) == 1


def test_english_typography_is_not_left_over() -> None:
    assert not findings("leftover", SOURCE, "“It’s 5 °C — no more… café, naïve, €5 · £3 × 2”")


def test_what_the_users_glossary_says_may_stay() -> None:
    term = Term(source="微信", target="WeChat (微信)", origin="user")
    assert not findings("leftover", "微信", "He uses WeChat (微信) daily.", terms=(term,))
    assert findings("leftover", "微信", "He uses WeChat (微信) daily.")


@pytest.mark.parametrize(
    "target",
    [
        "Heavy rain hit Hunan, Hunan, Hunan and Hubei.",
        "He met officials from Hunan, Hubei, Hunan, Hunan.",
        "The certificate certificate certificate was issued.",
        "The river system of the river system of the river system is long.",
        "It will be built in the new town, it will be built in the new town, and opened.",
        "A special live live live performance was given.",
        "He laughed: hahahahahahahahaha.",
        "According to Sino-Sino-Sino-Sino-Sino-Sino-Sino-Sino finance.",
    ],
)
def test_loops_are_errors(target: str) -> None:
    (finding,) = findings("repetition", "湖南、湖北等地出现强降雨。", target)
    assert finding.severity == "error"
    assert finding.target_span is not None


@pytest.mark.parametrize(
    "target",
    [
        "It is a very, very, very good result.",
        "She won 21-19, 21-19, 21-19.",
        "They entered one by one, one by one.",
        "The areas are 30,000 mu, 80,000 mu and 90,000 mu.",
        "The firms are Alpha Co., Ltd., Beta Co., Ltd. and Gamma Co., Ltd.",
        "He praised the work of the Communist Party of China, the Communist Party of China said.",
        "The more you read, the more you know.",
        "Year after year after year, he came back.",
    ],
)
def test_natural_repetition_is_no_loop(target: str) -> None:
    assert not findings("repetition", "情况说明。", target)


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("The Municipal Municipal Deputy Mayor came.", "Municipal"),
        ("It is the duty and duty of the young.", "duty"),
        ("There are rules to obey and rules to obey.", "rules to obey"),
        ("Police searched side streets and side streets of the town.", "side streets"),
    ],
)
def test_a_word_said_twice_is_a_warning(target: str, word: str) -> None:
    (finding,) = findings("repetition", "副市长来了。", target)
    assert finding.severity == "warning"
    assert finding.target_span is not None
    assert target[finding.target_span.start :].startswith(word)
    assert f"“{word}” comes twice in a row" in finding.message


@pytest.mark.parametrize(
    "target",
    [
        "More and more people read.",
        "It climbed higher and higher.",
        "What they had had was gone.",
        "Yang Yang and Lang Lang played.",
        "Military and military-technical cooperation goes on.",
        "He tried time and time again.",
        "They met the city council and the city council staff.",
    ],
)
def test_what_english_says_twice_is_not(target: str) -> None:
    assert not findings("repetition", "他们来了。", target)


def test_two_things_that_begin_alike_may_be_joined_by_and() -> None:
    target = "It was signed by the military and military institutions."
    assert not findings("repetition", "合同由军方与军工单位签订。", target)
    assert findings("repetition", "合同由军方签订。", target)


def test_a_source_that_repeats_itself_may_be_repeated() -> None:
    target = "The crowd shouted: come on, come on, come on!"
    assert not findings("repetition", "观众高喊：加油，加油，加油！", target)
    assert findings("repetition", "观众高喊：加油！", target)


def test_a_phrase_may_be_joined_with_itself_where_the_source_does_so() -> None:
    target = "She practised day after day and day after day."
    assert not findings("repetition", "她日复一日、年复一年地练琴。", target)
    assert findings("repetition", "她每天练琴。", target)


def test_too_short_and_too_long() -> None:
    assert findings("length", SOURCE, "Shantou.")
    assert findings("length", SOURCE, TARGET * 3)
    assert not findings("length", SOURCE, "Shantou plans a smart city.", role="summary")


def test_length_ignores_digits_and_latin_letters_of_the_source() -> None:
    assert not findings("length", "2020-07-26 05:03:17 Boeing 737 MAX", "2020-07-26 05:03:17 MAX")


def test_quotation_marks_without_partner() -> None:
    said = "他说：“我们已经准备好了，明天就出发。”"
    assert findings("quotes", said, "He said: “We are ready and will leave tomorrow.")
    assert not findings("quotes", said, 'He said: "We are ready and will leave tomorrow."')
    assert not findings("quotes", "他说：“我们走。", "He said: “We are leaving.")


def test_speech_without_quotation_marks() -> None:
    said = "他说：“我们已经准备好了，明天一早就出发去北京。”"
    (finding,) = findings("quotes", said, "He said they were ready to leave for Beijing.")
    assert finding.source_span is not None
    assert not findings("quotes", "所谓“智慧城市”已经建成。", "The so-called smart city is built.")


@given(st.text(max_size=60), st.text(max_size=120))
def test_spans_lie_in_their_texts(source: str, target: str) -> None:
    for name in (*SURFACE, "negation", "clauses", "similarity"):
        for finding in load_check(name)(SegmentPair(source, target, lexicon=LEXICON)):
            for span, text in ((finding.source_span, source), (finding.target_span, target)):
                assert span is None or 0 <= span.start < span.end <= len(text)
            assert finding.message
            assert "\n" not in finding.message


@pytest.mark.parametrize("name", ["Double 11", "Shenzhou 20", "3+1+2"])
def test_a_quotation_may_end_in_a_digit(name: str) -> None:
    assert not findings("quotes", f"“{name}”开始了。", f'"{name}" has begun.')


def test_inches_are_no_quotation() -> None:
    assert not findings("quotes", "屏幕27英寸。", 'The screen has 27".')
