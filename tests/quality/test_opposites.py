"""Words that a translation turns into another of their group are told; faithful ones are not."""

from __future__ import annotations

from itertools import groupby

import pytest

from zhaiyi.lexicon.tables import rows
from zhaiyi.quality.base import SegmentPair
from zhaiyi.quality.qualifiers import check

TURNED = [
    ("上半年新开门店四十家。", "It opened forty stores in the second half.", "the first half"),
    ("大豆進口連續兩月走弱。", "Soybean exports were weak for two months.", "import"),
    ("省南部有雷雨。", "Storms are due in the northern part of the province.", "the south"),
    ("该省东北部有雷雨。", "Storms are due in the northwest of the province.", "the east"),
    ("她的母亲是护士。", "Her father was a nurse.", "mother"),
    ("他的妻子出庭作证。", "Her husband gave evidence.", "wife"),
    ("小儿子在读高中。", "Her daughter is in high school.", "son"),
    ("姐姐开车送他。", "His brother drove him.", "sister"),
    ("原告要求赔偿。", "The defendant wants damages.", "the plaintiff"),
    ("被告当庭道歉。", "The plaintiff said sorry in court.", "the defendant"),
    ("他落选市议员。", "He won a seat on the city council.", "not elected"),
    ("球队客场逼平对手。", "The team drew at home.", "away"),
    ("公司全年净亏损三亿元。", "The company made a profit of 300 million yuan.", "loss"),
    ("贸易逆差连续收窄。", "The trade surplus kept narrowing.", "deficit"),
    ("金价创新高。", "Gold hit a record low.", "a new high"),
    ("最低气温出现在周日。", "The highest temperature came on Sunday.", "the lowest"),
    ("月薪四千元。", "The pay is 4,000 yuan a year.", "a month"),
    ("去年产量下滑。", "Output slid this year.", "last year"),
    ("上个月的数据更好。", "The data is better this month.", "last month"),
    ("会议定于上午举行。", "The meeting is in the afternoon.", "the morning"),
    ("年底完工。", "It is done at the start of the year.", "the end of the year"),
    ("工厂建于上世纪80年代末。", "The works was built in the early 1980s.", "late"),
    ("未来五年建十座桥。", "Ten bridges were built in the past five years.", "the coming years"),
    ("產品全部來自國內市場。", "All of it comes from overseas.", "domestic"),
    ("门票两百港元。", "A ticket is 200 dollars.", "Hong Kong dollars"),
    ("每吨三百元。", "It is 300 yuan a kilogram.", "a tonne"),
    ("连续第三年增产。", "Output rose for the third month in a row.", "years in a row"),
    ("上诉被驳回。", "The appeal was approved.", "reject"),
]


@pytest.mark.parametrize(("source", "target", "name"), TURNED)
def test_a_turned_word_is_told(source: str, target: str, name: str) -> None:
    found = check(SegmentPair(source, target))
    assert [f.severity for f in found if f"says “{name}”" in f.message] == ["warning"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("上半年新开门店四十家。", "It opened forty stores in the first six months."),
        ("上半年不及下半年。", "The second half was better."),
        ("大豆进出口都走弱。", "Soybean exports were weak."),
        ("美国扩大对华出口。", "American sales to China grew."),
        ("韩国北部有雷雨。", "Storms are due in South Korea."),
        ("她的外公教她下棋。", "Her mother's father taught her chess."),
        ("他的妻子出庭作证。", "Mrs Wang gave evidence for her husband."),
        ("被告知需要补票。", "The plaintiff was told to buy a ticket."),
        ("国脚孙兴慜的女儿出生。", "Son Heung-min's baby girl was born."),
        ("北京队1比3不敌上海队。", "Shanghai beat Beijing 3-1."),
        ("最高人民法院作出裁定。", "The Supreme People's Court gave its lowest fine yet."),
        ("去年同期基数较低。", "The base was low in the same months of last year."),
        ("今年的产量高于往年。", "Output is above last year's."),
        ("本周五公布。", "It is out on Friday, next week's first look at prices."),
        ("年薪二十万元。", "The pay is 200,000 yuan a year, paid monthly."),
        ("门票两百港元。", "A ticket is $200 in Hong Kong."),
        ("北京时间上午九点。", "9 a.m. in Beijing, Monday evening in New York."),
    ],
)
def test_a_word_that_is_kept_is_not(source: str, target: str) -> None:
    assert not list(check(SegmentPair(source, target)))


def test_every_group_has_two_sides_or_more_and_stands_together() -> None:
    groups = [
        (name, len(list(sides))) for name, sides in groupby(rows("opposites"), lambda r: r[0])
    ]
    assert len({name for name, _ in groups}) == len(groups)
    assert all(size > 1 for _, size in groups)
