"""我国 and a bare 元 in the papers of Singapore, Malaysia, Hong Kong and Taiwan."""

from __future__ import annotations

import pytest

from zhaiyi.core.document import Term
from zhaiyi.quality.base import SegmentPair, SegmentRole
from zhaiyi.quality.names.homeland import with_own_country
from zhaiyi.quality.registry import run_checks


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("外长下周访欧。", "The foreign minister will visit Europe next week."),
        ("欧美股市走高。", "Shares in Europe and the United States rose."),
        ("陆委会说，不会接受。", "The council said that Taiwan would not accept it."),
    ],
)
def test_short_names_explain_a_place(source: str, target: str) -> None:
    assert [f for f in run_checks(SegmentPair(source, target)) if f.kind == "name"] == []


@pytest.mark.parametrize(
    ("source", "target", "given"),
    [
        ("越老两国议会签约。", "The two Lao parliaments signed.", "two Lao"),
        ("中柬两国签约。", "Cambodia and Cambodia signed.", "Cambodia and Cambodia"),
        ("越老两国议会签约。", "The parliaments of Vietnam and Laos signed.", ""),
        ("越老两国议会签约，越老两国互致贺电。", "The two Lao parliaments signed.", "two Lao"),
        ("中柬两国签约。", "The two countries signed.", ""),
        ("两家老挝公司签约。", "Two Lao firms signed.", ""),
    ],
)
def test_two_countries_are_not_one_twice(source: str, target: str, given: str) -> None:
    found = [f for f in run_checks(SegmentPair(source, target)) if "are two countries" in f.message]
    spans = [f.target_span for f in found if f.target_span]
    assert [target[s.start : s.end] for s in spans] == ([given] if given else [])


@pytest.mark.parametrize(
    ("source", "target", "home", "mended"),
    [
        ("我国经济好转。", "China's economy is better.", "SG", "Singapore's economy is better."),
        ("（新加坡讯）我国经济好转。", "China is better off.", "SG", "Singapore is better off."),
        ("我国棕油减产。", "China made less palm oil.", "MY", "Malaysia made less palm oil."),
        ("我國樂見其成。", "China is glad of it.", "TW", "Taiwan is glad of it."),
        ("我国与中国签约。", "China signed with China.", "SG", "China signed with China."),
        ("我国经济好转。", "China's economy is better.", "", "China's economy is better."),
        ("該國經濟好轉。", "China's economy is better.", "SG", "China's economy is better."),
        (
            "我国外长与王先生通话。",
            "Singapore's foreign minister spoke with China's Mr Wang.",
            "SG",
            "Singapore's foreign minister spoke with China's Mr Wang.",
        ),
        ("王毅說,我國反對。", "Wang Yi said China objects.", "TW", "Wang Yi said China objects."),
        ("國台辦說,我國反對。", "It said China objects.", "TW", "It said China objects."),
        ("外交部說,我國反對。", "It said China objects.", "TW", "It said Taiwan objects."),
    ],
)
def test_our_country_is_that_of_the_paper(source: str, target: str, home: str, mended: str) -> None:
    assert with_own_country(source, target, home) == mended


@pytest.mark.parametrize(
    ("source", "target", "home"),
    [
        ("我國將監控共軍動態。", "The country will watch China's movements.", "TW"),
        ("我國歡迎陸生來台。", "Students from China are welcome.", "TW"),
        ("我国与苏州签约。", "The Republic signed a deal with Suzhou, China.", "SG"),
        ("我國駁斥對岸說法。", "Taiwan rebutted China's claims.", "TW"),
        ("我国欢迎游客。", "The city-state welcomes tourists from China.", "SG"),
        ("我國經濟增長。", "China's economy is growing.", "MO"),
        ("我國女排將來訪。", "The Chinese women's team will visit.", "MO"),
        ("我国选手不敌石宇奇。", "China's Shi Yuqi beat our player.", "MY"),
    ],
)
def test_china_stands_where_it_is_meant(source: str, target: str, home: str) -> None:
    assert with_own_country(source, target, home) == target
    assert not names_told(source, target, home)


