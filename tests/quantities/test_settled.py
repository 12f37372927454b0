"""Spans and rates that English says in another unit, and units with a scale of their own."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import compare, mend
from zhaiyi.quantities.mending.mend import faults


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他被判处有期徒刑三年六个月。", "He was sentenced to three and a half years in prison."),
        ("工期为一年六个月。", "The work takes 18 months."),
        ("工期1年3个月。", "The work takes 15 months."),
        ("车程2小时30分钟。", "The ride takes two and a half hours."),
        ("车程1个小时30分。", "The ride takes 90 minutes."),
        ("用时8分30秒。", "It took eight and a half minutes."),
        ("航行1天12小时。", "It sailed for 36 hours."),
        ("每10股派息5港元。", "It pays HK$0.5 per share."),
        (
            "拟每10股派发现金红利3.1元，共派10亿元。",
            "It pays 0.31 yuan a share, 1 billion yuan in all.",
        ),
        ("每百公里收费15元。", "The fee is 0.15 yuan per kilometer."),
        ("每斤卖3.2元。", "It sells at 6.4 yuan per kilogram."),
        ("采用5000万像素主摄。", "It has a 50-megapixel main camera."),
        ("采用2亿像素镜头。", "It has a 200MP lens."),
        ("年发电35亿千瓦时。", "It generates 3.5 TWh a year."),
        ("装机15亿千瓦。", "Its capacity is 1.5 TW."),
        ("储量1000亿立方米。", "It holds 100 bcm."),
        ("产能500万吨。", "Its capacity is 5 Mt."),
        ("产能50万吨。", "Its capacity is 500 kt."),
        ("完成3000万标准箱。", "It handled 30m TEU."),
        ("粉丝有100万人。", "It has 1M followers."),
        ("花了500万元。", "It cost 5m yuan."),
        ("每斤涨了2毛钱。", "It rose by 0.2 yuan per jin."),
        ("每斤涨了2毛。", "It rose by 20 fen per jin."),
        ("便宜了四毛钱。", "It is 0.4 yuan cheaper."),
        ("便宜了四毛钱。", "It is 40 cents cheaper."),
        ("每度电降5分。", "Power fell by 0.05 yuan per kWh."),
        ("投资三个亿。", "It cost 300 million yuan."),
        ("十个亿的项目。", "The project is worth 1 billion yuan."),
        ("前10月出口增长3%。", "Exports rose 3% in the first 10 months."),
        ("上半年出口增长3%。", "Exports rose 3% in the first six months."),
        ("等了一刻钟。", "He waited for 15 minutes."),
        ("女单1/8决赛开打。", "The round of 16 of the women's singles began."),
        ("球队进入四分之一决赛。", "The team is in the quarterfinals."),
        ("他立即拨打120。", "He called an ambulance at once."),
        ("他立即拨打110报警。", "He called the police at once."),
        ("今年前7月出口增长。", "Exports rose in the first seven months of this year."),
    ],
)
def test_what_is_right_in_another_form_stays(source: str, target: str) -> None:
    assert not faults(compare(source, target))
    assert mend(source, target) == target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("工期三年六个月。", "The work takes four and a half years."),
        ("工期三年六个月。", "The work takes three years."),
        ("便宜2毛钱。", "It is 2 cents cheaper."),
        ("每10股派息5港元。", "It pays HK$5 per share."),
        ("每百公里收费15元。", "The fee is 1.5 yuan per kilometer."),
        ("采用5000万像素主摄。", "It has a 5-megapixel main camera."),
        ("年发电35亿千瓦时。", "It generates 3.5 GWh a year."),
        ("今年前10月出口增长。", "Exports rose in October this year."),
    ],
)
def test_what_is_wrong_in_another_form_is_told(source: str, target: str) -> None:
    assert faults(compare(source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他赢了10公里组冠军。", "He won the 10K."),
        ("采用5000万像素主摄。", "It has a 5-megapixel main camera."),
        ("网速达1000兆。", "It reaches 1 Gbps."),
        ("补贴最高不超过1.5万元。", "The subsidy is capped at 15,000 yuan."),
        ("每件补贴不超过2000元。", "Each item has a subsidy of up to 2,000 yuan."),
        ("总量不得超过5000吨。", "The total must be kept below 5,000 tons."),
        ("价格从未突破100万元。", "The price has never reached 1 million yuan."),
        ("沪指未能突破4000点。", "The index failed to break 4,000 points."),
    ],
)
def test_right_english_is_not_mended(source: str, target: str) -> None:
    assert mend(source, target) == target


def test_a_sum_of_hundreds_of_millions_is_put_right() -> None:
    assert mend("投资三个亿。", "It cost 3 yuan.") == "It cost 300 million yuan."


def test_a_scale_before_a_thing_is_still_put_right() -> None:
    mended = mend("完成3000万标准箱。", "It handled 3000 million TEU.")
    assert mended == "It handled 30 million TEU."


def test_at_least_stays_at_least() -> None:
    assert mend("至少20人受伤。", "It hurt 20 people.") == "It hurt at least 20 people."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("3日前10月的考试结束。", "The exam of October ended by the 3rd."),
        ("三年前10月他走了。", "He left in October three years ago."),
        ("每人降5分。", "Each lost 5 points."),
        ("三个亿元项目开工。", "Work on three 100-million-yuan projects began."),
        ("一个亿万富翁来了。", "A billionaire came."),
        ("5个MP出席。", "Five MPs were there."),
    ],
)
def test_other_words_keep_their_sense(source: str, target: str) -> None:
    assert not faults(compare(source, target))
