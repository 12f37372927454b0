"""The thing behind a number, and "to" beside "by": the number is right and the sentence is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quantities.support import MIXED, UNHURRIED, WORDS
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.numbers import check
from zhaiyi.quantities import hints, mend, misread
from zhaiyi.translation.constraints import violations_in

WRONG = [
    (
        "惠及1.8万户、5.6万人。",
        "It benefits 18,000 and 56,000 households.",
        "It benefits 18,000 households and 56,000 people.",
    ),
    (
        "惠及1.8万户5.6万人。",
        "It benefits 18,000 households and 56,000 households.",
        "It benefits 18,000 households and 56,000 people.",
    ),
    ("村里有315户。", "The village has 315 people.", "The village has 315 households."),
    ("撤离1339名群众。", "It moved 1,339 families.", "It moved 1,339 people."),
    ("港内有12艘船。", "There are 12 planes in port.", "There are 12 ships in port."),
    ("捐赠200册图书。", "It gave 200 cars.", "It gave 200 books."),
    ("运费降到了原来的三分之一。", "Freight fell by one-third.", "Freight fell to one-third."),
    ("利率降至3%。", "Rates fell by 3%.", "Rates fell to 3%."),
    ("利率降至3%。", "Rates fell 3%.", "Rates fell to 3%."),
    ("产量下降了20%。", "Output fell to 20%.", "Output fell by 20%."),
]


@pytest.mark.parametrize(("source", "target", "mended"), WRONG)
def test_it_is_flagged_and_put_right(source: str, target: str, mended: str) -> None:
    assert any(finding.severity == "error" for finding in check(SegmentPair(source, target)))
    assert mend(source, target) == mended
    assert not list(check(SegmentPair(source, mended)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("惠及1.8万户、5.6万人。", "It benefits 18,000 families with 56,000 members."),
        ("确诊5人。", "There were 5 cases."),
        ("共有20人次。", "There were 20 visits."),
        ("来了300户居民。", "Residents of 300 homes came."),
        ("全区新增300户企业。", "The district added 300 firms."),
        ("帮扶300户小微企业。", "It helped 300 small companies."),
        ("惠及300户农民和企业。", "It benefits 300 households and firms."),
        ("每班最多增加6人。", "Each class may add up to 6 people."),
        ("票价最高上涨15%。", "Fares will rise up to 15%."),
        ("票价最多涨15%。", "Fares may rise by up to 15%."),
        ("夫妻二人离婚，孩子归父亲。", "After the divorce the child went to the father."),
        ("10月物价环比上涨0.3%。", "Prices rose 0.3% in October from September."),
        ("5家企业的5人到场。", "5 people of 5 companies came."),
        ("利率降至3%。", "Rates are down to 3%."),
        ("利率下降3%。", "Rates fell 3%."),
        ("失业率上升0.2个百分点至5.1%。", "Unemployment rose by 0.2 percentage points to 5.1%."),
        ("他名下有300个账户。", "He holds 300 accounts."),
    ],
)
def test_what_is_right_is_not_flagged(source: str, target: str) -> None:
    assert not list(misread(source, target))
    assert mend(source, target) == target


def test_neighbours_that_count_other_things_are_told_with_them() -> None:
    assert hints("惠及1.8万户5.6万人。") == (
        ("1.8万户", "18,000 households"),
        ("5.6万人", "56,000 people"),
    )


def test_the_second_try_is_told_the_thing() -> None:
    missed = violations_in(*WRONG[0][:2], None, None)
    assert ("5.6万人", "56,000 people") in missed.quantities


@UNHURRIED
@given(st.one_of(st.text(max_size=60), MIXED), st.one_of(st.text(max_size=60), WORDS))
def test_what_is_found_lies_in_both_texts(source: str, target: str) -> None:
    for wrong in misread(source, target):
        assert source[wrong.source.start : wrong.source.end] == wrong.source.text
        assert 0 <= wrong.start <= wrong.end <= len(target)
