"""What is Chinese and what is not is said once, and every part of the program agrees."""

from __future__ import annotations

import re

import pytest

from tests.support import REPO
from zhaiyi.engines.scripted import pretend
from zhaiyi.formats import read_text
from zhaiyi.lexicon.pinyin import syllables, tone_marks
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.registry import load_check
from zhaiyi.quality.text import size
from zhaiyi.text.script import count_han, has_han, is_han, unify_han

ODD = "々〇⼀⻓㐀𠮷豈"
"""An iteration mark, a zero, radicals, extensions, a compatibility ideograph."""


@pytest.mark.parametrize("character", list(ODD))
def test_every_part_of_the_program_takes_it_for_chinese(character: str) -> None:
    assert is_han(character)
    assert has_han(character)
    assert count_han(character) == 1
    assert size(character) == 1
    assert not has_han(pretend(character))
    left = list(load_check("leftover")(SegmentPair("佐佐木来了。", f"Mr {character} came.")))
    assert [finding.severity for finding in left] == ["error"]


@pytest.mark.parametrize("character", list("あアー·、。Aé한5"))
def test_kana_marks_and_letters_are_no_chinese(character: str) -> None:
    assert not is_han(character)
    assert count_han(character) == 0
    assert size(character) < 1


def test_radicals_become_the_characters_that_they_look_like() -> None:
    assert unify_han("⻓江⽔位⾼⼆⼗五厘⽶，⻋站") == "长江水位高二十五厘米，车站"
    assert unify_han("A ﬁ 长々〇") == "A ﬁ 长々〇"


@pytest.mark.parametrize("code", [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)])
def test_offsets_stay(code: int) -> None:
    assert len(unify_han(chr(code))) == 1


def test_radicals_in_plain_text_are_read_as_characters() -> None:
    source = read_text("⻓沙市⻋站⼀带积⽔。")
    assert source.text == "长沙市车站一带积水。"
    assert source.blocks[0].end == len(source.text)


def test_a_repeated_character_is_read_again_and_a_radical_as_its_character() -> None:
    assert syllables("佐々木") == ["zuo", "zuo", "mu"]
    assert [reading for _, reading in tone_marks("⻓沙")] == ["cháng", "shā"]
    assert "".join(character for character, _ in tone_marks("⻓沙，々")) == "⻓沙，々"


def test_the_ranges_of_ideographs_stand_in_one_module() -> None:
    ranges = re.compile(r"\\u[34][e4]00-|[㐀一]-[鿿龥龠]")
    holding = [p.name for p in (REPO / "zhaiyi").rglob("*.py") if ranges.search(p.read_text())]
    assert holding == ["script.py"]
