"""The English that a model is told for a quantity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quantities.support import MIXED, UNHURRIED, table
from zhaiyi.quantities import Quantity, compare, hint, hints, read_en, read_zh

CHINESE = [case["text"] for case in table("quantities.tsv") if case["language"] == "zh"]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("全县6.1万人", ("6.1万", "61,000")),
        ("超过14亿", ("14亿", "1.4 billion")),
        ("蓄水17.5亿立方米", ("17.5亿", "1.75 billion")),
        ("三成受访者", ("三成", "30 percent")),
        ("投资1.2万亿元", ("1.2万亿", "1.2 trillion")),
        ("装机250余万千瓦", ("250余万", "more than 2.5 million")),
        ("20多万人", ("20多万", "more than 200,000")),
        ("百分之一点五", ("百分之一点五", "1.5 percent")),
        ("1316.9万亩农田", ("1316.9万亩", "13.169 million mu")),
        ("24日至25日有雨", ("24日至25日", "July 24 to 25")),
        ("一天六七十人", ("六七十", "60 to 70")),
        ("早在2015年6月底", ("2015年6月底", "the end of June 2015")),
        ("截至9月末", ("9月末", "the end of September")),
        ("6月下旬开工", ("6月下旬", "late June")),
        ("較112年減少", ("112年", "2023")),
        ("拟10派3元", ("10派3元", "3 yuan per 10 shares")),
        ("10派2.5元转4股", ("10派2.5元转4股", "2.5 yuan and 4 new shares per 10 shares")),
        ("跨越一甲子", ("一甲子", "60 years")),
        ("判二缓三，缓刑三年", ("缓刑三年", "suspended for 3 years")),
        ("收180台斤", ("180台斤", "180 Taiwan catties")),
        ("花了三万五", ("三万五", "35,000")),
        ("标价13万2", ("13万2", "132,000")),
        ("还欠八千五", ("八千五", "8,500")),
        ("少了一百二", ("一百二", "120")),
        ("投资数千万元", ("数千万元", "tens of millions of yuan")),
        ("罚款500林吉特", ("500林吉特", "500 ringgit")),
        ("播放量过亿", ("过亿", "more than 100 million")),
        ("建厂花了十几亿元", ("十几亿元", "more than 1 billion yuan")),
        ("来了十几万名球迷", ("十几万", "more than 100,000")),
        ("营收近千亿元", ("千亿", "100 billion")),
        ("卖出两三百斤", ("两三百斤", "200 to 300 jin")),
        ("一两天之内", ("一两天", "one or two days")),
        ("十五六岁", ("十五六岁", "15 or 16 years old")),
        ("七八成", ("七八成", "70 to 80 percent")),
        ("打八折", ("八折", "20 percent off")),
        ("下调25个基点", ("25个基点", "25 basis points")),
        ("不超过万分之三", ("万分之三", "3 in 10,000")),
        ("十分之一二手房", ("十分之一", "one-tenth")),
        ("民國58年", ("民國58年", "1969")),
        ("112學年度", ("112學年度", "the 2023 academic year")),
        ("农历五月初五", ("农历五月初五", "the fifth day of the fifth lunar month")),
        ("农历闰六月初五", ("农历闰六月初五", "the fifth day of the leap sixth lunar month")),
        ("今年农历闰六月", ("农历闰六月", "the leap sixth lunar month")),
        ("夜里十二点一刻", ("夜里十二点一刻", "12:15 a.m.")),
        ("22时至次日6时30分", ("22时至次日6时30分", "10 p.m. to 6:30 a.m. the next day")),
        ("年过半百", ("半百", "50")),
        ("首次过半", ("首次过半", "more than half for the first time")),
        ("市值5兆元", ("5兆", "5 trillion")),
    ],
)
def test_risky_quantities_have_a_hint(text: str, pair: tuple[str, str]) -> None:
    assert hints(text, 2020, 7) == (pair,)


@pytest.mark.parametrize(
    "text",
    [
        "3名工人",
        "7月26日",
        "28岁",
        "一带一路",
        "2020年",
        "十分重要",
        "",
        "三分之二的人",
        "2.5倍",
        "半年",
        "百分之三十",
        "两千人",
        "5月24日至6月2日",
        "24日至25日",
    ],
)
def test_easy_quantities_cost_no_words(text: str) -> None:
    assert hints(text, None, None) == ()


@pytest.mark.parametrize("text", CHINESE)
def test_a_hint_says_what_the_source_says(text: str) -> None:
    check_hints(text)


@UNHURRIED
@given(MIXED)
def test_a_hint_of_anything_read_says_the_same(text: str) -> None:
    check_hints(text)


def check_hints(text: str) -> None:
    for q in read_zh(text):
        read = read_en(hint(q))
        if q.when is None and not q.vague:
            assert_value(q, read)
        else:
            assert compare(q.text, hint(q)).changed == () or q.when is not None


def assert_value(q: Quantity, read: tuple[Quantity, ...]) -> None:
    values = {abs(v) for r in read for v in (r.low, r.high)}
    assert {abs(q.low), abs(q.high)} <= values, (q.text, hint(q), read)


@UNHURRIED
@given(st.integers(min_value=1, max_value=10**14), st.sampled_from(["元", "人", "吨", ""]))
def test_a_count_survives_the_way_through_english(number: int, unit: str) -> None:
    (q,) = read_zh(f"共{number}{unit}")
    (back,) = read_en(hint(q))
    assert (back.low, back.unit) == (q.low, q.unit)


def test_names_with_digits_and_days_of_the_week_are_named_as_they_are() -> None:
    (day,) = compare("会议周二举行。", "The meeting was held.").missing
    assert hint(day) == "Tuesday"
    (train,) = compare("乘坐Z164次列车。", "They took the train.").missing
    assert hint(train) == "Z164"
