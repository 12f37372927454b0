"""Places that bear the name of a better known one, behind the country that says which is meant."""

from __future__ import annotations

import pytest

from tests.terminology.test_terms import targets


@pytest.mark.parametrize(
    ("sentence", "name", "english"),
    [
        ("美国加利福尼亚州南部城市圣地亚哥发生枪击。", "圣地亚哥", "San Diego"),
        ("智利首都圣地亚哥下了大雨。", "圣地亚哥", "Santiago"),
        ("巴西东北部城市萨尔瓦多举行狂欢节。", "萨尔瓦多", "Salvador"),
        ("巴西总统会见萨尔瓦多总统布克尔。", "萨尔瓦多", "El Salvador"),
        ("越南河南省发生洪水。", "河南省", "Ha Nam Province"),
        ("河南省发生洪水。", "河南省", "Henan"),
        ("韩国京畿道广州市发生火灾。", "广州市", "Gwangju"),
        ("韓國京畿道廣州市發生火災。", "廣州市", "Gwangju"),
        ("韩国客商来到中国广州市。", "广州市", "Guangzhou"),
        ("牙买加首都金斯敦停电。", "金斯敦", "Kingston"),
        ("圣文森特首都金斯敦停电。", "金斯敦", "Kingstown"),
        ("印尼泗水连日下雨。", "泗水", "Surabaya"),
        ("印尼巨港、泗水等地连日下雨。", "泗水", "Surabaya"),
        ("越南太原连日下雨。", "太原", "Thai Nguyen"),
        ("太原连日下雨。", "太原", "Taiyuan"),
        ("韩国咸阳连日下雨。", "咸阳", "Hamyang"),
        ("日本津市连日下雨。", "津市", "Tsu"),
        ("昆士兰州凯恩斯连日下雨。", "凯恩斯", "Cairns"),
        ("凯恩斯主义在澳大利亚很流行。", "凯恩斯", "Keynes"),
        ("埃及亚历山大连日下雨。", "亚历山大", "Alexandria"),
        ("加州奥克兰连日下雨。", "奥克兰", "Oakland"),
        ("新西兰奥克兰停电。", "奥克兰", "Auckland"),
        ("南卡罗来纳州哥伦比亚连日下雨。", "哥伦比亚", "Columbia"),
        ("墨西哥蒙特雷连日下雨。", "蒙特雷", "Monterrey"),
        ("意甲球队那不勒斯客场告负。", "那不勒斯", "Napoli"),
        ("云南曲靖马龙连日下雨。", "马龙", "Malong"),
    ],
)
def test_the_country_in_front_says_which_place_is_meant(
    sentence: str, name: str, english: str
) -> None:
    assert targets(sentence)[name] == english
