"""Counties behind a preposition, towns that are counted, short names of several places at once."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import LEXICON, targets

COUNTIES = {
    "丰县": "Feng County",
    "滑县": "Hua County",
    "曹县": "Cao County",
    "豐縣": "Feng County",
}


@pytest.mark.parametrize("before", "在与从到对向给致据由被将因把")
@pytest.mark.parametrize("county", COUNTIES)
def test_a_preposition_before_a_county_is_no_part_of_its_name(before: str, county: str) -> None:
    found = targets(f"有关部门{before}{county}采取了措施。")
    assert found[county] == COUNTIES[county]
    assert before + county not in found


@pytest.mark.parametrize("row", ["乐从、北滘和陈村三镇", "狮山、桥头、茶院三镇", "高山、平川两乡"])
def test_towns_that_are_counted_are_no_town(row: str) -> None:
    assert not [name for name in targets(f"{row}遭遇暴雨。") if name[-2] in "两三"]


@pytest.mark.parametrize(
    "several", ["港澳台", "云贵川", "北上广", "北上广深", "陕甘宁", "亚非拉", "中日韩"]
)
def test_a_name_for_several_places_is_not_told_as_the_first_of_them(several: str) -> None:
    assert LEXICON.name(several) is None


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("苏北地区普降大雪。", "苏北", "northern Jiangsu"),
        ("陕北老区脱贫。", "陕北", "northern Shaanxi"),
        ("鲁西南今天有雨。", "鲁西南", "southwestern Shandong"),
        ("記者在閩西採訪。", "閩西", "western Fujian"),
    ],
)
def test_parts_of_provinces_have_their_english(sentence: str, name: str, english: str) -> None:
    assert targets(sentence)[name] == english


@pytest.mark.parametrize("sentence", ["江苏北部有雨。", "安徽南部有雨。", "桂东电力公布业绩。"])
def test_what_only_holds_such_letters_is_no_part_of_a_province(sentence: str) -> None:
    assert not {"苏北", "徽南", "桂东电"} & targets(sentence).keys()
