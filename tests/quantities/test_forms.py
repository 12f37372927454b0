"""Forms of numbers, sums, shares, decades and days that one side says in its own way."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import compare, read_en, read_zh

KEPT = (
    # a percent that ends in a new level is no range
    ("铜价上涨0.8%，报每吨9120美元。", "Copper rose 0.8 percent to $9,120 a ton."),
    ("利润增长9%至7亿美元。", "Profit grew 9 percent to $700 million."),
    ("指数下跌2%至21400点。", "The index fell 2 percent to 21,400."),
    ("客流下降6%至900万。", "Passenger numbers fell 6% to 9 million."),
    ("降幅为百分之六，至900万。", "It fell 6 percent to 9 million."),
    ("产量下降百分之六至900万。", "Output fell 6 percent to 9 million."),
    ("占比下降1.5个百分点至30%。", "The share fell 1.5 percentage points to 30 percent."),
    ("票价在15至25美元之间。", "Tickets cost between US$15 and US$25."),
    ("比例为百分之二十至三十。", "The share is from 20 percent to 30."),
    # a currency before its sum, money of the place
    ("合约金额新台币82亿元。", "The contract is worth NT$8.2 billion."),
    ("基金会捐出港币约60万元。", "The foundation gave about HK$600,000."),
    ("他欠下澳門幣90万元。", "He owed 900,000 patacas."),
    ("总价美金7万元。", "The total price was US$70,000."),
    ("臺灣業者投資40億元。", "Taiwanese firms invested NT$4 billion."),
    ("立法院删减70亿元。", "The Legislative Yuan cut NT$7 billion."),
    ("財政司司長撥款60億元。", "The financial secretary set aside HK$6 billion."),
    # shares of small wholes
    ("九成用户满意。", "Nine in ten users are content."),
    ("80%的商店关门。", "Four out of five shops are shut."),
    ("四分之三的学校停课。", "Three in every four schools closed."),
    ("每五户就有一户停电。", "One in five households lost power."),
    ("十名选手中有八名完赛。", "Eight out of ten runners finished."),
    # tenths before a word that would begin with 成
    ("约六成人口住在城市。", "About 60 percent of the population lives in cities."),
    ("七成人反对。", "Seventy percent are against it."),
    ("逾八成交易被取消。", "More than 80 percent of the transactions were canceled."),
    ("其中，九成本地商户受影响。", "Of these, 90 percent of local shops were hit."),
    # two decades
    ("上世纪三四十年代的老照片", "photos of the 1930s and 1940s"),
    ("20世纪70、80年代的家具", "furniture of the 1970s and '80s"),
    ("1950和1960年代的电影", "films of the 1950s and 1960s"),
    # below zero
    ("最低零下18度。", "The low was minus 18 degrees Celsius."),
    ("最低零下18度。", "The low was 18 degrees below zero."),
    ("最低零下18摄氏度。", "The low was 18 below freezing."),
    ("零下40摄氏度", "minus 40 degrees Fahrenheit"),
    ("最低气温-3℃。", "The low was -3°C."),
    ("零下8到10度", "minus 8 to 10 degrees"),
    # ages by a word
    ("六旬船长", "a sexagenarian captain"),
    ("她已九旬高龄。", "She is a nonagenarian."),
    ("村里有三位百岁老人。", "The village has three centenarians."),
    ("一位86岁的画家", "an octogenarian painter"),
    # events named by their dates
    ("六四周年将至。", "The anniversary of June 4 is near."),
    ("九一八纪念馆", "the September 18 museum"),
    ("七七事變", "the July 7 Incident"),
    ("五四精神", "the spirit of the May Fourth Movement"),
    ("十一长假", "the October 1 holiday"),
    ("“9·11”遗址", "the 9/11 site"),
    ("“9·11”遗址", "the site of September 11"),
)
CHANGED = (
    ("利润增长9%至7亿美元。", "Profit grew 9 percent to $700,000."),
    ("客流下降6%至900万。", "Passenger numbers fell 7% to 9 million."),
    ("合约金额新台币82亿元。", "The contract is worth 8.2 billion yuan."),
    ("人民币40亿元投向台湾。", "NT$4 billion went to Taiwan."),
    ("九成用户满意。", "Eight in ten users are content."),
    ("约六成人口住在城市。", "About 50 percent of the population lives in cities."),
    ("上世纪三四十年代的老照片", "photos of the 1940s"),
    ("20世纪70、80年代的家具", "furniture of the 1970s and '90s"),
    ("最低零下18度。", "The low was 18 degrees Celsius."),
    ("最低18度。", "The low was minus 18 degrees Celsius."),
    ("最低零下8摄氏度。", "The low was 8 degrees Celsius."),
    ("她已九旬高龄。", "She is an octogenarian."),
    ("六四周年将至。", "The anniversary of July 4 is near."),
)


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_is_kept(source: str, target: str) -> None:
    assert faults(source, target) == ()


@pytest.mark.parametrize(("source", "target"), CHANGED)
def test_is_found(source: str, target: str) -> None:
    assert faults(source, target)


def faults(source: str, target: str) -> tuple[object, ...]:
    found = compare(source, target)
    return (*found.missing, *found.changed, *found.invented)


@pytest.mark.parametrize("text", ["七成熟的牛排", "新片一成为话题", "他一成人就离家"])
def test_no_tenths(text: str) -> None:
    assert not [q for q in read_zh(text) if q.kind == "percent"]


@pytest.mark.parametrize("text", ["up 3 to 5 percent", "3%-5%", "from 3 percent to 5"])
def test_a_range_of_percent_stays_one(text: str) -> None:
    assert [q.canonical for q in read_en(text)] == ["percent:3..5"]


def test_a_currency_before_no_sum_changes_nothing() -> None:
    assert [q.kind for q in read_zh("人民币2%，美元5月走强")] == ["percent", "date"]
