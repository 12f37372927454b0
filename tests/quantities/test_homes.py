"""A bare 元 is the money of the place where an article was written, and no yuan."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import compare, countries_of, hints, home_of, mend

HONG_KONG = "【本報訊】港鐵昨日宣布,觀塘站翻新工程耗資兩億元,立法會議員質疑費用過高。"
TAIWAN = "〔記者周小明/台南報導〕市府昨日編列三億元整修老屋,議員批評過於草率。"
MACAU = "【澳門訊】博監局公布上月收入二百億元,較前月增加。"
SINGAPORE = "(新加坡讯)议员昨日询问,我国今年会否再拨款五亿元修建步道。"
MALAYSIA = "（新山8日讯）我国榴梿出口今年料增长两成，业者看好。"


@pytest.mark.parametrize(
    ("text", "home"),
    [
        (HONG_KONG, "HK"),
        (f"{HONG_KONG}集團收入1929億元(人民幣,下同)。", ""),
        (f"{HONG_KONG}集團收入281億元（美元‧下同）。", ""),
        (TAIWAN, "TW"),
        (MACAU, "MO"),
        (SINGAPORE, "SG"),
        (MALAYSIA, "MY"),
        ("民進黨立委昨在立法院質詢,要求行政院說明台鐵的票價。", "TW"),
        ("地檢署抗告,被告獲准以七千萬元交保。", "TW"),
        ("地检署抗告，被告获准以七千万元交保。", "?"),
        ("新华社新加坡10月8日电　两国签署协议，我国企业参与建设。", ""),
        ("【中央社北京電】中國當局公布上半年稅收,達到九百億元。", ""),
        ("中國內地上半年稅收增加,北京與上海居前,香港學者看好。", ""),
        ("（上海讯）市政府拨款三亿元修路。", ""),
        ("", ""),
        ("（香港明报讯）特首表示，政府拨款五亿元修路。", "?"),
        ("特首昨日到立法会答问，港铁票价明年加一元。", "?"),
        ("（澳门日报讯）上月收入二百亿元。", "?"),
    ],
)
def test_where_an_article_was_written(text: str, home: str) -> None:
    assert home_of(text) == home


@pytest.mark.parametrize(
    ("source", "target", "home"),
    [
        ("翻新工程耗資2.5億元。", "The work cost HK$250 million.", "HK"),
        ("逾80萬元", "more than HK$800,000", "HK"),
        ("翻新工程耗資2.5億元。", "The work cost MOP250 million.", "MO"),
        ("翻新工程耗資2.5億元。", "The work cost 250 million patacas.", "MO"),
        ("翻新工程耗資2.5億元。", "The work cost NT$250 million.", "TW"),
        ("翻新工程耗资2.5亿元。", "The work cost S$250 million.", "SG"),
        ("翻新工程耗資2.5億元。", "The work cost 250 million dollars.", "HK"),
        ("內地銷售2.5億元。", "Mainland sales were 250 million yuan.", "HK"),
        ("翻新工程耗資人民幣2.5億元。", "The work cost 250 million yuan.", "TW"),
        ("翻新工程耗資2.5億美元。", "The work cost US$250 million.", "TW"),
        ("翻新工程耗资2.5亿元。", "The work cost 250 million yuan.", ""),
    ],
)
def test_the_money_of_the_place_is_right(source: str, target: str, home: str) -> None:
    found = compare(source, target, home=home)
    assert (found.changed, found.missing, found.invented) == ((), (), ())


@pytest.mark.parametrize(
    ("source", "target", "home", "mended"),
    [
        ("耗資2.5億元。", "It cost 250 million yuan.", "HK", "It cost HK$250 million."),
        ("耗資2.5億元。", "It cost RMB 250 million.", "TW", "It cost NT$250 million."),
        ("耗資2.5億元。", "It cost 250 million yuan.", "MO", "It cost MOP 250 million."),
        ("耗资2.5亿元。", "It cost 250 million yuan.", "SG", "It cost S$250 million."),
        (
            "跌破70元關口。",
            "It fell below the 70-yuan mark.",
            "HK",
            "It fell below the HK$70 mark.",
        ),
    ],
)
def test_yuan_becomes_the_money_of_the_place(
    source: str, target: str, home: str, mended: str
) -> None:
    assert compare(source, target, home=home).changed
    assert mend(source, target, home=home) == mended


def test_dollars_of_a_place_are_wrong_elsewhere() -> None:
    assert compare("耗资2.5亿元。", "It cost HK$250 million.").changed
    assert compare("耗資2.5億元。", "It cost NT$250 million.", home="HK").changed


def test_the_model_is_told_the_money_of_the_place() -> None:
    assert hints("報每股4.2元，耗資逾百億元。", home="HK") == (
        ("4.2元", "HK$4.2"),
        ("逾百億元", "more than HK$10 billion"),
    )
    ((_, english),) = hints("內地銷售2.5億元。", home="HK")
    assert english == "250 million"


@pytest.mark.parametrize(
    ("source", "home"),
    [
        ("騰訊上季收入1200億元。", "HK"),
        ("萬科去年虧損280億元。", "HK"),
        ("A股昨日成交1200億元。", "HK"),
        ("滬深兩地成交共1200億元。", "TW"),
        ("央行昨日投放1200億元。", "HK"),
        ("南京的新廠投資30億元。", "TW"),
        ("瀋陽的新廠投資30億元。", "HK"),
        ("小紅書估值達200億元。", "TW"),
        ("支付寶派發50億元紅包。", "HK"),
        ("內房債務達600億元。", "HK"),
        ("發改委批出300億元專項債。", "HK"),
        ("財政部發債50億元。", "MO"),
        ("全國鐵路投資6000億元。", "HK"),
        ("人行投放9000億元。", "HK"),
        ("中共官員貪污30億元。", "TW"),
        ("陸媒稱片酬達8000萬元。", "TW"),
        ("橫琴的投資達30億元。", "MO"),
        ("馬雲捐款1億元。", "TW"),
        ("美商擬斥資1億元設廠。", "TW"),
    ],
)
def test_sums_of_the_mainland_are_not_told_in_the_money_of_the_paper(
    source: str, home: str
) -> None:
    ((_, english),) = hints(source, home=home)
    assert "$" not in english


@pytest.mark.parametrize(
    ("source", "home"),
    [
        ("騰訊股價升3%,收報400元。", "HK"),
        ("南京東路店面售2億元。", "TW"),
        ("長沙灣一塊地售2億元。", "HK"),
        ("馬鞍山一塊地售2億元。", "HK"),
        ("寧夏夜市的店面售2億元。", "TW"),
        ("三大連鎖店月租2億元。", "TW"),
        ("央行發行定存單1600億元。", "TW"),
        ("海南雞飯賣45元。", "HK"),
        ("市區內房屋售2億元。", "TW"),
        ("政府陸續撥款2億元。", "TW"),
        ("當局正在陸續撥款2億元。", "TW"),
        ("人行道翻新耗資2億元。", "TW"),
        ("全國國小共編列2億元。", "TW"),
        ("財政部編列2億元。", "TW"),
        ("騰訊斥2億元租用銅鑼灣一座大樓。", "HK"),
    ],
)
def test_names_from_the_mainland_do_not_take_the_papers_money_away(source: str, home: str) -> None:
    assert any("$" in english for _, english in hints(source, home=home))


def test_yuan_of_the_mainland_stand_in_a_paper_from_elsewhere() -> None:
    source, target = "小紅書估值達200億元。", "Xiaohongshu is valued at 20 billion yuan."
    assert mend(source, target, home="TW") == target
    assert not compare(source, target, home="TW").changed


@pytest.mark.parametrize("target", ["It gets HK$50 million.", "It gets 50 million yuan."])
def test_money_is_anybodys_where_nobody_knows_the_paper(target: str) -> None:
    assert not compare("获拨款5000万元。", target, home="?").changed
    assert compare("获拨款5000万元。", "It gets HK$5 million.", home="?").changed
    assert countries_of("?") == ()