def test_china_that_may_be_meant_is_told_and_stands() -> None:
    source, target = "棕油在我国减产。", "Less palm oil was made in China."
    assert with_own_country(source, target, "MY") == target
    assert names_told(source, target, "MY")


def names_told(source: str, target: str, home: str | None) -> list[str]:
    found = run_checks(SegmentPair(source, target, home=home))
    return [f.message for f in found if f.kind == "name"]


def test_china_for_our_country_is_told_and_the_country_is_not() -> None:
    source = "我国经济今年好转。"
    assert names_told(source, "The Chinese economy is better this year.", "SG")
    assert not names_told(source, "Singapore's economy is better this year.", "SG")
    assert not names_told(source, "China's economy is better this year.", "")
    assert names_told(source, "Singapore's economy is better this year.", "")


@pytest.mark.parametrize(
    ("source", "target", "role", "home", "told"),
    [
        ("耗資2.5億元。", "It cost HK$250 million.", "translation", None, False),
        ("耗資2.5億元。", "It cost HK$250 million.", "translation", "TW", True),
        ("耗資2.5億元。", "It cost 250 million yuan.", "translation", "TW", True),
        ("耗资2.5亿元。", "It cost S$250 million.", "summary", None, False),
        ("耗资2.5亿元。", "It cost S$250 million.", "translation", None, True),
        ("耗资2.5亿元。", "It cost US$250 million.", "summary", None, True),
        ("耗資2.5億元。", "It cost HK$25 million.", "translation", None, True),
        ("名著手稿售价两百万元。", "The manuscript cost HK$2 million.", "translation", None, True),
    ],
)
def test_the_money_of_a_place(
    source: str, target: str, role: str, home: str | None, told: bool
) -> None:
    part: SegmentRole = "summary" if role == "summary" else "translation"
    pair = SegmentPair(source, target, role=part, home=home)
    assert any(f.kind == "number" for f in run_checks(pair)) == told


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("赞成票未达门槛。", "The votes in favor fell short of the threshold."),
        ("得票未达六成门槛。", "He was short of the 60 percent that he needed."),
        ("水质未达标准。", "The water is below the standard."),
    ],
)
def test_falling_short_denies(source: str, target: str) -> None:
    found = run_checks(SegmentPair(source, target))
    assert not [f for f in found if f.kind == "negation"]


def test_a_point_of_the_compass_that_is_another_is_told() -> None:
    pair = SegmentPair("颱風向西北移動。", "The typhoon is moving southeast.")
    assert "northwest" in next(f.message for f in run_checks(pair) if f.kind == "number")


CANADA = Term("加拿大", "Canada", "dictionary", "place", aliases=("Canadian",))


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("加拿大总理卡尼说,我国不会屈服。", "Canadian leader Carney said China is firm.", True),
        ("加拿大总理卡尼表示：“这对我国重要。”", "Canadian leader Carney: “Vital to China.”", True),
        ("加拿大总理卡尼说,我国不会屈服。", "Canada's Mr Carney said China is firm.", True),
        ("加拿大总理卡尼说,我国不会屈服。", "Carney said Canada, not China, is firm.", False),
        ("加拿大总理卡尼说,我国不屈服。", "Canadian Carney said his country is no China.", False),
        ("加拿大总理卡尼说,中国是我国的伙伴。", "Canadian Carney said China is a partner.", False),
        ("加拿大总理卡尼说,我国商品便宜。", "Canadian Carney said China's goods are cheap.", False),
        ("加拿大总理卡尼表示将访问我国。", "Canadian Carney said he would visit China.", False),
        ("我国对加拿大总理卡尼说不。", "China said no to Canadian Carney.", False),
    ],
)
def test_our_country_is_that_of_who_speaks(source: str, target: str, told: bool) -> None:
    findings = run_checks(SegmentPair(source, target, terms=(CANADA,)), ("names",))
    assert any("speaker's" in finding.message for finding in findings) is told
