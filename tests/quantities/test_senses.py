"""Numbers of the source in a sense that it has not; forms of school; points of the compass."""

from __future__ import annotations

import pytest

from zhaiyi.quantities import compare, hints, turned_points

INVENTED = [
    ("议会18日开幕。", "The 18th session of parliament opened.", "18th"),
    ("台鐵取消6班次。", "Train No.6 was canceled.", "No.6"),
    ("她中四輟學。", "The four-year-old dropped out.", "four-year-old"),
    ("新厂年底前投产。", "The plant opens by the end of 2019.", "2019"),
    ("聆訊押後至下月9日。", "The hearing was put off to March 9.", "March 9"),
]


@pytest.mark.parametrize(("source", "target", "words"), INVENTED)
def test_a_number_in_another_sense_is_made_up(source: str, target: str, words: str) -> None:
    assert words in [q.text for q in compare(source, target).invented]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("第18届议会18日开幕。", "The 18th parliament session opened on the 18th."),
        ("议会18日开幕。", "The session opened on the 18th."),
        ("6号列车取消。", "Train No. 6 was canceled."),
        ("地鐵6號線停駛。", "Metro Line No. 6 stopped."),
        ("四岁女童获救。", "A four-year-old girl was rescued."),
        ("成立四年的公司倒闭。", "The four-year-old company failed."),
        ("去年投产。", "It opened in 2019."),
        ("聆訊押後至下月9日。", "The hearing was put off to the 9th of next month."),
    ],
)
def test_the_same_number_in_its_own_sense_is_not(source: str, target: str) -> None:
    assert not compare(source, target).invented


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("300萬零72票", "3,000,072 votes"),
        ("2万零6人", "20,006 people"),
        ("4亿零50万人", "400.5 million people"),
        ("12萬零6百人", "120,600 people"),
        ("案值40万令吉。", "The case is worth RM400,000."),
        ("案值40万令吉。", "The case is worth RM 400,000."),
        ("公司亏损RM1,200,000。", "The firm lost RM1.2 million."),
        ("后年完工。", "It is done in two years."),
    ],
)
def test_these_are_the_same(source: str, target: str) -> None:
    found = compare(source, target)
    assert (found.changed, found.missing, found.invented) == ((), (), ())


def test_the_missing_place_is_no_digit_left_out() -> None:
    assert compare("2万零6人", "26,000 people").changed
    assert hints("300萬零72票") == (("300萬零72", "3,000,072"),)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("她中四輟學。", [("中四", "Form Four")]),
        ("中二及中三學生停課。", [("中二", "Form Two"), ("中三", "Form Three")]),
        ("其中五名学生获救。", []),
        ("其中四學生缺席。", []),
        ("震央在縣府西西北方9公里。", [("西西北", "west-northwest")]),
        ("本州最大震度6强。", [("6强", "upper 6")]),
        ("宜蘭震度5弱。", [("5弱", "lower 5")]),
        ("球队由5强组成。", []),
        ("颱風向東南偏南移動。", [("東南偏南", "south-southeast")]),
    ],
)
def test_forms_and_points_are_told(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [pair for pair in hints(text) if pair[0][0] in "中西東56"] == pairs


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("震央在縣府西西北方9公里。", "9 km west-southwest of the hall", True),
        ("颱風向西北移動。", "The typhoon is moving southeast.", True),
        ("颱風向東南偏南移動。", "It is moving east-southeast.", True),
        ("颱風向西北移動。", "The typhoon is moving north-west.", False),
        ("震央在縣府西西北方9公里。", "9 km northwest of the hall", False),
        ("西北大学在西南招生。", "Northwest University recruits in the southwest.", False),
    ],
)
def test_points_that_are_turned_round(source: str, target: str, wrong: bool) -> None:
    assert bool(list(turned_points(source, target))) == wrong
