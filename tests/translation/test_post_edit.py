"""Raw output becomes one clean line, and nothing that it says changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhaiyi.translation.post_edit import autonomous, claimed, said_dead, tidy

_PUNCTUATED = st.text(
    alphabet="ab Z09.,;:!?%()[]“”‘’\"'，。：；（）「」《》、！？％　\n\t", max_size=40
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Hello，world。Next！", "Hello, world. Next!"),
        ("Shantou（city）is on the coast；see（a）。", "Shantou (city) is on the coast; see (a)."),
        ("Apples、pears and plums", "Apples, pears and plums"),
        ("It grew ５０％ in ２０１７．", "It grew 50% in 2017."),
        ("He asked：“Why？”", "He asked: “Why?”"),
        ("one \n two\t three", "one two three"),
        ("Well , he said ; no .", "Well, he said; no."),
        ("about 5 %", "about 5%"),
        ("the 《Daily》 and 「Plan」", 'the "Daily" and "Plan"'),
        ("￥300", "¥300"),
    ],
)
def test_punctuation_becomes_english(raw: str, clean: str) -> None:
    assert tidy(raw, "") == clean


@pytest.mark.parametrize(
    "text",
    [
        "Doors open at 10:30 and close at 22:00.",
        "It grew 3.5 percent to 1,234,567.89 yuan.",
        "He won 3:2.",
        "The U.S. and the E.U. agreed.",
        "from .5 to 1",
        "It’s the county’s “Plan A”.",
        "A well-known ‘word’ here.",
    ],
)
def test_good_english_stays_as_it_is(text: str) -> None:
    assert tidy(text, "") == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("at 10：30", "at 10:30"),
        ("1，200 people", "1,200 people"),
        ("on the 5，6 and 7", "on the 5, 6 and 7"),
        ("3、5 and 8", "3, 5 and 8"),
        ("3．5 percent", "3.5 percent"),
    ],
)
def test_numbers_keep_their_value(raw: str, clean: str) -> None:
    assert tidy(raw, "") == clean


@pytest.mark.parametrize(
    "label",
    [
        "Translation: ",
        "English translation：",
        "English: ",
        "translated : ",
        "Translation: English: ",
    ],
)
def test_a_label_before_the_whole_is_dropped(label: str) -> None:
    assert tidy(f"{label}The port reopened.", "港口重新开放。") == "The port reopened."
    assert tidy(f"“{label}The port reopened.”", "港口重新开放。") == "The port reopened."


def test_a_label_inside_stays() -> None:
    assert tidy("She read English: it was hard.", "") == "She read English: it was hard."


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "「」", "『』"])
def test_quotation_marks_around_the_whole_go_unless_the_source_has_them(marks: str) -> None:
    raw = f"{marks[0]}The port reopened.{marks[1]}"
    assert tidy(raw, "港口重新开放。") == "The port reopened."
    quoted = tidy(raw, "“港口重新开放。”")
    assert "The port reopened." in quoted
    assert len(quoted) == len("The port reopened.") + 2


def test_two_quotations_are_not_one() -> None:
    text = "“Yes,” he said, “of course.”"
    assert tidy(text, "他说：“当然。”") == text


@given(st.one_of(st.text(max_size=60), _PUNCTUATED), st.sampled_from(["", "源", "“源”"]))
def test_what_is_tidy_stays(raw: str, source: str) -> None:
    once = tidy(raw, source)
    assert tidy(once, source) == once


@given(st.text(max_size=60))
def test_one_line_without_outer_white_space(raw: str) -> None:
    line = tidy(raw, "")
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "  " not in line


@given(_PUNCTUATED)
def test_letters_and_digits_stay_in_order(raw: str) -> None:
    assert re.findall(r"[A-Za-z0-9]", tidy(raw, "")) == re.findall(r"[A-Za-z0-9]", raw)


@given(st.lists(st.from_regex(r"[A-Za-z]{1,8}|[0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True)))
def test_words_and_decimals_are_never_joined_or_cut(words: list[str]) -> None:
    assert tidy(" ".join(words), "").split() == words


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        (
            '"It has held meetings." According to the person in charge of the zone,',
            '"It has held meetings," according to the person in charge of the zone.',
        ),
        (
            '"It will be a window." The person in charge said.',
            '"It will be a window," the person in charge said.',
        ),
        ('"Who will pay?" A reader said.', '"Who will pay?" a reader said.'),
        ('"We shall see," Zhang Wei said.', '"We shall see," Zhang Wei said.'),
        ('"We shall see." Zhang Wei said.', '"We shall see," Zhang Wei said.'),
        ('"We shall see." She said.', '"We shall see," she said.'),
        ('"We shall see." They left, he said.', '"We shall see." They left, he said.'),
        ('He read "A Dream." The book is long.', 'He read "A Dream." The book is long.'),
        ('"We shall see." The others left.', '"We shall see." The others left.'),
        *(
            (text, text)
            for text in (
                'She called it "a mix-up." The search goes on, police said.',
                'She called it "a mix-up." The firm has no comment a lawyer said.',
                '"We shall see." According to police, the search goes on.',
                "It gave up its .cn domain for a new version of .NET.",
            )
        ),
    ],
)
def test_who_said_it_belongs_to_the_quotation(text: str, tidied: str) -> None:
    assert tidy(text, "“……。”有关负责人说。") == tidied


def test_a_whole_sentence_does_not_end_in_a_comma() -> None:
    assert tidy("The library opened,", "图书馆开放了。") == "The library opened."
    assert tidy("The library opened,", "图书馆开放") == "The library opened"
    assert tidy("The library opened,", "图书馆开放，") == "The library opened,"


@pytest.mark.parametrize(
    ("source", "raw", "mended"),
    [
        ("未造成人员死亡，7人受伤。", "It caused no casualties.", "It caused no deaths."),
        ("造成1人死亡。", "There was one casualty.", "There was one death."),
        ("5人死亡、7人受伤。", "It caused 12 casualties.", None),
        ("死亡、失踪和伤者共30人。", "There were 30 casualties.", None),
        ("没有人员死亡或受伤。", "There were no casualties.", None),
        ("未造成人员死亡，也无人受伤。", "There were no casualties.", None),
        ("造成人员伤亡。", "There were casualties.", "There were casualties."),
        ("造成人员伤亡，死亡3人。", "There were 3 casualties.", "There were 3 casualties."),
        ("造成3人死亡。", "Three were killed; no more casualties.", None),
    ],
)
def test_deaths_are_no_casualties(source: str, raw: str, mended: str | None) -> None:
    assert said_dead(raw, source) == (raw if mended is None else mended)


@pytest.mark.parametrize(
    ("text", "source", "clean"),
    [
        ("head of the Uygur Autonomous Region", "自治区主席", "head of the autonomous region"),
        ("head of the Uyghur Autonomous Region", "自治區主席", "head of the autonomous region"),
        ("Tibet Uygur Autonomous Region", "西藏自治区", "Tibet autonomous region"),
        ("the Uygur Autonomous Region", "新疆自治区", "the Uygur Autonomous Region"),
        ("Xinjiang Uygur Autonomous Region", "自治区", "Xinjiang Uygur Autonomous Region"),
    ],
)
def test_an_autonomous_region_is_not_always_that_of_the_uygurs(
    text: str, source: str, clean: str
) -> None:
    assert autonomous(text, source) == clean


@pytest.mark.parametrize(
    ("source", "text", "mended"),
    [
        (
            "俄称控制红军城",
            "Russia calls for control of Pokrovsk",
            "Russia claims control of Pokrovsk",
        ),
        (
            "他称形势需要合作。",
            "He said the situation calls for cooperation.",
            "He said the situation calls for cooperation.",
        ),
        ("俄呼吁控制局势", "Russia calls for control", "Russia calls for control"),
        ("公司宣称盈利", "The company calls for profit", "The company calls for profit"),
        ("俄方稱已佔領該鎮", "Moscow called for the capture", "Moscow claimed the capture"),
    ],
)
def test_what_is_claimed_is_not_called_for(source: str, text: str, mended: str) -> None:
    assert claimed(text, source) == mended


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("气象台称周末有雪。", "The forecast calls for snow at the weekend."),
        ("总统称，是时候停战了。", "The president called for a truce, saying it was time."),
        ("消防称，接到30个救援电话。", "Firefighters got 30 calls for rescue."),
        ("他称控制该岛对安全至关重要。", "He called for control of the island for security."),
        ("他称，方案控制军费。", "He said the plan calls for control of spending."),
        ("他否认，称自己遭陷害。", "He denied that he was guilty, saying he was framed."),
        ("公司否认，称未收到信。", "The company denied that, saying no letter had come."),
        ("该国否认并称毫无根据。", "It denied that report, calling it baseless."),
    ],
)
def test_what_is_rightly_called_for_or_denied_stands(source: str, text: str) -> None:
    assert claimed(text, source) == text
