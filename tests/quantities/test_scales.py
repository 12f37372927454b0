"""A scale before a unit of thousands, before a gap, and as the size of what is counted."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import compare, hints
from zhaiyi.quantities.mending.mend import faults


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("两千万千瓦", ("两千万", "20 million")),
        ("十万千米", ("十万", "100,000")),
        ("上亿千瓦时", ("上亿千瓦时", "more than 100 million kilowatt-hours")),
        ("十几万千瓦", ("十几万千瓦", "more than 100,000 kilowatts")),
        ("片酬破三亿 周末开播", ("三亿", "300 million")),
        ("成交破20亿 日元走弱", ("20亿", "2 billion")),
        ("用户破2亿 小时候的游戏", ("2亿", "200 million")),
        ("突破500万 岁末冲刺", ("500万", "5 million")),
        ("建4个万亿级产业集群", ("万亿级", "1 trillion each")),
        ("签约10个亿元以上项目", ("亿元以上", "more than 100 million yuan each")),
        ("他投了3个亿", ("3个亿", "300 million")),
        ("他投了3个亿人民币", ("3个亿", "300 million")),
    ],
)
def test_it_is_told_for_what_it_is(source: str, told: tuple[str, str]) -> None:
    assert told in hints(source)


RIGHT = [
    ("装机突破百万千瓦。", "Capacity passed 1 million kilowatts."),
    ("百万千瓦机组并网。", "The 1-million-kilowatt unit joined the grid."),
    ("年发电超百万千瓦时。", "It yields over 1 million kilowatt-hours a year."),
    ("票房破20亿 周末再涨", "Box office passes 2 billion yuan and rises again at the weekend"),
    (
        "建4个万亿级产业集群。",
        "It will build four clusters of industry worth 1 trillion yuan each.",
    ),
    ("建4个万亿级产业集群。", "It will build four trillion-level clusters of industry."),
    ("建5个千亿级园区。", "It will build five hundred-billion-level parks."),
    ("签约10个亿元以上项目。", "It signed ten projects of more than 100 million yuan each."),
]
WRONG = [
    ("建5个千亿级园区。", "It will build five parks."),
    ("建5个千亿级园区。", "It will build five billion-level parks."),
    ("签约10个亿元以上项目。", "It signed projects of more than 1 billion yuan."),
]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_the_right_english_is_not_flagged(source: str, target: str) -> None:
    assert faults(compare(source, target)) == 0


@pytest.mark.parametrize(("source", "target"), WRONG)
def test_a_lost_or_swollen_size_is_flagged(source: str, target: str) -> None:
    assert faults(compare(source, target))
