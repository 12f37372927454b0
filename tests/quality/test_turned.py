"""Right numbers in the wrong place: dead for injured, the ends of a change, limits."""

from __future__ import annotations

import pytest

from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.numbers import check


@pytest.mark.parametrize(
    ("source", "target", "part"),
    [
        ("车祸致4死7伤。", "The crash left seven dead and four injured.", "4 dead"),
        ("爆炸造成9人受伤、2人死亡。", "The blast killed nine people and hurt two.", "9 injured"),
        ("死亡人数升至15人，另有30人受傷。", "Thirty died and 15 people were injured.", "15 dead"),
        ("持股从48%降到31%。", "The stake was cut from 31% to 48%.", "other way round"),
        ("票价由20元涨到25元。", "Fares rose to 20 yuan from 25 yuan.", "other way round"),
        ("失业率从4.6%升至5.2%。", "Unemployment went from 5.2% to 4.6%.", "other way round"),
        ("产量降至五分之一。", "Output fell by a fifth.", "to one-fifth"),
        ("产量减少五分之一。", "Output fell to a fifth.", "by one-fifth"),
        ("可处五年以上有期徒刑。", "It carries up to five years in prison.", "at least 5 years"),
        ("启动Ⅲ级响应。", "A Level II response was launched.", "says Ⅲ级"),
        ("启动三级响应。", "A Level II response was launched.", "says 三级"),
        ("响应由Ⅱ级升至Ⅰ级。", "The response was raised from III to II.", "says Ⅱ级"),
        ("三期工程开工。", "Work began on Phase II.", "says 三期"),
    ],
)
def test_it_is_an_error(source: str, target: str, part: str) -> None:
    found = list(check(SegmentPair(source, target)))
    assert any(f.severity == "error" and part in f.message for f in found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("车祸致4死7伤。", "The crash left four dead and seven injured."),
        ("车祸致4死7伤。", "Seven people were hurt in the crash, which killed four."),
        ("车祸致3死3伤。", "The crash left three dead and three injured."),
        ("车祸造成6人死伤。", "The crash killed or injured six people."),
        ("2人伤重不治。", "Two people died of their injuries."),
        ("持股从48%降到31%。", "The stake was cut to 31% from 48%."),
        ("票价由20元涨到25元。", "Fares rose from 20 to 25 yuan."),
        ("每天从9点到17点开放。", "It is open from 9 a.m. to 5 p.m."),
        ("可处五年以下有期徒刑。", "It carries up to five years in prison."),
        ("启动Ⅲ级响应。", "A Level III response was launched."),
        ("启动防汛四级响应。", "A level-4 flood response was launched."),
        ("Ⅲ期试验结束。", "The phase 3 trial is over."),
        ("二、三期工程开工。", "Work began on Phase II and Phase III."),
        ("三年级分二级教学。", "Grade 3 is taught on two levels."),
    ],
)
def test_what_is_right_is_not_told(source: str, target: str) -> None:
    assert not list(check(SegmentPair(source, target)))
