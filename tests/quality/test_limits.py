"""A limit that turns round is an error; the same limit in other words is none."""

from __future__ import annotations

import pytest

from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.numbers import check


@pytest.mark.parametrize(
    ("source", "target", "ours"),
    [
        ("70岁以上老人免票。", "People under 70 enter for free.", "at least"),
        ("12岁以下儿童免票。", "Those aged 12 and over enter for free.", "at most"),
        (
            "月薪3万元以上的员工须申报。",
            "Staff who earn below 30,000 yuan must report.",
            "at least",
        ),
        ("至少40人遇难。", "At most 40 people were killed.", "at least"),
        ("大厅最多可容纳300人。", "The hall holds at least 300 people.", "at most"),
        ("罚款200元以上。", "The fine is no more than 200 yuan.", "at least"),
        ("罚款不超过200元。", "The fine exceeds 200 yuan.", "at most"),
        ("罰款不少於200元。", "The fine is less than 200 yuan.", "at least"),
    ],
)
def test_a_limit_turned_round_is_an_error(source: str, target: str, ours: str) -> None:
    (finding,) = check(SegmentPair(source, target, year=2025))
    assert finding.severity == "error"
    assert finding.message.startswith(f"source says {ours} ")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("70岁以上老人免票。", "People aged 70 and over enter for free."),
        ("70岁以上老人不得参加。", "Only people under 70 may take part."),
        ("12岁以下儿童免票。", "Children under 12 enter for free."),
        ("罚款200元以上800元以下。", "The fine is more than 200 yuan and less than 800 yuan."),
        ("罚款不少于200元。", "The fine should not be less than 200 yuan."),
        ("总额不超过800万元。", "The total is not to exceed 8 million yuan."),
        ("最多可载50人和20多个包。", "It holds 50 people and over 20 bags."),
        ("数量最多的300人是学生。", "The largest group, at least 300 people, are students."),
    ],
)
def test_a_limit_in_other_words_is_none(source: str, target: str) -> None:
    assert not list(check(SegmentPair(source, target, year=2025)))


def test_one_turn_is_told_once() -> None:
    found = check(SegmentPair("至少40人遇难。", "Nearly 40 people were killed.", year=2025))
    assert len(list(found)) == 1
