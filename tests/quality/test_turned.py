"""Right numbers in the wrong place: dead for injured, the ends of a change, limits, rise for fall,
quarters and ordinals, before for after."""

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
        ("面包厂第三季度扭亏。", "The bakery made money in the second quarter.", "says 第三季度"),
        ("一季度客流大增。", "Passenger numbers jumped in Q3.", "says 一季度"),
        ("一季度客流环比增加。", "Passenger numbers rose in the third quarter.", "says 一季度"),
        ("首季客流大增。", "Passenger numbers jumped in the fourth quarter.", "says 首季"),
        ("第二轮磋商开始。", "A third round of talks began.", "says 第二"),
        ("她游了第三名。", "She took second place in the pool.", "says 第三"),
        (
            "铜价涨0.7%，锌价跌0.4%。",
            "Copper fell 0.7% and zinc rose 0.4%.",
            "a fall of 0.4 percent",
        ),
        ("客运增长14%，货运下降5%。", "Passengers rose 14% and freight was up 5%.", "a fall of 5"),
        (
            "进口同比增长9%，环比下降1.6%。",
            "Imports were up 9% month on month and down 1.6% year on year.",
            "a change on the year of 9",
        ),
        ("地铁将于2031年前通车。", "The metro will open after 2031.", "says 2031年前"),
        ("合同月底后生效。", "The contract holds before the end of the month.", "says 月底后"),
        ("两年前他辞去教职。", "He gave up teaching two years later.", "says 两年前"),
        ("两年後他辭去教職。", "He gave up teaching two years ago.", "says 两年後"),
        ("订单突破5万份。", "Orders approached 50,000.", "more than 50,000"),
        ("厂里有工人八百多名。", "The works has fewer than 800 workers.", "more than 800"),
        ("押金不得低于六百元。", "The deposit is less than 600 yuan.", "at least 600 yuan"),
        (
            "除老人和6岁以下儿童外，票价至少80元。",
            "Except for the old and children under 6, tickets are at most 80 yuan.",
            "at least 80 yuan",
        ),
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
        ("三季度客流环比上升。", "Passenger numbers rose from the second quarter."),
        ("二、三季度客流上升。", "Passenger numbers rose in the second and third quarters."),
        ("第一大股东让出三分之一。", "The largest shareholder gave up a third of it."),
        ("第三次登顶后又登一次。", "She reached the top a second time after her third."),
        ("铜价涨0.7%，锌价跌0.4%。", "Zinc fell 0.4% and copper rose 0.7%."),
        (
            "进口同比增长9%，环比下降1.6%。",
            "Imports were up 9% year on year and down 1.6% from the previous month.",
        ),
        ("地铁将于2031年前通车。", "The metro will open by 2031."),
        ("两年前他辞去教职。", "He had given up teaching two years earlier."),
        ("近30年来，湖面缩小。", "The lake has shrunk over the past 30 years."),
        ("押金不得低于六百元。", "The deposit is at least 600 yuan."),
        ("渡轮每周二、四、六开航。", "Ferries leave on Tuesdays, Thursdays and Saturdays."),
        ("画廊周一至五开放。", "The gallery is open from Monday to Friday."),
        ("除1名船员外，全体获救。", "All but the cook were rescued."),
        (
            "三男一女上船，共2名医生和1名护士，3人均为志愿者。",
            "Two doctors and a nurse came, all volunteers, among three men and a woman.",
        ),
    ],
)
def test_what_is_right_is_not_told(source: str, target: str) -> None:
    assert not list(check(SegmentPair(source, target)))


def test_another_day_of_a_list_is_told() -> None:
    pair = SegmentPair(
        "渡轮每周二、四、六开航。", "Ferries leave on Tuesdays, Thursdays and Sundays."
    )
    assert [f.message for f in check(pair)] == [
        "source says 六 = Saturday, translation says Sundays"
    ]
